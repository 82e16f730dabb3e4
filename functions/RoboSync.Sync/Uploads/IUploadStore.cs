namespace RoboSync.Sync.Uploads;

/// <summary>An uploaded blob that a function was told of.</summary>
/// <param name="Function">Name of the function.</param>
/// <param name="Container">Container of the blob.</param>
/// <param name="Owner">Whose folder it lies in: a tenant, or the medium of a page definition. Null or blank where the blob lies where
/// nobody's are: Event Grid's filters are wider than the trigger's path.</param>
/// <param name="Name">Name of the blob.</param>
public sealed record UploadedBlob(string Function, string Container, string? Owner, string Name)
{
    /// <summary>What its name says behind the owner and a path; blank where that is not how it begins.</summary>
    public string Behind(string path) =>
        Name.StartsWith($"{Owner}{path}", StringComparison.Ordinal) ? Name[$"{Owner}{path}".Length..] : "";
}

/// <summary>A version of a blob, and what was noted of it.</summary>
/// <param name="Content">What is in it.</param>
/// <param name="Version">Opaque; another upload of the same name has another one.</param>
public sealed record BlobVersion(Stream Content, string Version);

/// <summary>What is noted of a version of a blob.</summary>
/// <param name="Since">When it was taken first.</param>
/// <param name="IsDone">Whether its effect is there.</param>
public sealed record UploadNote(DateTimeOffset Since, bool IsDone);

/// <summary>Opens uploads and remembers which of them took effect.</summary>
public interface IUploadStore
{
    /// <summary>
    /// Takes the turn of an owner's uploads of one function and keeps it until disposed, or returns null where another has it.
    /// </summary>
    Task<IUploadTurn?> TryTakeTurnAsync(UploadedBlob blob, CancellationToken cancellationToken);

    /// <summary>What lies there now, content and version of one answer; null where it was deleted.</summary>
    Task<BlobVersion?> OpenAsync(UploadedBlob blob, CancellationToken cancellationToken);

    /// <summary>Notes that a version is taken, where that is not noted yet.</summary>
    Task<UploadNote> NoteTakenAsync(UploadedBlob blob, string version, CancellationToken cancellationToken);

    /// <summary>Notes that the effect of a version is there.</summary>
    Task NoteDoneAsync(UploadedBlob blob, string version, CancellationToken cancellationToken);
}

/// <summary>The turn of an owner's uploads of one function.</summary>
public interface IUploadTurn : IAsyncDisposable
{
    /// <summary>Cancelled when it could not be kept: stop at once.</summary>
    CancellationToken Lost { get; }
}
