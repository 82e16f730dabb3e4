using System.Globalization;
using RoboSync.Simulators.Miws.Visits;

namespace RoboSync.Simulators.Miws.Skins.Plain;

/// <summary>Turns what MIWS holds into the skin's pages.</summary>
internal static class PlainViews
{
    private const int PageSize = 50;
    private const string Day = "yyyy/MM/dd";
    private const string Minute = "yyyy/MM/dd HH:mm";

    public static string Applicants(Visit visit)
    {
        var codes = visit.Http.Request.Query["flow"].ToHashSet(StringComparer.Ordinal);
        var flows = MiwsFlows.Codes.Where(flow => codes.Count == 0 || codes.Contains(flow.Value)).Select(flow => flow.Key)
            .ToHashSet(StringComparer.Ordinal);
        var flowQuery = string.Concat(codes.Order(StringComparer.Ordinal).Select(code => $"&flow={code}"));
        return List(
            visit, "応募者一覧", "applicant-list", Listings.Applicants(visit, visit.Data.List(visit.Year, flows), From(visit), PageSize),
            "条件に該当する応募者はいません。",
            $"/applicants?year={visit.Year}{flowQuery}&sort=updated&order=desc",
            ["応募者番号", "氏名", "フリガナ", "学校名", "選考フロー", "エントリー日", "最終更新日時"],
            applicant =>
            [
                new Cell(applicant.Number, Link($"/applicants/detail?year={applicant.Year}&no={applicant.Number}")),
                new Cell(applicant.Person.Name),
                new Cell(applicant.Person.NameKana),
                new Cell(applicant.Person.School),
                new Cell(applicant.Flow),
                new Cell(Text(applicant.EntryDate)),
                new Cell(Text(applicant.LastChanged)),
            ]);
    }

    public static string? Applicant(Visit visit)
    {
        if (visit.Data.Find(visit.Http.Request.Query["no"].ToString()) is not { } applicant || applicant.Year != visit.Year)
        {
            return null;
        }

        var person = applicant.Person;
        List<(string Id, string Caption, IReadOnlyList<Term> Terms)> sections =
        [
            ("basic", "基本情報",
            [
                new("応募者番号", applicant.Number), new("氏名", person.Name), new("フリガナ", person.NameKana), new("メールアドレス", person.Mail),
            ]),
            ("contact", "現在の連絡先", [new("郵便番号", person.PostalCode), new("住所", person.Address), new("電話番号", person.Phone)]),
            ("vacation", "休暇中の連絡先",
            [
                new("郵便番号", person.VacationPostalCode), new("住所", person.VacationAddress), new("電話番号", person.VacationPhone),
            ]),
            ("school", "学校情報",
            [
                new("学校区分", person.SchoolCategory), new("文理区分", person.Stream), new("学校名", person.School), new("学部・研究科", person.Faculty),
                new("学科・専攻", person.Department), new("卒業予定", person.Graduation.ToString("yyyy年M月", CultureInfo.InvariantCulture)),
                new("ゼミ・研究室", person.Laboratory), new("部活・サークル", person.Club), new("資格", person.Qualifications),
            ]),
            ("entry", "エントリー情報",
            [
                new("選考フロー", applicant.Flow), new("エントリー日", Text(applicant.EntryDate)), new("最終更新日時", Text(applicant.LastChanged)),
            ]),
        ];
        return PlainPages.Details(
            visit, "応募者詳細", [.. sections.Select(section => section with { Terms = Drift.Of(visit, section.Terms) })],
            visit.TextOf(MiwsFaults.ValueInInput));
    }

    public static string Seminars(Visit visit) => List(
        visit, "セミナー一覧", "seminar-list", Listings.Seminars(visit, From(visit), PageSize), "該当するセミナーはありません。",
        $"/seminars?year={visit.Year}",
        ["セミナーNo.", "セミナー名", "開催日", "会場", "予約数", "定員", .. visit.Data.ShowsBookingChanges ? ["予約更新日時"] : Array.Empty<string>()],
        seminar =>
        [
            new Cell(seminar.Number, Link($"/seminars/bookings?year={visit.Year}&no={seminar.Number}")),
            new Cell(seminar.Name),
            new Cell(Text(seminar.Date)),
            new Cell(seminar.Place),
            new Cell(Link($"{visit.Data.BookingsOf(seminar.Number).Count(booking => booking.Status != MiwsData.Cancelled)}")),
            new Cell(Link($"{seminar.Seats}")),
            .. visit.Data.ShowsBookingChanges ? [new Cell(LastChange(visit.Data.BookingsOf(seminar.Number)))] : Array.Empty<Cell>(),
        ]);

    private static string LastChange(IReadOnlyList<MiwsBooking> bookings) =>
        bookings.Count > 0 ? Text(bookings.Max(booking => booking.ChangedAt)) : "";

    public static string? Bookings(Visit visit)
    {
        if (visit.Data.FindSeminar(visit.Http.Request.Query["no"].ToString()) is not { } seminar || seminar.Year != visit.Year)
        {
            return null;
        }

        visit.Seminar = seminar.Number;
        return List(
            visit, "予約者一覧", "booking-list",
            Listings.Bookings(visit, visit.Data.BookingsOf(seminar.Number), From(visit), PageSize), "予約者はいません。",
            $"/seminars/bookings?year={visit.Year}&no={seminar.Number}", ["応募者番号", "氏名", "予約日時", "ステータス", "更新日時"],
            booking =>
            [
                new Cell(booking.ApplicantNumber),
                new Cell(visit.Data.Find(booking.ApplicantNumber)?.Person.Name ?? ""),
                new Cell(Text(booking.BookedAt)),
                new Cell(booking.Status),
                new Cell(Text(booking.ChangedAt)),
            ]);
    }

    private static string List<T>(
        Visit visit, string title, string table, Listing<T> listing, string none, string link, IReadOnlyList<string> columns,
        Func<T, IReadOnlyList<Cell>> row)
    {
        var grid = Drift.Of(visit, new Grid([.. columns.Select(name => new Column(name))], [.. listing.Rows.Select(row)]));
        var next = listing.HasNext ? Link($"{link}&page={(listing.From / PageSize) + 2}") : null;
        return PlainPages.List(visit, title, table, listing, grid, none, next);
    }

    private static int From(Visit visit) => (visit.Number("page", least: 1) - 1) * PageSize;

    private static string Link(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static string Text(DateOnly day) => day.ToString(Day, CultureInfo.InvariantCulture);

    private static string Text(DateTime minute) => minute.ToString(Minute, CultureInfo.InvariantCulture);
}
