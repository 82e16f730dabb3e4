using System.Text;
using RoboSync.Miws.Pages;
using RoboSync.Sync.Failures;

namespace RoboSync.Tests.Miws;

/// <summary>Bytes become text strictly, by the encodings that servers name.</summary>
public sealed class PageBytesTests
{
    static PageBytesTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    [Theory]
    [InlineData("Windows-31J", 932)]
    [InlineData("windows-31j", 932)]
    [InlineData("MS932", 932)]
    [InlineData("cp932", 932)]
    [InlineData("x-sjis", 932)]
    [InlineData("Shift-JIS", 932)]
    [InlineData("SHIFT_JIS", 932)]
    [InlineData("\"Shift_JIS\"", 932)]
    [InlineData("'sjis'", 932)]
    [InlineData("eucJP-ms", 51932)]
    [InlineData("x-euc-jp", 51932)]
    [InlineData("EUC-JP", 51932)]
    [InlineData("utf8", 65001)]
    [InlineData("UTF-8", 65001)]
    [InlineData("iso-2022-jp", 50220)]
    public void The_names_that_servers_give_are_understood_in_the_header_and_in_the_page(string name, int codePage)
    {
        var bytes = Page("応募者一覧　髙橋", codePage == 50220 ? 50220 : codePage, declared: null);

        PageText.Decode(bytes, name).Text.ShouldContain(codePage == 50220 ? "応募者一覧" : "応募者一覧　髙橋");
        PageText.Decode(Page("応募者一覧　髙橋", codePage, name.Trim('"', '\'')), charset: null).Text.ShouldContain("応募者一覧");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("none")]
    [InlineData("ISO-8859-1")]
    public void Where_nobody_says_anything_the_encoding_that_fits_is_taken(string? header)
    {
        foreach (var codePage in new[] { 65001, 932, 51932 })
        {
            PageText.Decode(Page("応募者一覧　ハヤシ　髙橋", codePage, declared: null), header).Text.ShouldContain("応募者一覧　ハヤシ　髙橋");
        }
    }

    [Theory]
    [InlineData("utf-8", "Shift_JIS", 932)]
    [InlineData("EUC-JP", "Shift_JIS", 932)]
    [InlineData("Shift_JIS", "EUC-JP", 51932)]
    [InlineData("Shift_JIS", "utf-8", 932)]
    [InlineData("ISO-8859-1", "EUC-JP", 51932)]
    public void Where_header_and_page_contradict_each_other_the_one_that_fits_counts(string header, string declared, int codePage) =>
        PageText.Decode(Page("応募者一覧　ハヤシ", codePage, declared), header).Text.ShouldContain("応募者一覧　ハヤシ");

    [Theory]
    [InlineData("x-unknown-8")]
    [InlineData("utf-7")]
    [InlineData("日本語")]
    [InlineData("x-user-defined")]
    public void A_name_that_nobody_knows_is_a_changed_site_and_no_defect(string name)
    {
        Should.Throw<SyncException>(() => PageText.Decode(Page("応募者一覧", 65001, declared: null), name))
            .Code.ShouldBe(FailureCode.SitePageChanged);
        Should.Throw<SyncException>(() => PageText.Decode(Encoding.UTF8.GetBytes($"<meta charset={name}>応募者"), null))
            .Code.ShouldBe(FailureCode.SitePageChanged);
    }

    [Theory]
    [InlineData("utf-8", new byte[] { 0xE5, 0xBF })]
    [InlineData("utf-8", new byte[] { 0xC0, 0xAF })]
    [InlineData("shift_jis", new byte[] { 0x82, 0x20 })]
    [InlineData("shift_jis", new byte[] { 0x80 })]
    [InlineData("shift_jis", new byte[] { 0xA0 })]
    [InlineData("shift_jis", new byte[] { 0xFD })]
    [InlineData("shift_jis", new byte[] { 0xFF })]
    [InlineData("shift_jis", new byte[] { 0x85, 0x40 })]
    [InlineData("euc-jp", new byte[] { 0xA4, 0x20 })]
    [InlineData("euc-jp", new byte[] { 0x8F, 0xB0, 0x20 })]
    [InlineData("euc-jp", new byte[] { 0x8F, 0xA1, 0xA1 })]
    [InlineData("euc-jp", new byte[] { 0xA4, 0x8F, 0xB0, 0xA1 })]
    [InlineData("utf-8", new byte[] { 0x00 })]
    public void A_byte_that_does_not_fit_is_a_changed_site_and_never_a_substitute_in_a_name(string charset, byte[] wrong) =>
        Should.Throw<SyncException>(() => PageText.Decode([.. "<html>"u8, .. wrong, .. "</td></html>"u8], charset))
            .Code.ShouldBe(FailureCode.SitePageChanged);

    [Theory]
    [InlineData("西侔", new byte[] { 0xC0, 0xBE, 0x8F, 0xB1, 0xA9 })]
    [InlineData("髙ﾊ", new byte[] { 0x8F, 0xF4, 0xA9, 0x8E, 0xCA })]
    [InlineData("é①", new byte[] { 0x8F, 0xAB, 0xB1, 0xAD, 0xA1 })]
    public void Names_of_the_third_set_of_euc_jp_are_read(string name, byte[] bytes) =>
        PageText.Decode([.. "<html><meta charset=euc-jp><td>"u8, .. bytes, .. "</td></html>"u8], "euc-jp")
            .Text.ShouldContain($"<td>{name}</td>");

    [Fact]
    public void A_mark_at_the_beginning_decides()
    {
        PageText.Decode([0xEF, 0xBB, 0xBF, .. "応募者"u8], "shift_jis").Text.ShouldBe("応募者");
        PageText.Decode([0xFF, 0xFE, .. Encoding.Unicode.GetBytes("応募者")], null).Text.ShouldBe("応募者");
    }

    [Theory]
    [InlineData("</html>", "")]
    [InlineData("</body></html>", "")]
    [InlineData("<tr><th>最終更新日時</th>", "<tr><th>最終")]
    public void A_page_that_was_cut_short_is_known_by_its_end(string from, string to)
    {
        var text = SavedPage.Text("applicant-detail");
        var at = text.IndexOf(from, StringComparison.Ordinal);

        SavedPage.Of(text).EndsWith("</html>").ShouldBeTrue();
        SavedPage.Of(text + "\n<!-- 0.03 s -->\n<script>count()</script>").EndsWith("</html>")
            .ShouldBeTrue("what counts visits stands behind it");
        SavedPage.Of(text[..at] + to).EndsWith("</html>").ShouldBeFalse();
        SavedPage.Of("<script>var end = '</html>'</script>" + text[..at] + to).EndsWith("</html>").ShouldBeFalse();
    }

    private static byte[] Page(string text, int codePage, string? declared) => Encoding.GetEncoding(codePage).GetBytes(
        $"<!DOCTYPE html><html><head>{Declaration(declared)}</head><body>{text}</body></html>");

    private static string Declaration(string? charset) => charset is null
        ? ""
        : $"<!-- <meta charset=none-of-these> --><meta http-equiv='Content-Type' content='text/html; charset={charset}'>";
}
