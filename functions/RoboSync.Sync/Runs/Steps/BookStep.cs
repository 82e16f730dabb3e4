using Microsoft.Extensions.Options;
using RoboSync.Sync.Ats;
using RoboSync.Sync.Bookings;
using RoboSync.Sync.Calendar;
using RoboSync.Sync.EventMapping;
using RoboSync.Sync.Media;
using RoboSync.Sync.Queues;
using RoboSync.Sync.Reports;
using RoboSync.Sync.Writing;

namespace RoboSync.Sync.Runs.Steps;

/// <summary>
/// Mirrors the bookings of each mapped event that can have changed, an event and a checkpoint at a time: what that is says
/// <see cref="SeminarReading.IsOutOfDate"/>.
/// </summary>
public sealed class BookStep(
    IEventMappingStore mappings,
    IMappingSheetStore sheets,
    MappingSheet sheet,
    CompareNextDays compare,
    IOptions<SyncOptions> options,
    TimeProvider clock) : IRunStep
{
    string IRunStep.Name => "book";

    async Task<StepOutcome> IRunStep.RunAsync(RunContext context, CancellationToken cancellationToken)
    {
        var (run, ports) = (context.Run, context.Ports);
        var map = await mappings.FindAsync(run.Account.TenantId, run.State.MappingVersion, cancellationToken)
            ?? throw new InvalidOperationException($"Version {run.State.MappingVersion} of the event mapping is gone.");
        var list = await context.Seminars.ReadSeminarsAsync(cancellationToken);
        var seminars = list.Rows;
        foreach (var row in list.Unread)
        {
            run.Note(new NotDone(NotDoneReason.SeminarUnread, row.Key, row.Field));
        }

        var events = await ports.Ats.ListEventsAsync(cancellationToken);
        if (run.State.Mode != RunMode.DryRun)
        {
            await ShowAsync(context, seminars, events, map, cancellationToken);
        }

        var plan = MappedEvents.Of(seminars, map, events, run);
        context.Draft?.Know(plan.SelectMany(item => item.Seminars));
        var open = plan.Where(item => IsOpen(item, run.State.LastEventDone)).ToList();
        run.Change(state => state with { EventCount = plan.Count, EventsDone = plan.Count - open.Count });
        var readings = await ReadingsAsync(context, cancellationToken);
        var outcome = await MirrorAsync(context, open, readings, cancellationToken);
        if (readings.HaveChanged)
        {
            await context.Stores.Readings.SaveAsync(ports.Scope, run.Account.AccountId, readings.Of(seminars), cancellationToken);
        }

        if (outcome == StepOutcome.Done && run.State.Mode != RunMode.DryRun)
        {
            await compare.RunAsync(context, seminars, map, events, cancellationToken);
        }

        return outcome;
    }

    // What the sheet of the event mapping shows.
    private async Task ShowAsync(
        RunContext context, IReadOnlyList<Seminar> seminars, IReadOnlyList<AtsEvent> events, EventMap map,
        CancellationToken cancellationToken)
    {
        var seminarsChanged = await sheets.SaveSeminarsAsync(context.Ports.Scope, seminars, cancellationToken);
        var eventsChanged = await sheets.SaveEventsAsync(context.Run.Account.TenantId, events, cancellationToken);

        // Once a day in any case: a process that dies right here has remembered what the sheet does not show yet.
        if (seminarsChanged || eventsChanged || context.Worklist.Full)
        {
            await sheet.RefreshAsync(context.Run.Account.TenantId, cancellationToken, read: map);
        }
    }

    private async Task<StepOutcome> MirrorAsync(
        RunContext context, IReadOnlyList<MappedEvent> open, SeminarReadings readings, CancellationToken cancellationToken)
    {
        var run = context.Run;
        var mirror = new BookingMirror(
            context.Ports, context.People, context.Stores.Bookings, context.Seminars, readings,
            new Writer(options.Value.HrmosConcurrency, context.Way), clock);
        foreach (var item in open)
        {
            var hasWork = mirror.HasWork(item);
            if (hasWork && clock.GetUtcNow() >= context.Deadline)
            {
                return StepOutcome.OutOfTime;
            }

            if (hasWork)
            {
                await mirror.MirrorAsync(item, cancellationToken);
            }

            run.Change(state => state with { LastEventDone = item.EventId, EventsDone = state.EventsDone + 1, Interruptions = 0 });
            if (hasWork)
            {
                await run.SaveAsync(cancellationToken);
            }
        }

        return StepOutcome.Done;
    }

    private async Task<SeminarReadings> ReadingsAsync(RunContext context, CancellationToken cancellationToken) => new(
        await context.Stores.Readings.ReadAllAsync(context.Ports.Scope, context.Run.Account.AccountId, cancellationToken),
        DailyTurn.LastCame(context.Tenant.Slots, context.Run.Account.ToString(), context.Run.State.StartedAt),
        JapanTime.DateInJapan(clock.GetUtcNow()));

    private static bool IsOpen(MappedEvent item, string? lastDone) => lastDone is null || string.CompareOrdinal(item.EventId, lastDone) > 0;
}
