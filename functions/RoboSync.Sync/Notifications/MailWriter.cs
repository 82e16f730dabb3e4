using System.Net;
using System.Text;

namespace RoboSync.Sync.Notifications;

/// <summary>Writes the same blocks as text, readable alone, and as HTML with the inline styles that mail programs need.</summary>
internal static class MailWriter
{
    // A file name, an id or an address without a blank would make the mail wider than a phone.
    private const string Font =
        "overflow-wrap:anywhere;word-break:break-word;font-family:'Hiragino Kaku Gothic ProN','Yu "
        + "Gothic',Meiryo,sans-serif;font-size:14px;line-height:1.7;color:#222";

    public static string Text(NoticeContent content)
    {
        var text = new StringBuilder();
        foreach (var block in content.Blocks)
        {
            _ = block switch
            {
                Paragraph paragraph => text.Append(paragraph.Text).Append("\n\n"),
                Heading heading => text.Append("━━━━━━━━━━━━━━━━━━━━\n").Append(heading.Text).Append("\n━━━━━━━━━━━━━━━━━━━━\n"),
                Table table => text.AppendJoin('\n', table.Rows.Select(row => $"【{row.Name}】{row.Value}")).Append("\n\n"),
                Bullets bullets => text.AppendJoin('\n', bullets.Items.Select(item => $"・{item}")).Append("\n\n"),
                _ => throw new ArgumentOutOfRangeException(nameof(content), block, "An unknown block."),
            };
        }

        return text.ToString().TrimEnd() + "\n";
    }

    public static string Html(NoticeContent content)
    {
        var html = new StringBuilder()
            .Append("<!doctype html><html lang=\"ja\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, "
                + "initial-scale=1\"><title>").Append(Encode(content.Subject))
            .Append("</title></head><body style=\"margin:0;background:#f3f5f7\"><div style=\"max-width:640px;margin:0 auto;padding:24px "
                + "16px;background:#fff;")
            .Append(Font).Append("\">");
        foreach (var block in content.Blocks)
        {
            _ = block switch
            {
                Paragraph paragraph => html.Append("<p style=\"margin:0 0 16px\">")
                    .Append(Encode(paragraph.Text).Replace("\n", "<br>", StringComparison.Ordinal)).Append("</p>"),
                Heading heading => html.Append(
                    "<h2 style=\"font-size:16px;margin:24px 0 12px;padding:6px 8px;background:#e8f0f8;border-left:4px solid #2a6ebb\">")
                    .Append(Encode(heading.Text)).Append("</h2>"),
                Table table => Rows(html, table),
                Bullets bullets => html.Append("<ul style=\"margin:0 0 16px;padding-left:20px\">")
                    .AppendJoin("", bullets.Items.Select(item => $"<li>{Encode(item)}</li>")).Append("</ul>"),
                _ => throw new ArgumentOutOfRangeException(nameof(content), block, "An unknown block."),
            };
        }

        return html.Append("</div></body></html>").ToString();
    }

    private static StringBuilder Rows(StringBuilder html, Table table)
    {
        html.Append("<table style=\"border-collapse:collapse;margin:0 0 16px;width:100%\">");
        foreach (var (name, value) in table.Rows)
        {
            html.Append(
                "<tr><th style=\"text-align:left;vertical-align:top;width:32%;padding:6px 8px;border:1px solid "
                + "#d5dbe1;background:#f7f9fb;font-weight:normal\">")
                .Append(Encode(name)).Append("</th><td style=\"vertical-align:top;padding:6px 8px;border:1px solid #d5dbe1\">")
                    .Append(Encode(value)).Append("</td></tr>");
        }

        return html.Append("</table>");
    }

    private static string Encode(string text) => WebUtility.HtmlEncode(text);
}
