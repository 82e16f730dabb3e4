using System.Globalization;
using System.Text.RegularExpressions;

namespace RoboSync.Miws.Definitions;

/// <summary>
/// What may stand in braces in a path or a value that is sent: {year}, {year2}, {eraYear}, {number}, {page}, {page0}, {offset},
/// {row.NAME}, and in the sign-in {loginId} and {password}. Nothing else may.
/// </summary>
internal static partial class Placeholders
{
    public const string Year = "{year}";
    public const string Number = "{number}";
    public const string Page = "{page}";
    public const string LoginId = "{loginId}";
    public const string Password = "{password}";

    private const string FirstPageZero = "{page0}";
    private const string Offset = "{offset}";
    private const string RowBegins = "{row.";

    private static readonly string[] Years = [Year, "{year2}", "{eraYear}"];
    private static readonly string[] Pages = [Page, FirstPageZero, Offset];

    // The year before the first of 令和.
    private const int BeforeReiwa = 2018;

    /// <summary>Whether a text names the page of a list.</summary>
    public static bool NamePage(string text) => Array.Exists(Pages, page => text.Contains(page, StringComparison.Ordinal));

    /// <summary>Whether a text names something that is kept of a row.</summary>
    public static bool NameRow(string text) => text.Contains(RowBegins, StringComparison.Ordinal);

    /// <summary>The path of one page.</summary>
    public static string Path(string path, Asked asked) => Braced().Replace(path, match => Uri.EscapeDataString(Value(match.Value, asked)));

    /// <summary>A value that is sent; it is encoded later.</summary>
    public static string Text(string text, Asked asked) => Braced().Replace(text, match => Value(match.Value, asked));

    /// <summary>What is wrong with a path.</summary>
    public static IEnumerable<string> PathMistakes(string path)
    {
        if (path.StartsWith("//", StringComparison.Ordinal) || path.Contains('\\', StringComparison.Ordinal)
            || !Uri.TryCreate(path.Replace('{', '0').Replace('}', '0'), UriKind.Relative, out _))
        {
            yield return "it must be a path of the account's own site, without https:// and a host";
        }
    }

    /// <summary>What is wrong with a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="known">Placeholders that may stand in it; {row. for any of a row.</param>
    public static IEnumerable<string> Mistakes(string text, IReadOnlyList<string> known)
    {
        foreach (Match placeholder in Braced().Matches(text))
        {
            if (!known.Contains(placeholder.Value, StringComparer.Ordinal)
                && !(NameRow(placeholder.Value) && known.Contains(RowBegins, StringComparer.Ordinal)))
            {
                yield return $"{placeholder.Value} is not known; "
                    + $"{string.Join(", ", known.Select(name => name == RowBegins ? "{row.NAME}" : name))} are";
            }
        }

        if (Braced().Replace(text, "").AsSpan().ContainsAny('{', '}'))
        {
            yield return "a brace is not closed, or closed twice";
        }
    }

    /// <summary>What may stand in a request of a page.</summary>
    public static IReadOnlyList<string> OfPages { get; } = [.. Years, Number, .. Pages, RowBegins];

    /// <summary>What may stand in a step that leads on from a page that comes in between.</summary>
    public static IReadOnlyList<string> OfInBetween => Years;

    /// <summary>What may stand in a step of the sign-in.</summary>
    public static IReadOnlyList<string> OfSignIn { get; } = [.. Years, LoginId, Password];

    /// <summary>The names that texts ask of a row.</summary>
    public static IEnumerable<string> RowNames(IEnumerable<string> texts) => texts.SelectMany(text => Braced().Matches(text))
        .Select(match => match.Value).Where(NameRow).Select(RowName);

    private static string RowName(string placeholder) => placeholder[RowBegins.Length..^1];

    private static string Value(string placeholder, Asked asked) => placeholder switch
    {
        Year => asked.Year.ToString(CultureInfo.InvariantCulture),
        "{year2}" => (asked.Year % 100).ToString("00", CultureInfo.InvariantCulture),
        "{eraYear}" => (asked.Year - BeforeReiwa).ToString(CultureInfo.InvariantCulture),
        Number => asked.Number,
        Page => asked.Page.ToString(CultureInfo.InvariantCulture),
        FirstPageZero => (asked.Page - 1).ToString(CultureInfo.InvariantCulture),
        Offset => ((asked.Page - 1) * asked.PageSize).ToString(CultureInfo.InvariantCulture),
        LoginId => asked.LoginId,
        Password => asked.Password,
        _ => asked.Row?.GetValueOrDefault(RowName(placeholder)) ?? "",
    };

    [GeneratedRegex(@"\{[^{}]*\}", RegexOptions.NonBacktracking)]
    private static partial Regex Braced();
}

/// <summary>What is asked for, to fill in what stands in braces.</summary>
internal sealed record Asked(int Year)
{
    /// <summary>応募者番号, セミナーNo. or the number of a date.</summary>
    public string Number { get; init; } = "";

    /// <summary>From 1.</summary>
    public int Page { get; init; } = 1;

    /// <summary>Most rows of a page.</summary>
    public int PageSize { get; init; }

    /// <summary>What was kept of the row that leads here; null where nothing is needed of it.</summary>
    public IReadOnlyDictionary<string, string>? Row { get; init; }

    /// <summary>Of the sign-in only.</summary>
    public string LoginId { get; init; } = "";

    /// <summary>Of the sign-in only.</summary>
    public string Password { get; init; } = "";

    /// <summary>Whether something else of the same list is asked for.</summary>
    public bool IsOfTheSame(Asked other) => Year == other.Year && Number == other.Number && ReferenceEquals(Row, other.Row);

    /// <summary>Nothing of it: it may hold a password.</summary>
    public override string ToString() => nameof(Asked);
}
