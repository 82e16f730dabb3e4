namespace RoboSync.Tests.Miws.Words;

/// <summary>What the words of the language refuse: each could otherwise be read as somebody else, or as nobody.</summary>
public sealed class WordRefusalTests
{
    [Theory]
    [InlineData(
        """{ "fields": { "mail": { "column": ["氏名"], "attribute": "title" } } }""", "<td>見本</td>",
        "field mail is not certain: its cell holds nothing of the attribute")]
    [InlineData(
        """{ "row": { "keep": { "key": { "column": ["氏名"], "selector": "input" } } }, "fields": { "name": { "column": ["氏名"] } } }""",
        "<td>見本<input type=hidden name=key value=''></td>", "field key is kept and blank")]
    [InlineData(
        """{ "row": { "keep": { "key": { "column": ["氏名"], "pattern": "K([0-9]+)" } } }, "fields": { "name": { "column": ["氏名"] } } }""",
        "<td>見本</td>", "field key holds nothing of the pattern")]
    [InlineData(
        """{ "fields": { "name": { "column": ["氏名"], "selector": "b" } } }""", "<td>見本</td>", "the element of field name is missing")]
    [InlineData(
        """{ "fields": { "name": { "column": ["氏名"], "selector": "b" } } }""", "<td><b>見本</b><b>例</b></td>",
        "there are several elements of field name")]
    [InlineData(
        """{ "fields": { "name": { "column": ["氏名"], "selector": "b" } } }""", "<td><b style='display:none'>見本</b></td>",
        "the element of field name is missing")]
    [InlineData(
        """{ "fields": { "name": { "column": ["氏名"], "selector": "b" } } }""", "<td><del><b>見本</b></del></td>",
        "field name is not certain: its cell holds struck text")]
    [InlineData("""{ "fields": { "name": { "column": ["氏名"], "selector": "b", "nth": 2 } } }""", "<td><b>見本</b></td>",
        "there are too few elements of field name")]
    [InlineData(
        """{ "fields": { "name": { "column": ["氏名"] } } }""", "<td rowspan=2>見本</td>", "a row has another number of cells than the header")]
    [InlineData(
        """{ "grid": { "table": "table", "spans": "repeat" }, "fields": { "name": { "column": ["氏名"] } } }""", "<td rowspan=2>見本</td>",
        "a row has another number of cells than the header")]
    [InlineData(
        """{ "grid": { "table": "table", "header": 1, "linesPerRow": 2 }, "fields": { "name": { "column": ["氏名"] } } }""", "<td>見本</td>",
        "a row has another number of lines than the definition says")]
    [InlineData(
        """{ "grid": { "table": "table", "rows": "tr.data" }, "fields": { "name": { "column": ["氏名"] } } }""", "<td>見本</td>",
        "there is something between the rows")]
    [InlineData("""{ "grid": { "table": "table", "header": 2 }, "fields": { "name": { "column": ["氏名"] } } }""", "<td>見本</td>",
        "the table has several rows of headers")]
    public async Task What_could_be_somebody_else_is_refused(string definition, string row, string refused)
    {
        var html = $"<table><thead><tr><th>氏名</th></tr></thead><tr>{row}</tr></table>";

        (await ReadingExample.TellAsync(new WordExample("", definition, "html", html, ""))).ShouldBe($"refused: {refused}");
    }

    [Theory]
    [InlineData("""{ "grid": { "box": "#r", "rows": "div.card" }, "fields": { "name": { "selector": "b" } } }""",
        "<div id=r><div class=card><b>見本</b></div><div>例</div></div>", "there is something between the rows")]
    [InlineData("""{ "grid": { "box": "#r", "rows": "div" }, "fields": { "name": { "selector": "b" } } }""",
        "<div id=r><div><div><b>見本</b></div></div></div>", "a row stands in another")]
    [InlineData("""{ "sections": { "a": { "selector": "table" } }, "fields": { "name": { "section": "a", "term": ["氏名"] } } }""",
        "<table><tr><th>氏名</th><td>見本</td></tr></table><table></table>", "the section a is there more than once")]
    [InlineData(
        """{ "sections": { "a": { "selector": "table", "heading": ["現住所"] } }, "fields": { "name": { "section": "a", "term": ["氏名"] } } }""",
        "<h3>現住所（保護者）</h3><table><tr><th>氏名</th><td>見本</td></tr></table>", "the section a is missing")]
    [InlineData("""{ "sections": { "a": { "selector": "dl" } }, "fields": { "name": { "section": "a", "term": ["氏名"] } } }""",
        "<dl><dt>氏名</dt><dd>見本</dd><dd>例</dd></dl>", "the term of field name has not exactly one cell")]
    public async Task What_could_be_another_part_of_the_page_is_refused(string definition, string html, string refused) =>
        (await ReadingExample.TellAsync(new WordExample("", definition, "html", html, ""))).ShouldBe($"refused: {refused}");

    [Theory]
    [InlineData(
        """{ "page": { "format": "csv", "end": "\n" }, "fields": { "name": { "column": ["氏名"] } } }""",
        "氏名\n見本",
        "the download was cut short")]
    [InlineData(
        """{ "page": { "format": "csv" }, "fields": { "name": { "column": ["氏名"] } } }""",
        "氏名,番号\n見本",
        "a row has another number of cells than the header")]
    [InlineData(
        """{ "page": { "format": "csv" }, "fields": { "name": { "column": ["氏名"] } } }""",
        "氏名,氏名\n見本,例",
        "there are several columns of field name")]
    [InlineData(
        """{ "page": { "format": "csv" }, "fields": { "name": { "column": ["氏名"] } } }""",
        "氏名,番号\n1,\"見本",
        "the file is no CSV (BadDataException)")]
    [InlineData(
        """{ "page": { "format": "json" }, "grid": { "path": "rows" }, "fields": { "name": { "path": "name" } } }""",
        """{ "rows": [{}] }""",
        "the path of field name is missing")]
    [InlineData(
        """{ "page": { "format": "json" }, "grid": { "path": "rows" }, "fields": { "name": { "path": "name" } } }""",
        """{ "rows": {} }""",
        "the array of its rows is missing")]
    [InlineData(
        """{ "page": { "format": "json" }, "grid": { "path": "rows" }, "fields": { "name": { "path": "no" } } }""",
        """{ "rows": [{ "no": 2.2e18 }] }""",
        "field name is not certain: its cell holds a number that is not written out")]
    [InlineData(
        """{ "page": { "format": "json" }, "grid": { "path": "rows" }, "fields": { "name": { "path": "name" } } }""",
        """{ "rows": [""",
        "it is no JSON")]
    public async Task What_could_be_a_part_of_a_download_is_refused(string definition, string download, string refused) =>
        (await ReadingExample.TellAsync(new WordExample("", definition, "download", download, ""))).ShouldBe($"refused: {refused}");
}
