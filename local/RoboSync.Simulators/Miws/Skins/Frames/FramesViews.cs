using System.Globalization;
using RoboSync.Simulators.Miws.Visits;
using static RoboSync.Simulators.Miws.Skins.Frames.FramesText;

namespace RoboSync.Simulators.Miws.Skins.Frames;

/// <summary>Turns what MIWS holds into the skin's pages.</summary>
internal static class FramesViews
{
    public const string EntryNumber = "エントリーNo.";
    public const string FamilyName = "姓";
    public const string Flow = "選考区分";
    public const string LastChanged = "最終更新";
    public const string State = "状態";
    public const string BookingCount = "予約人数";
    public const string SeminarNumber = "セミナー番号";

    private const int PageSize = 50;
    private const int KeyMask = 0x5A3C96E;

    private static readonly Dictionary<string, string> States = new(StringComparer.Ordinal)
    {
        ["予約"] = "予約中",
        [MiwsData.Cancelled] = "取消",
        ["出席"] = "出席",
        ["欠席"] = "欠席",
    };

    /// <summary>The search is posted, and kept in the session for the pages that follow.</summary>
    public static async Task<string> SearchAsync(Visit visit)
    {
        var form = await visit.FormAsync();
        if (form["kensaku"] != "検索する")
        {
            return FramesPages.WrongWay(visit);
        }

        new FramesSearch(
            (form.GetValues("flow") ?? []).ToHashSet(StringComparer.Ordinal),
            (form["entryNo"] ?? "").Trim(),
            ByChange: form["jun"] == "2",
            int.TryParse(form["kensu"], CultureInfo.InvariantCulture, out var size) && size is 20 or 50 or 100
                ? size
                : 20).Keep(visit.Session!);
        return Applicants(visit);
    }

    public static string Applicants(Visit visit)
    {
        if (FramesSearch.Of(visit.Session!) is not { } search)
        {
            return FramesPages.Error(visit, "検索条件が指定されていません。検索画面からやり直してください。");
        }

        var flows = MiwsFlows.Codes.Where(flow => search.Flows.Count == 0 || search.Flows.Contains(flow.Value)).Select(flow => flow.Key)
            .ToHashSet(StringComparer.Ordinal);
        var found = visit.Data.List(visit.Year, flows).Where(applicant => search.Number.Length == 0 || applicant.Number == search.Number);
        var listing = Listings.Applicants(
            visit, [.. search.ByChange ? found : found.OrderBy(applicant => applicant.Number, StringComparer.Ordinal)],
            visit.Number("start", least: 0), search.Size);
        Column[] columns =
        [
            new(EntryNumber), new(FamilyName, "氏名"), new("名", "氏名"), new("セイ", "フリガナ"), new("メイ", "フリガナ"), new("学校名"), new(Flow),
            new("エントリー日", "応募情報"), new(LastChanged, "応募情報"),
        ];
        var grid = Drift.Of(visit, new Grid(columns, [.. listing.Rows.Select(applicant => (IReadOnlyList<Cell>)
        [
            new Cell(applicant.Number, $"javascript:goDetail('{KeyOf(applicant.Number)}');"),
            .. Names(applicant.Person.Name).Concat(Names(applicant.Person.NameKana)).Select(part => new Cell(part)),
            new Cell(applicant.Person.School),
            new Cell(applicant.Flow),
            new Cell(Short(applicant.EntryDate)),
            new Cell(Short(applicant.LastChanged)),
        ])]));
        return FramesLists.Page(visit, "応募者一覧", listing, grid, new FramesListShape("ichiran.do")
        {
            Above = $"検索条件：選考区分＝{string.Join('，', flows)}／表示順＝{(search.ByChange ? "最終更新の新しい順" : "エントリーNo.順")}",
            IsChoosable = true,
            Below = FramesPages.DetailForm,
        });
    }

    public static async Task<string> ApplicantAsync(Visit visit)
    {
        var form = await visit.FormAsync();
        var key = form["key"] ?? "";
        if (!int.TryParse(key, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number)
            || visit.Data.Find(Text($"{number ^ KeyMask}")) is not { } applicant || applicant.Year != visit.Year)
        {
            return FramesPages.Error(visit, "該当する応募者が見つかりません。");
        }

        var person = applicant.Person;
        var (name, kana) = (Names(person.Name), Names(person.NameKana));
        List<(string Title, IReadOnlyList<Term> Terms)> sections =
        [
            ("基本情報",
            [
                new(EntryNumber, applicant.Number), new(Flow, applicant.Flow), new(FamilyName, name[0]), new("名", name[1]),
                new("セイ", kana[0]), new("メイ", kana[1]), new("E-mail", person.Mail), new("エントリー日", Long(applicant.EntryDate)),
                new(LastChanged, Long(applicant.LastChanged)),
            ]),
            ("現住所", Address(person.PostalCode, person.Phone, person.Address)),
            ("休暇中の連絡先", Address(person.VacationPostalCode, person.VacationPhone, person.VacationAddress)),
            ("学校情報",
            [
                new("学校区分", person.SchoolCategory), new("文理区分", person.Stream), new("学校名", person.School), new("学部", person.Faculty),
                new("学科", person.Department), new("卒業見込", $"{Year(person.Graduation.Year)}{person.Graduation.Month}月卒業見込み"),
                new("ゼミ・研究室", person.Laboratory), new("クラブ活動", person.Club), new("資格", person.Qualifications),
            ]),
        ];
        return FramesPages.Details(
            visit, "応募者詳細", [.. sections.Select(section => section with { Terms = Drift.Of(visit, section.Terms) })],
            visit.TextOf(MiwsFaults.ValueInInput));
    }

    public static string Seminars(Visit visit)
    {
        var listing = Listings.Seminars(visit, visit.Number("start", least: 0), PageSize);
        Column[] columns =
            [new(SeminarNumber), new("セミナー名"), new("開催日", Line: 2), new("会場", Line: 2), new(BookingCount, Line: 2), new("定員", Line: 2)];
        var grid = Drift.Of(visit, new Grid(columns, [.. listing.Rows.Select(seminar => (IReadOnlyList<Cell>)
        [
            new Cell(seminar.Number),
            new Cell(seminar.Name, $"nittei.do?semNo={seminar.Number}"),
            new Cell(Long(seminar.Date)),
            new Cell(seminar.Place),
            new Cell(Text($"{visit.Data.BookingsOf(seminar.Number).Count(booking => booking.Status != MiwsData.Cancelled)}名")),
            new Cell(Text($"{seminar.Seats}名")),
        ])]));
        return FramesLists.Page(visit, "セミナー一覧", listing, grid, new FramesListShape("ichiran.do"));
    }

    public static string Dates(Visit visit)
    {
        if (Seminar(visit, visit.Http.Request.Query["semNo"].ToString()) is not { } seminar)
        {
            return FramesPages.Error(visit, "該当するセミナーはありません。");
        }

        var listing = Listings.Page(visit, visit.Data.DatesOf(seminar.Number), visit.Number("start", least: 0), PageSize);
        Column[] columns = [new("日程No."), new("開催日時"), new("会場"), new(BookingCount)];
        var grid = Drift.Of(visit, new Grid(columns, [.. listing.Rows.Select(date => (IReadOnlyList<Cell>)
        [
            new Cell(date.Number, $"yoyaku.do?nitteiNo={date.Number}"),
            new Cell(Text($"{Long(seminar.Date)} {date.Begin.Hour}:{date.Begin.Minute:00}～{date.Begin.Hour + 2}:{date.Begin.Minute:00}")),
            new Cell(seminar.Place),
            new Cell(Text($"{visit.Data.BookingsOf(date).Count(booking => booking.Status != MiwsData.Cancelled)}名")),
        ])]));
        return FramesLists.Page(visit, "日程一覧", listing, grid, new FramesListShape($"nittei.do?semNo={seminar.Number}")
        {
            Above = $"セミナー番号：{seminar.Number}　{seminar.Name}",
        });
    }

    public static string Bookings(Visit visit)
    {
        var number = visit.Http.Request.Query["nitteiNo"].ToString();
        var date = visit.Data.Seminars.Where(seminar => seminar.Year == visit.Year)
            .SelectMany(seminar => visit.Data.DatesOf(seminar.Number)).FirstOrDefault(date => date.Number == number);
        if (date is null)
        {
            return FramesPages.Error(visit, "該当する日程はありません。");
        }

        visit.Seminar = date.Seminar.Number;
        var bookings = visit.Data.BookingsOf(date);
        var listing = Listings.Bookings(visit, bookings, visit.Number("start", least: 0), PageSize);
        Column[] columns = [new("受付番号"), new(EntryNumber), new(FamilyName, "氏名"), new("名", "氏名"), new("予約受付"), new(State)];
        var grid = Drift.Of(visit, new Grid(columns, [.. listing.Rows.Select(booking => (IReadOnlyList<Cell>)
        [
            new Cell(Text($"{booking.Receipt}")),
            new Cell(booking.ApplicantNumber),
            .. Names(visit.Data.Find(booking.ApplicantNumber)?.Person.Name ?? "").Select(part => new Cell(part)),
            new Cell(Short(booking.BookedAt)),
            new Cell(States[booking.Status]),
        ])]));
        return FramesLists.Page(visit, "予約者一覧", listing, grid, new FramesListShape($"yoyaku.do?nitteiNo={number}")
        {
            Above = Text($"日程No.：{number}　{date.Seminar.Name}　{Long(date.Seminar.Date)} {date.Begin.Hour}:{date.Begin.Minute:00}～"),
            Sum = string.Join('　', bookings.GroupBy(booking => States[booking.Status]).OrderBy(group => group.Key, StringComparer.Ordinal)
                .Select(group => Text($"{group.Key} {group.Count()}名"))),
        });
    }

    private static MiwsSeminar? Seminar(Visit visit, string number) =>
        visit.Data.FindSeminar(number) is { } seminar && seminar.Year == visit.Year ? seminar : null;

    private static IReadOnlyList<Term> Address(string postalCode, string phone, string address) =>
        [new("郵便番号", postalCode.Length == 0 ? "" : $"〒{postalCode}"), new("TEL", phone), new("住所", address)];

    // What detail pages are asked for by: not the number that people see.
    private static string KeyOf(string number) =>
        (int.Parse(number, CultureInfo.InvariantCulture) ^ KeyMask).ToString("X8", CultureInfo.InvariantCulture);

    // 姓 and 名.
    private static string[] Names(string name) => name.IndexOf('　', StringComparison.Ordinal) is >= 0 and var at
        ? [name[..at], name[(at + 1)..]]
        : [name, ""];
}

/// <summary>A search as the session keeps it.</summary>
/// <param name="Flows">Codes of 選考フロー; all where empty.</param>
/// <param name="Number">One applicant's number; empty for all.</param>
/// <param name="ByChange">Newest change first; else by number.</param>
/// <param name="Size">Rows of a page.</param>
internal sealed record FramesSearch(IReadOnlySet<string> Flows, string Number, bool ByChange, int Size)
{
    private const string Kept = "kensaku";

    public static FramesSearch? Of(MiwsSession session) =>
        session.Kept.TryGetValue(Kept, out var text) && text.Split('|') is [var flows, var number, var order, var size]
        ? new FramesSearch(
            flows.Split(',', StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.Ordinal), number, order == "2",
            int.Parse(size, CultureInfo.InvariantCulture))
        : null;

    public void Keep(MiwsSession session) =>
        session.Kept[Kept] =
            Text($"{string.Join(',', Flows)}|{Number.Replace("|", "", StringComparison.Ordinal)}|{(ByChange ? 2 : 1)}|{Size}");
}
