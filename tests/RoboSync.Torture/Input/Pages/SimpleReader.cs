using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace RoboSync.Torture.Input.Pages;

/// <summary>
/// What a page says where an accident changed the values themselves, read line by line and knowing nothing of the product: the simulator
/// writes a row on a line.
/// </summary>
internal static partial class SimpleReader
{
    /// <summary>Values of a term of a definition table.</summary>
    public static IEnumerable<string> Terms(string text, string table, string term)
    {
        var current = "";
        foreach (var line in text.Split('\n'))
        {
            current = Table().Match(line) is { Success: true } begins ? begins.Groups[1].Value : current;
            foreach (Match row in Row().Matches(line))
            {
                if (current == table && Plain(row.Groups[1].Value) == term)
                {
                    yield return Plain(row.Groups[2].Value);
                }
            }
        }
    }

    /// <summary>Cells of the rows of a list.</summary>
    public static IEnumerable<string[]> Rows(string text) => text.Split('\n')
        .Select(line => Cell().Matches(line).Select(cell => Plain(cell.Groups[1].Value)).ToArray()).Where(cells => cells.Length > 0);

    /// <summary>A value that compares as people compare: widths, spaces and the form of dates do not count.</summary>
    public static string Same(string? text)
    {
        var narrow = (text ?? "").Normalize(NormalizationForm.FormKC);
        var date = Date().Match(narrow);
        var numbers = date.Success ? Enumerable.Range(1, 5).Select(index => date.Groups[index]).Where(group => group.Success).Select(
            group => int.Parse(group.Value, CultureInfo.InvariantCulture)) : [];
        return date.Success ? string.Join('-', numbers) : string.Concat(
            narrow.Where(character => !char.IsWhiteSpace(character) && character is not ('\u200B' or '\u2060' or '\uFEFF' or '\u00AD')));
    }

    private static string Plain(string html) => WebUtility.HtmlDecode(Tag().Replace(html, "")).Trim();

    [GeneratedRegex("<table[^>]*id=\"([^\"]*)\"")]
    private static partial Regex Table();

    [GeneratedRegex("<th[^>]*>(.*?)</?t[hd][^>]*>\\s*(?:<td[^>]*>)?(.*?)(?:</?t[dr]|$)")]
    private static partial Regex Row();

    [GeneratedRegex("<td[^>]*>(.*?)(?=</?td|</?tr|$)")]
    private static partial Regex Cell();

    [GeneratedRegex("</?[a-zA-Z!?][^>]*>?")]
    private static partial Regex Tag();

    [GeneratedRegex(@"^\s*(\d{4})[-/年](\d{1,2})(?:[-/月](\d{1,2})日?)?月?(?:[T ]+(\d{1,2})[:時](\d{1,2}))?")]
    private static partial Regex Date();
}
