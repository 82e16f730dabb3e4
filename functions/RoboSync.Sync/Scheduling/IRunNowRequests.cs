namespace RoboSync.Sync.Scheduling;

/// <summary>Asks for a run at once, by the same door as an operator's upload: <see cref="RunNow"/> takes it.</summary>
public interface IRunNowRequests
{
    /// <summary>Asks for a run of all accounts of a tenant.</summary>
    Task AskAsync(string tenantId, CancellationToken cancellationToken);
}
