using System.Text.RegularExpressions;
using AngleSharp.Css.Parser;
using RoboSync.Miws.Pages;

namespace RoboSync.Miws.Definitions;

/// <summary>Selectors that are none, patterns that could take for ever, and encodings that nobody knows.</summary>
internal static class WordMistakes
{
    /// <summary>All of them.</summary>
    public static IEnumerable<string> Of(PageDefinition definition) =>
        Selectors(definition).Where(item => item.Selector is not null).SelectMany(item => Selector(item.Place, item.Selector!))
            .Concat(Patterns(definition).Where(item => item.Capture is not null).SelectMany(item => Pattern(item.Place, item.Capture!)))
            .Concat(Charsets(definition).Where(item => item.Charset is not null).SelectMany(item => Charset(item.Place, item.Charset!)));

    private static IEnumerable<(string Place, string? Selector)> Selectors(PageDefinition definition) =>
    [
        .. Markers(definition).Select(marker => (marker.Place, marker.Marker?.Selector)),
        .. Captures(definition).Select(capture => (capture.Place, capture.Capture?.Path is null ? capture.Capture?.Selector : null)),
        ("page.forbid", definition.Page?.Forbid?.Selector), ("grid.table", definition.Grid?.Table), ("grid.box", definition.Grid?.Box),
        ("grid.rows", definition.Grid?.Rows),
        .. (definition.Grid?.SkipRows ?? []).Select((skip, index) => ($"grid.skipRows[{index}]", (string?)skip.Selector)),
        .. (definition.Sections ?? []).Select(section => ($"sections.{section.Key}", (string?)section.Value.Selector)),
        .. Places(definition).Select(place => ($"{place.Place}.selector", place.Field.Selector)),
        .. Moves(definition).SelectMany(move => new[]
        {
            ($"{move.Place}.submit", move.Move.Submit), ($"{move.Place}.frame", move.Move.Frame),
            ($"{move.Place}.button", move.Move.Button),
        }),
    ];

    private static IEnumerable<(string Place, Marker? Marker)> Markers(PageDefinition definition)
    {
        var (page, list, site) = (definition.Page, definition.List, definition.Site);
        return
        [
            ("page.marker", page?.Marker), ("page.gone", page?.Gone), ("page.signedIn", page?.SignedIn),
            .. (page?.Expect ?? []).Select((marker, index) => ($"page.expect[{index}]", (Marker?)marker)),
            ("list.empty", list?.Empty), ("list.next", list?.Next),
            ("site.signedIn", site?.SignedIn), ("site.loginPage", site?.LoginPage), ("site.maintenance", site?.Maintenance),
            ("site.challenge", site?.Challenge), ("site.noPermission", site?.NoPermission),
            .. (site?.SignIn.Refusals ?? []).Select((refusal, index) =>
                ($"site.signIn.refusals[{index}]", (Marker?)new Marker(refusal.Selector, null))),
            .. (site?.InBetween ?? []).Select((between, index) => ($"site.inBetween[{index}].when", (Marker?)between.When)),
            .. Moves(definition).SelectMany(move => new[]
            {
                ($"{move.Place}.follow", move.Move.Follow), ($"{move.Place}.until", (move.Move as Step)?.Until),
            }),
        ];
    }

    private static IEnumerable<(string Place, Move Move)> Moves(PageDefinition definition) => new (string, Move?)[]
        {
            ("page.request", definition.Page?.Request), ("list.turn", definition.List?.Turn),
        }.Concat((definition.Page?.Open ?? []).Select((step, index) => ($"page.open[{index}]", (Move?)step)))
        .Concat((definition.Site?.SignIn.Steps ?? []).Select((step, index) => ($"site.signIn.steps[{index}]", (Move?)step)))
        .Concat((definition.Site?.InBetween ?? []).Select((move, index) => ($"site.inBetween[{index}]", (Move?)move)))
        .Where(move => move.Item2 is not null).Select(move => (move.Item1, move.Item2!));

    private static IEnumerable<(string Place, Capture? Capture)> Captures(PageDefinition definition) =>
    [
        ("site.displayYear", definition.Site?.DisplayYear), ("page.displayYear", definition.Page?.DisplayYear),
        ("list.total", definition.List?.Total), ("list.position", definition.List?.Position),
    ];

    private static IEnumerable<(string Place, Capture? Capture)> Patterns(PageDefinition definition) =>
        Captures(definition).Where(capture => capture.Capture?.Pattern is not null)
            .Concat(Places(definition).Select(place => (place.Place, place.Field.Capture)));

    private static IEnumerable<(string Place, FieldDefinition Field)> Places(PageDefinition definition) =>
        (definition.Fields ?? []).Select(field => ($"fields.{field.Key}", field.Value))
        .Concat((definition.Row?.Keep ?? []).Select(field => ($"row.keep.{field.Key}", field.Value)))
        .SelectMany(field => (field.Value.Join ?? []).Select((part, index) => ($"{field.Item1}.join[{index}]", part)).Prepend(field));

    private static IEnumerable<(string Place, string? Charset)> Charsets(PageDefinition definition) =>
        [("page.charset", definition.Page?.Charset), ("site.charset", definition.Site?.Charset)];

    private static IEnumerable<string> Selector(string place, string selector)
    {
        if (new CssSelectorParser().ParseSelector(selector) is null)
        {
            yield return $"{place}: {selector} is no CSS selector";
        }
    }

    private static IEnumerable<string> Pattern(string place, Capture capture)
    {
        Regex? regex = null;
        try
        {
            regex = capture.Regex;
        }
        catch (Exception refused) when (refused is ArgumentException or NotSupportedException)
        {
            // NotSupportedException: a look-around or a back-reference, whose time can grow without bound.
        }

        if (regex is null || regex.GetGroupNumbers().Length != 2)
        {
            yield return $"{place}.pattern: must be a regular expression with one group and without look-arounds and back-references";
        }
    }

    private static IEnumerable<string> Charset(string place, string charset)
    {
        if (!EncodingNames.TryFind(charset, out var encoding) || encoding is null)
        {
            yield return $"{place}: {charset} is an encoding that nobody knows";
        }
    }
}
