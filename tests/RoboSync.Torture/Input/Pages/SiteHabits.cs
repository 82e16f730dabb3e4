using System.Text;
using System.Text.RegularExpressions;

namespace RoboSync.Torture.Input.Pages;

/// <summary>Habits of every page: its layout and markers, how its markup is written, its encoding, and what comes instead of it.</summary>
internal static class SiteHabits
{
    private const string Year = "<span class=\"display-year\">2027年卒</span>";

    private static readonly string[] Years =
    [
        "", "<span class=\"display-year\">2028年卒</span>", Year
            + "<span class=\"display-year\">2028年卒</span>", "<span class=\"display-year\">2027年卒・2028年卒</span>",
        "<span class=\"display-year\"><select><option>2027年卒</option><option selected>2028年卒</option></select></span>",
        "<span class=\"display-year\" hidden>2027年卒</span>",
        "<span class=\"display-year\">27年卒</span>", "<span class=\"display-year\">令和9年卒</span>",
    ];

    private static readonly string[] Elsewhere = [
        "/login",
        "/other",
        "mailto:a@example.jp",
        "//evil.example/",
        "http://127.0.0.1:1/",
        "https://evil.example/login",
        "",
        "javascript:void(0)",
        "http://[",
        "file:///etc/passwd"];

    private static readonly (Encoding Encoding, string? Charset)[] Encodings =
    [
        (Encoding.UTF8, null), (Encoding.UTF8, "UTF-8"), (Encoding.UTF8, "\"utf-8\""), (Encoding.UTF8, "Shift_JIS"),
        (Encoding.UTF8, "x-unknown"), (Encoding.UTF8, "utf-7"), (Encoding.UTF8, "utf-16"),
        (Sjis, "Shift_JIS"), (Sjis, "Windows-31J"), (Sjis, "MS932"), (Sjis, "x-sjis"), (Sjis, null), (Sjis, "utf-8"), (Sjis, "EUC-JP"),
        (EucJp, "EUC-JP"), (EucJp, "eucJP-ms"), (EucJp, null), (EucJp, "Shift_JIS"),
        (Encoding.Unicode, "utf-16"), (Encoding.Unicode, null), (Encoding.BigEndianUnicode, "utf-16be"), (Encoding.Latin1, "iso-8859-1"),
        (Encoding.UTF32, "utf-32"),
    ];

    private static Encoding Sjis => CodePagesEncodingProvider.Instance.GetEncoding(932)!;

    private static Encoding EucJp => CodePagesEncodingProvider.Instance.GetEncoding(51932)!;

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Habit> All { get; } =
    [
        new("site: year", Doubtful((page, random) => page.Replace(Year, Years[random.Next(Years.Length)]))),
        new("site: signed-in marker", Doubtful(
            (page, random) => page.Replace("<a id=\"logout\"", random.Next(2) == 0 ? "<a id=\"signout\"" : "<a hidden id=\"logout\""))),
        new(
            "site: marker",
            Doubtful((page, random) =>
                page.Text = Regex.Replace(
                    page.Text,
                    "<h1>(.*?)</h1>",
                    Pick(random, [
                        "<h2>$1</h2>",
                        "",
                        "<h1>お知らせ</h1>",
                        "<h1 hidden>$1</h1>",
                        "<h1>$1</h1><h1>エラー</h1>",
                        "<h1><img alt=\"$1\"></h1>"])))),
        new("site: marker of gone beside", Doubtful((page, _) =>
        {
            page.Text = Regex.Replace(page.Text, "<h1>(.*?)</h1>", "<h1>$1</h1><h1>応募者が見つかりません</h1><h1>セミナーが見つかりません</h1>");
            page.SaysGone |= Regex.IsMatch(page.Text, "<h1>ページが見つかりません</h1>");
        })),
        new("site: gone", Doubtful((page, random) =>
        {
            page.Text = Regex.Replace(
                page.Text,
                "<h1>.*</div>\\s*<div id=\"footer\"",
                "<h1>応募者が見つかりません</h1><h1>セミナーが見つかりません</h1></div><div id=\"footer\"",
                RegexOptions.Singleline);
            (page.Status, page.SaysGone) = (random.Next(2) == 0 ? 404 : 200, true);
        })),
        new("site: not found in layout", Doubtful((page, random) =>
        {
            page.Text = Regex.Replace(
                page.Text, "<h1>.*</div>\\s*<div id=\"footer\"", "<h1>ページが見つかりません</h1></div><div id=\"footer\"", RegexOptions.Singleline);
            page.Status = random.Next(2) == 0 ? 404 : 200;
        })),
        new(
            "site: status",
            Doubtful((page, random) =>
                page.Status = new[] { 201, 202, 203, 206, 400, 401, 403, 404, 410, 418, 429, 500, 502, 503, 504, 599 }[random.Next(16)])),
        new(
            "site: leads elsewhere",
            Doubtful((page, random) => (page.Status, page.Location) = (random.Next(2) == 0 ? 302 : 307, Pick(random, Elsewhere)))),
        new("site: instead", Doubtful((page, random) => page.Text = Pick(random,
        [
            "", "{}", "<html></html>", "null", "<html><body><h1>ただいまメンテナンス中です</h1></body></html>",
            "<html><body><form id=\"challenge-form\"></form></body></html>",
            "<html><body><form id=\"login-form\"></form></body></html>", new string('<', 5000), "\0\0\0",
            "<frameset><frame src=x></frameset>", "<?xml version=\"1.0\"?><x/>", "%PDF-1.7",
        ]))),
        new("site: permission", Doubtful((page, _) => page.Replace("</h1>", "</h1><p class=\"error-message\">この画面を表示する権限がありません。</p>"))),
        new("site: deep", Doubtful((page, random) =>
        {
            var depth = random.Next(2, 20_000);
            page.Replace(
                "<div id=\"main\">",
                "<div id=\"main\">" + string.Concat(Enumerable.Repeat(random.Next(2) == 0 ? "<div>" : "<b><i>", depth)));
        })),
        new(
            "site: many elements",
            Doubtful((page, random) => page.Replace(
                "<div id=\"footer\">", string.Concat(Enumerable.Repeat("<p>x", random.Next(1000, 120_000))) + "<div id=\"footer\">"))),
        new(
            "site: comment of the end",
            Doubtful((page, random) => page.Text = page.Text.Insert(BehindATag(page.Text, random), "<!-- </html> -->"))),
        new("site: no end", Doubtful((page, _) => page.Replace("</html>", ""))),
        new("site: text behind the end", (page, _) => page.Text += "\n<!-- served in 12 ms -->\n"),
        new("site: capitals", (page, _) => page.Text = Regex.Replace(
            page.Text,
            "<(/?)(td|tr|th|tbody|thead|table|b)\\b",
            match => $"<{match.Groups[1].Value}{match.Groups[2].Value.ToUpperInvariant()}")),
        new("site: CRLF and tabs", (page, _) => page.Text = page.Text.Replace("\n", "\r\n\t", StringComparison.Ordinal)),
        new("site: ends left out", (page, _) => page.Text = Regex.Replace(page.Text, "</(td|tr|th|tbody|thead)>", "")),
        new("site: in a form", (page, _) =>
        {
            // A form in a form is none.
            page.MustBeRead &= !page.Text.Contains("<form", StringComparison.Ordinal);
            page.Replace("<div id=\"main\">", "<div id=\"main\"><form><div><section>");
            page.Replace("<div id=\"footer\">", "</section></div></form><div id=\"footer\">");
        }),
        new(
            "site: spans in cells",
            (page, _) => page.Text = Regex.Replace(page.Text, "<td>([^<]*)</td>", "<td><span class=\"v\">$1</span></td>")),
        new(
            "site: comments in cells",
            (page, _) => page.Text = Regex.Replace(page.Text, "<td>([^<]*)</td>", "<td><!-- x > y -->$1<!-- --></td>")),
        new("site: attributes", (page, _) => page.Text = Regex.Replace(page.Text, "<td>", "<td title=\"a > b\" data-x='<td>' align=left>")),
        new("site: entities", (page, _) => page.Text = Regex.Replace(page.Text, "<td>([^<]*)</td>", InEntities)),
        new("site: invisible characters", (page, random) => page.Text = Regex.Replace(
            page.Text, "<td>([^<])([^<&;]*)</td>", $"<td>$1{Pick(random, ["&shy;", "\u200B", "\u2060", "\uFEFF", "<wbr>"])}$2</td>")),
        new("site: encoding", Doubtful((page, random) =>
        {
            (page.Encoding, page.Charset) = Encodings[random.Next(Encodings.Length)];
            page.Text = page.Text.Replace(
                "charset=utf-8",
                Pick(random, ["charset=utf-8", "charset=Shift_JIS", "charset=EUC-JP", "charset=x-sjis", "charset=", "name=x"]),
                StringComparison.Ordinal);
        })),
        new("accident: bytes flipped", Accident((bytes, random) =>
        {
            for (var times = random.Next(1, 6); times > 0; times--)
            {
                bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
            }

            return bytes;
        })),
        new("accident: bytes replaced", Accident((bytes, random) =>
        {
            for (var times = random.Next(1, 6); times > 0; times--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            return bytes;
        })),
        new("accident: cut short", Doubtful((page, random) => page.Accident = Sized(random, (bytes, at) => bytes[..at]))),
        new("accident: piece lost", Accident((bytes, random) =>
        {
            var at = random.Next(bytes.Length);
            return [.. bytes[..at], .. bytes[Math.Min(bytes.Length, at + random.Next(1, 400))..]];
        })),
        new("accident: piece twice", Accident((bytes, random) =>
        {
            var at = random.Next(bytes.Length);
            var end = Math.Min(bytes.Length, at + random.Next(1, 400));
            return [.. bytes[..end], .. bytes[at..]];
        })),
    ];

    private static Action<MutatedPage, Random> Doubtful(Action<MutatedPage, Random> apply) => (page, random) =>
    {
        apply(page, random);
        page.MustBeRead = false;
    };

    private static Action<MutatedPage, Random> Accident(Func<byte[], Random, byte[]> change) => (page, random) =>
    {
        // All asks of one page see the same accident.
        var seed = random.Next();
        (page.Accident, page.MustBeRead, page.IsAltered) = (bytes => change(bytes, new Random(seed)), false, true);
    };

    private static Func<byte[], byte[]> Sized(Random random, Func<byte[], int, byte[]> change)
    {
        var share = random.NextDouble();
        return bytes => change(bytes, (int)(bytes.Length * share));
    }

    private static string Pick(Random random, string[] items) => items[random.Next(items.Length)];

    private static string InEntities(Match cell)
    {
        var text = cell.Groups[1].Value;
        var written = text.Contains('&', StringComparison.Ordinal)
            ? text
            : string.Concat(text.EnumerateRunes().Select(rune => $"&#x{rune.Value:X};"));
        return $"<td>{written}</td>";
    }

    // Within a tag it would be no comment, and what is left of it a text that a person reads.
    private static int BehindATag(string html, Random random) => html.IndexOf('>', random.Next(html.LastIndexOf('>'))) + 1;
}
