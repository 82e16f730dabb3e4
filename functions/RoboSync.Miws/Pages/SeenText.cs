using System.Text;
using AngleSharp.Dom;
using RoboSync.Miws.Fields;

namespace RoboSync.Miws.Pages;

/// <summary>The text that a person reads in an element: of headings, terms, markers and notices. What may be hidden is not read.</summary>
internal static class SeenText
{
    private static readonly HashSet<string> Lines = new(StringComparer.OrdinalIgnoreCase)
    {
        "br", "hr", "div", "p", "li", "ul", "ol", "dl", "dt", "dd", "table", "tr", "td", "th", "h1", "h2", "h3", "h4", "h5", "h6",
        "section", "article", "form", "fieldset",
    };

    /// <summary>Stands for a line that an element ends; the line breaks of the source are spaces.</summary>
    public const char LineBreak = '\v';

    /// <summary>Whether the element begins and ends a line of its own.</summary>
    public static bool IsLine(IElement element) => Lines.Contains(element.LocalName);

    /// <summary>The text.</summary>
    /// <param name="element">Where it stands.</param>
    /// <param name="but">An element in it that is left out.</param>
    public static string Of(IElement element, IElement? but = null)
    {
        if (PlainText(element) is { } plain)
        {
            return Tidy(plain);
        }

        if (element.ChildElementCount == 0 && element.LocalName is not ("select" or "input" or "textarea"))
        {
            return Tidy(element.TextContent);
        }

        var text = new StringBuilder();
        Add(element, but, text);
        return Tidy(text.ToString());
    }

    /// <summary>The text of an element that holds nothing but text; null where it holds more.</summary>
    public static string? PlainText(IElement element) => element.LocalName is "select" or "input" or "textarea" ? null
        : element.ChildNodes.Length switch
        {
            0 => "",
            1 => (element.ChildNodes[0] as IText)?.Data,
            _ => null,
        };

    /// <summary>White space as a browser shows it: runs become one, ends go; so do characters that take no space at all.</summary>
    public static string Tidy(string text)
    {
        var trimmed = text.AsSpan().Trim();
        if (!trimmed.ContainsAny(Untidy) && !trimmed.Contains("  ", StringComparison.Ordinal))
        {
            return trimmed.Length == text.Length ? text : trimmed.ToString();
        }

        var tidy = new StringBuilder(trimmed.Length);
        foreach (var character in trimmed)
        {
            if (character is '\u200B' or '\u200E' or '\u200F' or '\u061C' or (>= '\u2060' and <= '\u2064') or '\uFEFF' or '\u00AD')
            {
                continue;
            }

            var isSpace = character is ' ' or '\t' or '\r' or '\n' or LineBreak or '\f' or '\u00A0';
            if (!isSpace || tidy.Length == 0 || tidy[^1] != ' ')
            {
                tidy.Append(isSpace ? ' ' : character);
            }
        }

        return tidy.ToString().Trim();
    }

    private static readonly System.Buffers.SearchValues<char> Untidy =
        System.Buffers.SearchValues.Create("\t\r\n\v\f\u00A0\u200B\u200E\u200F\u061C\u2060\u2061\u2062\u2063\u2064\uFEFF\u00AD");

    private static void Add(IElement element, IElement? but, StringBuilder text)
    {
        if (Controls.TryShown(element, out var shown))
        {
            text.Append(shown);
            return;
        }

        foreach (var child in element.ChildNodes)
        {
            if (child is IText piece)
            {
                text.Append(piece.Data);
            }
            else if (child is IElement inner && inner != but && Sighting.Of(inner) == Sight.Seen)
            {
                var isLine = IsLine(inner);
                text.Append(isLine ? "\n" : "");
                Add(inner, but, text);
                text.Append(isLine ? "\n" : "");
            }
        }
    }
}
