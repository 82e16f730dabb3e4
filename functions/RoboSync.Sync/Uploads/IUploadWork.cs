namespace RoboSync.Sync.Uploads;

/// <summary>What is done with an uploaded blob.</summary>
public interface IUploadWork
{
    /// <summary>Name of the function that such blobs are for.</summary>
    string Function { get; }

    /// <summary>Does it; doing it again after it failed half-way goes on.</summary>
    /// <param name="blob">The blob.</param>
    /// <param name="upload">The version of it that is there now.</param>
    /// <param name="cancellationToken">Ends the work; the upload is then delivered again.</param>
    Task TakeAsync(UploadedBlob blob, Upload upload, CancellationToken cancellationToken);
}
