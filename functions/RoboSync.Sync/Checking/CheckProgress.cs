using RoboSync.Sync.Tenants;

namespace RoboSync.Sync.Checking;

/// <summary>A check that goes on: each step is stored as it is done, for whoever looks on.</summary>
internal sealed class CheckProgress(ICheckStore checks, string tenantId, DateTimeOffset startedAt, IReadOnlyList<MediaAccount> accounts)
    : IDisposable
{
    private readonly SemaphoreSlim turn = new(1);
    private TenantCheck check =
        new(startedAt, null, [.. accounts.Select(account => new AccountCheck(account.AccountId, []))]);

    /// <summary>Stores it as it is.</summary>
    public Task SaveAsync(CancellationToken cancellationToken) => ChangeAsync(before => before, cancellationToken);

    /// <summary>Adds a step that is done.</summary>
    public Task AddAsync(string accountId, CheckStep step, CancellationToken cancellationToken) => ChangeAsync(
        before => before with
        {
            Accounts = [.. before.Accounts.Select(
                account => account.AccountId == accountId ? account with { Steps = [.. account.Steps, step] } : account)],
        },
        cancellationToken);

    /// <summary>Says that it is done.</summary>
    public Task<TenantCheck> FinishAsync(DateTimeOffset finishedAt, CancellationToken cancellationToken) =>
        ChangeAsync(before => before with { FinishedAt = finishedAt }, cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => turn.Dispose();

    // Accounts are checked side by side: what is stored last knows of all.
    private async Task<TenantCheck> ChangeAsync(Func<TenantCheck, TenantCheck> change, CancellationToken cancellationToken)
    {
        await turn.WaitAsync(cancellationToken);
        try
        {
            check = change(check);
            await checks.SaveAsync(tenantId, check, cancellationToken);
            return check;
        }
        finally
        {
            turn.Release();
        }
    }
}
