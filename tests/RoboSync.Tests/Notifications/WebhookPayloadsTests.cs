using System.Text.Json.Nodes;
using RoboSync.Mail;
using RoboSync.Sync.Notifications;

namespace RoboSync.Tests.Notifications;

/// <summary>What is posted to Slack and Teams, sign for sign.</summary>
public sealed class WebhookPayloadsTests
{
    private static readonly Uri Home = new("https://robosync.example/");

    [Fact]
    public void What_somebody_wrote_is_no_markup_of_slack()
    {
        var payload = WebhookPayloads.Slack(new WebhookMessage("A&B <!channel>", ["<https://evil.example|こちら>"], [("見る", Home)]));

        payload["text"]!.GetValue<string>().ShouldBe("A&amp;B &lt;!channel&gt;", "the text of the notification is markup, too");
        Sections(payload).ShouldBe(
            ["*A&amp;B &lt;!channel&gt;*\n&lt;https://evil.example|こちら&gt;", "<https://robosync.example/|見る>"]);
    }

    [Theory]
    [InlineData('あ')]
    [InlineData('&')]
    public void A_long_message_is_cut_where_slack_would_refuse_it(char sign)
    {
        var sections = Sections(WebhookPayloads.Slack(new WebhookMessage("件名", [new string(sign, 5000)], [])));

        var text = sections.ShouldHaveSingleItem("without a console there is nothing to lead to");
        text.Length.ShouldBeInRange(2000, 3000);
        text.ShouldEndWith("…");
        text.Replace("&amp;", "", StringComparison.Ordinal).ShouldNotContain("&", Case.Sensitive, "no sign is cut in two");
    }

    [Fact]
    public void What_somebody_wrote_is_no_markdown_of_teams()
    {
        var payload = WebhookPayloads.Teams(new WebhookMessage("**件名**", ["[こちら](https://evil.example)", "2行目"], [("見る", Home)]));

        var card = payload["attachments"]![0]!["content"]!;
        card["body"]!.AsArray().Select(block => block!["type"]!.GetValue<string>()).ShouldAllBe(type => type == "RichTextBlock");
        card["body"]!.AsArray().Select(block => block!["inlines"]![0]!["text"]!.GetValue<string>())
            .ShouldBe(["**件名**", "[こちら](https://evil.example)", "2行目"]);
        card["actions"]!.AsArray().ShouldHaveSingleItem()!["url"]!.GetValue<string>().ShouldBe("https://robosync.example/");
    }

    private static IEnumerable<string> Sections(JsonObject payload) =>
        payload["blocks"]!.AsArray().Select(block => block!["text"]!["text"]!.GetValue<string>());
}
