using System.Text;
using Microsoft.Extensions.Logging;
using RoboSync.Sync.Accounts;
using RoboSync.Sync.Ats;
using RoboSync.Sync.Failures;
using RoboSync.Sync.Media;
using RoboSync.Sync.Queues;
using RoboSync.Sync.Runs;
using RoboSync.Sync.Tenants;
using RoboSync.Sync.Uploads;

namespace RoboSync.Sync.Checking;

/// <summary>
/// Checks, side by side and writing nothing to either site, whether the enabled accounts of a tenant can do their work: secrets, site,
/// sign-in, list, token, permissions, events. A refused password is tried once, as in a run; a check that works wakes an account that
/// waits.
/// </summary>
public sealed partial class CheckAccounts(
    ITenantStore tenants,
    ICheckStore checks,
    IAccountStateStore states,
    IAccountLeases leases,
    CarefulSignIn signIn,
    RegisteredMedia media,
    IAts ats,
    IWorkQueues queues,
    TimeProvider clock,
    ILogger<CheckAccounts> logger) : IUploadWork
{
    string IUploadWork.Function => nameof(CheckAccounts);

    Task IUploadWork.TakeAsync(UploadedBlob blob, Upload upload, CancellationToken cancellationToken) =>
        RunAsync(blob.Owner, upload.Since, cancellationToken, upload.Content);

    /// <summary>What a token has to be allowed to do (docs/hrmos-api.openapi.json).</summary>
    private static readonly string[] Permissions = ["candidates:write", "labels:write", "events:write"];

    /// <summary>Checks a tenant, keeps what was found, and mails it.</summary>
    /// <param name="tenantId">The tenant; null where the blob lies where no tenant's are: Event Grid's filters are wider than the trigger's
    /// path.</param>
    /// <param name="askedAt">When it was asked for: it names the check, and doing it again is mailed once.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <param name="request">What was uploaded: the id of the one account to check, or anything else for all of them.</param>
    public async Task RunAsync(
        string? tenantId, DateTimeOffset askedAt, CancellationToken cancellationToken, Stream? request = null)
    {
        if (await tenants.FindAsync(tenantId, cancellationToken) is not { } tenant)
        {
            LogUnknown(tenantId);
            return;
        }

        var asked = await ReadAsync(request ?? Stream.Null, cancellationToken);
        var enabled = tenant.Accounts.Where(account => account.Enabled).ToList();
        if (enabled.Find(account => account.AccountId == asked) is { } one)
        {
            enabled = [one];
        }

        using var progress = await CheckProgress.BeginAsync(checks, tenant, askedAt, enabled, cancellationToken);
        await Task.WhenAll(enabled.Select(account => CheckAsync(tenant, account, progress, cancellationToken)));
        var check = await progress.FinishAsync(clock.GetUtcNow(), cancellationToken);
        LogChecked(tenant.TenantId, enabled.Count, check.Alone().Accounts.Count(account => account.IsGood));
        await queues.EnqueueNotificationAsync(
            NotificationMessage.ForCheck(tenant.TenantId, check.StartedAt), TimeSpan.Zero, cancellationToken);
    }

    private static async Task<string> ReadAsync(Stream request, CancellationToken cancellationToken)
    {
        var bytes = new byte[100];
        var length = await request.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken);
        return Encoding.UTF8.GetString(bytes, 0, length).Trim();
    }

    private async Task CheckAsync(Tenant tenant, MediaAccount account, CheckProgress progress, CancellationToken cancellationToken)
    {
        var key = new AccountKey(tenant.TenantId, account.AccountId);
        var versions = (Credentials: "", Token: "");
        var site = MediumProfile.Of(account.Medium).Texts;
        await using var lease = await leases.TryAcquireAsync(key, cancellationToken);

        // Once somebody else may hold the account, a session of ours would end theirs.
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lease?.Lost ?? CancellationToken.None);
        async Task<T> StepAsync<T>(string name, Func<CancellationToken, Task<T>> action)
        {
            try
            {
                var result = await WhileHeldAsync(action, stop.Token, cancellationToken);
                await progress.AddAsync(account.AccountId, new CheckStep(name, null, "", ""), cancellationToken);
                return result;
            }
            catch (SyncException failure)
            {
                var text = failure.Code == FailureCode.EarlierRunGoesOn ? CheckTexts.Busy : FailureTexts.Of(failure.Code, site);
                await progress.AddAsync(
                    account.AccountId, new CheckStep(name, failure.Code, text.What, text.Remedy), cancellationToken);
                throw;
            }
        }

        try
        {
            var (login, token, credentials) = await StepAsync(CheckTexts.Secrets, held => signIn.ReadSecretsAsync(tenant, account, held));
            versions = (login.Version, token.Version);
            await StepAsync(CheckTexts.Reach(site), held => ReachAsync(account, key, lease is not null, held));
            using (var session =
                await StepAsync(CheckTexts.SignIn(site), held => signIn.RunAsync(account, key, login.Version, credentials, "check", held)))
            {
                await StepAsync(CheckTexts.List(site), held => session.ListApplicantsAsync(1, held));
            }

            var hrmos = ats.Open(tenant.Hrmos, token);
            var granted = await StepAsync(CheckTexts.Token, held => hrmos.ListPermissionsAsync(held));
            await StepAsync(CheckTexts.Permissions, _ => Task.FromResult(CheckPermissions(granted)));
            await StepAsync(CheckTexts.Events, held => hrmos.ListEventsAsync(held));
            await states.UpdateAsync(key, Woken, cancellationToken);
        }
        catch (SyncException failure)
        {
            LogFailed(key, failure.Code, failure.Detail);
            if (failure.Kind == FailureKind.NeedsCustomer)
            {
                await states.UpdateAsync(
                    key, state => RestPolicy.AfterFailure(
                        state,
                        failure.Code,
                        versions.Credentials,
                        versions.Token,
                        clock.GetUtcNow(),
                        failure.RetryAfter), cancellationToken);
            }
        }
    }

    private static async Task<T> WhileHeldAsync<T>(
        Func<CancellationToken, Task<T>> action, CancellationToken held, CancellationToken cancellationToken)
    {
        try
        {
            return await action(held);
        }
        catch (OperationCanceledException) when (held.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new SyncException(FailureCode.EarlierRunGoesOn, "The account's lease was lost: somebody else may be at work.");
        }
    }

    private async Task<MediumSite> ReachAsync(MediaAccount account, AccountKey key, bool isFree, CancellationToken cancellationToken)
    {
        if (!isFree)
        {
            throw new SyncException(FailureCode.EarlierRunGoesOn, "A run of the account is going on; a second session would end it.");
        }

        await media.Of(account).ReachAsync(account, key, cancellationToken);
        return account.Site;
    }

    private static IReadOnlyList<string> CheckPermissions(IReadOnlyList<string> granted) =>
        Permissions.Except(granted, StringComparer.Ordinal).ToList() is { Count: > 0 } missing
            ? throw new SyncException(FailureCode.HrmosPermissionMissing, $"The token lacks {string.Join(", ", missing)}.")
            : granted;

    // A rest after transient failures is over as well: what it waited for works.
    private static AccountState Woken(AccountState state) => state.RestReason is null
        ? state
        : RestPolicy.Woken(state);

    [LoggerMessage(1110, LogLevel.Information, "Connection check of {TenantId}: {Accounts} accounts, {Good} good.")]
    private partial void LogChecked(string tenantId, int accounts, int good);

    [LoggerMessage(1111, LogLevel.Warning, "Connection check of {Account}: {Code}: {Detail}")]
    private partial void LogFailed(AccountKey account, FailureCode code, string detail);

    [LoggerMessage(1112, LogLevel.Warning, "There is no tenant {TenantId} to check.")]
    private partial void LogUnknown(string? tenantId);
}

/// <summary>Names of the steps, as customers read them.</summary>
internal static class CheckTexts
{
    public const string Secrets = "ログイン情報の登録";
    public static string Reach(MediumTexts medium) => $"{medium.Name}への接続";
    public static string SignIn(MediumTexts medium) => $"{medium.Name}へのログイン";
    public static string List(MediumTexts medium) => $"{medium.Name}の応募者一覧の表示";
    public const string Token = "HRMOSのAPIトークン";
    public const string Permissions = "HRMOSの候補者・候補者ラベル・イベントの編集権限";
    public const string Events = "HRMOSのイベントの読み取り";

    public static FailureText Busy { get; } = new("連携中のため、確認しませんでした。", "連携が終わってから、もう一度確認してください。");
}
