using System.Globalization;
using System.Text.RegularExpressions;
using RoboSync.Miws.Pages;

namespace RoboSync.Miws.Session;

/// <summary>Where a page leads at once that shows nothing of its own: by meta refresh, or by a script that does nothing else.</summary>
internal static partial class Redirects
{
    // A page that reads itself again after minutes leads nowhere.
    private const int LongestDelay = 10;

    /// <summary>The address, as the page says it; null where it leads nowhere.</summary>
    public static string? Find(HtmlPage page) => ByRefresh(page) ?? ByScript(page);

    private static string? ByRefresh(HtmlPage page)
    {
        foreach (var meta in page.Find("meta[http-equiv]"))
        {
            var found = "refresh".Equals(meta.GetAttribute("http-equiv"), StringComparison.OrdinalIgnoreCase)
                ? Refresh().Match(meta.GetAttribute("content") ?? "")
                : Match.Empty;
            if (found.Success && int.Parse(found.Groups["delay"].Value, CultureInfo.InvariantCulture) <= LongestDelay)
            {
                return found.Groups["address"].Value;
            }
        }

        return null;
    }

    private static string? ByScript(HtmlPage page)
    {
        var scripts = page.Find("script").Select(script => script.TextContent).Where(text => !string.IsNullOrWhiteSpace(text))
            .Concat(page.Find("body").Select(body => body.GetAttribute("onload") ?? "").Where(text => text.Length > 0)).ToList();
        return scripts is [var only] && Location().Match(only) is { Success: true } found ? found.Groups["address"].Value : null;
    }

    [GeneratedRegex(
        """^\s*(?<delay>[0-9]{1,4})\s*[;,]\s*url\s*=\s*["']?(?<address>[^"'\s]+)["']?\s*$""",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Refresh();

    [GeneratedRegex(
        """^\s*(?:<!--\s*)?(?:javascript:)?(?:(?:window|top|parent|self|document)\.)*location(?:\.href\s*=|\.replace\(|\.assign\(|\s*=)\s*["'](?<address>[^"'\s]+)["']\s*\)?\s*;?\s*(?:(?://\s*)?-->)?\s*$""",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Location();
}
