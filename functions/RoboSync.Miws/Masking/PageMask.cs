using System.Globalization;
using System.Text;
using AngleSharp.Dom;
using RoboSync.Miws.Reading;

namespace RoboSync.Miws.Masking;

/// <summary>
/// Masks a page so that its structure can be studied and no applicant recognised: headings, labels and buttons stay; every other text,
/// value and address loses its letters and digits.
/// </summary>
internal static class PageMask
{
    private static readonly HashSet<string> Readable = new(StringComparer.OrdinalIgnoreCase)
    {
        "th", "h1", "h2", "h3", "h4", "h5", "h6", "label", "legend", "button", "title",
    };

    private static readonly HashSet<string> ReadableAttributes = new(StringComparer.OrdinalIgnoreCase)
    {
        "id", "class", "name", "type", "method", "rel", "lang", "charset", "http-equiv", "colspan", "rowspan", "scope",
    };

    /// <summary>The page's HTML, masked. The page itself is left as it is.</summary>
    public static string Mask(HtmlPage page)
    {
        var copy = (IDocument)page.Document.Clone(deep: true);
        foreach (var script in copy.QuerySelectorAll("script, style, noscript").ToList())
        {
            script.Remove();
        }

        foreach (var comment in copy.Descendants<IComment>().ToList())
        {
            comment.Remove();
        }

        foreach (var text in copy.Descendants<IText>().ToList())
        {
            if (text.ParentElement is not { } parent || !Readable.Contains(parent.LocalName))
            {
                text.NodeValue = Mask(text.NodeValue);
            }
        }

        foreach (var attribute in copy.All.SelectMany(element => element.Attributes).Where(attribute => !ReadableAttributes.Contains(attribute.Name)).ToList())
        {
            attribute.Value = Mask(attribute.Value);
        }

        return copy.DocumentElement.OuterHtml;
    }

    private static string Mask(string text)
    {
        var masked = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            masked.Append(char.IsDigit(character) ? '0'
                : char.IsAsciiLetter(character) ? 'x'
                : char.IsLetter(character) || char.GetUnicodeCategory(character) == UnicodeCategory.Surrogate ? '〇'
                : character);
        }

        return masked.ToString();
    }
}
