using RoboSync.Sync.Failures;

namespace RoboSync.Miws.Reading;

/// <summary>
/// Whatever a page makes the reading do, it ends in a failure of the site: nothing that comes from outside is a defect of ours.
/// </summary>
internal static class Guarded
{
    /// <summary>Reads.</summary>
    /// <exception cref="SyncException">What the reading says, or <see cref="FailureCode.SitePageChanged"/> for anything else.</exception>
    public static T Read<T>(string name, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception failure) when (failure is not (SyncException or OperationCanceledException or OutOfMemoryException))
        {
            // Its message may quote the page.
            throw new SyncException(FailureCode.SitePageChanged, $"Page {name}: reading it failed with {failure.GetType().Name}.", failure);
        }
    }
}
