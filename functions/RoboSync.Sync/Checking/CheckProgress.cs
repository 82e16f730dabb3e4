using RoboSync.Sync.Tenants;

namespace RoboSync.Sync.Checking;

/// <summary>A check that goes on: each step is stored as it is done, for whoever looks on.</summary>
/// <param name="checks">Where it is stored.</param>
/// <param name="tenantId">The tenant.</param>
/// <param name="begun">Its accounts, those that it is about without a step.</param>
internal sealed class CheckProgress(ICheckStore checks, string tenantId, TenantCheck begun) : IDisposable
{
    private readonly SemaphoreSlim turn = new(1);
    private TenantCheck check = begun;

    /// <summary>Begins a check, and keeps what an earlier one found of accounts that this one is not about.</summary>
    public static async Task<CheckProgress> BeginAsync(
        ICheckStore checks, Tenant tenant, DateTimeOffset startedAt, IReadOnlyList<MediaAccount> accounts,
        CancellationToken cancellationToken)
    {
        var earlier = await checks.ReadAsync(tenant.TenantId, cancellationToken);
        var ofNow = accounts.Select(account => account.AccountId).ToHashSet(StringComparer.Ordinal);
        var progress = new CheckProgress(checks, tenant.TenantId, new TenantCheck(startedAt, null,
        [
            .. tenant.Accounts.Where(account => account.Enabled).Select(account => ofNow.Contains(account.AccountId)
                ? new AccountCheck(account.AccountId, [])
                : earlier?.Accounts.FirstOrDefault(other => other.AccountId == account.AccountId) is { } before
                    ? before with { CheckedAt = before.CheckedAt ?? earlier.StartedAt }
                    : null).OfType<AccountCheck>(),
        ]));
        await progress.ChangeAsync(before => before, cancellationToken);
        return progress;
    }

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
