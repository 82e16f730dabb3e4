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
            AddMarkers(definition.Marker, definition.Gone, definition.List?.Empty, definition.List?.Next);
            AddNames(definition.List?.Total.Selector, definition.List?.Table, definition.List?.Forbid?.Selector);
            Add([.. definition.List?.Forbid?.Words ?? [], .. definition.Blank ?? []]);
            foreach (var field in definition.Fields!.Values)
            {
                AddNames(field.Table);
                Add([.. field.Column ?? [], .. field.Term ?? [], .. field.OneOf ?? [], .. field.Map?.Keys.AsEnumerable() ?? []]);
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
        AddNames(site.DisplayYear.Selector, site.SignIn.Form);
        names.Add(site.SignIn.LoginIdField);
        names.Add(site.SignIn.PasswordField);
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
