using System.Text;
using System.Text.RegularExpressions;

namespace RoboSync.Torture.Input.Pages;

/// <summary>A page that habits and accidents are done to, and what the outcome may then be besides the truth.</summary>
/// <param name="text">The page as the simulator serves it.</param>
/// <param name="other">The page of somebody else, whose values fit as well: what is taken from there is wrong.</param>
internal sealed partial class MutatedPage(string text, string other)
{
    private readonly List<string> replaced = [];

    /// <summary>The page.</summary>
    public string Text { get; set; } = text;

    /// <summary>What it is sent in.</summary>
    public Encoding Encoding { get; set; } = Encoding.UTF8;

    /// <summary>What its header says; null where it says nothing.</summary>
    public string? Charset { get; set; } = "utf-8";

    public int Status { get; set; } = 200;

    public string? Location { get; set; }

    /// <summary>Changes its bytes.</summary>
    public Func<byte[], byte[]>? Accident { get; set; }

    /// <summary>Whether it must be read: a person sees it as before.</summary>
    public bool MustBeRead { get; set; } = true;

    /// <summary>Whether its values themselves can have changed, so that the page as a simple reader finds it is a truth as well.</summary>
    public bool IsAltered { get; set; }

    /// <summary>Whether it says itself that there is no such page.</summary>
    public bool SaysGone { get; set; }

    /// <summary>A field's term whose cell is blank now.</summary>
    public string? Blanked { get; set; }

    /// <summary>What was done, for the eyes of who repeats a case.</summary>
    public string Note { get; private set; } = "";

    public string Other => other;

    /// <summary>Replaces something that must be there.</summary>
    public void Replace(string from, string to)
    {
        if (!Text.Contains(from, StringComparison.Ordinal))
        {
            throw new InvalidOperationException($"The page has no {from}.");
        }

        Text = Text.Replace(from, to, StringComparison.Ordinal);
    }

    /// <summary>
    /// Replaces one row of a definition table, each term once: what is done to what was done already may leave somebody else's value alone
    /// under the term.
    /// </summary>
    /// <param name="random">Which.</param>
    /// <param name="template">The new row; {T} is the term, {V} the value, {D} the value of somebody else.</param>
    /// <returns>The term.</returns>
    public string ReplaceTerm(Random random, string template)
    {
        var rows = TermRow().Matches(Text)
            .Where(row => row.Groups["value"].Length > 0 && !replaced.Exists(row.Groups["term"].Value.Contains)).ToList();
        var row = rows[random.Next(rows.Count)];
        var (term, value) = (row.Groups["term"].Value, row.Groups["value"].Value);
        replaced.Add(term);
        var decoys = TermRow().Matches(other).Where(found => found.Groups["term"].Value == term)
            .Select(found => found.Groups["value"].Value)
            .Where(found => found.Length > 0 && found != value).ToList();
        var decoy = decoys.Count > 0 ? decoys[random.Next(decoys.Count)] : "別の値";
        Note = $"{term}: {template}";
        var made = template.Replace("{T}", term, StringComparison.Ordinal).Replace("{V}", value, StringComparison.Ordinal)
            .Replace("{D}", decoy, StringComparison.Ordinal);
        Text = Text[..row.Index] + made + Text[(row.Index + row.Length)..];
        return term;
    }

    /// <summary>Replaces one cell of a list.</summary>
    /// <param name="random">Which row.</param>
    /// <param name="column">Which column, from 0.</param>
    /// <param name="template">The new cells; {V} is the value, {D} another row's.</param>
    public void ReplaceCell(Random random, int column, string template)
    {
        var rows = ListRow().Matches(Text).ToList();
        var at = random.Next(rows.Count);
        Text = Text[..rows[at].Index] + CellsOf(rows[at].Value, column, template, Value(rows[(at + 1) % rows.Count].Value, column))
            + Text[(rows[at].Index + rows[at].Length)..];
    }

    /// <summary>Replaces a column of a list, in every row.</summary>
    public void ReplaceColumn(int column, string template)
    {
        var values = ListRow().Matches(Text).Select(row => Value(row.Value, column)).ToList();
        var index = 0;
        Text = ListRow().Replace(Text, row => CellsOf(row.Value, column, template, values[++index % values.Count]));
    }

    /// <summary>Replaces the header of a column.</summary>
    public void ReplaceHeader(int column, string template) =>
        Text = Header().Replace(Text, header => CellsOf(header.Value, column, template, "別の列", "th"));

    /// <summary>The rows of a list, to be rearranged.</summary>
    public void Rearrange(Func<List<string>, IEnumerable<string>> rows)
    {
        var found = ListRow().Matches(Text).ToList();
        Text = Text[..found[0].Index] + string.Concat(rows([.. found.Select(row => row.Value)]))
            + Text[(found[^1].Index + found[^1].Length)..];
    }

    private static string CellsOf(string row, int column, string template, string decoy, string name = "td")
    {
        var cells = Regex.Matches(row, $"<{name}>(.*?)</{name}>");
        var cell = cells[column];
        var value = cell.Groups[1].Value;

        // An attribute holds a value and no link around it.
        var made = template.Replace("\"{V}\"", $"\"{Regex.Replace(value, "<[^>]*>", "")}\"", StringComparison.Ordinal)
            .Replace("{V}", value, StringComparison.Ordinal).Replace("{D}", decoy, StringComparison.Ordinal);
        return row[..cell.Index] + made + row[(cell.Index + cell.Length)..];
    }

    private static string Value(string row, int column) =>
        Regex.Replace(Regex.Matches(row, "<td>(.*?)</td>")[column].Groups[1].Value, "<[^>]*>", "");

    [GeneratedRegex("<tr><th>(?<term>[^<]*)</th><td>(?<value>[^<]*)</td></tr>")]
    private static partial Regex TermRow();

    [GeneratedRegex("<tr><td>.*?</tr>\r?\n")]
    private static partial Regex ListRow();

    [GeneratedRegex("<thead><tr>.*?</tr></thead>")]
    private static partial Regex Header();
}

/// <summary>Something that a site does, or that happens to its pages.</summary>
/// <param name="Name">What it is called in figures.</param>
/// <param name="Apply">Does it to a page.</param>
internal sealed record Habit(string Name, Action<MutatedPage, Random> Apply);
