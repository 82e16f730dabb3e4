using System.Globalization;
using RoboSync.Miws.Definitions;
using RoboSync.Miws.Fields;
using RoboSync.Miws.Pages;
using RoboSync.Miws.Reading;
using RoboSync.Sync.Failures;
using RoboSync.Sync.Media;

namespace RoboSync.Tests.Miws;

public sealed class PageReadingTests
{
    [Theory]
    [InlineData("utf-8")]
    [InlineData("shift_jis")]
    [InlineData("euc-jp")]
    public async Task A_list_page_is_read_in_each_encoding(string encoding)
    {
        var list = MiwsPages.ApplicantList(SavedPage.Open("applicant-list", encoding), (await SavedPage.DefinitionsAsync()).ApplicantList);

        list.Total.ShouldBe(4);
        list.HasNext.ShouldBeFalse();
        list.Rows.Count.ShouldBe(4);
        list.Rows[0].ShouldBe(
            new ApplicantRow("10000001", "林　翔太", "本サイト採用", new DateOnly(2026, 11, 14), new DateTime(2026, 11, 14, 23, 58, 0)));
        list.Rows.Select(row => row.ApplicantNumber).ShouldBe(["10000001", "10000002", "10000004", "10000003"]);
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("shift_jis")]
    [InlineData("euc-jp")]
    public async Task A_detail_page_is_read_in_each_encoding(string encoding)
    {
        var applicant =
            MiwsPages.ApplicantDetail(SavedPage.Open("applicant-detail", encoding), (await SavedPage.DefinitionsAsync()).ApplicantDetail);

        applicant.ShouldBeEquivalentTo(new Applicant
        {
            ApplicantNumber = "10000001",
            Name = "林　翔太",
            NameKana = "ハヤシ　ショウタ",
            Mail = "student011-7af86c96@example.jp",
            Phone = "090-0329-3959",
            PostalCode = "606-8514",
            Address = "京都府京都市左京区吉田本町2-6-13",
            VacationPostalCode = "980-0853",
            VacationAddress = "宮城県仙台市青葉区一番町7-29-11　サンプルハイツ591号室",
            VacationPhone = "090-0850-8754",
            SchoolCategory = "高等専門学校",
            Stream = "文系",
            School = "みらい高等専門学校",
            Faculty = "法学部",
            Department = "法律学科",
            Graduation = new DateOnly(2027, 3, 1),
            Laboratory = "知能情報研究室",
            Club = "軽音楽部",
            Qualifications = "日商簿記2級",
            SelectionFlow = "本サイト採用",
            EntryDate = new DateOnly(2026, 11, 14),
            LastChanged = new DateTime(2026, 11, 14, 23, 58, 0),
        });
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("shift_jis")]
    [InlineData("euc-jp")]
    public async Task Seminars_are_read_with_their_numbers_as_text(string encoding)
    {
        var (rows, total, hasNext) =
            MiwsPages.SeminarList(SavedPage.Open("seminar-list", encoding), (await SavedPage.DefinitionsAsync()).SeminarList);

        (total, hasNext).ShouldBe((8, false));
        rows[0].SeminarNumber.ShouldBe("270100");
        rows[0].Name.ShouldBe("会社説明会（2027年卒）");
    }

    [Fact]
    public async Task Bookings_are_read_with_all_four_states()
    {
        var page = MiwsPages.BookingList(SavedPage.Open("booking-list"), (await SavedPage.DefinitionsAsync()).BookingList);

        (page.Total, page.HasNext).ShouldBe((1004, true));
        page.Rows.Select(row => row.State)
            .ShouldBe([BookingState.Booked, BookingState.Cancelled, BookingState.Attended, BookingState.Absent]);
    }

    [Theory]
    [InlineData("<th>最終更新日時</th>", "<th>更新日</th>", "the column of field lastChanged is missing")]
    [InlineData("<td>2026/11/14 23:58</td></tr>", "</tr>", "a row has another number of cells than the header")]
    [InlineData("<b>4</b>", "", "the stated total is missing, or there are several")]
    [InlineData("id=\"applicant-list\"", "id=\"list\"", "the table is missing")]
    [InlineData("<thead>", "<tbody>", "the table has no header")]
    public async Task A_list_that_is_not_as_defined_is_refused_with_the_place_and_without_the_value(string from, string to, string what)
    {
        var definition = (await SavedPage.DefinitionsAsync()).ApplicantList;
        var page = SavedPage.Changed("applicant-list", from, to.Replace("<tbody>", "<tbody><!-- -->", StringComparison.Ordinal));

        var failure = Should.Throw<SyncException>(() => MiwsPages.ApplicantList(page, definition));

        failure.Code.ShouldBe(FailureCode.SitePageChanged);
        failure.Detail.ShouldBe($"Page applicant-list: {what}.");
    }

    [Theory]
    [InlineData("<tr><th>メールアドレス</th><td>student011-7af86c96@example.jp</td></tr>", "", "the term of field mail is missing")]
    [InlineData("id=\"contact\"", "id=\"contacts\"", "the section contact is missing")]
    public async Task A_detail_page_that_is_not_as_defined_is_refused(string from, string to, string what)
    {
        var definition = (await SavedPage.DefinitionsAsync()).ApplicantDetail;

        var failure =
            Should.Throw<SyncException>(() => MiwsPages.ApplicantDetail(SavedPage.Changed("applicant-detail", from, to), definition));

        failure.Detail.ShouldBe($"Page applicant-detail: {what}.");
    }

    [Theory]
    [InlineData("<td>2026/11/14 23:58</td>", "<td>昨日</td>", "lastChanged")]
    [InlineData("<td>2026/11/14 23:58</td>", "<td>0001/01/01 00:00</td>", "lastChanged")]
    [InlineData("<td>2026/11/14</td>", "<td>9999/12/31</td>", "entryDate")]
    [InlineData("<td>林　翔太</td>", "<td> </td>", "name")]
    public async Task A_row_that_does_not_fit_is_set_aside_and_the_others_are_read(string from, string to, string field)
    {
        var list =
            MiwsPages.ApplicantList(SavedPage.Changed("applicant-list", from, to), (await SavedPage.DefinitionsAsync()).ApplicantList);

        list.Rows.Count.ShouldBe(3);
        list.Unread.ShouldHaveSingleItem().ShouldBe(new UnreadRow("10000001", field));
    }

    [Theory]
    [InlineData("2027年3月", "来年", "graduation")]
    [InlineData("2027年3月", "0001年1月", "graduation")]
    [InlineData("ハヤシ　ショウタ", "林　翔太", "nameKana")]
    [InlineData("student011-7af86c96@example.jp", "090-0329-3959", "mail")]
    [InlineData("student011-7af86c96@example.jp", "student011-7af86c96@example.jp［メール送信］", "mail")]
    [InlineData("090-0329-3959", "090-0329-3959（父）", "phone")]
    [InlineData("606-8514", "京都府", "postalCode")]
    [InlineData("林　翔太", "林　翔太［詳細］", "name")]
    [InlineData("さくら", "さくら", null)]
    [InlineData("軽音楽部", "軽音\uFFFD部", "club")]
    [InlineData("軽音楽部", "軽音\uE000部", "club")]
    public async Task A_value_that_does_not_fit_its_field_is_one_persons_matter_and_named_by_its_field(
        string from, string to, string? field)
    {
        var definition = (await SavedPage.DefinitionsAsync()).ApplicantDetail;
        var page = field is null ? SavedPage.Open("applicant-detail") : SavedPage.Changed("applicant-detail", from, to);

        if (field is null)
        {
            MiwsPages.ApplicantDetail(page, definition).Name.ShouldBe("林　翔太");
            return;
        }

        var failure = Should.Throw<SyncException>(() => MiwsPages.ApplicantDetail(page, definition));
        (failure.Code, failure.Detail).ShouldBe((FailureCode.SiteRecordUnread, field));
    }

    [Theory]
    [InlineData("プレサイト期間中")]
    [InlineData("内定")]
    public async Task A_word_of_the_selection_flow_that_nobody_declared_is_a_changed_site(string flow)
    {
        var definitions = await SavedPage.DefinitionsAsync();
        Should.Throw<SyncException>(
            () => MiwsPages.ApplicantDetail(SavedPage.Changed("applicant-detail", "本サイト採用", flow), definitions.ApplicantDetail))
            .Code.ShouldBe(FailureCode.SitePageChanged);
        Should.Throw<SyncException>(
            () => MiwsPages.ApplicantList(SavedPage.Changed("applicant-list", "本サイト採用", flow), definitions.ApplicantList))
            .Code.ShouldBe(FailureCode.SitePageChanged);
        MiwsPages.ApplicantDetail(SavedPage.Changed("applicant-detail", "本サイト採用", "選考辞退"), definitions.ApplicantDetail)
            .SelectionFlow.ShouldBe("選考辞退");
    }

    [Fact]
    public async Task A_word_that_stands_for_nothing_is_blank()
    {
        var page = SavedPage.Changed("applicant-detail", "student011-7af86c96@example.jp", "（未登録）");

        MiwsPages.ApplicantDetail(page, (await SavedPage.DefinitionsAsync()).ApplicantDetail).Mail.ShouldBeNull();
    }

    [Fact]
    public async Task A_term_that_is_there_and_blank_is_blank()
    {
        var definition = (await SavedPage.DefinitionsAsync()).ApplicantDetail;

        MiwsPages.ApplicantDetail(SavedPage.Changed("applicant-detail", "student011-7af86c96@example.jp", ""), definition)
            .Mail.ShouldBeNull();
    }

    [Fact]
    public async Task An_empty_list_is_believed_only_where_the_page_says_so_itself()
    {
        var definition = (await SavedPage.DefinitionsAsync()).ApplicantList;
        var text = System.Text.Encoding.UTF8.GetString(SavedPage.Bytes("applicant-list"));
        var table = text[text.IndexOf("<table", StringComparison.Ordinal)..(text.IndexOf("</table>", StringComparison.Ordinal) + 8)];
        var body = text[(text.IndexOf("<tbody>", StringComparison.Ordinal) + 7)..text.IndexOf("</tbody>", StringComparison.Ordinal)];
        HtmlPage With(string from, string to, string total, string notice = "") => SavedPage.Of(
            (from.Length == 0 ? text : text.Replace(from, to, StringComparison.Ordinal))
            .Replace("<b>4</b>", $"<b>{total}</b>", StringComparison.Ordinal)
                .Replace("<table", notice + "<table", StringComparison.Ordinal));

        var none = "<p class=\"no-result\">条件に該当する応募者はいません。</p>";
        void Refused(HtmlPage page) =>
            Should.Throw<SyncException>(() => MiwsPages.ApplicantList(page, definition)).Code.ShouldBe(FailureCode.SitePageChanged);

        MiwsPages.ApplicantList(With(table, none, "0"), definition).Rows.ShouldBeEmpty();
        MiwsPages.ApplicantList(With(body, "", "0", none), definition).Rows.ShouldBeEmpty("the table stays, without rows");
        Refused(With(table, none, "4"));
        Refused(With(table, "", "0"));
        Refused(With(body, "", "0"));
        Refused(With(table, "<p class=\"no-result\"></p>", "0"));
        Refused(With(table, "<p class=\"no-result\">読み込み中です</p>", "0"));
        Refused(With(table, $"<div style=\"display: none\">{none}</div>", "0"));
        Refused(With(table, $"<template>{none}</template>", "0"));
        Refused(With("", "", "0", none));
    }

    [Theory]
    [InlineData("date", "2026/3/1", "2026-03-01")]
    [InlineData("date", "2026年3月1日", "2026-03-01")]
    [InlineData("date", "2026/02/30", null)]
    [InlineData("dateTime", "2026/03/01 9:05", "2026-03-01T09:05")]
    [InlineData("yearMonth", "2027年3月", "2027-03-01")]
    [InlineData("integer", "1,004", "1004")]
    [InlineData("integer", "多数", null)]
    [InlineData("id", "2239928341129601024", "2239928341129601024")]
    [InlineData("id", "2.23993E+18", null)]
    [InlineData("date", "0001/01/01", null)]
    [InlineData("date", "1999/12/31", null)]
    [InlineData("dateTime", "9999/12/31 23:59", null)]
    [InlineData("yearMonth", "2100年1月", null)]
    [InlineData("text", "１２", "１２")]
    public void Conversions_give_one_form_or_nothing(string name, string text, string? expected) =>
        Canonical(Conversions.Apply(new FieldDefinition { Convert = name }, text, new DateOnly(2026, 6, 1)), name).ShouldBe(expected);

    private static string? Canonical(FieldValue? value, string name) => value is not { } read ? null
        : name switch
        {
            "date" or "yearMonth" => read.Time.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            "dateTime" => read.Time.ToString("yyyy-MM-ddTHH:mm", CultureInfo.InvariantCulture),
            _ => read.Text,
        };
}
