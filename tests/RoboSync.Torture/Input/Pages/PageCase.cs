using RoboSync.Miws;
using RoboSync.Simulators.Miws;
using RoboSync.Sync.Candidates;
using RoboSync.Sync.Failures;
using RoboSync.Sync.Media;

namespace RoboSync.Torture.Input.Pages;

/// <summary>One page that is mutated, and the reading that meets it.</summary>
internal abstract class PageCase(PageTruth truth, string path, string other, IReadOnlyList<Habit> habits)
{
    /// <summary>The page that is mutated.</summary>
    public string Path => path;

    /// <summary>A page of the same kind of somebody else.</summary>
    public string Other => other;

    /// <summary>What can happen to it besides what can happen to any page.</summary>
    public IReadOnlyList<Habit> Habits => habits;

    protected PageTruth Truth => truth;

    /// <summary>Reads, and says what is wrong with what was read; null where nothing is.</summary>
    public abstract Task<string?> JudgeAsync(IMediumSession session, MutatedPage page);

    /// <summary>Says what is wrong with a refusal; null where nothing is.</summary>
    public string? JudgeFailure(SyncException failure, MutatedPage page)
    {
        var quoted = truth.Applicants.SelectMany(
            applicant => new[] { applicant.Person.Name, applicant.Person.Mail, applicant.Person.Phone, applicant.Person.Address })
            .FirstOrDefault(value => value.Length > 0 && failure.ToString().Contains(value, StringComparison.Ordinal));
        return failure.Kind is not (FailureKind.SiteChanged or FailureKind.OneRecord or FailureKind.NeedsCustomer or FailureKind.Transient)
            ? $"{this}: a failure that is a defect, {failure}"
            : quoted is not null ? $"{this}: the failure quotes somebody, {failure.Code}"
            : failure.Code is FailureCode.SiteApplicantGone or FailureCode.SiteSeminarMissing && !page.SaysGone
                ? $"{this}: gone, and no page says so, {failure.Detail}"
            : page.MustBeRead ? $"{this}: refused what a person reads without doubt, {failure.Message}"
            : null;
    }

    public override string ToString() => $"{GetType().Name} {path}";

    /// <summary>
    /// The page's text as a simple reader gets it where its values themselves may have changed; null where they have not.
    /// </summary>
    protected static string? Altered(MutatedPage page) =>
        page.IsAltered ? page.Encoding.GetString(page.Accident!(page.Encoding.GetBytes(page.Text))) : null;

    /// <summary>Compares rows that were read with those that are there, and those that an altered page shows.</summary>
    protected string? Compare(
        IEnumerable<string> read, IEnumerable<string> unread, IEnumerable<string[]> there, IEnumerable<string[]>? shown)
    {
        static string Joined(IEnumerable<string> cells) => string.Join('|', cells.Select(SimpleReader.Same));
        var real = there.Select(Joined).ToHashSet(StringComparer.Ordinal);
        var alsoReal = (shown ?? []).Select(Joined).ToHashSet(StringComparer.Ordinal);
        var rows = read.Select(row => Joined(row.Split('|'))).ToList();
        var keys = rows.Select(row => row.Split('|')[0]).Concat(unread.Select(SimpleReader.Same)).ToHashSet(StringComparer.Ordinal);
        var expected = real.Select(row => row.Split('|')[0]).ToHashSet(StringComparer.Ordinal);
        var expectedToo = alsoReal.Select(row => row.Split('|')[0]).ToHashSet(StringComparer.Ordinal);
        return rows.Find(row => !real.Contains(row) && !alsoReal.Contains(row)) is { } wrong
            ? $"{this}: read a row that is not there, {wrong}"
            : expected.FirstOrDefault(key => !keys.Contains(key) && (shown is null || expectedToo.Contains(key))) is { } lost
                ? $"{this}: {lost} is lost, {keys.Count} of {expected.Count} were read"
            : null;
    }
}

/// <summary>The page of one applicant; half of the time behind the list that it is held against.</summary>
internal sealed class DetailCase : PageCase
{
    private readonly MiwsApplicant person;
    private readonly bool isListed;

    public DetailCase(PageTruth truth, Random random)
        : this(
            truth,
            truth.Applicants[random.Next(truth.Applicants.Count)],
            truth.Applicants[random.Next(truth.Applicants.Count)],
            random.Next(8) == 0)
    {
    }

    private DetailCase(PageTruth truth, MiwsApplicant applicant, MiwsApplicant other, bool isListed)
        : base(
            truth,
            PageTruth.DetailPath(applicant.Number),
            PageTruth.DetailPath(other == applicant ? truth.Applicants.First(one => one != applicant).Number : other.Number),
            DetailHabits.All) =>
        (person, this.isListed) = (applicant, isListed);

    public override async Task<string?> JudgeAsync(IMediumSession session, MutatedPage page)
    {
        if (isListed)
        {
            await session.ListApplicantsAsync(1, default);
        }

        var read = await session.ReadApplicantAsync(person.Number, default);
        var altered = Altered(page);
        foreach (var field in DetailField.All)
        {
            var (is_, was) = (SimpleReader.Same(field.Read(read)), SimpleReader.Same(field.Real(person)));
            if (is_ != was && !(is_.Length == 0 && page.Blanked == field.Term)
                && !(altered is not null
                    && SimpleReader.Terms(altered, field.Table, field.Term).Any(value => SimpleReader.Same(value) == is_)))
            {
                return $"{this}: {field.Term} of {field.Table} is '{is_}' and was '{was}'";
            }
        }

        return null;
    }
}

/// <summary>The whole list of applicants, of which a page is mutated.</summary>
internal sealed class ApplicantListCase(PageTruth truth, Random random)
    : PageCase(
        truth, PageTruth.ApplicantsPath(random.Next(1, 3)), PageTruth.SeminarsPath(1), ListHabits.Of(7, [0, 1, 4, 5, 6], [0, 4, 5, 6]))
{
    public override async Task<string?> JudgeAsync(IMediumSession session, MutatedPage page)
    {
        var flows = MiwsMedium.Flows;
        var list = (await ApplicantListing.ReadAsync(session, new ListingRequest(flows, new DateTime(2026, 6, 1), null, 0, 0), default))!;
        return Compare(
            list.Rows.Select(row => string.Join(
                '|',
                row.ApplicantNumber,
                row.Name,
                row.SelectionFlow,
                $"{row.EntryDate:yyyy-MM-dd}",
                $"{row.LastChanged:yyyy-MM-dd HH:mm}")),
            list.Unread.Select(row => row.Key),
            Truth.Applicants.Select(one =>
                new[] { one.Number, one.Person.Name, one.Flow, $"{one.EntryDate:yyyy-MM-dd}", $"{one.LastChanged:yyyy-MM-dd HH:mm}" }),
            Altered(page) is { } text ? SimpleReader.Rows(text).Where(cells => cells.Length == 7).Select(
                cells => new[] { cells[0], cells[1], cells[4], cells[5], cells[6] }) : null);
    }
}

/// <summary>The list of seminars.</summary>
internal sealed class SeminarListCase(PageTruth truth, Random random)
    : PageCase(truth, PageTruth.SeminarsPath(1), PageTruth.ApplicantsPath(random.Next(1, 3)), ListHabits.Of(6, [0, 1, 2, 4], [0, 2, 4]))
{
    public override async Task<string?> JudgeAsync(IMediumSession session, MutatedPage page)
    {
        var list = await WholeList.ReadSeminarsAsync(session, default);
        return Compare(
            list.Rows.Select(row => $"{row.SeminarNumber}|{row.Name}|{row.Date:yyyy-MM-dd}|{row.Bookings}"),
            list.Unread.Select(row => row.Key),
            Truth.Seminars.Select(one => new[]
            {
                one.Number,
                one.Name,
                $"{one.Date:yyyy-MM-dd}",
                $"{Truth.Bookings[one.Number].Count(booking => booking.Status != "キャンセル")}",
            }),
            Altered(page) is { } text ? SimpleReader.Rows(text).Where(cells => cells.Length == 6).Select(
                cells => new[] { cells[0], cells[1], cells[2], cells[4] }) : null);
    }
}

/// <summary>The bookings of a seminar, of which a page is mutated.</summary>
internal sealed class BookingListCase : PageCase
{
    private readonly MiwsSeminar seminar;

    public BookingListCase(PageTruth truth, Random random)
        : this(truth, truth.Seminars[random.Next(2)], random)
    {
    }

    private BookingListCase(PageTruth truth, MiwsSeminar seminar, Random random)
        : base(
            truth,
            PageTruth.BookingsPath(seminar.Number, seminar == truth.Seminars[0] ? random.Next(1, 3) : 1),
            PageTruth.SeminarsPath(1),
            ListHabits.Of(5, [0, 3], [0, 3])) =>
        this.seminar = seminar;

    public override async Task<string?> JudgeAsync(IMediumSession session, MutatedPage page)
    {
        var list = await WholeList.ReadBookingsAsync(session, seminar.Number, null, default);
        return Compare(
            list.Rows.Select(row => $"{row.ApplicantNumber}|{Word(row.State)}"),
            list.Unread.Select(row => row.Key),
            Truth.Bookings[seminar.Number].Select(one => new[] { one.ApplicantNumber, one.Status }),
            Altered(page) is { } text
                ? SimpleReader.Rows(text).Where(cells => cells.Length == 5).Select(cells => new[] { cells[0], cells[3] })
                : null);
    }

    private static string Word(BookingState state) =>
        state switch { BookingState.Booked => "予約", BookingState.Cancelled => "キャンセル", BookingState.Attended => "出席", _ => "欠席" };
}

/// <summary>The pages of a sign-in.</summary>
internal sealed class SignInCase(PageTruth truth, Random random)
    : PageCase(truth, random.Next(2) == 0 ? "/login" : "/top", PageTruth.ApplicantsPath(1), [])
{
    public override Task<string?> JudgeAsync(IMediumSession session, MutatedPage page) => Task.FromResult<string?>(null);
}
