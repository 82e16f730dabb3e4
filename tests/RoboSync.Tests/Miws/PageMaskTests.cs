using RoboSync.Miws.Masking;

namespace RoboSync.Tests.Miws;

public sealed class PageMaskTests
{
    [Theory]
    [InlineData("applicant-list")]
    [InlineData("applicant-detail")]
    [InlineData("booking-list")]
    public void A_masked_page_keeps_its_structure_and_loses_every_person(string name)
    {
        var masked = PageMask.Mask(SavedPage.Open(name));

        foreach (var personal in new[] { "林", "翔太", "ハヤシ", "1000000", "student011", "090-", "京都", "606-8514", "軽音楽部", "さくら" })
        {
            masked.ShouldNotContain(personal);
        }

        masked.ShouldContain("<th>");
        masked.ShouldContain(name == "applicant-detail" ? "メールアドレス" : "応募者番号");
        masked.ShouldContain("id=\"header\"");
    }

    [Fact]
    public void Scripts_comments_and_values_of_inputs_are_masked_too()
    {
        var page = SavedPage.Changed(
            "applicant-detail", "<h2>基本情報</h2>", "<script>var name='林　翔太'</script><!-- 林　翔太 --><input name=\"mail\" value=\"hayashi@example.jp\"><a title=\"林さん\">戻る</a>");

        var masked = PageMask.Mask(page);

        masked.ShouldNotContain("林");
        masked.ShouldNotContain("hayashi");
        masked.ShouldContain("name=\"mail\"");
        masked.ShouldNotContain("<script");
    }
}
