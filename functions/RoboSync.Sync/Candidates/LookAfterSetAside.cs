using RoboSync.Sync.Tenants;

namespace RoboSync.Sync.Candidates;

/// <summary>What somebody of the company decides about set-aside records: the next run tries them again, or nobody does.</summary>
public sealed class LookAfterSetAside(ISetAsideStore store, TimeProvider clock)
{
    /// <summary>All that an account has set aside, by applicant number.</summary>
    public async Task<IReadOnlyDictionary<string, SetAside>> ReadAsync(
        string tenantId, MediaAccount account, CancellationToken cancellationToken) =>
        await store.ReadAllAsync(Scope(tenantId, account), account.AccountId, cancellationToken);

    /// <summary>Has the next run try records again, also those that were given up or ignored.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="account">The account that set them aside.</param>
    /// <param name="numbers">応募者番号; null for all that are not ignored. Those that are set aside no more are left.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>How many there were.</returns>
    public Task<int> RetryAsync(
        string tenantId, MediaAccount account, IReadOnlyCollection<string>? numbers, CancellationToken cancellationToken) =>
        ChangeAsync(
            tenantId, account, record => numbers?.Contains(record.ApplicantNumber, StringComparer.Ordinal) ?? !record.IsIgnored,
            record => record.Retried(clock.GetUtcNow()), cancellationToken);

    /// <summary>Has nobody try a record again until the medium shows something new of it.</summary>
    /// <returns>How many there were: one, or none where it is set aside no more.</returns>
    public Task<int> IgnoreAsync(string tenantId, MediaAccount account, string number, CancellationToken cancellationToken) =>
        ChangeAsync(
            tenantId, account, record => record.ApplicantNumber == number, record => record with { IsIgnored = true }, cancellationToken);

    // A run that goes on may write the same record: it settles what it can, and what it cannot is set aside again.
    private async Task<int> ChangeAsync(
        string tenantId, MediaAccount account, Func<SetAside, bool> isMeant, Func<SetAside, SetAside> change,
        CancellationToken cancellationToken)
    {
        var changed = (await ReadAsync(tenantId, account, cancellationToken)).Values.Where(isMeant).Select(change).ToList();
        await store.SaveAsync(Scope(tenantId, account), account.AccountId, changed, [], cancellationToken);
        return changed.Count;
    }

    private static LinkScope Scope(string tenantId, MediaAccount account) => new(tenantId, account.Medium, account.DisplayYear);
}
