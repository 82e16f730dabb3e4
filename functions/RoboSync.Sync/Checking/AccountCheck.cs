using RoboSync.Sync.Failures;

namespace RoboSync.Sync.Checking;

/// <summary>
/// The connection check (接続確認) of a tenant; blob <c>tenant-results/{tenantId}-check.json</c>, rewritten as each step is done.
/// </summary>
/// <param name="StartedAt">When it began (UTC); names the check.</param>
/// <param name="FinishedAt">When its last account was done (UTC); null while it goes on.</param>
/// <param name="Accounts">The accounts, in the order of the tenant document. A check of one account keeps what was found of the others
/// before.</param>
public sealed record TenantCheck(DateTimeOffset StartedAt, DateTimeOffset? FinishedAt, IReadOnlyList<AccountCheck> Accounts)
{
    /// <summary>What this check itself found.</summary>
    public TenantCheck Alone() => this with { Accounts = [.. Accounts.Where(account => account.CheckedAt is null)] };
}

/// <summary>What the check of one account found.</summary>
/// <param name="AccountId">The account.</param>
/// <param name="Steps">Its steps that are done, up to the first that failed.</param>
public sealed record AccountCheck(string AccountId, IReadOnlyList<CheckStep> Steps)
{
    /// <summary>Start of the earlier check that found it (UTC); null for the check that it stands in.</summary>
    public DateTimeOffset? CheckedAt { get; init; }

    /// <summary>Whether something was tried, and all of it works.</summary>
    public bool IsGood => Steps.Count > 0 && Steps.All(step => step.Failure is null);

    /// <summary>Whether it was left alone, since a run of the account was going on.</summary>
    public bool IsBusy => Steps.Any(step => step.Failure == FailureCode.EarlierRunGoesOn);
}

/// <summary>One step, in the customer's words.</summary>
/// <param name="Name">What was tried.</param>
/// <param name="Failure">Why it failed; null where it worked.</param>
/// <param name="What">What is wrong, in Japanese; blank where it worked.</param>
/// <param name="Remedy">How to mend it, in Japanese; blank where it worked.</param>
public sealed record CheckStep(string Name, FailureCode? Failure, string What, string Remedy);

/// <summary>Asks for a check, which the function of that name then does: it outlasts a browser's patience.</summary>
public interface ICheckRequests
{
    /// <summary>Asks for one.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="accountId">The one account to check; null for all of them.</param>
    /// <param name="cancellationToken">Ends the write.</param>
    Task AskAsync(string tenantId, string? accountId, CancellationToken cancellationToken);
}

/// <summary>Keeps the newest check of a tenant.</summary>
public interface ICheckStore
{
    /// <summary>Replaces the tenant's check.</summary>
    Task SaveAsync(string tenantId, TenantCheck check, CancellationToken cancellationToken);

    /// <summary>The tenant's check, or null where there is none.</summary>
    Task<TenantCheck?> ReadAsync(string tenantId, CancellationToken cancellationToken);
}
