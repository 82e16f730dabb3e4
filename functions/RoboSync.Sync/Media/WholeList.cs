using System.Globalization;
using RoboSync.Sync.Failures;

namespace RoboSync.Sync.Media;

/// <summary>A list that was read and found whole.</summary>
/// <param name="Rows">Distinct rows in the order in which they were read.</param>
/// <param name="Unread">Distinct rows of which a value does not fit; they count, and are few.</param>
/// <param name="Total">How many entries the list states.</param>
/// <param name="IsToItsEnd">Whether it was read to its end, and not only as far as was asked.</param>
/// <param name="First">The first row of the first page; null where there is none.</param>
public sealed record WholeList<TRow>(IReadOnlyList<TRow> Rows, IReadOnlyList<UnreadRow> Unread, int Total, bool IsToItsEnd, TRow? First);

/// <summary>How one kind of list is read.</summary>
/// <typeparam name="TRow">Its rows.</typeparam>
internal sealed record ListKind<TRow>
{
    /// <summary>What it is called in failures.</summary>
    public required string Name { get; init; }

    /// <summary>Asks for a page, from 1.</summary>
    public required Func<int, CancellationToken, Task<ListPage<TRow>>> Open { get; init; }

    /// <summary>What makes two rows the same entry.</summary>
    public required Func<TRow, string> KeyOf { get; init; }

    /// <summary>Whether what is new or changed stands on top, so that it is found there and moves nobody out of sight.</summary>
    public bool NewestFirst { get; init; }

    /// <summary>What is wrong with a page; null where nothing is.</summary>
    public Func<ListPage<TRow>, SyncException?> Check { get; init; } = _ => null;

    /// <summary>Whether a page is the last that is needed.</summary>
    public Func<ListPage<TRow>, bool> IsEnough { get; init; } = _ => false;

    /// <summary>How far an earlier reading has come that was stopped; null to begin with the first page.</summary>
    public ListProgress<TRow>? Begun { get; init; }

    /// <summary>Called behind each page but the last; where it says no, the reading stops there and may be gone on with.</summary>
    public Func<ListProgress<TRow>, CancellationToken, Task<bool>> MayGoOn { get; init; } = (_, _) => Task.FromResult(true);
}

/// <summary>How far a reading has come.</summary>
/// <param name="Rows">Distinct rows so far.</param>
/// <param name="Unread">Distinct rows so far of which a value does not fit.</param>
/// <param name="Total">How many entries the newest page states.</param>
/// <param name="NextPage">The page to go on with.</param>
/// <param name="First">The first row of the first page; null where there is none.</param>
public sealed record ListProgress<TRow>(
    IReadOnlyCollection<TRow> Rows, IReadOnlyCollection<UnreadRow> Unread, int Total, int NextPage, TRow? First);

/// <summary>
/// Reads a list of the medium page by page and finds it whole: as many distinct rows as it states itself. Rows move while a list is read,
/// so where that shows it is read again, a few times; a list that never comes out whole is a failure, never a short list.
/// </summary>
public static class WholeList
{
    private const int MostReadings = 3;
    private const int MostPages = 2_000;

    // Bookings that were made or cancelled between the two pages that state their number.
    private const int FewestThatMove = 3;
    private const int OneInThatMove = 10;

    /// <summary>All seminars of the display year.</summary>
    public static async Task<WholeList<Seminar>> ReadSeminarsAsync(IMediumSession session, CancellationToken cancellationToken) =>
        (await ReadAsync(
        session,
        new ListKind<Seminar> { Name = "seminars", Open = session.ListSeminarsAsync, KeyOf = seminar => seminar.SeminarNumber },
        cancellationToken))!;

    /// <summary>All bookings of a seminar.</summary>
    /// <param name="session">The signed-in session.</param>
    /// <param name="seminarNumber">セミナーNo.</param>
    /// <param name="stated">How many the list of seminars states, cancelled ones not counted; null where it is not known.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="SyncException">
    /// <see cref="FailureCode.SiteSeminarMissing"/> where the site says so; <see cref="FailureCode.SiteTotalDiffers"/> where it is not
    /// whole, or holds clearly fewer than the list of seminars states.
    /// </exception>
    public static async Task<WholeList<SeminarBooking>> ReadBookingsAsync(
        IMediumSession session, string seminarNumber, int? stated, CancellationToken cancellationToken)
    {
        var kind = new ListKind<SeminarBooking>
        {
            Name = "bookings of a seminar",
            Open = (page, token) => session.ListBookingsAsync(seminarNumber, page, token),
            KeyOf = booking => booking.ApplicantNumber,
        };
        var list = (await ReadAsync(session, kind, cancellationToken))!;
        var booked = list.Rows.Count(booking => booking.State != BookingState.Cancelled);
        return stated is not { } number || booked >= number - Math.Max(FewestThatMove, number / OneInThatMove)
            ? list
            : throw await RefuseAsync(
                session,
                FailureCode.SiteTotalDiffers,
                $"{booked} bookings of a seminar were read and the list of seminars states {number}.",
                cancellationToken);
    }

    /// <summary>Reads a list.</summary>
    /// <returns>Null where <see cref="ListKind{TRow}.MayGoOn"/> stopped it.</returns>
    internal static async Task<WholeList<TRow>?> ReadAsync<TRow>(
        IMediumSession session, ListKind<TRow> kind, CancellationToken cancellationToken)
    {
        for (var number = 1; ; number++)
        {
            var reading = new ListReading<TRow>(number == 1 ? kind : kind with { Begun = null });
            await reading.RunAsync(MostPages, cancellationToken);
            if (reading.IsStopped)
            {
                return null;
            }

            if (reading.Failure is null && reading.IsWhole)
            {
                return ManyGuard.IsMany(reading.Unread.Count, reading.Count)
                    ? throw await RefuseAsync(
                        session,
                        FailureCode.SitePageChanged,
                        $"{reading.Unread.Count} of {reading.Count} {kind.Name} hold a value that does not fit.",
                        cancellationToken)
                    : reading.ToList();
            }

            // What moved may come to rest; what did not move is read once more and then believed to be so.
            if (reading.Failure is { } failure)
            {
                throw await RefuseAsync(session, failure.Code, failure.Detail, cancellationToken);
            }

            if (number >= (reading.HasMoved ? MostReadings : MostReadings - 1))
            {
                var code = reading.HasMoved ? FailureCode.SiteListMoves : FailureCode.SiteTotalDiffers;
                throw await RefuseAsync(
                    session, code, $"{reading.Count} distinct {kind.Name} were read and {reading.Total} are stated.", cancellationToken);
            }
        }
    }

    private static async Task<SyncException> RefuseAsync(
        IMediumSession session, FailureCode code, FormattableString detail, CancellationToken cancellationToken) =>
        await RefuseAsync(session, code, detail.ToString(CultureInfo.InvariantCulture), cancellationToken);

    private static async Task<SyncException> RefuseAsync(
        IMediumSession session, FailureCode code, string detail, CancellationToken cancellationToken)
    {
        await session.KeepPageAsync(code, cancellationToken);
        return new SyncException(code, detail);
    }
}
