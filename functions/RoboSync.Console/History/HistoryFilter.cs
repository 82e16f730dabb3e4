using System.Globalization;
using Microsoft.AspNetCore.Http.Extensions;
using RoboSync.Sync.Calendar;
using RoboSync.Sync.Runs;
using RoboSync.Sync.Tenants;

namespace RoboSync.Console.History;

/// <summary>Which runs are looked at: seven days of them, of one account or of all.</summary>
/// <param name="AccountId">The account; blank for all.</param>
/// <param name="Result">One of <see cref="RunTexts.Results"/>; blank for all.</param>
/// <param name="Until">The last day, in Japan.</param>
internal sealed record HistoryFilter(string AccountId, string Result, DateOnly Until)
{
    private const int Days = 7;
    private const string Day = "yyyy-MM-dd";

    /// <summary>The last day as a form writes it.</summary>
    public string UntilText => Until.ToString(Day, CultureInfo.InvariantCulture);

    /// <summary>Reads what an address says; what cannot be read counts as not said.</summary>
    public static HistoryFilter Of(string? accountId, string? result, string? until, DateTimeOffset now)
    {
        var today = JapanTime.DateInJapan(now);
        return new HistoryFilter(
            accountId ?? "",
            RunTexts.Results.Any(known => known.Value == result) ? result! : "",
            DateOnly.TryParseExact(until, Day, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
                && day > new DateOnly(2000, 1, 1) && day < today ? day : today);
    }

    /// <summary>The days before these, or after.</summary>
    public HistoryFilter Moved(int weeks) => this with { Until = Until.AddDays(weeks * Days) };

    /// <summary>What stands behind the question mark of an address.</summary>
    public string Query() =>
        new QueryBuilder { { "account", AccountId }, { "result", Result }, { "until", UntilText } }.ToQueryString().Value!;

    /// <summary>Reads the runs, the newest first.</summary>
    public async Task<IReadOnlyList<RunState>> ReadAsync(Tenant tenant, IRunHistory history, CancellationToken cancellationToken)
    {
        var end = JapanTime.FromJapan(Until.AddDays(1).ToDateTime(TimeOnly.MinValue));
        var accounts = tenant.Accounts.Where(account => AccountId.Length == 0 || account.AccountId == AccountId);
        var read = await Task.WhenAll(accounts.Select(account => history.ReadAsync(
            new AccountKey(tenant.TenantId, account.AccountId), end.AddDays(-Days), end, cancellationToken)));
        return [.. read.SelectMany(runs => runs)
            .Where(run =>
                Result.Length == 0 || string.Equals(RunTexts.ResultOf(run).Kind.ToString(), Result, StringComparison.OrdinalIgnoreCase))
            .OrderByDescending(run => run.Slot).ThenBy(run => run.Account.AccountId, StringComparer.Ordinal)];
    }
}
