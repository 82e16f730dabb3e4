namespace RoboSync.Simulators.Miws.Visits;

/// <summary>A cell: text, and where it links to.</summary>
internal sealed record Cell(string Text, string? Link = null);

/// <summary>A column.</summary>
/// <param name="Name">Its heading.</param>
/// <param name="Above">The heading above it that it shares with its neighbours; empty for none.</param>
/// <param name="Line">The line of a row that its cell stands on, from 1.</param>
internal sealed record Column(string Name, string Above = "", int Line = 1);

/// <summary>A table before it becomes HTML, so that faults can take a column away, rename or move it.</summary>
internal sealed record Grid(IReadOnlyList<Column> Columns, IReadOnlyList<IReadOnlyList<Cell>> Rows);

/// <summary>A label and its value on a page about one thing.</summary>
internal sealed record Term(string Name, string Value);

/// <summary>The faults that change a page's columns and terms.</summary>
internal static class Drift
{
    public static Grid Of(Visit visit, Grid grid)
    {
        int IndexOf(string fault) =>
            visit.TextOf(fault) is { } name ? grid.Columns.ToList().FindIndex(column => column.Name == name) : -1;

        if (IndexOf(MiwsFaults.ColumnMissing) is >= 0 and var missing)
        {
            return new Grid(Without(grid.Columns, missing), [.. grid.Rows.Select(row => Without(row, missing))]);
        }

        if (IndexOf(MiwsFaults.ColumnRenamed) is >= 0 and var renamed)
        {
            return grid with { Columns = Renamed(grid.Columns, renamed, column => column with { Name = $"新しい{column.Name}" }) };
        }

        return IndexOf(MiwsFaults.ColumnMoved) is >= 0 and var moved
            ? new Grid(ToEnd(grid.Columns, moved), [.. grid.Rows.Select(row => ToEnd(row, moved))])
            : grid;
    }

    public static IReadOnlyList<Term> Of(Visit visit, IReadOnlyList<Term> terms)
    {
        int IndexOf(string fault) => visit.TextOf(fault) is { } name ? terms.ToList().FindIndex(term => term.Name == name) : -1;

        if (IndexOf(MiwsFaults.ColumnMissing) is >= 0 and var missing)
        {
            return Without(terms, missing);
        }

        if (IndexOf(MiwsFaults.ColumnRenamed) is >= 0 and var renamed)
        {
            return Renamed(terms, renamed, term => term with { Name = $"新しい{term.Name}" });
        }

        return IndexOf(MiwsFaults.ColumnMoved) is >= 0 and var moved ? ToEnd(terms, moved) : terms;
    }

    private static IReadOnlyList<T> Renamed<T>(IReadOnlyList<T> items, int index, Func<T, T> rename) =>
        [.. items.Select((item, at) => at == index ? rename(item) : item)];

    private static IReadOnlyList<T> Without<T>(IReadOnlyList<T> items, int index) => [.. items.Where((_, at) => at != index)];

    private static IReadOnlyList<T> ToEnd<T>(IReadOnlyList<T> items, int index) => [.. Without(items, index), items[index]];
}
