using Azure.Storage.Blobs;

namespace RoboSync.DevHost;

/// <summary>
/// Calls functions: in the worker's process (<see cref="Worker.WorkerInvoker"/>) or in this one (<see cref="InProcess.InProcessInvoker"/>).
/// </summary>
internal interface IFunctionInvoker
{
    /// <summary>All functions.</summary>
    IReadOnlyList<HostedFunction> Functions { get; }

    /// <summary>Calls a function and waits for its end.</summary>
    /// <returns>Whether it succeeded; a failure is logged.</returns>
    Task<bool> TryInvokeAsync(HostedFunction function, Happening happening, CancellationToken cancellationToken);
}

/// <summary>What a function is told.</summary>
internal abstract record Happening;

/// <summary>It is time.</summary>
internal sealed record TimeCame : Happening;

/// <summary>A message came.</summary>
/// <param name="Text">Decoded.</param>
/// <param name="Id">Storage's id of it.</param>
/// <param name="DequeueCount">How often it was taken, this time included.</param>
internal sealed record MessageCame(string Text, string Id, long DequeueCount) : Happening;

/// <summary>A blob is new or changed.</summary>
/// <param name="Blob">The blob.</param>
/// <param name="PathValues">
/// What its name holds where the trigger's path has a name in braces; none where the name does not fit the path.
/// </param>
internal sealed record BlobCame(BlobClient Blob, IReadOnlyDictionary<string, string> PathValues) : Happening;
