using System.Globalization;
using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using RoboSync.Miws.Definitions;
using RoboSync.Miws.Pages;

namespace RoboSync.Miws.Masking;

/// <summary>
/// Masks a page so that its structure can be studied and nobody recognised: elements stay, and of words only those that the page
/// definitions themselves hold. Every other text, id, class and address loses its letters and digits; scripts, comments and attributes of
/// no use go.
/// </summary>
internal static class PageMask
{
    private static readonly string[] Removed = ["script", "style", "noscript", "template", "base", "object", "embed", "iframe"];

    // What they may say is a few words of HTML, or a number of columns.
    private static readonly Dictionary<string, string[]> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        ["type"] = [
            "text",
            "hidden",
            "password",
            "radio",
            "checkbox",
            "submit",
            "button",
            "reset",
            "image",
            "email",
            "tel",
            "number",
            "date",
            "file",
            "search"],
        ["method"] = ["get", "post"], ["scope"] = ["row", "col", "rowgroup", "colgroup"], ["lang"] = ["ja", "en"],
        ["http-equiv"] = ["content-type", "refresh"],
        ["hidden"] = [""], ["checked"] = [""], ["selected"] = [""], ["disabled"] = [""], ["multiple"] = [""], ["readonly"] = [""],
        ["required"] = [""],
        ["colspan"] = ["1", "2", "3", "4", "5", "6", "7", "8", "9"], ["rowspan"] = ["1", "2", "3", "4", "5", "6", "7", "8", "9"],
        ["aria-hidden"] = ["true", "false"],
    };

    private static readonly HashSet<string> Naming = new(StringComparer.OrdinalIgnoreCase) { "id", "class", "name", "for" };
    private static readonly HashSet<string> Shaped = new(StringComparer.OrdinalIgnoreCase)
    {
        "value",
        "href",
        "src",
        "action",
        "title",
        "alt",
        "placeholder",
        "label",
        "content",
        "charset",
    };

    /// <summary>The page's HTML, masked. The page itself is left as it is.</summary>
    /// <param name="page">The page.</param>
    /// <param name="definitions">Whose words stay.</param>
    /// <param name="kept">An attribute that stays as it is, for who wrote it there; null for none.</param>
    public static string Mask(HtmlPage page, PageDefinitions definitions, string? kept = null)
    {
        var words = new OwnWords(definitions);
        var copy = (IDocument)page.Document.Clone(deep: true);
        foreach (var useless in copy.All.Where(element => Removed.Contains(element.LocalName)).ToList())
        {
            useless.Remove();
        }

        foreach (var node in copy.Descendants().Where(node => node is IComment or IProcessingInstruction).ToList())
        {
            node.Parent?.RemoveChild(node);
        }

        foreach (var text in copy.Descendants<IText>().ToList())
        {
            text.NodeValue = Mask(text.NodeValue, words);
        }

        foreach (var element in copy.All.ToList())
        {
            foreach (var attribute in element.Attributes.Where(attribute => attribute.Name != kept).ToList())
            {
                MaskAttribute(element, attribute, words);
            }
        }

        return Serialized(copy.DocumentElement);
    }

    /// <summary>What a text looks like: letters and digits of no meaning in the place of its own.</summary>
    public static string Mask(string text) => string.Concat(text.Select(Mask));

    private static void MaskAttribute(IElement element, IAttr attribute, OwnWords words)
    {
        if (Naming.Contains(attribute.Name))
        {
            attribute.Value = string.Join(' ', attribute.Value.Split(' ').Select(name => words.IsName(name) ? name : Mask(name)));
        }
        else if (attribute.Name == "style" && Sighting.Of(element) == Sight.Hidden)
        {
            attribute.Value = "display:none";
        }
        else if (Shaped.Contains(attribute.Name))
        {
            attribute.Value = Mask(attribute.Value);
        }
        else if (!Known.TryGetValue(attribute.Name, out var known) || !known.Contains(attribute.Value.ToLowerInvariant()))
        {
            if (Known.ContainsKey(attribute.Name))
            {
                attribute.Value = "";
            }
            else
            {
                element.RemoveAttribute(attribute.NamespaceUri, attribute.LocalName);
                element.RemoveAttribute(attribute.Name);
            }
        }
    }

    private static string Mask(string text, OwnWords words)
    {
        var masked = new StringBuilder(text.Length);
        for (var index = 0; index < text.Length;)
        {
            if (words.At(text, index) is { } own)
            {
                masked.Append(own);
                index += own.Length;
            }
            else
            {
                masked.Append(Mask(text[index++]));
            }
        }

        return masked.ToString();
    }

    private static char Mask(char character) => char.IsDigit(character) ? '0'
        : char.IsAsciiLetter(character) ? 'x'
        : char.IsAscii(character) || char.IsWhiteSpace(character) || char.IsPunctuation(character) ? character
        : CharUnicodeInfo.GetUnicodeCategory(
            character) is UnicodeCategory.MathSymbol or UnicodeCategory.CurrencySymbol or UnicodeCategory.OtherSymbol ? character
        : '〇';

    // An element that HTML does not know could be called anything.
    private static string Serialized(IElement root)
    {
        foreach (var unknown in root.QuerySelectorAll("*")
            .Where(element => element is IHtmlUnknownElement || element.NamespaceUri != NamespaceNames.HtmlUri).ToList())
        {
            var known = root.Owner!.CreateElement("span");
            while (unknown.FirstChild is { } child)
            {
                known.AppendChild(child);
            }

            unknown.Replace(known);
        }

        return root.OuterHtml;
    }
}
