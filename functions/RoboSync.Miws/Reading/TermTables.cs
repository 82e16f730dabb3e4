using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using RoboSync.Miws.Definitions;

namespace RoboSync.Miws.Reading;

/// <summary>The grids of a page of definition tables: each term with the one cell that says it.</summary>
internal sealed class TermTables(HtmlPage page, PageDefinition definition)
{
    private readonly Dictionary<string, List<Term>> tables = new(StringComparer.Ordinal);

    /// <summary>The cell of a field.</summary>
    public IElement CellOf(string name, FieldDefinition field)
    {
        if (!tables.TryGetValue(field.Table!, out var terms))
        {
            tables[field.Table!] = terms = Read(PageReader.TheTable(page, definition, field.Table!, $"the table {field.Table}"));
        }

        var found = terms.FindAll(term => field.Term!.Contains(term.Text));
        return found.Count switch
        {
            0 => throw PageReader.Changed(definition, $"the term of field {name} is missing"),
            > 1 => throw PageReader.Changed(definition, $"there are several terms of field {name}"),
            _ when found[0].IsInDoubt => throw PageReader.Changed(definition, $"the term of field {name} may be hidden"),
            _ when found[0].Cells.Count == 1 && !found[0].SpansRows => found[0].Cells[0],
            _ => throw PageReader.Changed(definition, $"the term of field {name} has not exactly one cell"),
        };
    }

    private static List<Term> Read(IHtmlTableElement table)
    {
        var terms = new List<Term>();
        foreach (var row in table.Rows.Where(TableCells.AreShown))
        {
            Term? term = null;
            foreach (var cell in TableCells.Of(row))
            {
                var spansRows = TableCells.SpansRows(cell);
                if (cell is IHtmlTableHeaderCellElement)
                {
                    terms.Add(term = new Term(
                        SeenText.Of(cell)) { SpansRows = spansRows, IsInDoubt = Sighting.Of(cell) != Sight.Seen
                            || Sighting.Of(row) != Sight.Seen });
                }
                else if (term is not null)
                {
                    term.Cells.Add(cell);
                    term.SpansRows |= spansRows;
                }
            }
        }

        return terms;
    }

    private sealed class Term(string text)
    {
        public string Text => text;

        public List<IElement> Cells { get; } = [];

        public bool SpansRows { get; set; }

        public bool IsInDoubt { get; init; }
    }
}
