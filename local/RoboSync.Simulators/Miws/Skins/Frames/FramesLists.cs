using System.Text;
using RoboSync.Simulators.Miws.Visits;
using static RoboSync.Simulators.Miws.Skins.Frames.FramesText;

namespace RoboSync.Simulators.Miws.Skins.Frames;

/// <summary>What a list page has besides its rows.</summary>
/// <param name="Address">Address of the list; its pages add <c>start</c>.</param>
internal sealed record FramesListShape(string Address)
{
    /// <summary>A line above the list; null for none.</summary>
    public string? Above { get; init; }

    /// <summary>Whether each row begins with a box to tick.</summary>
    public bool IsChoosable { get; init; }

    /// <summary>What the last row says in all; null for no such row.</summary>
    public string? Sum { get; init; }

    /// <summary>HTML below the list.</summary>
    public string Below { get; init; } = "";
}

/// <summary>Lists: tables without thead, headings on two lines that come again every 25 rows, rows of one or two lines.</summary>
internal static class FramesLists
{
    private const int RowsBetweenHeadings = 25;

    public static string Page<T>(Visit visit, string title, Listing<T> listing, Grid grid, FramesListShape shape)
    {
        var body = new StringBuilder();
        body.Append(shape.Above is null ? "" : $"<p class=\"jouken\">{Encode(shape.Above)}</p>\n");
        body.Append(listing.Notice is null ? "" : $"<p class=\"chui\"><font color=\"#CC0000\">{Encode(listing.Notice)}</font></p>\n");
        var pager = Pager(listing, grid.Rows.Count, shape.Address);
        body.AppendLine(pager);
        if (grid.Rows.Count == 0 && !listing.HidesRows)
        {
            body.AppendLine("<p class=\"msg\">該当するデータはありません。</p>");
        }
        else
        {
            Write(body, listing.HidesRows ? grid with { Rows = [] } : grid, shape);
            body.AppendLine(pager.Replace("class=\"kensu\"", "class=\"kensu2\"", StringComparison.Ordinal));
        }

        return FramesPages.InFrame(visit, title, body.Append(shape.Below).ToString());
    }

    private static string Pager<T>(Listing<T> listing, int rows, string address)
    {
        var (separator, pages) =
            (address.Contains('?', StringComparison.Ordinal) ? '&' : '?', (listing.Total + listing.Size - 1) / listing.Size);
        string Link(bool isThere, int start, string text) => isThere
            ? $"<a href=\"{Encode(Text($"{address}{separator}start={start}"))}\">{text}</a>"
            : $"<font color=\"#999999\">{text}</font>";

        var shown = rows == 0 ? "" : Text($"　{listing.From + 1}～{listing.From + rows}件目（{(listing.From / listing.Size) + 1}/{pages}ページ）");
        return $"""
            <table width="100%" border="0" cellspacing="0" cellpadding="2"><tr><td class="kensu">該当件数：全{Wide(listing.Stated)}件{shown}</td>
            <td align="right" nowrap>{Link(listing.From > 0, listing.From - listing.Size, $"&lt;&lt; 前の{listing.Size}件")} | {Link(listing.HasNext, listing.From + listing.Size, $"次の{listing.Size}件 &gt;&gt;")}</td></tr></table>
            """;
    }

    private static void Write(StringBuilder body, Grid grid, FramesListShape shape)
    {
        var lines = grid.Columns.Max(column => column.Line);
        var cells = Enumerable.Range(1, lines).Select(line => Indexes(grid, line)).ToArray();
        var width = cells.Max(line => line.Count);
        body.AppendLine("<table class=\"list\" width=\"100%\" border=\"1\" cellspacing=\"0\" cellpadding=\"3\" bordercolor=\"#8CA3C7\">");
        WriteHeadings(body, grid, cells, width, shape);
        foreach (var (row, number) in grid.Rows.Select((row, number) => (row, number)))
        {
            if (number > 0 && number % RowsBetweenHeadings == 0)
            {
                WriteHeadings(body, grid, cells, width, shape);
            }

            foreach (var line in cells)
            {
                body.Append(number % 2 == 0 ? "<tr>" : "<tr bgcolor=\"#EEF3FA\">");
                body.Append(
                    shape.IsChoosable ? Text($"<td align=\"center\"><input type=\"checkbox\" name=\"chk\" value=\"{number}\"></td>") : "");
                foreach (var index in line)
                {
                    var (text, link) = row[index];
                    body.Append("<td").Append(Span(line, index, width)).Append('>')
                        .Append(link is null ? Cell(text) : $"<a href=\"{Encode(link)}\">{Encode(text)}</a>").Append("</td>");
                }

                body.AppendLine("</tr>");
            }
        }

        if (shape.Sum is { Length: > 0 } sum && grid.Rows.Count > 0)
        {
            body.AppendLine(Text($"<tr class=\"gokei\"><td colspan=\"{width}\" align=\"right\">合計　{Encode(sum)}</td></tr>"));
        }

        body.AppendLine("</table>");
    }

    // Two lines where rows have two, or where neighbours share a heading above theirs.
    private static void WriteHeadings(StringBuilder body, Grid grid, IReadOnlyList<int>[] cells, int width, FramesListShape shape)
    {
        if (cells.Length > 1)
        {
            foreach (var line in cells)
            {
                body.Append("<tr>");
                foreach (var index in line)
                {
                    body.Append("<th").Append(Span(line, index, width)).Append('>').Append(Encode(grid.Columns[index].Name))
                        .Append("</th>");
                }

                body.AppendLine("</tr>");
            }

            return;
        }

        var isShared = grid.Columns.Any(column => column.Above.Length > 0);
        body.Append("<tr>").Append(shape.IsChoosable ? $"<th{(isShared ? " rowspan=\"2\"" : "")}>選択</th>" : "");
        for (var index = 0; index < grid.Columns.Count;)
        {
            var (name, above, _) = grid.Columns[index];
            var end = index + 1;
            while (above.Length > 0 && end < grid.Columns.Count && grid.Columns[end].Above == above)
            {
                end++;
            }

            body.Append(above.Length > 0 ? Text($"<th colspan=\"{end - index}\">{Encode(above)}</th>")
                : $"<th{(isShared ? " rowspan=\"2\"" : "")} nowrap>{Encode(name)}</th>");
            index = end;
        }

        body.AppendLine("</tr>");
        if (isShared)
        {
            body.Append("<tr>").AppendJoin("", grid.Columns.Where(column => column.Above.Length > 0)
                .Select(column => $"<th nowrap>{Encode(column.Name)}</th>")).AppendLine("</tr>");
        }
    }

    private static List<int> Indexes(Grid grid, int line) =>
        [.. Enumerable.Range(0, grid.Columns.Count).Where(index => grid.Columns[index].Line == line)];

    // The last cell of a short line reaches to the end.
    private static string Span(IReadOnlyList<int> line, int index, int width) =>
        index == line[^1] && line.Count < width ? Text($" colspan=\"{width - line.Count + 1}\"") : "";
}
