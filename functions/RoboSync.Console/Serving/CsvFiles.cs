using Microsoft.AspNetCore.Http;
using RoboSync.Sync.Spreadsheets;

namespace RoboSync.Console.Serving;

/// <summary>Sends tables as files for Excel.</summary>
internal static class CsvFiles
{
    /// <summary>Sends one: written whole before its first byte, so that a failure in between is no half file.</summary>
    public static async Task SendAsync(
        HttpContext context, string name, IEnumerable<string> header, IEnumerable<IEnumerable<string>> rows)
    {
        using var file = new MemoryStream();
        await using (var csv = new SpreadsheetCsv(file))
        {
            await csv.WriteAsync(header);
            foreach (var row in rows)
            {
                await csv.WriteAsync(row);
            }
        }

        context.Response.ContentType = "text/csv; charset=utf-8";
        context.Response.Headers.ContentDisposition = $"attachment; filename=\"{name}\"";
        context.Response.ContentLength = file.Length;
        file.Position = 0;
        await file.CopyToAsync(context.Response.Body, context.RequestAborted);
    }
}
