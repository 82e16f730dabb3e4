using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using RoboSync.Miws.Definitions;
using RoboSync.Miws.Pages;

namespace RoboSync.Miws.Grids;

/// <summary>The terms of a section, each with the one cell that says it: of its tables, and of its lists of definitions.</summary>
internal sealed class SectionTerms
{
    private readonly List<Term> terms = [];

    private SectionTerms()
    {
    }

    /// <summary>Those of an element.</summary>
    /// <param name="section">A table, a list of definitions, or something that holds some.</param>
    /// <param name="labels">What the terms are.</param>
    public static SectionTerms Of(IElement section, TermElement labels)
    {
        var read = new SectionTerms();
        read.Add(section, labels);
        return read;
    }

    /// <summary>The cell of a field.</summary>
    public IElement CellOf(PageDefinition definition, string name, FieldDefinition field)
    {
        Term? term = null;
        foreach (var one in terms)
        {
            if (field.TermWords.Contain(one.Text))
            {
                term = term is null ? one : throw ChangedPage.Of(definition, $"there are several terms of field {name}");
            }
        }

        return term is null ? throw ChangedPage.Of(definition, $"the term of field {name} is missing")
            : term.IsInDoubt ? throw ChangedPage.Of(definition, $"the term of field {name} may be hidden")
            : term is { Cells: 1, SpansRows: false } ? term.Cell!
            : throw ChangedPage.Of(definition, $"the term of field {name} has not exactly one cell");
    }

    private void Add(IElement element, TermElement labels)
    {
        if (element is IHtmlTableElement table)
        {
            AddTable(table, labels);
        }
        else if (element.LocalName == "dl")
        {
            AddList(element);
        }
        else
        {
            foreach (var child in element.Children.Where(child => Sighting.Of(child) == Sight.Seen))
            {
                Add(child, labels);
            }
        }
    }

    private void AddTable(IHtmlTableElement table, TermElement labels)
    {
        foreach (var row in TableCells.RowsOf(table))
        {
            var sight = Sighting.Of(row);
            if (sight == Sight.Hidden)
            {
                continue;
            }

            Term? term = null;
            var number = 0;
            foreach (var cell in TableCells.Of(row))
            {
                var isLabel = labels == TermElement.Th ? cell is IHtmlTableHeaderCellElement : number++ % 2 == 0;
                if (isLabel)
                {
                    terms.Add(term = NewTerm(cell, sight));
                    term.SpansRows = TableCells.SpansRows(cell);
                }
                else if (term is not null)
                {
                    term.Add(cell);
                    term.SpansRows |= TableCells.SpansRows(cell);
                }
            }
        }
    }

    private void AddList(IElement list)
    {
        Term? term = null;
        foreach (var child in list.Children)
        {
            var sight = Sighting.Of(child);
            if (sight == Sight.Hidden)
            {
                continue;
            }

            switch (child.LocalName)
            {
                case "dt":
                    terms.Add(term = NewTerm(child, sight));
                    break;
                case "dd":
                    term?.Add(child);
                    break;
                case "div":
                    AddList(child);
                    break;
            }
        }
    }

    private static Term NewTerm(IElement label, Sight around) => new(Words.Narrow(SeenText.Of(label)))
    {
        IsInDoubt = Sighting.Of(label) != Sight.Seen || around != Sight.Seen,
    };

    private sealed class Term(string text)
    {
        public string Text => text;

        /// <summary>How many cells say it.</summary>
        public int Cells { get; private set; }

        /// <summary>The last of them.</summary>
        public IElement? Cell { get; private set; }

        public bool SpansRows { get; set; }

        public bool IsInDoubt { get; init; }

        public void Add(IElement cell) => (Cells, Cell) = (Cells + 1, cell);
    }
}
