using System.Text.RegularExpressions;
using AngleSharp.Dom;
using RoboSync.Pages.Captures;

namespace RoboSync.Pages.Suggesting;

/// <summary>Turns addresses that were captured into paths with placeholders.</summary>
internal sealed class Addresses(int? year)
{
    private const string FirstPage = "0";

    /// <summary>
    /// How a list names its page: <c>start</c> and <c>{offset}</c>; null until a page with a link to the next one was seen.
    /// </summary>
    public (string Name, string Placeholder)? Paging { get; private set; }

    /// <summary>How a list links to its next page; null until one was seen.</summary>
    public (string Selector, string Text)? Next { get; private set; }

    /// <summary>Rows of a page of the list that it was learned from.</summary>
    public int PageSize { get; private set; }

    /// <summary>Where something on a page leads; null where it leads nowhere that is known.</summary>
    public static Uri? Target(SavedPage page, string? href) => page.Note.Address is { } from && href is { Length: > 0 }
        && !href.StartsWith("javascript:", StringComparison.OrdinalIgnoreCase) && Uri.TryCreate(from, href.Trim(), out var target)
            ? target
            : null;

    /// <summary>Learns from a link to the second page how a list names its page.</summary>
    public void Learn(Uri? secondPage, int rows, (string Selector, string Text) link)
    {
        Next ??= link;
        PageSize = Paging is null ? rows : PageSize;
        if (secondPage is null)
        {
            return;
        }

        foreach (var (name, value) in Query(secondPage))
        {
            Paging ??= value == rows.ToString(System.Globalization.CultureInfo.InvariantCulture) ? (name, "{offset}")
                : value == "2" ? (name, "{page}")
                : value == "1" && name.Contains("page", StringComparison.OrdinalIgnoreCase) ? (name, "{page0}")
                : null;
        }
    }

    /// <summary>The path of a page of a list, of one thing or of all.</summary>
    /// <param name="address">Where it, or its second page, was read.</param>
    /// <param name="isList">Whether it has pages.</param>
    /// <param name="values">Values in the address that are another for each thing, and the placeholder for each.</param>
    public string PathOf(Uri address, bool isList, IReadOnlyDictionary<string, string> values)
    {
        var query = new List<string>();
        foreach (var (name, value) in Query(address).Where(pair => pair.Name != Paging?.Name))
        {
            query.Add($"{name}=" + (values.TryGetValue(value, out var placeholder) ? placeholder
                : year is { } shown && value == $"{shown}" ? "{year}"
                : value));
        }

        if (isList && Paging is { } paging)
        {
            query.Add($"{paging.Name}={paging.Placeholder}");
        }

        var path = address.AbsolutePath.TrimStart('/');
        return query.Count == 0 ? path : $"{path}?{string.Join('&', query)}";
    }

    /// <summary>The names and values of a query, as they stand there.</summary>
    public static IEnumerable<(string Name, string Value)> Query(Uri address) => address.Query.TrimStart('?')
        .Split('&', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=', 2))
        .Select(pair => (pair[0], pair.Length > 1 ? pair[1] : FirstPage));

    /// <summary>The key that a link hands to a script or names in its address, with the pattern of it; null for none.</summary>
    public static (string Attribute, string Pattern, string Key)? KeyOf(IElement link)
    {
        foreach (var attribute in new[] { "href", "onclick" })
        {
            var text = link.GetAttribute(attribute) ?? "";
            var match = Regex.Match(text, @"(?<call>[A-Za-z_]\w*)\('(?<key>[0-9A-Za-z_-]+)'\)", RegexOptions.NonBacktracking);
            if (match.Success)
            {
                return (attribute, $"{match.Groups["call"].Value}\\('([0-9A-Za-z_-]+)'\\)", match.Groups["key"].Value);
            }
        }

        return null;
    }
}
