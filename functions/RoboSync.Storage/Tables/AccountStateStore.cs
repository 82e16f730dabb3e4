using System.Globalization;
using Azure.Data.Tables;
using RoboSync.Sync.Accounts;
using RoboSync.Sync.Failures;
using RoboSync.Sync.Tenants;

namespace RoboSync.Storage.Tables;

internal sealed class AccountStateStore(TableServiceClient tables) : IAccountStateStore
{
    private const string Row = "state";
    private const string JapanMinute = "yyyy-MM-ddTHH:mm";

    private readonly TableClient table = tables.GetTableClient(StorageNames.AccountStatesTable);

    public async Task<AccountState> ReadAsync(AccountKey account, CancellationToken cancellationToken)
    {
        var row = await table.FindAsync(TableKeys.Of(account), Row, cancellationToken);
        return row is null
            ? new AccountState { Account = account }
            : new AccountState
            {
                Account = account,
                Watermark = row.GetString("Watermark") is { } watermark
                    ? DateTime.ParseExact(watermark, JapanMinute, CultureInfo.InvariantCulture)
                    : null,
                LastFullListing = row.GetString("LastFullListing") is { } day ? DateOnly.ParseExact(day, "O", CultureInfo.InvariantCulture) : null,
                LastTotal = row.GetInt32("LastTotal") ?? 0,
                ScheduledSince = row.GetDateTimeOffset("ScheduledSince"),
                PausedSince = row.GetDateTimeOffset("PausedSince"),
                LastGoodRun = row.GetDateTimeOffset("LastGoodRun"),
                GoodSince = row.GetDateTimeOffset("GoodSince"),
                LastFailure = row.GetString("LastFailure") is { } failure ? FailureCodes.Parse(failure) : null,
                FailingSince = row.GetDateTimeOffset("FailingSince"),
                TroubleToldAt = row.GetDateTimeOffset("TroubleToldAt"),
                RestReason = row.GetString("RestReason") is { } reason ? FailureCodes.Parse(reason) : null,
                RestingSince = row.GetDateTimeOffset("RestingSince"),
                RestUntil = row.GetDateTimeOffset("RestUntil"),
                RefusedCredentials = ReadRefusal(row, "RefusedCredentials") ?? Formerly(row, isToken: false),
                RefusedToken = ReadRefusal(row, "RefusedToken") ?? Formerly(row, isToken: true),
                TransientLevel = row.GetInt32("TransientLevel") ?? 0,
                ETag = row.ETag.ToString(),
            };
    }

    public async Task<AccountState> SaveAsync(AccountState state, CancellationToken cancellationToken)
    {
        var entity = new TableEntity(TableKeys.Of(state.Account), Row)
        {
            ["Watermark"] = state.Watermark?.ToString(JapanMinute, CultureInfo.InvariantCulture),
            ["LastFullListing"] = state.LastFullListing?.ToString("O", CultureInfo.InvariantCulture),
            ["LastTotal"] = state.LastTotal,
            ["ScheduledSince"] = state.ScheduledSince,
            ["PausedSince"] = state.PausedSince,
            ["LastGoodRun"] = state.LastGoodRun,
            ["GoodSince"] = state.GoodSince,
            ["LastFailure"] = state.LastFailure?.ToString(),
            ["FailingSince"] = state.FailingSince,
            ["TroubleToldAt"] = state.TroubleToldAt,
            ["RestReason"] = state.RestReason?.ToString(),
            ["RestingSince"] = state.RestingSince,
            ["RestUntil"] = state.RestUntil,
            ["RefusedCredentialsReason"] = state.RefusedCredentials?.Reason.ToString(),
            ["RefusedCredentialsVersion"] = state.RefusedCredentials?.Version,
            ["RefusedTokenReason"] = state.RefusedToken?.Reason.ToString(),
            ["RefusedTokenVersion"] = state.RefusedToken?.Version,
            ["TransientLevel"] = state.TransientLevel,
        };
        return state with { ETag = await table.WriteAsync(entity, state.ETag, $"The state of account {state.Account}", cancellationToken) };
    }

    private static Refusal? ReadRefusal(TableEntity row, string name) => row.GetString($"{name}Version") is { } version
        ? new Refusal(FailureCodes.Parse(row.GetString($"{name}Reason")), version)
        : null;

    // Rows of before 2026-12 have one version for both, and the reason of the rest says of which; a later failure may have overwritten that reason.
    private static Refusal? Formerly(TableEntity row, bool isToken)
    {
        if (row.GetString("RefusedSecretVersion") is not { } version)
        {
            return null;
        }

        var reason = row.GetString("RestReason") is { } text ? FailureCodes.Parse(text) : FailureCode.SiteSignInRefused;
        return (reason == FailureCode.HrmosTokenInvalid) != isToken ? null
            : FailureKinds.Of(reason) == FailureKind.NeedsCustomer ? new Refusal(reason, version)
            : new Refusal(FailureCode.SiteSignInRefused, version);
    }
}
