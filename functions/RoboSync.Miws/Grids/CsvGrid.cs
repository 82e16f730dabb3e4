using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using RoboSync.Miws.Definitions;
using RoboSync.Miws.Pages;
using RoboSync.Miws.Rows;

namespace RoboSync.Miws.Grids;

/// <summary>The grid of a CSV file: one line of headings, and lines of as many cells.</summary>
internal static class CsvGrid
{
    private static readonly CsvConfiguration Form = new(CultureInfo.InvariantCulture)
    {
        HasHeaderRecord = false, IgnoreBlankLines = true, DetectDelimiter = false, Delimiter = ",",
        BadDataFound = bad => throw new CsvHelper.BadDataException(bad.Field, bad.RawRecord, bad.Context),
    };

    /// <summary>Its rows.</summary>
    public static IEnumerable<IRow> Read(string text, PageDefinition definition, HtmlPage opened)
    {
        using var reader = new StringReader(text.TrimStart('\uFEFF'));
        using var parser = new CsvParser(reader, Form);
        var headings = Next(parser, definition) ?? throw ChangedPage.Of(definition, "the file has no headings");
        var columns = Columns(definition, Array.ConvertAll(headings, heading => Words.Narrow(heading.Trim())));
        while (Next(parser, definition) is { } cells)
        {
            yield return cells.Length == headings.Length
                ? new TextRow(columns, cells, opened)
                : throw ChangedPage.Of(definition, "a row has another number of cells than the header");
        }
    }

    private static string[]? Next(CsvParser parser, PageDefinition definition)
    {
        try
        {
            return parser.Read() ? parser.Record : null;
        }
        catch (CsvHelperException bad)
        {
            // Its message quotes the line.
            throw ChangedPage.Of(definition, $"the file is no CSV ({bad.GetType().Name})");
        }
    }

    private static Dictionary<FieldDefinition, int> Columns(PageDefinition definition, string[] headings)
    {
        var columns = new Dictionary<FieldDefinition, int>(ReferenceEqualityComparer.Instance);
        foreach (var (name, field, _) in definition.All.Fields)
        {
            foreach (var place in field.Join ?? [field])
            {
                var found = Enumerable.Range(0, headings.Length).Where(index => place.ColumnWords.Contain(headings[index])).ToList();
                columns[place] = found.Count switch
                {
                    1 => found[0],
                    0 => throw ChangedPage.Of(definition, $"the column of field {name} is missing"),
                    _ => throw ChangedPage.Of(definition, $"there are several columns of field {name}"),
                };
            }
        }

        return columns;
    }
}
