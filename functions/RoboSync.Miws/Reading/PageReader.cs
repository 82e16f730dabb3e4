using System.Globalization;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using RoboSync.Sync.Failures;

namespace RoboSync.Miws.Reading;

/// <summary>Fields of one row or page, by name; canonical text, null where the page leaves it blank.</summary>
internal sealed class FieldValues(Dictionary<string, string?> values)
{
    public string? Find(string name) => values[name];

    public string Text(string name) => values[name]!;

    public DateOnly Date(string name) => DateOnly.ParseExact(Text(name), Conversions.Day, CultureInfo.InvariantCulture);

    public DateTime Time(string name) => DateTime.ParseExact(Text(name), Conversions.Minute, CultureInfo.InvariantCulture);

    public int Integer(string name) => int.Parse(Text(name), CultureInfo.InvariantCulture);
}

/// <summary>What a list page says.</summary>
internal sealed record ListContent(IReadOnlyList<FieldValues> Rows, int Total, bool HasNext);

/// <summary>
/// Reads a page by its definition. Whatever is not as the definition says is <see cref="FailureCode.SitePageChanged"/>: a missing
/// column is never an empty one. Messages name the definition and the field, never what stands there.
/// </summary>
internal static class PageReader
{
    /// <summary>Reads a list page.</summary>
    public static ListContent ReadList(HtmlPage page, PageDefinition definition)
    {
        var list = definition.List!;
        var total = page.Find(list.Total) is { } stated && Conversions.Apply("integer", stated) is { } number
            ? int.Parse(number, CultureInfo.InvariantCulture)
            : throw Changed(definition, "the stated total is missing");
        if (page.Shows(list.Empty))
        {
            return total == 0 ? new ListContent([], 0, HasNext: false) : throw Changed(definition, "the page says there are none and states a total");
        }

        var table = page.Document.QuerySelector(list.Table) as IHtmlTableElement ?? throw Changed(definition, "the table is missing");
        var rows = ReadTable(table, definition);
        return rows.Count > 0 ? new ListContent(rows, total, page.Shows(list.Next)) : throw Changed(definition, "the table has no rows");
    }

    /// <summary>Reads a page of definition tables.</summary>
    public static FieldValues ReadTerms(HtmlPage page, PageDefinition definition)
    {
        var tables = new Dictionary<string, Dictionary<string, string>>(StringComparer.Ordinal);
        var values = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var (name, field) in definition.Fields!)
        {
            if (!tables.TryGetValue(field.Table!, out var terms))
            {
                tables[field.Table!] = terms = ReadTerms(page, definition, field.Table!);
            }

            var term = Array.Find(field.Term!, terms.ContainsKey) ?? throw Changed(definition, $"the term of field {name} is missing");
            values[name] = Convert(definition, name, field, terms[term]);
        }

        return new FieldValues(values);
    }

    private static Dictionary<string, string> ReadTerms(HtmlPage page, PageDefinition definition, string selector)
    {
        var table = page.Document.QuerySelector(selector) as IHtmlTableElement ?? throw Changed(definition, $"the table {selector} is missing");
        var terms = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var row in table.Rows)
        {
            IElement? term = null;
            foreach (var cell in row.Cells)
            {
                if (cell is IHtmlTableHeaderCellElement)
                {
                    term = cell;
                }
                else if (term is not null)
                {
                    terms.TryAdd(Text(term), Text(cell));
                    term = null;
                }
            }
        }

        return terms;
    }

    private static List<FieldValues> ReadTable(IHtmlTableElement table, PageDefinition definition)
    {
        var header = table.Head is { Rows.Length: > 0 } head ? head.Rows[0] : throw Changed(definition, "the table has no header");
        var headers = header.Cells.Select(Text).ToList();
        var columns = definition.Fields!
            .Select(field => (Name: field.Key, Field: field.Value, Index: Column(headers, field.Value)))
            .ToList();
        if (columns.Find(column => column.Index < 0) is { Name: not null } missing)
        {
            throw Changed(definition, $"the column of field {missing.Name} is missing");
        }

        var rows = new List<FieldValues>();
        foreach (var row in table.Bodies.SelectMany(body => body.Rows).Where(row => row.Cells.Any(cell => cell is not IHtmlTableHeaderCellElement)))
        {
            if (row.Cells.Length != headers.Count)
            {
                throw Changed(definition, "a row has another number of cells than the header");
            }

            var values = new Dictionary<string, string?>(columns.Count, StringComparer.Ordinal);
            foreach (var (name, field, index) in columns)
            {
                values[name] = Convert(definition, name, field, Text(row.Cells[index]));
            }

            rows.Add(new FieldValues(values));
        }

        return rows;
    }

    private static int Column(List<string> headers, FieldDefinition field) =>
        field.Column!.Select(name => headers.IndexOf(name)).FirstOrDefault(index => index >= 0, -1);

    private static string? Convert(PageDefinition definition, string name, FieldDefinition field, string text)
    {
        if (text.Length == 0)
        {
            return field.Required ? throw Changed(definition, $"field {name} is blank") : null;
        }

        var mapped = field.Map is null ? text : field.Map.GetValueOrDefault(text);
        return (mapped is null ? null : Conversions.Apply(field.Convert, mapped)) ?? throw Changed(definition, $"field {name} cannot be read");
    }

    private static string Text(IElement element) => element.TextContent.Trim();

    private static SyncException Changed(PageDefinition definition, string what) =>
        new(FailureCode.SitePageChanged, $"Page {definition.Name}: {what}.");
}
