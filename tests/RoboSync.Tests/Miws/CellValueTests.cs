using RoboSync.Miws.Fields;
using RoboSync.Miws.Reading;
using RoboSync.Sync.Failures;

namespace RoboSync.Tests.Miws;

/// <summary>A value is what a person reads in its cell, and where that is not certain, the site has changed.</summary>
public sealed class CellValueTests
{
    [Theory]
    [InlineData("林　翔太", "林　翔太")]
    [InlineData("  林\n      翔太\u00A0", "林 翔太")]
    [InlineData("林\u200B　翔太\uFEFF", "林　翔太")]
    [InlineData("<span>林</span>　<b>翔太</b>", "林　翔太")]
    [InlineData("東京都<br>港区", "東京都 港区")]
    [InlineData("<div>東京都</div><div>港区</div>", "東京都 港区")]
    [InlineData("<a href='/detail'>10000001</a>", "10000001")]
    [InlineData("<select><option>未定</option><option selected>文系</option><option>理系</option></select>", "文系")]
    [InlineData("<select><option>文系</option><option>理系</option></select>", "文系")]
    [InlineData("<select size=3><option>文系</option><option>理系</option></select>", "")]
    [InlineData("<select multiple><option selected>A</option><option>B</option><option selected>C</option></select>", "A、C")]
    [InlineData("<label><input type=radio name=r> 文系</label><label><input type=radio name=r checked> 理系</label>", "理系")]
    [InlineData(
        "<input type=radio name=r id=a><label for=a>文系</label> <input type=radio name=r id=b checked><label for=b>理系</label>", "理系")]
    [InlineData("<input type=radio name=r checked>文系<input type=radio name=r>理系", "文系")]
    [InlineData("<input type=radio name=r>文系<br><input type=radio name=r>理系", "")]
    [InlineData(
        "<label>英検<input type=checkbox checked></label><label>簿記<input type=checkbox></label><label>TOEIC<input type=checkbox "
        + "checked></label>",
        "英検、TOEIC")]
    [InlineData("<input value='090-0329-3959'>", "090-0329-3959")]
    [InlineData("<input type=tel value=090>-<input type=tel value=0329>-<input value=3959>", "090-0329-3959")]
    [InlineData("<input type=hidden value=secret>林", "林")]
    [InlineData("<textarea>東京都\n港区</textarea>", "東京都 港区")]
    [InlineData("<span hidden>旧姓</span>林", "林")]
    [InlineData("<span style='DISPLAY : none !important'>旧姓</span>林", "林")]
    [InlineData("<span style='visibility:hidden'>旧姓</span>林", "林")]
    [InlineData("<span class='sr-only'>氏名</span>林", "林")]
    [InlineData("<script>write('x')</script><style>x</style><template>x</template><!-- x --><noscript>x</noscript>林", "林")]
    [InlineData("a@example.jp <a href='mailto:a@example.jp'>［メール送信］</a>", "a@example.jp")]
    [InlineData("a@example.jp<button>メール送信</button><input type=submit value=送信>", "a@example.jp")]
    [InlineData("<a href='mailto:a@example.jp'>a@example.jp</a> <a>[送信]</a>", "a@example.jp")]
    [InlineData("［未定］", "［未定］")]
    [InlineData("<span class='sei'>林</span>　<span class='mei'>翔太</span>", "林　翔太")]
    [InlineData("<span class='hidden-xs'>林</span>", "林")]
    [InlineData("<small>林</small>", "林")]
    [InlineData("<span class='label label-default'> 林 </span>", "林")]
    [InlineData("林<noframes>森</noframes><noembed>森</noembed>", "林")]
    [InlineData("\u200E林\u200F", "林")]
    public void What_a_person_reads_is_the_value(string cell, string expected) =>
        (Read(cell) with { HasLines = false }).ShouldBe(new CellReading(expected, null));

    [Theory]
    [InlineData("<img src=name.png>")]
    [InlineData("林<img src=new.gif>")]
    [InlineData("林<svg></svg>")]
    [InlineData("<table><tr><td>林</td></tr></table>")]
    [InlineData("<ul><li>林</li><li>森</li></ul>")]
    [InlineData("<del>林</del>森")]
    [InlineData("<ruby>林<rt>はやし</rt></ruby>")]
    [InlineData("<span class=hidden>旧姓</span>林")]
    [InlineData("<span class='d-none d-md-block'>旧姓</span>林")]
    [InlineData("<span style='opacity:0'>旧姓</span>林")]
    [InlineData("<span style='position:absolute;left:-9999px'>旧姓</span>林")]
    [InlineData("<span style='font-size:0'>旧姓</span>林")]
    [InlineData("<span style='display:/**/none'>旧姓</span>林")]
    [InlineData("<span aria-hidden=true>旧姓</span>林")]
    [InlineData("林 <a href='/detail'>詳細</a>")]
    [InlineData("<a>林</a><a>森</a>")]
    [InlineData("林<span>［詳細］</span>")]
    [InlineData("<select><option selected>A</option><option selected>B</option></select>")]
    [InlineData("<input value=606><input value=8514>")]
    [InlineData("<input type=password value=x>")]
    [InlineData("<input type=radio name=r checked>文系<input type=radio name=r checked>理系")]
    [InlineData("<input type=radio name=r checked><input type=radio name=r>理系")]
    [InlineData("希望：<input type=radio name=r checked>文系")]
    [InlineData("<input type=radio name=r checked>その他 <input value=自由>")]
    [InlineData("<iframe src=x></iframe>")]
    [InlineData("<details><summary>林</summary>森</details>")]
    [InlineData("<span class='badge bg-info'>NEW</span>林")]
    [InlineData("林<span class='tooltip'>編集できます</span>")]
    [InlineData("林<sup>1</sup>")]
    [InlineData("林 <small>はやし</small>")]
    [InlineData("<span class='sp-only'>林</span><span class='pc-only'>林</span>")]
    [InlineData("<span class='hidden-xs'>林</span><span class='visible-xs'>森</span>")]
    [InlineData("<span class='md:hidden'>林</span><span class='hidden md:inline'>林</span>")]
    [InlineData("<div style='display:flex;flex-direction:row-reverse'><span>林</span><span>翔太</span></div>")]
    [InlineData("<span style='unicode-bidi:bidi-override;direction:rtl'>太翔　林</span>")]
    public void What_could_be_read_in_two_ways_is_in_doubt(string cell)
    {
        var (text, doubt) = Read(cell);

        (text, doubt is not null).ShouldBe(("", true));
    }

    // Every kind of ambiguity on a page that somebody is imported from.
    [Theory]
    [InlineData("<td>090-0329-3959</td>", "<td>090-0329-3959</td><td>03-0000-0000</td>")]
    [InlineData("<td>090-0329-3959</td>", "<td rowspan=2>090-0329-3959</td>")]
    [InlineData(
        "<th>電話番号</th><td>090-0329-3959</td></tr>", "<th rowspan=2>電話番号</th><td>090-0329-3959</td></tr><tr><td>03-0000-0000</td></tr>")]
    [InlineData("<td>090-0329-3959</td></tr>", "<td>090-0329-3959</td></tr><tr><th>電話番号</th><td>03-0000-0000</td></tr>")]
    [InlineData("<h2>休暇中の連絡先</h2>", "<table id=\"contact\"><tr><th>電話番号</th><td>03-0000-0000</td></tr></table>")]
    [InlineData("<td>090-0329-3959</td>", "<td><table><tr><td>090-0329-3959</td></tr></table></td>")]
    [InlineData("<td>090-0329-3959</td>", "<td><img src=\"/phone?no=1\"></td>")]
    [InlineData("<td>090-0329-3959</td>", "")]
    [InlineData("<table id=\"contact\"", "<table style=\"display:none\" id=\"contact\"")]
    [InlineData("<table id=\"contact\"", "<table class=\"hidden\" id=\"contact\"")]
    public async Task A_detail_page_that_could_be_read_in_two_ways_is_refused(string from, string to)
    {
        var definition = (await SavedPage.DefinitionsAsync()).ApplicantDetail;

        Should.Throw<SyncException>(() => MiwsPages.ApplicantDetail(SavedPage.Changed("applicant-detail", from, to), definition))
            .Code.ShouldBe(FailureCode.SitePageChanged);
    }

    [Theory]
    [InlineData("<th>フリガナ</th>", "<th>氏名</th>")]
    [InlineData("<th>フリガナ</th>", "<th colspan=2>フリガナ</th>")]
    [InlineData("</tr></thead>", "</tr><tr><th>1</th><th>2</th><th>3</th><th>4</th><th>5</th><th>6</th><th>7</th></tr></thead>")]
    [InlineData("<td>林　翔太</td>", "<td colspan=2>林　翔太</td>")]
    [InlineData("<td>林　翔太</td>", "<td class=hidden>林　翔太</td><td>林　翔太</td>")]
    [InlineData("<div id=\"footer\">", "<table id=\"applicant-list\"><thead><tr><th>応募者番号</th></tr></thead></table><div id=\"footer\">")]
    [InlineData("<b>4</b>", "<b>4</b><b>5</b>")]
    [InlineData("<table id", "<p>表示件数の上限（1,000件）を超えました。</p><table id")]
    [InlineData("<table id", "<div class=\"x\">先頭500件を表示しています。</div><table id")]
    [InlineData("件（1～4件を表示）", "件以上（1～4件を表示）")]
    [InlineData("<table id", "<p>検索条件：東京都</p><table id")]
    public async Task A_list_that_could_be_read_in_two_ways_or_is_not_whole_is_refused(string from, string to)
    {
        var definition = (await SavedPage.DefinitionsAsync()).ApplicantList;

        Should.Throw<SyncException>(() => MiwsPages.ApplicantList(SavedPage.Changed("applicant-list", from, to), definition))
            .Code.ShouldBe(FailureCode.SitePageChanged);
    }

    [Fact]
    public async Task Hidden_rows_and_tables_are_none()
    {
        var definitions = await SavedPage.DefinitionsAsync();
        var list = SavedPage.Changed("applicant-list", "<tbody>", "<tbody><tr style=\"display:none\"><td>__no__</td><td></td></tr>");
        var detail = SavedPage.Changed(
            "applicant-detail", "<h2>休暇中の連絡先</h2>", "<table id=\"contact\" hidden><tr><th>電話番号</th><td>03-0000-0000</td></tr></table>");

        MiwsPages.ApplicantList(list, definitions.ApplicantList).Rows.Count.ShouldBe(4);
        MiwsPages.ApplicantDetail(detail, definitions.ApplicantDetail).Phone.ShouldBe("090-0329-3959");
    }

    [Fact]
    public async Task Words_that_forbid_a_list_may_stand_in_its_rows()
    {
        var page = SavedPage.Changed("seminar-list", "会社説明会（2027年卒）", "【先頭の上限50名】会社説明会");

        MiwsPages.SeminarList(page, (await SavedPage.DefinitionsAsync()).SeminarList).Rows[0].Name.ShouldBe("【先頭の上限50名】会社説明会");
    }

    [Theory]
    [InlineData("<span class=\"display-year\">2027年卒</span>", "2027")]
    [InlineData("<span class=\"display-year\"><select><option>2026年卒</option><option selected>2027年卒</option></select></span>", "2027")]
    [InlineData("<span class=\"display-year\">2027年卒</span><span class=\"display-year\">2027年卒</span>", "2027")]
    [InlineData("<span class=\"display-year\" hidden>2026年卒</span><span class=\"display-year\">2027年卒</span>", "2027")]
    [InlineData("<span class=\"display-year\">2027年卒</span><span class=\"display-year\">2028年卒</span>", null)]
    [InlineData("<span class=\"display-year\">2026年卒 2027年卒</span>", null)]
    [InlineData("<span class=\"display-year\"><ul><li>2026年卒</li><li>2027年卒</li></ul></span>", null)]
    [InlineData("<span class=\"display-year\" style=\"display:none\">2027年卒</span>", null)]
    public async Task The_year_counts_where_exactly_one_is_shown_and_of_a_choice_the_selected_one(string header, string? year)
    {
        var page = SavedPage.Changed("applicant-list", "<span class=\"display-year\">2027年卒</span>", header);

        page.Find((await SavedPage.DefinitionsAsync()).Site.DisplayYear).ShouldBe(year);
    }

    [Theory]
    [InlineData("mail", "a.b..c.@docomo.ne.jp", true)]
    [InlineData("mail", "ａ@example.jp", true)]
    [InlineData("mail", "a@example", false)]
    [InlineData("mail", "a@example.jp b@example.jp", false)]
    [InlineData("mail", "a@example.jp\n", false)]
    [InlineData("phone", "０９０－１２３４－５６７８", true)]
    [InlineData("phone", "+81 90-1234-5678", true)]
    [InlineData("phone", "(03)1234-5678", true)]
    [InlineData("phone", "090-1234-5678 03-1234-5678", false)]
    [InlineData("phone", "12345", false)]
    [InlineData("phone", "090-1234-5678（父）", false)]
    [InlineData("postalCode", "606-8514", true)]
    [InlineData("postalCode", "SW1A 1AA", true)]
    [InlineData("postalCode", "09012345678", false)]
    [InlineData("kana", "ハヤシ　ショウタ", true)]
    [InlineData("kana", "ﾊﾔｼ ｼｮｳﾀ", true)]
    [InlineData("kana", "林", false)]
    [InlineData("name", "髙橋　𠮷雄", true)]
    [InlineData("name", "O'Neil Anne-Marie", true)]
    [InlineData("name", "10000001", false)]
    [InlineData("name", "林 [詳細]", false)]
    [InlineData(null, "何でも（可）", true)]
    [InlineData(null, "右から左\u202E", false)]
    [InlineData(null, "片方\uD842", false)]
    public void A_kind_tells_what_a_value_can_be(string? kind, string text, bool fits) => FieldKinds.Fits(kind, text).ShouldBe(fits);

    private static CellReading Read(string cell) =>
        CellValue.Read(SavedPage.Of($"<table><tr><td id=cell>{cell}</td></tr></table>").Document.GetElementById("cell")!);
}
