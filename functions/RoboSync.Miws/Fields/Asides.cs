using AngleSharp.Dom;

namespace RoboSync.Miws.Fields;

/// <summary>
/// Tells what stands beside a value and is no part of it: badges, hints, footnotes, and what is there for one screen or another. Alone in
/// its cell it is the value.
/// </summary>
internal static class Asides
{
    private static readonly HashSet<string> Classes = new(StringComparer.OrdinalIgnoreCase)
    {
        "badge", "label", "tag", "chip", "icon", "new", "mark", "tooltip", "tip", "popover", "popup", "balloon", "fukidashi", "note",
        "notes", "annotation", "hint", "help", "caption", "required", "must", "footnote", "sub", "ruby", "kana", "furigana",
        "sp", "pc", "tb", "mobile", "desktop", "tablet", "smartphone",
    };

    // As style sheets of many sites have it: badge-new, hidden-xs, d-md-none, sp-only, md:hidden.
    private static readonly string[] Beginnings =
        ["badge-", "label-", "tag-", "icon-", "tooltip-", "hidden-", "visible-", "hide-", "show-", "only-", "is-pc", "is-sp", "pc-", "sp-"];

    private static readonly string[] Endings =
        ["-badge", "-icon", "-note", "-none", "-only", "-hidden", "-hide", ":hidden", ":block", ":inline", "-pc", "-sp"];

    /// <summary>Whether an element stands beside the value where anything else stands in its cell.</summary>
    public static bool Is(IElement element) =>
        element.LocalName is "sup" or "sub" or "small" or "legend" || element.ClassList.Any(name => Classes.Contains(name)
            || Array.Exists(Beginnings, beginning => name.StartsWith(beginning, StringComparison.OrdinalIgnoreCase))
            || Array.Exists(Endings, ending => name.EndsWith(ending, StringComparison.OrdinalIgnoreCase)));
}
