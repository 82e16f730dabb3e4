using System.Text.Json.Nodes;
using RoboSync.Sync.Notifications;

namespace RoboSync.Mail;

/// <summary>What Slack's incoming webhooks and Teams' workflows take.</summary>
internal static class WebhookPayloads
{
    // A section of Slack takes 3,000 characters, in which an escaped sign counts as several.
    private const int MostOfSection = 2900;

    /// <summary>docs.slack.dev, "Sending messages using incoming webhooks" and "Formatting message text".</summary>
    public static JsonObject Slack(WebhookMessage message)
    {
        var links = string.Join('\n', message.Links.Select(link => $"<{Escape(link.Address.AbsoluteUri)}|{Escape(link.Text)}>"));
        var text = $"*{Escape(message.Subject)}*\n{Escape(string.Join('\n', message.Lines))}";
        return new JsonObject
        {
            ["text"] = Escape(message.Subject),
            ["blocks"] = new JsonArray(
            [
                Section(text.Length <= MostOfSection ? text : $"{Cut(text)}…"),
                .. links.Length == 0 ? Array.Empty<JsonNode>() : [Section(links)],
            ]),
        };
    }

    /// <summary>
    /// learn.microsoft.com, "Create an Incoming Webhook with Workflows": a message with one Adaptive Card. Runs of text, since a text block
    /// would take signs for Markdown.
    /// </summary>
    public static JsonObject Teams(WebhookMessage message) => new()
    {
        ["type"] = "message",
        ["attachments"] = new JsonArray(new JsonObject
        {
            ["contentType"] = "application/vnd.microsoft.card.adaptive",
            ["contentUrl"] = null,
            ["content"] = new JsonObject
            {
                ["$schema"] = "http://adaptivecards.io/schemas/adaptive-card.json",
                ["type"] = "AdaptiveCard",
                ["version"] = "1.4",
                ["body"] =
                    new JsonArray([Text(message.Subject, isHeading: true), .. message.Lines.Select(line => Text(line, isHeading: false))]),
                ["actions"] = new JsonArray(
                [
                    .. message.Links.Select(link => new JsonObject
                    {
                        ["type"] = "Action.OpenUrl", ["title"] = link.Text, ["url"] = link.Address.AbsoluteUri,
                    }),
                ]),
            },
        }),
    };

    private static JsonObject Section(string text) => new()
    {
        ["type"] = "section", ["text"] = new JsonObject { ["type"] = "mrkdwn", ["text"] = text },
    };

    private static JsonObject Text(string text, bool isHeading) => new()
    {
        ["type"] = "RichTextBlock",
        ["inlines"] = new JsonArray(new JsonObject
        {
            ["type"] = "TextRun", ["text"] = text, ["weight"] = isHeading
                ? "Bolder"
                : "Default", ["size"] = isHeading
                ? "Medium"
                : "Default",
        }),
    };

    // Not within an escaped sign or half of a character.
    private static string Cut(string text)
    {
        var cut = text[..MostOfSection];
        var sign = cut.LastIndexOf('&');
        cut = sign >= 0 && !cut[sign..].Contains(';', StringComparison.Ordinal) ? cut[..sign] : cut;
        return char.IsHighSurrogate(cut[^1]) ? cut[..^1] : cut;
    }

    private static string Escape(string text) => text
        .Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal);
}
