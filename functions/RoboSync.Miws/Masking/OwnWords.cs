using System.Buffers;
using System.Text.RegularExpressions;
using RoboSync.Miws.Definitions;

namespace RoboSync.Miws.Masking;

/// <summary>
/// The words of the page definitions: all that may be read on a masked page. They were written by an operator, about no one.
/// </summary>
internal sealed partial class OwnWords
{
    private const int ShortestPart = 2;

    private readonly string[] parts;
    private readonly HashSet<string> whole = new(StringComparer.Ordinal);
    private readonly SearchValues<char> beginnings;
    private readonly HashSet<string> names = new(StringComparer.Ordinal);

    /// <summary>Collects them.</summary>
    public OwnWords(PageDefinitions definitions)
    {
        AddSite(definitions.Site);
        foreach (var definition in definitions.All)
        {
            AddPage(definition.Page!);
            AddMarkers(definition.List?.Empty, definition.List?.Next);
            AddNames(
                definition.List?.Total?.Selector, definition.List?.Position?.Selector, definition.Grid?.Table, definition.Grid?.Box,
                definition.Grid?.Rows);
            Add((definition.Grid?.SkipRows ?? []).SelectMany(skip => skip.FirstCell ?? []));
            AddMoves([definition.Page!.Request, definition.List?.Turn, .. definition.Page.Open ?? []]);
            foreach (var section in (definition.Sections ?? []).Values)
            {
                AddNames(section.Selector);
                Add(section.Heading ?? []);
            }

            foreach (var (_, field, _) in definition.All.Fields)
            {
                AddField(field);
            }
        }

        parts = [.. whole.Where(word => word.Length >= ShortestPart).OrderByDescending(word => word.Length)];
        beginnings = SearchValues.Create([.. parts.Select(word => word[0])]);
    }

    /// <summary>The longest word that stands at a place of a text, also within a longer word; null where there is none.</summary>
    public string? At(string text, int index) =>
        beginnings.Contains(text[index]) ? Array.Find(parts, word => string.CompareOrdinal(text, index, word, 0, word.Length) == 0) : null;

    /// <summary>Whether an id, a class or the name of a control is one that a definition names.</summary>
    public bool IsName(string name) => names.Contains(name);

    private void AddSite(SiteShape site)
    {
        AddMarkers(site.SignedIn, site.LoginPage, site.Maintenance, site.Challenge, site.NoPermission);
        AddMarkers([.. site.SignIn.Refusals.Select(refusal => new Marker(refusal.Selector, refusal.Contains))]);
        AddMarkers([.. (site.InBetween ?? []).Select(between => between.When)]);
        AddNames(site.DisplayYear.Selector);
        AddMoves([.. site.SignIn.Steps, .. site.InBetween ?? []]);
    }

    private void AddPage(PageShape page)
    {
        AddMarkers(page.Marker, page.Gone, page.SignedIn);
        AddMarkers([.. page.Expect ?? []]);
        AddNames(page.Forbid?.Selector, page.DisplayYear?.Selector);
        Add([.. page.Forbid?.Words ?? [], .. page.Blank ?? []]);
    }

    private void AddMoves(IEnumerable<Move?> moves)
    {
        foreach (var move in moves.OfType<Move>())
        {
            AddMarkers(move.Follow, (move as Step)?.Until);
            AddNames(move.Submit, move.Frame, move.Button);
            names.UnionWith((move.Values ?? []).Keys);
        }
    }

    private void AddField(FieldDefinition field)
    {
        AddNames(field.Selector);
        Add([
            .. field.Column ?? [], .. field.Under ?? [], .. field.Term ?? [], .. field.OneOf ?? [], .. field.Blank ?? [],
            .. field.TrimPrefix ?? [], .. field.TrimSuffix ?? [], .. field.Map?.Keys.AsEnumerable() ?? []]);
        foreach (var part in field.Join ?? [])
        {
            AddField(part);
        }
    }

    private void AddMarkers(params ReadOnlySpan<Marker?> markers)
    {
        foreach (var marker in markers)
        {
            AddNames(marker?.Selector);
            Add(marker?.Contains is { } contains ? [contains] : []);
        }
    }

    private void AddNames(params ReadOnlySpan<string?> selectors)
    {
        foreach (var selector in selectors)
        {
            names.UnionWith(Name().Matches(selector ?? "").Select(match => match.Groups["name"].Value));
        }
    }

    private void Add(IEnumerable<string> words) => whole.UnionWith(words);

    // Of an id, a class, or a quoted or unquoted value of an attribute.
    [GeneratedRegex(
        """[#.="'](?<name>[\w-]+)""", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Name();
}
