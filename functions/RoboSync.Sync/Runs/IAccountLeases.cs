using RoboSync.Sync.Tenants;

namespace RoboSync.Sync.Runs;

/// <summary>One session per account, ever.</summary>
public interface IAccountLeases
{
    /// <summary>Takes the account's lease and renews it until disposed, or returns null where somebody else holds it.</summary>
    Task<IAccountLease?> TryAcquireAsync(AccountKey account, CancellationToken cancellationToken);
}

/// <summary>A held lease.</summary>
public interface IAccountLease : IAsyncDisposable
{
    /// <summary>Cancelled when the lease could not be renewed in time: stop at once.</summary>
    CancellationToken Lost { get; }
}
