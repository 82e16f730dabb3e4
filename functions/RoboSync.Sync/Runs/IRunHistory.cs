using RoboSync.Sync.Tenants;

namespace RoboSync.Sync.Runs;

/// <summary>Reads the runs that ended.</summary>
public interface IRunHistory
{
    /// <summary>The finished runs of an account whose slots lie in a time, the newest first. Costs as much as lies in it.</summary>
    /// <param name="account">The account.</param>
    /// <param name="from">The first instant (UTC).</param>
    /// <param name="until">The first instant behind it (UTC).</param>
    /// <param name="cancellationToken">Ends the look.</param>
    Task<IReadOnlyList<RunState>> ReadAsync(
        AccountKey account, DateTimeOffset from, DateTimeOffset until, CancellationToken cancellationToken);

    /// <summary>A finished run, or null.</summary>
    Task<RunState?> FindAsync(AccountKey account, string runId, CancellationToken cancellationToken);
}
