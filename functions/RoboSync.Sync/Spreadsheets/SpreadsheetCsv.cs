using System.Buffers;
using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace RoboSync.Sync.Spreadsheets;

/// <summary>
/// A CSV that spreadsheet programs open by a double click as it was meant: UTF-8 with BOM, CRLF, everything quoted, long numbers as
/// <c>="…"</c> so that no digit is lost, and nothing that runs as a formula (OWASP, "CSV Injection").
/// </summary>
public sealed class SpreadsheetCsv : IAsyncDisposable
{
    // Excel shows twelve digits and more as an exponent (support.microsoft.com, "long numbers").
    private const int LongNumber = 12;

    private static readonly SearchValues<char> FormulaStarts = SearchValues.Create("=+-@\t\r\n＝＋－＠");

    private readonly CsvWriter csv;

    /// <summary>Begins a file.</summary>
    /// <param name="stream">Where it goes; left open.</param>
    public SpreadsheetCsv(Stream stream)
    {
        var text =
            new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), bufferSize: 64 * 1024, leaveOpen: true);
        csv = new CsvWriter(text, new CsvConfiguration(CultureInfo.InvariantCulture) { NewLine = "\r\n", ShouldQuote = _ => true });
    }

    /// <summary>Writes a row.</summary>
    public async Task WriteAsync(IEnumerable<string> fields)
    {
        foreach (var field in fields)
        {
            csv.WriteField(Protect(field));
        }

        await csv.NextRecordAsync();
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => csv.DisposeAsync();

    /// <summary>An id as text in any spreadsheet program.</summary>
    public static string Id(string id) => id.Length == 0 ? "" : $"=\"{id}\"";

    private static string Protect(string field)
    {
        if (field.StartsWith("=\"", StringComparison.Ordinal) && IdCell.Read(field).Fault == IdFault.None)
        {
            return field;
        }

        if (field.Length >= LongNumber && IdCell.Read(field) is { Fault: IdFault.None } id)
        {
            return Id(id.Value);
        }

        // Behind blanks too: some programs trim before they look.
        var text = field.AsSpan().TrimStart(" \u00A0\u3000");
        return text.Length > 0 && FormulaStarts.Contains(text[0]) ? $"'{field}" : field;
    }
}
