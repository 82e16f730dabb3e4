using RoboSync.Sync.Failures;
using RoboSync.Sync.Media;
using RoboSync.Sync.Reports;

namespace RoboSync.Sync.Bookings;

/// <summary>
/// The medium's pages of seminars and their bookings, as one session reads them: whoever needs one again is given what was read, so that
/// each page is asked for once.
/// </summary>
internal sealed class SeminarPages(IMediumSession session, TimeProvider clock)
{
    private readonly Dictionary<string, ReadSeminar> bookings = new(StringComparer.Ordinal);
    private WholeList<Seminar>? seminars;

    /// <summary>All seminars of the display year.</summary>
    public async Task<WholeList<Seminar>> ReadSeminarsAsync(CancellationToken cancellationToken) =>
        seminars ??= await WholeList.ReadSeminarsAsync(session, cancellationToken);

    /// <summary>What was read of a seminar's bookings by this session; null where nothing was.</summary>
    public ReadSeminar? Find(Seminar seminar) => bookings.GetValueOrDefault(seminar.SeminarNumber);

    /// <summary>The bookings of a seminar.</summary>
    public async Task<ReadSeminar> ReadBookingsAsync(Seminar seminar, CancellationToken cancellationToken) =>
        bookings.TryGetValue(seminar.SeminarNumber, out var read)
            ? read
            : bookings[seminar.SeminarNumber] = await AskAsync(seminar, cancellationToken);

    private async Task<ReadSeminar> AskAsync(Seminar seminar, CancellationToken cancellationToken)
    {
        var began = clock.GetUtcNow();
        try
        {
            var list = await WholeList.ReadBookingsAsync(session, seminar.SeminarNumber, seminar.Bookings, cancellationToken);
            var states = new Dictionary<string, BookingState>(StringComparer.Ordinal);
            foreach (var booking in list.Rows)
            {
                states[booking.ApplicantNumber] = booking.State;
            }

            return new ReadSeminar(states, list.Unread, began);
        }
        catch (SyncException failure) when (failure.Code is FailureCode.SiteSeminarMissing or FailureCode.SiteListMoves)
        {
            // Deleted since the seminar list was read: like a vanished row, it cancels nothing. And one busy seminar must not stop the
            // others: what it shows is taken over by the next run.
            var why = failure.Code == FailureCode.SiteSeminarMissing ? NotDoneReason.SeminarGone : NotDoneReason.BookingsMoved;
            return new ReadSeminar(new Dictionary<string, BookingState>(StringComparer.Ordinal), [], began) { NotRead = why };
        }
    }
}

/// <summary>What was read of a seminar's bookings.</summary>
/// <param name="States">By applicant number.</param>
/// <param name="Unread">Rows of which a value does not fit.</param>
/// <param name="ReadAt">When the reading began (UTC).</param>
internal sealed record ReadSeminar(
    IReadOnlyDictionary<string, BookingState> States, IReadOnlyList<UnreadRow> Unread, DateTimeOffset ReadAt)
{
    /// <summary>Why there is nothing; null where it was read.</summary>
    public NotDoneReason? NotRead { get; init; }

    /// <summary>Whether everybody could be read.</summary>
    public bool IsWhole => NotRead is null && Unread.Count == 0;
}
