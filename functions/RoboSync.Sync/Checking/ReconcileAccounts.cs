using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RoboSync.Sync.Accounts;
using RoboSync.Sync.Ats;
using RoboSync.Sync.Bookings;
using RoboSync.Sync.Calendar;
using RoboSync.Sync.Candidates;
using RoboSync.Sync.EventMapping;
using RoboSync.Sync.Failures;
using RoboSync.Sync.Media;
using RoboSync.Sync.Reconciling;
using RoboSync.Sync.Runs;
using RoboSync.Sync.Tenants;
using RoboSync.Sync.Uploads;

namespace RoboSync.Sync.Checking;

/// <summary>
/// 突き合わせ for somebody who asked: compares all bookings of a tenant's enabled accounts on both sides, account by account side by side.
/// Each page of the medium is asked for once. It only reports: nothing is written to either site.
/// </summary>
public sealed partial class ReconcileAccounts(
    ITenantStore tenants,
    IReconciliationStore reconciliations,
    IAccountStateStore states,
    IAccountLeases leases,
    CarefulSignIn signIn,
    IAts ats,
    ICandidateLinkStore candidateLinks,
    ISetAsideStore setAsides,
    IBookingLinkStore bookingLinks,
    IEventMappingStore mappings,
    FindListed findListed,
    RegisteredMedia media,
    IOptions<SyncOptions> options,
    TimeProvider clock,
    ILogger<ReconcileAccounts> logger) : IUploadWork
{
    private const int LongestId = 100;

    string IUploadWork.Function => nameof(ReconcileAccounts);

    Task IUploadWork.TakeAsync(UploadedBlob blob, Upload upload, CancellationToken cancellationToken) =>
        RunAsync(blob.Owner, upload.Since, upload.Content, cancellationToken);

    /// <summary>Compares, and keeps what was found.</summary>
    /// <param name="tenantId">The tenant; null where the blob lies where no tenant's are: Event Grid's filters are wider than the trigger's
    /// path.</param>
    /// <param name="askedAt">When it was asked for.</param>
    /// <param name="request">What was uploaded: the id of the one account, or anything else for all of them.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task RunAsync(string? tenantId, DateTimeOffset askedAt, Stream request, CancellationToken cancellationToken)
    {
        if (await tenants.FindAsync(tenantId, cancellationToken) is not { } tenant)
        {
            LogUnknown(tenantId);
            return;
        }

        var bytes = new byte[LongestId];
        var length = await request.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken);
        var asked = Encoding.UTF8.GetString(bytes, 0, length).Trim();
        var enabled = tenant.Accounts.Where(account => account.Enabled).ToList();
        var chosen = enabled.Find(account => account.AccountId == asked) is { } one ? [one] : enabled;
        await Task.WhenAll(chosen.Select(account => RunAsync(tenant, account, askedAt, cancellationToken)));
    }

    private async Task RunAsync(Tenant tenant, MediaAccount account, DateTimeOffset askedAt, CancellationToken cancellationToken)
    {
        var key = new AccountKey(tenant.TenantId, account.AccountId);
        await using var lease = await leases.TryAcquireAsync(key, cancellationToken);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lease?.Lost ?? CancellationToken.None);
        var stored = await reconciliations.FindAsync(key, account.DisplayYear, cancellationToken)
            ?? new Reconciliation { Account = key, GraduationYear = account.DisplayYear };
        Reconciliation found;
        try
        {
            var compared = lease is null
                ? throw new SyncException(FailureCode.EarlierRunGoesOn, "A run of the account is going on; a second session would end it.")
                : await CompareAsync(tenant, account, key, stop.Token);
            found = stored.WithAll(compared) with { WholeAt = clock.GetUtcNow(), AskedAt = askedAt, Failure = null };
            LogCompared(key, compared.Count, compared.Count(item => item.Differs));
        }
        catch (SyncException failure) when (failure.Kind is not FailureKind.Defect && failure.Code != FailureCode.StorageUnreachable)
        {
            LogFailed(key, failure.Code, failure.Detail);
            found = stored with { AskedAt = askedAt, Failure = failure.Code };
        }
        catch (OperationCanceledException) when (lease?.Lost.IsCancellationRequested is true && !cancellationToken.IsCancellationRequested)
        {
            LogFailed(key, FailureCode.EarlierRunGoesOn, "The account's lease was lost: somebody else may be at work.");
            found = stored with { AskedAt = askedAt, Failure = FailureCode.EarlierRunGoesOn };
        }

        await reconciliations.SaveAsync(
            found, await ReconciliationCsv.WriteAsync(found, MediumProfile.Of(account.Medium).Texts), cancellationToken);
    }

    private async Task<List<ComparedEvent>> CompareAsync(
        Tenant tenant, MediaAccount account, AccountKey key, CancellationToken cancellationToken)
    {
        var versions = (Credentials: "", Token: "");
        try
        {
            var (login, token, credentials) = await signIn.ReadSecretsAsync(tenant, account, cancellationToken);
            versions = (login.Version, token.Version);
            var scope = new LinkScope(tenant.TenantId, account.Medium, account.DisplayYear);
            var map = await mappings.ReadCurrentAsync(tenant.TenantId, cancellationToken);
            var people = await People.ReadAsync(scope, account.AccountId, candidateLinks, setAsides, cancellationToken);
            using var session = await signIn.RunAsync(account, key, login.Version, credentials, "reconcile", cancellationToken);
            var (hrmos, pages) = (ats.Open(tenant.Hrmos, token), new SeminarPages(session, clock));
            var seminars = await pages.ReadSeminarsAsync(cancellationToken);
            var events = await hrmos.ListEventsAsync(cancellationToken);
            var comparer = new EventComparer(
                hrmos, tenant.Hrmos, scope, account, pages, people, bookingLinks,
                held => ListAsync(session, account, key, people, held), clock);
            var compared = new List<ComparedEvent>();
            foreach (var group in EventGroup.Of(seminars.Rows, map, events))
            {
                compared.Add(await comparer.CompareAsync(group, cancellationToken));
            }

            return compared;
        }
        catch (SyncException failure) when (failure.Kind == FailureKind.NeedsCustomer)
        {
            await states.UpdateAsync(
                key,
                state => RestPolicy.AfterFailure(
                    state, failure.Code, versions.Credentials, versions.Token, clock.GetUtcNow(), failure.RetryAfter),
                cancellationToken);
            throw;
        }
    }

    // What has changed since the last run's list, on top of what its runs have seen.
    private async Task<ListedPeople> ListAsync(
        IMediumSession session, MediaAccount account, AccountKey key, People people, CancellationToken cancellationToken)
    {
        var state = await states.ReadAsync(key, cancellationToken);
        var request = new ListingRequest(
            media.Of(account).ImportedFlows,
            JapanTime.ToJapan(clock.GetUtcNow()).DateTime,
            state.Watermark - options.Value.WatermarkOverlap,
            state.LastTotal,
            people.Links.Count);
        var newer = (await ApplicantListing.ReadAsync(session, request, cancellationToken))!;
        return (await findListed.ReadAsync(key, account.DisplayYear, cancellationToken)).With(ListedAs.Of(newer.Rows), newer.Full);
    }

    [LoggerMessage(1130, LogLevel.Information, "Bookings of {Account} compared: {Events} events, {Differing} of them differ.")]
    private partial void LogCompared(AccountKey account, int events, int differing);

    [LoggerMessage(1131, LogLevel.Warning, "Bookings of {Account} could not be compared: {Code}: {Detail}")]
    private partial void LogFailed(AccountKey account, FailureCode code, string detail);

    [LoggerMessage(1132, LogLevel.Warning, "There is no tenant {TenantId} whose bookings could be compared.")]
    private partial void LogUnknown(string? tenantId);
}
