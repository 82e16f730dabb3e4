using RoboSync.Miws.Masking;
using RoboSync.Miws.Pages;

namespace RoboSync.Tests.Miws;

public sealed class PageMaskTests
{
    private const string Canary = "カナリア花子";
    private const string Romaji = "kanariahanako";

    private static readonly string[] Canaries = [Canary, Romaji, "kanaria@hanako.example", "090-9876-5432", "𠮷カナリア"];

    // Wherever a site can put what it holds of a person.
    private static readonly string[] Places =
    [
        "<th>{0}</th>", "<td>{0}</td>", "<h1>{0}</h1>", "<h2>応募者：{0}様</h2>", "<label for=\"{0}\">{0}</label>",
        "<button value=\"{0}\">{0}</button>", "<legend>{0}</legend>",
        "<template><p>{0}</p></template>", "<noscript>{0}</noscript>", "<script>var name = '{0}'</script>", "<style>.{0} {{ }}</style>",
        "<!-- {0} -->",
        "<input name=\"{0}\" value=\"{0}\" placeholder=\"{0}\">", "<input type=\"{0}\">",
        "<img alt=\"{0}\" src=\"/photo?{0}\" title=\"{0}\">",
        "<a href=\"/detail?name={0}\" title=\"{0}\" onclick=\"show('{0}')\">{0}</a>",
        "<p data-name=\"{0}\" data-{0}=\"1\" aria-label=\"{0}\">x</p>",
        "<div id=\"{0}\" class=\"{0} list\" style=\"--x: {0}\">x</div>", "<table summary=\"{0}\"><caption>{0}</caption></table>",
        "<textarea>{0}</textarea>",
        "<select><option label=\"{0}\" value=\"{0}\">{0}</option></select>", "<svg><title>{0}</title><text>{0}</text></svg>",
        "<iframe srcdoc=\"{0}\"></iframe>",
        "<{0}>x</{0}>", "<form action=\"/{0}\" method=\"{0}\" target=\"{0}\"></form>",
        "<th colspan=\"{0}\" lang=\"{0}\" charset=\"{0}\">x</th>", "<p {0}>x</p>", "<?xml {0}?>",
        "<math><mtext>{0}</mtext></math>", "<details><summary>{0}</summary></details>", "<object data=\"{0}\">{0}</object>",
        "<base href=\"http://{0}/\">", "<meta name=\"author\" content=\"{0}\">",
        "<p class=\"error-message\">{0}さんは、この画面を表示する権限がありません。</p>",
    ];

    public static TheoryData<string> AllPlaces => [.. Places];

    [Theory]
    [MemberData(nameof(AllPlaces))]
    public async Task What_a_site_holds_of_a_person_is_never_kept_wherever_it_stands(string place)
    {
        var definitions = await SavedPage.DefinitionsAsync();
        foreach (var canary in Canaries)
        {
            var html = string.Format(System.Globalization.CultureInfo.InvariantCulture, place, canary);
            foreach (var page in new[] { SavedPage.Changed("applicant-detail", "<h2>基本情報</h2>", html), SavedPage.Of(
                $"<title>{canary}</title>{html}{canary}") })
            {
                var masked = PageMask.Mask(page, definitions);

                masked.ShouldNotContain(canary, Case.Insensitive);
                masked.ShouldNotContain(Uri.EscapeDataString(canary), Case.Insensitive);
            }
        }
    }

    [Fact]
    public async Task Canaries_that_are_strewn_over_a_page_never_come_through()
    {
        var definitions = await SavedPage.DefinitionsAsync();
        var random = new Random(27);
        var text = SavedPage.Text("applicant-list");
        for (var round = 0; round < 200; round++)
        {
            var html = text;
            for (var count = random.Next(1, 8); count > 0; count--)
            {
                var canary = Canaries[random.Next(Canaries.Length)];
                html = html.Insert(random.Next(html.Length), random.Next(3) switch
                {
                    0 => canary,
                    1 => string.Format(System.Globalization.CultureInfo.InvariantCulture, Places[random.Next(Places.Length)], canary),
                    _ => $"\" {canary}=\"{canary}\" ",
                });
            }

            var masked = PageMask.Mask(HtmlPage.ParseLoosely(System.Text.Encoding.UTF8.GetBytes(html), PageLimits.Default), definitions);

            foreach (var canary in Canaries)
            {
                masked.ShouldNotContain(canary, Case.Insensitive);
            }
        }
    }

    [Theory]
    [InlineData("applicant-list")]
    [InlineData("applicant-detail")]
    [InlineData("booking-list")]
    public async Task A_masked_page_keeps_its_structure_and_the_definitions_words_and_loses_every_person(string name)
    {
        var masked = PageMask.Mask(SavedPage.Open(name), await SavedPage.DefinitionsAsync());

        foreach (var personal in new[] { "林", "翔太", "ハヤシ", "1000000", "student011", "090-", "京都", "606-8514", "軽音楽部", "さくら", "株式会社サンプル" })
        {
            masked.ShouldNotContain(personal);
        }

        masked.ShouldContain("<th>");
        masked.ShouldContain(name == "applicant-detail" ? "<th>メールアドレス</th>" : "<th>応募者番号</th>");
        masked.ShouldContain(name == "applicant-detail" ? "id=\"contact\"" : $"id=\"{name}\"");
        masked.ShouldContain("id=\"header\"");
        masked.ShouldContain(name == "booking-list" ? "キャンセル" : "本サイト採用");
    }

    [Fact]
    public async Task A_heading_that_got_another_name_shows_that_it_did()
    {
        var masked =
            PageMask.Mask(SavedPage.Changed("applicant-list", "<th>最終更新日時</th>", "<th>新しい最終更新日時</th>"), await SavedPage.DefinitionsAsync());

        masked.ShouldContain("<th>〇〇〇最終更新日時</th>");
    }

    [Fact]
    public void The_page_itself_stays_as_it_is()
    {
        var page = SavedPage.Open("applicant-list");
        page.Document.QuerySelector("td")!.TextContent.ShouldBe("10000001");
    }
}
