using System.Globalization;
using System.Runtime.CompilerServices;
using Azure.Data.Tables;
using RoboSync.Storage.Retaining;
using RoboSync.Sync.Accounts;
using RoboSync.Sync.Failures;
using RoboSync.Sync.Tenants;

namespace RoboSync.Storage.Tables;

internal sealed class AccountStateStore(TableServiceClient tables) : IAccountStateStore, IHolder
{
    private const string Row = "state";
    private const string JapanMinute = "yyyy-MM-ddTHH:mm";

    private static readonly RowMap<AccountState> Map = new(
        row => new AccountState { Account = TableKeys.Account(row.PartitionKey), ETag = row.ETag.ToString() },
        new("Watermark", state => Text(state.Watermark), (state, value) => state with { Watermark = Minute((string)value) }),
        new("LastFullListing", state => Text(state.LastFullListing), (state, value) => state with { LastFullListing = Day((string)value) }),
        new("LastTotal", state => state.LastTotal, (state, value) => state with { LastTotal = (int)value }),
        new("ScheduledSince", state => state.ScheduledSince, (state, value) => state with { ScheduledSince = (DateTimeOffset)value }),
        new("PausedSince", state => state.PausedSince, (state, value) => state with { PausedSince = (DateTimeOffset)value }),
        new("LastGoodRun", state => state.LastGoodRun, (state, value) => state with { LastGoodRun = (DateTimeOffset)value }),
        new("GoodSince", state => state.GoodSince, (state, value) => state with { GoodSince = (DateTimeOffset)value }),
        new(
            "LastFailure",
            state => Text(state.LastFailure),
            (state, value) => state with { LastFailure = FailureCodes.Parse((string)value) }),
        new("FailingSince", state => state.FailingSince, (state, value) => state with { FailingSince = (DateTimeOffset)value }),
        new("TroubleToldAt", state => state.TroubleToldAt, (state, value) => state with { TroubleToldAt = (DateTimeOffset)value }),
        new("RestReason", state => Text(state.RestReason), (state, value) => state with { RestReason = FailureCodes.Parse((string)value) }),
        new("RestingSince", state => state.RestingSince, (state, value) => state with { RestingSince = (DateTimeOffset)value }),
        new("RestUntil", state => state.RestUntil, (state, value) => state with { RestUntil = (DateTimeOffset)value }),
        new(
            "RefusedCredentialsVersion",
            state => state.RefusedCredentials?.Version,
            (state, value) => state with { RefusedCredentials = new Refusal(FailureCode.SiteSignInRefused, (string)value) }),
        new(
            "RefusedCredentialsReason",
            state => Text(state.RefusedCredentials?.Reason),
            (state, value) => state with { RefusedCredentials = Because(state.RefusedCredentials, (string)value) }),
        new(
            "RefusedTokenVersion",
            state => state.RefusedToken?.Version,
            (state, value) => state with { RefusedToken = new Refusal(FailureCode.HrmosTokenInvalid, (string)value) }),
        new(
            "RefusedTokenReason",
            state => Text(state.RefusedToken?.Reason),
            (state, value) => state with { RefusedToken = Because(state.RefusedToken, (string)value) }),
        new("TransientLevel", state => state.TransientLevel, (state, value) => state with { TransientLevel = (int)value }),
        new("HeldSince", state => state.HeldSince, (state, value) => state with { HeldSince = (DateTimeOffset)value }),
        new(
            "ApprovedPlan",
            state => state.ApprovedPlan.Length == 0 ? null : state.ApprovedPlan,
            (state, value) => state with { ApprovedPlan = (string)value }),

        // Read only, and after all others: rows of before 2026-12 have one version for both.
        new("RefusedSecretVersion", _ => null, (state, value) => Formerly(state, (string)value)));

    private readonly TableClient table = tables.GetTableClient(StorageNames.AccountStatesTable);

    public IReadOnlyList<Holding> Holdings { get; } =
        [Holding.OfNobody(StorageNames.AccountStatesTable, "accounts, their times and failures")];

    public async Task<AccountState> ReadAsync(AccountKey account, CancellationToken cancellationToken) =>
        await table.FindAsync(TableKeys.Of(account), Row, cancellationToken) is { } row
            ? Map.ToRecord(row)
            : new AccountState { Account = account };

    public async IAsyncEnumerable<StoredState> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var row in table.QueryAsync<TableEntity>(row => row.RowKey == Row, cancellationToken: cancellationToken))
        {
            yield return ToStored(row);
        }
    }

    public async Task<AccountState> SaveAsync(AccountState state, CancellationToken cancellationToken)
    {
        var row = Map.ToRow(TableKeys.Of(state.Account), Row, state);
        return state with { ETag = await table.WriteAsync(row, state.ETag, $"The state of account {state.Account}", cancellationToken) };
    }

    private static StoredState ToStored(TableEntity row)
    {
        var account = TableKeys.Account(row.PartitionKey);
        try
        {
            return new StoredState(account, Map.ToRecord(row), "");
        }
        catch (SyncException unreadable) when (unreadable.Code == FailureCode.StoredUnreadable)
        {
            return new StoredState(account, null, unreadable.Detail);
        }
    }

    private static string? Text(DateTime? minute) => minute?.ToString(JapanMinute, CultureInfo.InvariantCulture);

    private static string? Text(DateOnly? day) => day?.ToString("O", CultureInfo.InvariantCulture);

    private static string? Text(FailureCode? code) => code?.ToString();

    private static DateTime Minute(string text) => DateTime.ParseExact(text, JapanMinute, CultureInfo.InvariantCulture);

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "O", CultureInfo.InvariantCulture);

    private static Refusal? Because(Refusal? refusal, string reason) =>
        refusal is null ? null : refusal with { Reason = FailureCodes.Parse(reason) };

    // The reason of the rest says of which of the two; a later failure may have overwritten that reason.
    private static AccountState Formerly(AccountState state, string version)
    {
        var reason = state.RestReason ?? FailureCode.SiteSignInRefused;
        var refusal = new Refusal(FailureKinds.Of(reason) == FailureKind.NeedsCustomer ? reason : FailureCode.SiteSignInRefused, version);
        return reason == FailureCode.HrmosTokenInvalid
            ? state with { RefusedToken = state.RefusedToken ?? refusal }
            : state with { RefusedCredentials = state.RefusedCredentials ?? refusal };
    }
}
