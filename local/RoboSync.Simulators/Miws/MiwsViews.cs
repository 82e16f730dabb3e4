using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace RoboSync.Simulators.Miws;

/// <summary>Turns what MIWS holds into its pages, with the faults that change markup.</summary>
internal sealed class MiwsViews(MiwsData data)
{
    private const string Day = "yyyy/MM/dd";
    private const string Minute = "yyyy/MM/dd HH:mm";

    public string Applicants(IQueryCollection query, PageContext page)
    {
        var codes = query["flow"].ToHashSet(StringComparer.Ordinal);
        var flows = MiwsFlows.Codes.Where(flow => codes.Count == 0 || codes.Contains(flow.Value)).Select(flow => flow.Key)
            .ToHashSet(StringComparer.Ordinal);
        var all = page.Take(MiwsFaults.EmptyList) is not null ? [] : data.List(page.Year, flows);
        var number = Number(query);
        var shown = number == 2 && page.Take(MiwsFaults.PageRepeats) is not null ? 1 : number;
        var rows = all.Skip((shown - 1) * MiwsSite.PageSize).Take(MiwsSite.PageSize).Select(applicant => (IReadOnlyList<Cell>)
        [
            new Cell(
                applicant.Number,
                string.Create(CultureInfo.InvariantCulture, $"/applicants/detail?year={applicant.Year}&no={applicant.Number}")),
            new Cell(applicant.Person.Name),
            new Cell(applicant.Person.NameKana),
            new Cell(applicant.Person.School),
            new Cell(applicant.Flow),
            new Cell(applicant.EntryDate.ToString(Day, CultureInfo.InvariantCulture)),
            new Cell(applicant.LastChanged.ToString(Minute, CultureInfo.InvariantCulture)),
        ]);
        var grid = new Grid("applicant-list", ["応募者番号", "氏名", "フリガナ", "学校名", "選考フロー", "エントリー日", "最終更新日時"], [.. rows]);
        var flowQuery = string.Concat(codes.Order(StringComparer.Ordinal).Select(code => $"&flow={code}"));
        return List(
            page, "応募者一覧", grid, all.Count, number, "条件に該当する応募者はいません。", $"/applicants?year={page.Year}{flowQuery}&sort=updated&order=desc");
    }

    public string? Applicant(string number, PageContext page)
    {
        if (data.Find(number) is not { } applicant || applicant.Year != page.Year)
        {
            return null;
        }

        var person = applicant.Person;
        List<(string, string, IReadOnlyList<(string, string)>)> sections =
        [
            ("basic", "基本情報", [("応募者番号", applicant.Number), ("氏名", person.Name), ("フリガナ", person.NameKana), ("メールアドレス", person.Mail)]),
            ("contact", "現在の連絡先", [("郵便番号", person.PostalCode), ("住所", person.Address), ("電話番号", person.Phone)]),
            ("vacation", "休暇中の連絡先", [("郵便番号", person.VacationPostalCode), ("住所", person.VacationAddress), ("電話番号", person.VacationPhone)]),
            ("school", "学校情報",
            [
                ("学校区分", person.SchoolCategory), ("文理区分", person.Stream), ("学校名", person.School), ("学部・研究科", person.Faculty),
                ("学科・専攻", person.Department), ("卒業予定", person.Graduation.ToString("yyyy年M月", CultureInfo.InvariantCulture)),
                ("ゼミ・研究室", person.Laboratory), ("部活・サークル", person.Club), ("資格", person.Qualifications),
            ]),
            ("entry", "エントリー情報",
            [
                ("選考フロー", applicant.Flow), ("エントリー日", applicant.EntryDate.ToString(Day, CultureInfo.InvariantCulture)),
                ("最終更新日時", applicant.LastChanged.ToString(Minute, CultureInfo.InvariantCulture)),
            ]),
        ];
        var inInput = page.Take(MiwsFaults.ValueInInput)?.Value?.GetValue<string>();
        return MiwsPages.Details(
            page.Charset, page.Header, "応募者詳細",
            [.. sections.Select(section => (section.Item1, section.Item2, ChangeTerms(page, section.Item3)))], inInput);
    }

    public string Seminars(IQueryCollection query, PageContext page)
    {
        var all = data.Seminars.Where(seminar => seminar.Year == page.Year).ToList();
        var number = Number(query);
        var rows = all.Skip((number - 1) * MiwsSite.PageSize).Take(MiwsSite.PageSize).Select(seminar => (IReadOnlyList<Cell>)
        [
            new Cell(
                seminar.Number, string.Create(CultureInfo.InvariantCulture, $"/seminars/bookings?year={page.Year}&no={seminar.Number}")),
            new Cell(seminar.Name),
            new Cell(seminar.Date.ToString(Day, CultureInfo.InvariantCulture)),
            new Cell(seminar.Place),
            new Cell(data.BookingsOf(seminar.Number).Count(booking => booking.Status != "キャンセル").ToString(CultureInfo.InvariantCulture)),
            new Cell(seminar.Seats.ToString(CultureInfo.InvariantCulture)),
            .. data.ShowsBookingChanges ? [new Cell(LastChange(seminar.Number))] : Array.Empty<Cell>(),
        ]);
        string[] headers = ["セミナーNo.", "セミナー名", "開催日", "会場", "予約数", "定員"];
        var grid = new Grid("seminar-list", data.ShowsBookingChanges ? [.. headers, "予約更新日時"] : headers, [.. rows]);
        return List(page, "セミナー一覧", grid, all.Count, number, "該当するセミナーはありません。", $"/seminars?year={page.Year}");
    }

    private string LastChange(string seminar) => data.BookingsOf(seminar) is { Count: > 0 } bookings
        ? bookings.Max(booking => booking.ChangedAt).ToString(Minute, CultureInfo.InvariantCulture)
        : "";

    public string? Bookings(IQueryCollection query, PageContext page)
    {
        if (data.FindSeminar(query["no"].ToString()) is not { } seminar || seminar.Year != page.Year)
        {
            return null;
        }

        var hidden = page.Take(MiwsFaults.BookingRowHidden)?.Value?.GetValue<string>();
        var all = data.BookingsOf(seminar.Number).Where(booking => booking.ApplicantNumber != hidden).ToList();
        var number = Number(query);
        var shown = number == 2 && page.Take(MiwsFaults.PageRepeats) is not null ? 1 : number;
        var rows = all.Skip((shown - 1) * MiwsSite.PageSize).Take(MiwsSite.PageSize).Select(booking => (IReadOnlyList<Cell>)
        [
            new Cell(booking.ApplicantNumber),
            new Cell(data.Find(booking.ApplicantNumber)?.Person.Name ?? ""),
            new Cell(booking.BookedAt.ToString(Minute, CultureInfo.InvariantCulture)),
            new Cell(booking.Status),
            new Cell(booking.ChangedAt.ToString(Minute, CultureInfo.InvariantCulture)),
        ]);
        var grid = new Grid("booking-list", ["応募者番号", "氏名", "予約日時", "ステータス", "更新日時"], [.. rows]);
        return List(page, "予約者一覧", grid, all.Count, number, "予約者はいません。", $"/seminars/bookings?year={page.Year}&no={seminar.Number}");
    }

    private static string List(PageContext page, string title, Grid grid, int total, int number, string none, string link)
    {
        var hasNext = number * MiwsSite.PageSize < total;
        var stated = total + (page.Take(MiwsFaults.TotalDiffers)?.Value?.GetValue<int>() ?? 0);
        var next = hasNext ? string.Create(CultureInfo.InvariantCulture, $"{link}&page={number + 1}") : null;
        var notice = page.Take(MiwsFaults.ListTruncated)?.Value?.GetValue<string>();
        return MiwsPages.List(
            page.Charset, page.Header, title, ChangeColumns(page, grid), stated, number, none, next,
            page.Take(MiwsFaults.RowsVanish) is not null, notice);
    }

    private static Grid ChangeColumns(PageContext page, Grid grid)
    {
        int IndexOf(string fault) => page.Take(fault)?.Value?.GetValue<string>() is { } name ? grid.Headers.ToList().IndexOf(name) : -1;

        if (IndexOf(MiwsFaults.ColumnMissing) is >= 0 and var missing)
        {
            return grid with { Headers = Without(grid.Headers, missing), Rows = [.. grid.Rows.Select(row => Without(row, missing))] };
        }

        if (IndexOf(MiwsFaults.ColumnRenamed) is >= 0 and var renamed)
        {
            return grid with { Headers = [.. grid.Headers.Select((name, index) => index == renamed ? $"新しい{name}" : name)] };
        }

        return IndexOf(MiwsFaults.ColumnMoved) is >= 0 and var moved
            ? grid with { Headers = ToEnd(grid.Headers, moved), Rows = [.. grid.Rows.Select(row => ToEnd(row, moved))] }
            : grid;
    }

    private static IReadOnlyList<(string Term, string Value)> ChangeTerms(PageContext page, IReadOnlyList<(string Term, string Value)> rows)
    {
        int IndexOf(string fault) =>
            page.Take(fault)?.Value?.GetValue<string>() is { } term ? rows.ToList().FindIndex(row => row.Term == term) : -1;

        if (IndexOf(MiwsFaults.ColumnMissing) is >= 0 and var missing)
        {
            return Without(rows, missing);
        }

        if (IndexOf(MiwsFaults.ColumnRenamed) is >= 0 and var renamed)
        {
            return [.. rows.Select((row, index) => index == renamed ? ($"新しい{row.Term}", row.Value) : row)];
        }

        return IndexOf(MiwsFaults.ColumnMoved) is >= 0 and var moved ? ToEnd(rows, moved) : rows;
    }

    private static int Number(IQueryCollection query) =>
        int.TryParse(query["page"].ToString(), CultureInfo.InvariantCulture, out var number) && number > 0 ? number : 1;

    private static IReadOnlyList<T> Without<T>(IReadOnlyList<T> items, int index) => [.. items.Where((_, at) => at != index)];

    private static IReadOnlyList<T> ToEnd<T>(IReadOnlyList<T> items, int index) => [.. Without(items, index), items[index]];
}
