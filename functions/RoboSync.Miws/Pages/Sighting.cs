using System.Collections.Frozen;
using AngleSharp.Dom;

namespace RoboSync.Miws.Pages;

/// <summary>Whether a person sees an element.</summary>
internal enum Sight
{
    Seen,

    /// <summary>The page itself hides it.</summary>
    Hidden,

    /// <summary>It looks hidden, and only a browser could tell.</summary>
    Uncertain,
}

/// <summary>Tells what a person sees from what is there for scripts, screen readers and later.</summary>
internal static class Sighting
{
    private static readonly FrozenSet<string> ForScreenReaders = new[]
    {
        "sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text", "screen-reader-only", "screenreader", "screen-reader",
        "u-visually-hidden", "a11y-only",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> LooksHidden = new[]
    {
        "hidden", "hide", "is-hidden", "is-hide", "d-none", "display-none", "disp-none", "dispnone", "displaynone", "none", "dn",
        "invisible", "u-hidden", "js-hidden", "js-hide",
        "nodisplay", "no-display", "noshow",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a person surely sees it: it and everything around it.</summary>
    public static bool IsSeen(IElement element)
    {
        for (IElement? around = element; around is not null; around = around.ParentElement)
        {
            if (Of(around) != Sight.Seen)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether a person sees this element, were everything around it seen.</summary>
    public static Sight Of(IElement element)
    {
        if (IsNeverSeen(element.LocalName))
        {
            return Sight.Hidden;
        }

        if (element.LocalName is "dialog" or "details" || (element.LocalName == "font" && IsLikePaper(element.GetAttribute("color") ?? "")))
        {
            return Sight.Uncertain;
        }

        var attributes = element.Attributes;
        if (attributes.Length == 0 || (attributes.Length == 1 && attributes[0]!.Name is "href" or "id"))
        {
            return Sight.Seen;
        }

        if (element.HasAttribute("hidden")
            || (element.LocalName == "input"
                && string.Equals(element.GetAttribute("type")?.Trim(), "hidden", StringComparison.OrdinalIgnoreCase)))
        {
            return Sight.Hidden;
        }

        var byStyle = element.GetAttribute("style") is { Length: > 0 } style ? OfStyle(style) : Sight.Seen;
        return byStyle != Sight.Seen ? byStyle
            : element.GetAttribute("class") is { Length: > 0 } names && OfClass(names) is var byClass and not Sight.Seen ? byClass
            : string.Equals(element.GetAttribute("aria-hidden"), "true", StringComparison.OrdinalIgnoreCase) ? Sight.Uncertain
            : Sight.Seen;
    }

    private static bool IsNeverSeen(string name) =>
        name is "script" or "style" or "template" or "noscript" or "head" or "title" or "meta" or "link" or "base" or "datalist" or "param"
            or "source" or "track" or "rp" or "noframes" or "noembed";

    private static Sight OfClass(string names)
    {
        var sight = Sight.Seen;
        foreach (var range in names.AsSpan().SplitAny(" \t\r\n\f"))
        {
            var name = names.AsSpan(range);
            if (ForScreenReaders.GetAlternateLookup<ReadOnlySpan<char>>().Contains(name))
            {
                return Sight.Hidden;
            }

            sight = LooksHidden.GetAlternateLookup<ReadOnlySpan<char>>().Contains(name) ? Sight.Uncertain : sight;
        }

        return sight;
    }

    private static Sight OfStyle(string style)
    {
        var sight = style.Contains("/*", StringComparison.Ordinal) || style.Contains('\\', StringComparison.Ordinal)
            ? Sight.Uncertain
            : Sight.Seen;
        foreach (var declaration in style.Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            var colon = declaration.IndexOf(':', StringComparison.Ordinal);
            if (colon < 0)
            {
                continue;
            }

            var name = declaration[..colon].Trim().ToLowerInvariant();
            var value = declaration[(colon + 1)..].Replace("!important", "", StringComparison.OrdinalIgnoreCase).Trim().ToLowerInvariant();
            if ((name == "display" && value == "none") || (name == "visibility" && value is "hidden" or "collapse"))
            {
                return Sight.Hidden;
            }

            sight = MayHide(name, value) || (name == "color" && IsLikePaper(value)
                && !style.Contains("background", StringComparison.OrdinalIgnoreCase)) ? Sight.Uncertain : sight;
        }

        return sight;
    }

    // White on white, or not there at all; headers are white on a colour of their own.
    private static bool IsLikePaper(string color) => color.Trim().ToLowerInvariant().Replace(" ", "", StringComparison.Ordinal) is var plain
        && (plain is "transparent" or "white" or "#fff" or "#ffffff" or "#ffff" or "fff" or "ffffff" or "rgb(255,255,255)"
            || (plain.StartsWith("rgba(", StringComparison.Ordinal) && plain.EndsWith(",0)", StringComparison.Ordinal)));

    private static bool MayHide(string name, string value) => name switch
    {
        "opacity" or "font-size" or "width" or "height" or "max-width" or "max-height" or "line-height" or "zoom" =>
            value.StartsWith('0') && !value.Any(character => character is >= '1' and <= '9'),
        "left" or "top" or "right" or "bottom" or "margin-left" or "margin-top" or "text-indent" => value.StartsWith('-'),
        "clip" or "clip-path" or "transform" or "content-visibility" or "mask" or "filter" or "content" =>
            value is not ("none" or "auto" or "visible" or "normal"),
        "direction" => value == "rtl",
        "unicode-bidi" or "order" => value is not ("normal" or "0" or "isolate" or "plaintext"),
        "flex-direction" => value.EndsWith("reverse", StringComparison.Ordinal),
        "position" => value is "absolute" or "fixed",
        "text-decoration" or "text-decoration-line" => value.Contains("line-through", StringComparison.Ordinal),
        "display" or "visibility" => value.Contains("var(", StringComparison.Ordinal),
        _ => false,
    };
}
