using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RoboSync.Sync.Accounts;
using RoboSync.Sync.Alarms;
using RoboSync.Sync.Ats;
using RoboSync.Sync.Bookings;
using RoboSync.Sync.Calendar;
using RoboSync.Sync.Candidates;
using RoboSync.Sync.EventMapping;
using RoboSync.Sync.Failures;
using RoboSync.Sync.Media;
using RoboSync.Sync.Queues;
using RoboSync.Sync.Tenants;

namespace RoboSync.Sync.Runs;

/// <summary>What a run does, step by step (docs/architecture.md). It can be interrupted anywhere and goes on from its last checkpoint.</summary>
public sealed partial class AccountSync(
    IMedium medium,
    IAts ats,
    ISecretVault secrets,
    IRunStore runs,
    IAccountStateStore accountStates,
    ICandidateLinkStore candidateLinks,
    ISetAsideStore setAsides,
    IBookingLinkStore bookingLinks,
    IEventMappingStore mappings,
    IMappingSheetStore sheets,
    MappingSheet sheet,
    IWorkQueues queues,
    OperatorAlarms alarms,
    SyncTelemetry telemetry,
    IOptions<SyncOptions> options,
    TimeProvider clock,
    ILogger<AccountSync> logger)
{
    /// <summary>Works until the run ends or the time budget is used up.</summary>
    /// <returns>False where the run has to continue in a message of its own.</returns>
    internal async Task<bool> RunAsync(Tenant tenant, MediaAccount account, RunRecord run, CancellationToken cancellationToken)
    {
        var deadline = Deadline(tenant);
        await StartAsync(tenant, run, cancellationToken);
        var state = await accountStates.ReadAsync(run.Account, cancellationToken);
        var keys = await ReadSecretsAsync(tenant, account, cancellationToken);
        if (!RestPolicy.MayRun(state, keys.Credentials.Version, keys.Token.Version, clock.GetUtcNow()))
        {
            await EndRestingAsync(run, RestPolicy.RefusalOf(state, keys.Credentials.Version, keys.Token.Version), cancellationToken);
            return true;
        }

        using var context = await StepAsync("sign-in", () => OpenAsync(tenant, account, run, keys, isFirst: state.LastGoodRun is null, cancellationToken));
        var worklist = await StepAsync("list", () => ListAsync(account, state, context, cancellationToken));
        if (!await StepAsync("import", () => ImportAsync(context, worklist, deadline, cancellationToken))
            || !await StepAsync("book", () => BookAsync(context, deadline, cancellationToken)))
        {
            await run.SaveAsync(cancellationToken);
            return false;
        }

        await EndWellAsync(run, worklist, cancellationToken);
        return true;
    }

    /// <summary>Ends a run whose failure no further try in this slot would cure: rests the account where it has to, tells whom it concerns.</summary>
    internal async Task FailAsync(MediaAccount account, RunRecord run, SyncException failure, CancellationToken cancellationToken)
    {
        var (tokenVersion, credentialsVersion) = (run.TokenVersion, run.CredentialsVersion);
        var state = await accountStates.UpdateAsync(
            run.Account, before => RestPolicy.AfterFailure(before, failure.Code, credentialsVersion, tokenVersion, clock.GetUtcNow()), cancellationToken);

        // Also where it failed in passing while the customer still has to act: the day's reminder does not wait for that.
        await RemindAsync(state, cancellationToken);
        if (failure.Kind == FailureKind.NeedsCustomer)
        {
            LogNeedsCustomer(failure.Code, failure.Detail);
        }
        else if (failure.Kind == FailureKind.SiteChanged)
        {
            await alarms.SiteChangedAsync(run.Account, account.Medium, failure.Code, failure.Detail, cancellationToken);
        }
        else if (failure.Kind == FailureKind.NeedsOperator)
        {
            await alarms.NeedsOperatorAsync(run.Account, failure.Code, failure.Detail, cancellationToken);
        }

        run.Change(before => before with { Phase = RunPhase.Finished, FinishedAt = clock.GetUtcNow(), Failure = failure.Code, FailureDetail = failure.Detail });
        await run.SaveAsync(cancellationToken);
    }

    private async Task<T> StepAsync<T>(string name, Func<Task<T>> step)
    {
        using var activity = telemetry.StartStep(name);
        try
        {
            return await step();
        }
        catch (SyncException failure)
        {
            activity?.SetStatus(ActivityStatusCode.Error, failure.Code.ToString());
            throw;
        }
    }

    private DateTimeOffset Deadline(Tenant tenant)
    {
        var now = clock.GetUtcNow();
        var budget = now + options.Value.TimeBudget;
        return tenant.QuietHours?.NextBegin(now) is { } quiet && quiet < budget ? quiet : budget;
    }

    private async Task StartAsync(Tenant tenant, RunRecord run, CancellationToken cancellationToken)
    {
        if (run.State.MappingVersion == 0 && run.State.Phase == RunPhase.Listing)
        {
            var map = await mappings.ReadCurrentAsync(tenant.TenantId, cancellationToken);
            run.Change(state => state with { MappingVersion = map.Version });
        }

        await run.SaveAsync(cancellationToken);
    }

    private async Task<RunKeys> ReadSecretsAsync(Tenant tenant, MediaAccount account, CancellationToken cancellationToken) => new(
        await secrets.ReadAsync(account.CredentialsSecret, cancellationToken),
        await secrets.ReadAsync(tenant.Hrmos.TokenSecret, cancellationToken),
        await secrets.ReadAsync(options.Value.HashKeySecret, cancellationToken));

    private async Task<ImportContext> OpenAsync(
        Tenant tenant, MediaAccount account, RunRecord run, RunKeys keys, bool isFirst, CancellationToken cancellationToken)
    {
        run.Remember(keys.Credentials.Version, keys.Token.Version);
        var scope = new LinkScope(tenant.TenantId, account.Medium, account.DisplayYear);
        var hasher = new ContentHasher(keys.HashKey.Value, tenant.TenantId);
        var links = await candidateLinks.ReadAllAsync(scope, cancellationToken);
        var setAside = await setAsides.ReadAllAsync(scope, cancellationToken);
        var atsSession = ats.Open(tenant.Hrmos, keys.Token);
        var session = await medium.SignInAsync(account, run.Account, Credentials.Parse(keys.Credentials, account.CredentialsSecret), run.State.RunId, cancellationToken);
        run.Watch(session, atsSession);
        if (isFirst)
        {
            await queues.EnqueueNotificationAsync(NotificationMessage.ForFirstSignIn(run.Account), TimeSpan.Zero, cancellationToken);
        }

        return new ImportContext
        {
            Run = run,
            Scope = scope,
            Medium = session,
            Ats = atsSession,
            Hasher = hasher,
            SearchLag = tenant.Hrmos.SearchLag,
            OthersMayWrite = options.Value.DeadAfter,
            LabelName = GraduationYearLabel.Of(account.DisplayYear),
            Links = links,
            SetAside = setAside,
        };
    }

    private async Task<Worklist> ListAsync(MediaAccount account, AccountState state, ImportContext context, CancellationToken cancellationToken)
    {
        var run = context.Run;
        if (run.State.Phase != RunPhase.Listing
            && await runs.ReadWorklistAsync(run.Account, run.State.RunId, cancellationToken) is { } stored)
        {
            return stored;
        }

        var isFullToday = state.LastFullListing == JapanTime.DateInJapan(clock.GetUtcNow());
        var downTo = isFullToday ? state.Watermark - options.Value.WatermarkOverlap : null;
        var listing = await ApplicantListing.ReadAsync(context.Medium, downTo, state.LastTotal, cancellationToken);
        var imported = listing.Rows.Where(row => row.EntryDate >= account.StartDate).ToList();
        var changed = imported
            .Where(row => Decisions.HasToBeRead(row, context.Hasher.OfRow(row), context.Links.GetValueOrDefault(row.ApplicantNumber)))
            .Select(row => row.ApplicantNumber).ToList();
        var numbers = changed.Concat(context.SetAside.Keys.Except(changed, StringComparer.Ordinal)).ToList();
        var worklist = new Worklist(numbers, listing.Newest, listing.Full, listing.Total, account.DisplayYear);
        await runs.SaveWorklistAsync(run.Account, run.State.RunId, worklist, cancellationToken);
        run.Change(current => current with { Phase = RunPhase.Candidates, WorklistCount = numbers.Count });
        run.Count(counts => counts with { Listed = listing.Rows.Count, Unchanged = imported.Count - changed.Count });
        await run.SaveAsync(cancellationToken);
        return worklist;
    }

    private async Task<bool> ImportAsync(ImportContext context, Worklist worklist, DateTimeOffset deadline, CancellationToken cancellationToken)
    {
        var run = context.Run;
        if (run.State.Phase != RunPhase.Candidates)
        {
            return true;
        }

        var import = new CandidateImport(candidateLinks, setAsides, clock, options.Value.HrmosConcurrency, logger);
        var again = await import.ResolveIntentsAsync(context, cancellationToken);
        foreach (var chunk in again.Except(worklist.ApplicantNumbers.Skip(run.State.WorklistDone), StringComparer.Ordinal).Chunk(CandidateImport.ChunkSize))
        {
            await import.ImportAsync(context, chunk, cancellationToken);
        }

        while (run.State.WorklistDone < worklist.ApplicantNumbers.Count)
        {
            if (clock.GetUtcNow() >= deadline)
            {
                return false;
            }

            var chunk = worklist.ApplicantNumbers.Skip(run.State.WorklistDone).Take(CandidateImport.ChunkSize).ToList();
            await import.ImportAsync(context, chunk, cancellationToken);
            run.Change(state => state with { WorklistDone = state.WorklistDone + chunk.Count, Interruptions = 0 });
            await run.SaveAsync(cancellationToken);
        }

        run.Change(state => state with { Phase = RunPhase.Bookings });
        await run.SaveAsync(cancellationToken);
        return true;
    }

    private async Task<bool> BookAsync(ImportContext context, DateTimeOffset deadline, CancellationToken cancellationToken)
    {
        var run = context.Run;
        var map = await mappings.FindAsync(run.Account.TenantId, run.State.MappingVersion, cancellationToken)
            ?? throw new InvalidOperationException($"Version {run.State.MappingVersion} of the event mapping is gone.");
        var seminars = await context.Medium.ListSeminarsAsync(cancellationToken);
        var events = await context.Ats.ListEventsAsync(cancellationToken);
        await sheets.SaveSeminarsAsync(context.Scope, seminars, cancellationToken);
        await sheets.SaveEventsAsync(run.Account.TenantId, events, cancellationToken);
        await sheet.RefreshAsync(run.Account.TenantId, cancellationToken);
        BookingMirror.NoteUnmapped(run, seminars, map);
        var plan = BookingMirror.Plan(run, seminars, map, events);
        run.Change(state => state with { EventCount = plan.Count });
        var mirror = new BookingMirror(bookingLinks, options.Value.HrmosConcurrency);
        while (run.State.EventsDone < plan.Count)
        {
            if (clock.GetUtcNow() >= deadline)
            {
                return false;
            }

            await mirror.MirrorAsync(context, plan[run.State.EventsDone], cancellationToken);
            run.Change(state => state with { EventsDone = state.EventsDone + 1, Interruptions = 0 });
            await run.SaveAsync(cancellationToken);
        }

        return true;
    }

    private async Task EndWellAsync(RunRecord run, Worklist worklist, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var today = JapanTime.DateInJapan(now);

        // The mail first: a process that dies in between does this again and finds that it waited; the same mail twice is sent once.
        if (await accountStates.ReadAsync(run.Account, cancellationToken) is { } before && (before.RestReason is not null || before.TroubleToldAt is not null))
        {
            var reason = before.RestReason ?? before.LastFailure ?? FailureCode.Resting;
            var recovered = NotificationMessage.ForAccount(NotificationKind.Recovered, run.Account, reason, today).AsOf(before.RestingSince ?? before.TroubleToldAt, today);
            await queues.EnqueueNotificationAsync(recovered, TimeSpan.Zero, cancellationToken);
        }

        await accountStates.UpdateAsync(
            run.Account,
            state => RestPolicy.AfterGoodRun(state, now) with
            {
                Watermark = worklist.Watermark ?? state.Watermark,
                LastTotal = worklist.Total,
                LastFullListing = worklist.Full ? today : state.LastFullListing,
            },
            cancellationToken);
        run.Change(state => state with { Phase = RunPhase.Finished, FinishedAt = now });
        await run.SaveAsync(cancellationToken);
    }

    private async Task EndRestingAsync(RunRecord run, Refusal? refusal, CancellationToken cancellationToken)
    {
        var state = await accountStates.UpdateAsync(
            run.Account, before => refusal is null ? before : RestPolicy.AfterRest(before, refusal, clock.GetUtcNow()), cancellationToken);
        LogResting(state.RestReason);
        await RemindAsync(state, cancellationToken);
        run.Change(current => current with { Phase = RunPhase.Finished, FinishedAt = clock.GetUtcNow(), Failure = FailureCode.Resting });
        await run.SaveAsync(cancellationToken);
    }

    private async Task RemindAsync(AccountState state, CancellationToken cancellationToken)
    {
        if (RestPolicy.WaitsForCustomer(state))
        {
            var today = JapanTime.DateInJapan(clock.GetUtcNow());
            await queues.EnqueueNotificationAsync(
                NotificationMessage.ForAccount(NotificationKind.NeedsCustomer, state.Account, state.RestReason!.Value, today), TimeSpan.Zero, cancellationToken);
        }
    }

    private sealed record RunKeys(Secret Credentials, Secret Token, Secret HashKey);

    [LoggerMessage(1401, LogLevel.Warning, "The account waits for the customer ({Code}): {Detail}")]
    private partial void LogNeedsCustomer(FailureCode code, string detail);

    [LoggerMessage(1402, LogLevel.Information, "The account rests ({Reason}); no sign-in is tried.")]
    private partial void LogResting(FailureCode? reason);
}
