using System.Globalization;
using RoboSync.Simulators.People;

namespace RoboSync.Simulators.Miws;

/// <summary>An applicant as MIWS holds them.</summary>
/// <param name="Number">応募者番号, 8 digits.</param>
/// <param name="Year">Graduation year of the site they entered on.</param>
/// <param name="Person">Who they are.</param>
/// <param name="Flow">選考フロー.</param>
/// <param name="EntryDate">エントリー日.</param>
/// <param name="LastChanged">最終更新日時, Japan time, to the minute.</param>
public sealed record MiwsApplicant(string Number, int Year, Person Person, string Flow, DateOnly EntryDate, DateTime LastChanged);

/// <summary>A seminar.</summary>
public sealed record MiwsSeminar(string Number, int Year, string Name, DateOnly Date, string Place, int Seats);

/// <summary>A date (日程) of a seminar, of which a seminar has several on its day.</summary>
/// <param name="Number">日程No., its own: 8 digits.</param>
/// <param name="Seminar">Whose it is.</param>
/// <param name="Begin">When it begins, Japan time.</param>
public sealed record MiwsDate(string Number, MiwsSeminar Seminar, TimeOnly Begin);

/// <summary>A booking; status is 予約, キャンセル, 出席 or 欠席.</summary>
/// <param name="SeminarNumber">The seminar.</param>
/// <param name="ApplicantNumber">Whose it is.</param>
/// <param name="BookedAt">予約日時, Japan time.</param>
/// <param name="Status">予約, キャンセル, 出席 or 欠席.</param>
/// <param name="ChangedAt">更新日時, Japan time.</param>
/// <param name="Receipt">受付番号: another one each time that somebody books, also for a seminar that they cancelled before.</param>
public sealed record MiwsBooking(
    string SeminarNumber, string ApplicantNumber, DateTime BookedAt, string Status, DateTime ChangedAt, int Receipt);

/// <summary>A login.</summary>
/// <param name="LoginId">ID.</param>
/// <param name="Password">Password; may be changed.</param>
/// <param name="Year">The display year it may see.</param>
public sealed record MiwsLogin(string LoginId, string Password, int Year);

/// <summary>選考フロー and their codes.</summary>
public static class MiwsFlows
{
    public const string PreSite = "プレサイト期間";
    public const string MainSite = "本サイト採用";

    /// <summary>Code by flow.</summary>
    public static IReadOnlyDictionary<string, string> Codes { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [PreSite] = "10",
        [MainSite] = "20",
        ["インターンシップ"] = "30",
        ["選考辞退"] = "90",
    };

    /// <summary>Those that RoboSync is to import (help page).</summary>
    public static IReadOnlySet<string> Imported { get; } = new HashSet<string>(StringComparer.Ordinal) { PreSite, MainSite };

    /// <summary>Whether RoboSync is to import it.</summary>
    public static bool IsImported(string flow) => Imported.Contains(flow);
}

/// <summary>What MIWS holds. Every change of an applicant moves 最終更新日時 to now.</summary>
public sealed class MiwsData(TimeProvider clock)
{
    /// <summary>Status of a booking that was cancelled.</summary>
    public const string Cancelled = "キャンセル";

    private static readonly TimeOnly[] DateBegins = [new(10, 0), new(14, 0), new(17, 30)];

    private readonly Lock gate = new();
    private readonly Dictionary<string, MiwsApplicant> applicants = new(StringComparer.Ordinal);
    private readonly Dictionary<(int Year, string Flows), List<MiwsApplicant>> sorted = [];
    private readonly Dictionary<string, MiwsSeminar> seminars = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Dictionary<string, MiwsBooking>> bookings = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<MiwsBooking>> formerBookings = new(StringComparer.Ordinal);
    private int lastNumber = 10_000_000;
    private int lastReceipt = 500_000;

    /// <summary>Name of the company, on every page.</summary>
    public string Company { get; set; } = "株式会社サンプル";

    /// <summary>Whether the list of seminars shows when a seminar's bookings last changed.</summary>
    public bool ShowsBookingChanges { get; set; }

    /// <summary>Now in Japan, to the minute, as the site shows it.</summary>
    public DateTime Minute
    {
        get
        {
            var now = clock.GetUtcNow().ToOffset(TimeSpan.FromHours(9));
            return new DateTime(now.Year, now.Month, now.Day, now.Hour, now.Minute, 0, DateTimeKind.Unspecified);
        }
    }

    /// <summary>All applicants.</summary>
    public IReadOnlyList<MiwsApplicant> Applicants => Locked(() => (IReadOnlyList<MiwsApplicant>)[.. applicants.Values]);

    /// <summary>All seminars, by number.</summary>
    public IReadOnlyList<MiwsSeminar> Seminars =>
        Locked(() => (IReadOnlyList<MiwsSeminar>)[.. seminars.Values.OrderBy(seminar => seminar.Number, StringComparer.Ordinal)]);

    /// <summary>The applicant with this number, or null.</summary>
    public MiwsApplicant? Find(string number) => Locked(() => applicants.GetValueOrDefault(number));

    /// <summary>The seminar with this number, or null.</summary>
    public MiwsSeminar? FindSeminar(string number) => Locked(() => seminars.GetValueOrDefault(number));

    /// <summary>Applicants of a year in some flows, newest change first, ties by number descending.</summary>
    public IReadOnlyList<MiwsApplicant> List(int year, IReadOnlySet<string> flows) => Locked(() =>
    {
        var key = (year, string.Join(',', flows.Order(StringComparer.Ordinal)));
        if (!sorted.TryGetValue(key, out var list))
        {
            sorted[key] = list =
            [
                .. applicants.Values.Where(applicant => applicant.Year == year && flows.Contains(applicant.Flow))
                    .OrderByDescending(applicant => applicant.LastChanged)
                        .ThenByDescending(applicant => applicant.Number, StringComparer.Ordinal),
            ];
        }

        return (IReadOnlyList<MiwsApplicant>)list;
    });

    /// <summary>The bookings of a seminar, by applicant number.</summary>
    public IReadOnlyList<MiwsBooking> BookingsOf(string seminar) => Locked(() =>
        bookings.TryGetValue(seminar, out var of)
            ? (IReadOnlyList<MiwsBooking>)[.. of.Values.OrderBy(booking => booking.ApplicantNumber, StringComparer.Ordinal)]
            : []);

    /// <summary>The dates of a seminar: two or three of them on its day.</summary>
    public IReadOnlyList<MiwsDate> DatesOf(string seminar) => FindSeminar(seminar) is not { } of
        ? []
        : [.. DateBegins[..(2 + (LastDigit(of.Number) % 2))].Select((begin, index) => new MiwsDate($"3{of.Number}{index + 1}", of, begin))];

    /// <summary>
    /// The bookings of a date by receipt, with those that were cancelled before the same person booked again, and perhaps for another date.
    /// </summary>
    public IReadOnlyList<MiwsBooking> BookingsOf(MiwsDate date)
    {
        var dates = DatesOf(date.Seminar.Number);
        return
        [
            .. Locked(() => bookings[date.Seminar.Number].Values.Concat(formerBookings[date.Seminar.Number]).ToList())
                .Where(booking => dates[(LastDigit(booking.ApplicantNumber) + booking.Receipt) % dates.Count].Number == date.Number)
                .OrderBy(booking => booking.Receipt),
        ];
    }

    /// <summary>Adds an applicant.</summary>
    /// <param name="person">Who.</param>
    /// <param name="year">Graduation year.</param>
    /// <param name="flow">選考フロー.</param>
    /// <param name="changed">最終更新日時; now where null.</param>
    public MiwsApplicant AddApplicant(Person person, int year, string flow, DateTime? changed = null) => Locked(() =>
    {
        var at = changed ?? Minute;
        var applicant = new MiwsApplicant(
            (++lastNumber).ToString(CultureInfo.InvariantCulture), year, person, flow, DateOnly.FromDateTime(at), at);
        applicants.Add(applicant.Number, applicant);
        sorted.Clear();
        return applicant;
    });

    /// <summary>Changes an applicant.</summary>
    public MiwsApplicant Edit(string number, Func<Person, Person> change) =>
        Change(number, applicant => applicant with { Person = change(applicant.Person) });

    /// <summary>Moves an applicant to another flow.</summary>
    public MiwsApplicant ChangeFlow(string number, string flow) => Change(number, applicant => applicant with { Flow = flow });

    /// <summary>Takes an applicant off the site.</summary>
    public void Remove(string number) => Locked(() =>
    {
        sorted.Clear();
        return applicants.Remove(number);
    });

    /// <summary>Adds a seminar.</summary>
    public void AddSeminar(MiwsSeminar seminar) => Locked(() =>
    {
        seminars.Add(seminar.Number, seminar);
        bookings.Add(seminar.Number, new Dictionary<string, MiwsBooking>(StringComparer.Ordinal));
        formerBookings.Add(seminar.Number, []);
        return seminar;
    });

    /// <summary>Sets an applicant's booking of a seminar to 予約, キャンセル, 出席 or 欠席.</summary>
    public void SetBooking(string seminar, string applicant, string status) => Locked(() =>
    {
        var before = bookings[seminar].GetValueOrDefault(applicant);
        var booksAgain = before?.Status == Cancelled && status != Cancelled;
        if (booksAgain)
        {
            formerBookings[seminar].Add(before!);
        }

        return bookings[seminar][applicant] = new MiwsBooking(
            seminar, applicant, before?.BookedAt ?? Minute, status, Minute,
            before is null || booksAgain ? ++lastReceipt : before.Receipt);
    });

    private static int LastDigit(string number) => number[^1] - '0';

    private MiwsApplicant Change(string number, Func<MiwsApplicant, MiwsApplicant> change) => Locked(() =>
    {
        sorted.Clear();
        return applicants[number] = change(applicants[number]) with { LastChanged = Minute };
    });

    private T Locked<T>(Func<T> action)
    {
        lock (gate)
        {
            return action();
        }
    }
}
