using RoboSync.Sync.Failures;
using RoboSync.Sync.Media;
using RoboSync.Sync.Reports;
using RoboSync.Sync.Writing;

namespace RoboSync.Sync.Bookings;

/// <summary>How one event's bookings are announced, sent and settled.</summary>
internal sealed class BookingWriting(
    RunPorts ports, IBookingLinkStore links, MappedEvent mapped, EventPlan plan, TimeProvider clock) : IWriting<BookingOperation>
{
    private Dictionary<string, BookingLink> announced = new(StringComparer.Ordinal);

    /// <summary>Whether every operation was done, or left to HRMOS' staff.</summary>
    public bool IsSettled { get; private set; }

    /// <inheritdoc/>
    public async Task<IReadOnlySet<BookingOperation>> AnnounceAsync(
        IReadOnlyList<BookingOperation> operations, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var ours = await links.AnnounceAsync(
            ports.Scope,
            mapped.EventId,
            [.. operations.Select(
                operation => operation.Link with { Intended = operation.State, IntendedAt = now, RunId = ports.IntentId })],
            cancellationToken);
        announced = ours.ToDictionary(link => link.ApplicantNumber, StringComparer.Ordinal);
        return operations.Where(operation => announced.ContainsKey(operation.Subject)).ToHashSet();
    }

    /// <inheritdoc/>
    public async Task<Settlement<BookingOperation>> SendAsync(BookingOperation operation, CancellationToken cancellationToken)
    {
        var isSet = await ports.Ats.SetBookingAsync(mapped.EventId, operation.CandidateId, operation.State, cancellationToken);
        return new Settlement<BookingOperation>(operation, isSet ? Fate.Done : Fate.KeptByStaff);
    }

    /// <inheritdoc/>
    public Task<Settlement<BookingOperation>> ForeseeAsync(BookingOperation operation, CancellationToken cancellationToken) =>
        Task.FromResult(new Settlement<BookingOperation>(operation, Fate.Done));

    /// <inheritdoc/>
    public PlannedOperation Describe(BookingOperation operation) => new(
        operation.State == BookingState.Booked ? PlannedKind.Book : PlannedKind.Cancel, operation.Subject, operation.Reason)
    {
        EventId = mapped.EventId,
        Seminars = [.. operation.Link.Seminars.Keys.Order(StringComparer.Ordinal)],
    };

    /// <inheritdoc/>
    public async Task SettleAsync(IReadOnlyList<Settlement<BookingOperation>> settlements)
    {
        List<BookingLink> settled =
            [.. plan.Agreed, .. plan.KeptByStaff, .. plan.Left, .. plan.Remembered, .. settlements.Select(Settled).OfType<BookingLink>()];
        if (settled.Count > 0)
        {
            await links.SettleAsync(ports.Scope, mapped.EventId, settled, CancellationToken.None);
        }

        IsSettled = settlements.All(settlement => settlement.Fate is Fate.Done or Fate.KeptByStaff);
        Report(settlements);
    }

    private BookingLink? Settled(Settlement<BookingOperation> settlement) => settlement.Fate switch
    {
        Fate.Done or Fate.KeptByStaff => announced[settlement.Operation.Subject] with
        {
            Written = settlement.Operation.State,
            Intended = null,
            Settles = true,
        },

        // Taken back: it is what it was before it was announced.
        Fate.Refused or Fate.NotDone => announced[settlement.Operation.Subject] with { Intended = settlement.Operation.Link.Intended },
        _ => null,
    };

    private void Report(IReadOnlyList<Settlement<BookingOperation>> settlements)
    {
        var kept = plan.KeptByStaff.Concat(settlements.Where(item => item.Fate == Fate.KeptByStaff).Select(item => item.Operation.Link))
            .ToList();
        var missing = settlements.Where(item => item.Failure?.Code == FailureCode.CandidateMissing).Select(item => item.Operation.Link)
            .ToList();
        var withheld = settlements.Where(item => item.Fate == Fate.Withheld).Select(item => item.Operation.Link).ToList();
        int Done(BookingState state) => settlements.Count(item => item.Fate == Fate.Done && item.Operation.State == state);
        ports.Report.Count(counts => counts with
        {
            Booked = counts.Booked + Done(BookingState.Booked),
            Cancelled = counts.Cancelled + Done(BookingState.Cancelled),
            KeptByStaff = counts.KeptByStaff + kept.Count,
            Unlinked = counts.Unlinked + missing.Count,
            Withheld = counts.Withheld + withheld.Count,
        });
        Note(NotDoneReason.AttendanceKept, kept);
        Note(NotDoneReason.CancellationLeft, plan.Left);
        Note(NotDoneReason.CandidateMissing, missing);
        Note(NotDoneReason.OutsidePlan, withheld);
    }

    private void Note(NotDoneReason reason, IEnumerable<BookingLink> about)
    {
        foreach (var link in about)
        {
            ports.Report.Note(new NotDone(reason, link.ApplicantNumber, string.Join('・', link.Seminars.Keys)));
        }
    }
}
