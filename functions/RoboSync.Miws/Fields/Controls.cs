using AngleSharp.Dom;
using RoboSync.Miws.Pages;

namespace RoboSync.Miws.Fields;

/// <summary>What the controls of a form show to a person.</summary>
internal static class Controls
{
    /// <summary>Between several chosen things.</summary>
    public const string Separator = "、";

    /// <summary>Whether the element is something to press: its caption is no value.</summary>
    public static bool IsButton(IElement element) =>
        element.LocalName == "button" || (element.LocalName == "input" && Type(element) is "submit" or "button" or "reset" or "image");

    /// <summary>Whether the element is a radio button or a check box.</summary>
    public static bool IsChoice(IElement element) => element.LocalName == "input" && Type(element) is "radio" or "checkbox";

    /// <summary>Whether the element is a control that shows a text of its own.</summary>
    /// <param name="element">The element.</param>
    /// <param name="shown">The text; null where it is not certain.</param>
    public static bool TryShown(IElement element, out string? shown)
    {
        (var isControl, shown) = element.LocalName switch
        {
            "select" => (true, Selected(element)),
            "textarea" => (true, element.TextContent),
            "input" when IsButton(element) || IsChoice(element) => (true, ""),
            "input" => (true, Type(element) is "password" or "file" or "color" or "range" ? null : element.GetAttribute("value") ?? ""),
            _ => (false, null),
        };
        return isControl;
    }

    private static string? Selected(IElement select)
    {
        var options = select.QuerySelectorAll("option").ToList();
        var selected = options.Where(option => option.HasAttribute("selected")).ToList();
        if (select.HasAttribute("multiple"))
        {
            return string.Join(Separator, selected.Select(Caption));
        }

        // Browsers show the first where none is marked, except in a list of several lines.
        return selected.Count switch
        {
            1 => Caption(selected[0]),
            0 when select.HasAttribute("size") && select.GetAttribute("size") is not ("" or "0" or "1") => "",
            0 => options.Find(option => !option.HasAttribute("disabled")) is { } first ? Caption(first) : "",
            _ => null,
        };
    }

    private static string Caption(IElement option) =>
        option.GetAttribute("label") is { Length: > 0 } label ? label : SeenText.Tidy(option.TextContent);

    private static string Type(IElement input) => input.GetAttribute("type")?.Trim().ToLowerInvariant() ?? "text";
}
