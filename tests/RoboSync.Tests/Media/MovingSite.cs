using System.Globalization;
using RoboSync.Sync.Failures;
using RoboSync.Sync.Media;

namespace RoboSync.Tests.Media;

/// <summary>A medium whose lists, of fifty rows a page, change between two of their pages.</summary>
internal sealed class MovingSite(int people) : IMediumSession
{
    private const int PageSize = 50;

    private readonly List<(int? Page, Action<List<ApplicantRow>> Move)> moves = [];

    public List<ApplicantRow> People { get; } =
        [.. Enumerable.Range(0, people).Select(number => Person(number, new DateTime(2026, 6, 1, 12, 0, 0)))];

    public List<FailureCode> Kept { get; } = [];

    public int Pages { get; private set; }

    /// <summary>Shows page 1 whatever is asked for.</summary>
    public bool IgnoresPage { get; init; }

    /// <summary>Every page has one row more that nobody knows, and a link to a next one.</summary>
    public bool GoesOn { get; init; }

    public int TotalIsOffBy { get; set; }

    /// <summary>How many rows of the first page cannot be read.</summary>
    public int Unread { get; init; }

    public int Requests => Pages;

    public static string Number(int number) => (10_000_000 + number).ToString(CultureInfo.InvariantCulture);

    public static ApplicantRow Person(int number, DateTime newest) =>
        new(Number(number), "見本", "本サイト採用", new DateOnly(2026, 5, 1), newest.AddMinutes(number < 900 ? -60 - number : 0));

    /// <summary>What happens, once, after the so-manieth page was served.</summary>
    public void After(int page, Action<List<ApplicantRow>> move) => moves.Add((page, move));

    /// <summary>What happens after every page.</summary>
    public void Always(Action<List<ApplicantRow>> move) => moves.Add((null, move));

    public Task<ListPage<ApplicantRow>> ListApplicantsAsync(int page, CancellationToken cancellationToken) =>
        Task.FromResult(Show(page, row => row));

    public Task<ListPage<Seminar>> ListSeminarsAsync(int page, CancellationToken cancellationToken) =>
        Task.FromResult(Show(page, row => new Seminar(row.ApplicantNumber, "説明会", row.EntryDate, 0)));

    public Task<ListPage<SeminarBooking>> ListBookingsAsync(string seminarNumber, int page, CancellationToken cancellationToken) =>
        Task.FromResult(Show(page, row => new SeminarBooking(row.ApplicantNumber, BookingState.Booked)));

    public Task<Applicant> ReadApplicantAsync(string applicantNumber, CancellationToken cancellationToken) =>
        throw new InvalidOperationException("Only lists are read.");

    public Task KeepPageAsync(FailureCode reason, CancellationToken cancellationToken)
    {
        Kept.Add(reason);
        return Task.CompletedTask;
    }

    public void Dispose()
    {
    }

    private ListPage<TRow> Show<TRow>(int page, Func<ApplicantRow, TRow> toRow)
    {
        var number = IgnoresPage ? 1 : page;
        var rows = People.Skip((number - 1) * PageSize).Take(PageSize).ToList();
        if (GoesOn)
        {
            rows.Add(Person(
                800 + Pages, rows.Count > 0 ? rows[^1].LastChanged : DateTime.UnixEpoch) with { LastChanged = new DateTime(2020, 1, 1) });
        }

        var unread = number == 1 ? rows.Take(Unread).Select(row => new UnreadRow(row.ApplicantNumber, "entryDate")).ToList() : [];
        var shown = new ListPage<TRow>(
            [.. rows.Skip(unread.Count).Select(toRow)],
            People.Count + TotalIsOffBy,
            GoesOn || page * PageSize < People.Count) { Unread = unread };
        Pages++;
        foreach (var (_, move) in moves.Where(move => move.Page is null || move.Page == Pages).ToList())
        {
            move(People);
        }

        return shown;
    }
}
