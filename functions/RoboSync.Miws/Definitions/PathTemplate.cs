using System.Globalization;
using System.Text.RegularExpressions;

namespace RoboSync.Miws.Definitions;

/// <summary>The path of a page: {year}, {page} and {number} are filled in, and nothing else in braces is allowed.</summary>
internal static partial class PathTemplate
{
    public const string Year = "{year}";
    public const string Page = "{page}";
    public const string Number = "{number}";

    /// <summary>The path of one page.</summary>
    public static string Fill(string path, string year, int page, string number) => path
        .Replace(Year, year, StringComparison.Ordinal)
        .Replace(Page, page.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
        .Replace(Number, Uri.EscapeDataString(number), StringComparison.Ordinal);

    /// <summary>What is wrong with a path.</summary>
    /// <param name="path">The path.</param>
    /// <param name="needed">Placeholders that it must name.</param>
    public static IEnumerable<string> Mistakes(string path, IReadOnlyList<string> needed)
    {
        if (path.StartsWith("//", StringComparison.Ordinal) || path.Contains('\\', StringComparison.Ordinal)
            || !Uri.TryCreate(path.Replace('{', '0').Replace('}', '0'), UriKind.Relative, out _))
        {
            yield return "it must be a path of the account's own site, without https:// and a host";
        }

        foreach (Match placeholder in Braced().Matches(path))
        {
            if (placeholder.Value is not (Year or Page or Number))
            {
                yield return $"{placeholder.Value} is not known; {Year}, {Page} and {Number} are";
            }
        }

        if (Braced().Replace(path, "").AsSpan().ContainsAny('{', '}'))
        {
            yield return "a brace is not closed, or closed twice";
        }

        foreach (var missing in needed.Where(placeholder => !path.Contains(placeholder, StringComparison.Ordinal)))
        {
            yield return $"{missing} is missing";
        }
    }

    [GeneratedRegex(@"\{[^{}]*\}", RegexOptions.NonBacktracking)]
    private static partial Regex Braced();
}
