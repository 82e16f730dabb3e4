using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using RoboSync.Miws.Definitions;
using RoboSync.Miws.Fields;
using RoboSync.Miws.Grids;
using RoboSync.Miws.Pages;
using RoboSync.Miws.Reading;
using RoboSync.Miws.Rows;
using RoboSync.Sync.Failures;

namespace RoboSync.Tests.Miws.Words;

/// <summary>Reads the page of an example by its part of a definition, and tells what is read in the words of the document.</summary>
internal static class ReadingExample
{
    private const string Bar = """<div id="header"><span class="display-year">2027年卒</span><a id="logout">x</a></div>""";

    public static async Task<string> TellAsync(WordExample example)
    {
        var definition = Definition((JsonObject)JsonNode.Parse(example.Definition)!);
        var site = (await SavedPage.DefinitionsAsync()).Site;
        try
        {
            return string.Join('\n', Tell(definition, site, example));
        }
        catch (SyncException failure) when (failure.Code == FailureCode.SitePageChanged)
        {
            return $"refused: {failure.Detail[(failure.Detail.IndexOf(':', StringComparison.Ordinal) + 2)..].TrimEnd('.')}";
        }
        catch (SyncException gone) when (gone.Code == FailureCode.SiteApplicantGone)
        {
            return "gone";
        }
    }

    /// <summary>What the schema says of a part of a definition, the fields that it leaves out aside.</summary>
    public static async Task<IReadOnlyList<string>> MistakesAsync(WordExample example)
    {
        var part = (JsonObject)JsonNode.Parse(example.Definition)!;
        var (_, mistakes) = await DefinitionCheck.ReadAsync(NameOf(part), Whole(part).ToJsonString());
        return [.. mistakes.Where(
            mistake => mistake.Contains("#/", StringComparison.Ordinal) || mistake.Contains("no CSS", StringComparison.Ordinal)
            || mistake.Contains("pattern", StringComparison.Ordinal) || mistake.Contains("stands", StringComparison.Ordinal))];
    }

    private static IEnumerable<string> Tell(PageDefinition definition, SiteShape site, WordExample example)
    {
        if (example.Kind == "download")
        {
            var download = PageReader.ReadDownload(example.Shown, SavedPage.Of(Bar), definition);
            return download.Rows.Select(row => Row(row, definition));
        }

        var html = $"<html><body>{Bar}{example.Shown}</body></html>";
        var encoding = example.Kind.EndsWith("shift_jis", StringComparison.Ordinal) ? EncodingNames.ShiftJis : Encoding.UTF8;
        var page = HtmlPage.Parse(encoding.GetBytes(html), "utf-8", declared: definition.Page!.Charset);
        if (definition.Page.Marker is not null)
        {
            PageProof.Require(page, HttpStatusCode.OK, definition, site, "2027", FailureCode.SiteApplicantGone);
        }

        if (definition.List is not null)
        {
            var list = PageReader.ReadList(page, definition);
            return list.Rows.Select(row => Row(row, definition))
                .Prepend($"total {list.Total}{(list.HasNext ? ", there is a next page" : "")}");
        }

        var rows = definition.Grid is null ? [new DetailRow(page)]
            : definition.Grid.Table is not null ? TableGrid.Read(page, definition)
            : BoxGrid.Read(page, definition);
        var read = rows.Select(row => FieldReader.Read(row, definition)).ToList();
        RowKeys.RequireDistinct(read, definition);
        return read.Select(row => Row(row, definition));
    }

    private static string Row(FieldValues row, PageDefinition definition) => row.Unfit is { } unfit
        ? $"does not fit: {unfit}"
        : string.Join(", ", definition.All.Fields.Select(field =>
            $"{(field.IsKept ? "row." : "")}{field.Name} "
            + $"{(row.Find(field.Name) is null ? "-" : Value(row, field.Name, field.Field.Convert))}"));

    private static string Value(FieldValues row, string name, string? convert) => convert switch
    {
        "date" or "yearMonth" => row.Date(name).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        "dateTime" => row.Time(name).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture),
        _ => row.Text(name),
    };

    private static PageDefinition Definition(JsonObject part) =>
        JsonSerializer.Deserialize(Whole(part).ToJsonString(), PageDefinitionJson.Default.PageDefinition)!;

    private static JsonObject Whole(JsonObject part)
    {
        var whole = (JsonObject)part.DeepClone();
        whole["version"] = 2;
        whole["name"] = NameOf(part);
        whole["page"] ??= new JsonObject();
        if (!IsDetail(part) && part["page"]?["format"]?.GetValue<string>() is null or "html")
        {
            whole["grid"] ??= new JsonObject { ["table"] = "table" };
        }

        whole["list"] ??= part["page"]?["format"] is null ? null : new JsonObject();
        if (whole["list"] is null)
        {
            whole.Remove("list");
        }

        return whole;
    }

    private static string NameOf(JsonObject part) =>
        part["name"]?.GetValue<string>() ?? (IsDetail(part) ? "applicant-detail" : "applicant-list");

    private static bool IsDetail(JsonObject part) => part["sections"] is not null || part["name"]?.GetValue<string>() == "applicant-detail";
}
