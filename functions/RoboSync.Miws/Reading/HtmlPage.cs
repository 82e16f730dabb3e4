using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace RoboSync.Miws.Reading;

/// <summary>A page, parsed from bytes: UTF-8, Shift_JIS or EUC-JP, as its header or its own meta element says.</summary>
internal sealed class HtmlPage
{
    private static readonly HtmlParser Parser = new();

    static HtmlPage() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    private HtmlPage(IHtmlDocument document) => Document = document;

    public IHtmlDocument Document { get; }

    /// <summary>Parses a page.</summary>
    /// <param name="bytes">The body as received.</param>
    /// <param name="charset">What the Content-Type header says; null where it says nothing.</param>
    public static HtmlPage Parse(byte[] bytes, string? charset)
    {
        var encoding = Find(charset);
        if (encoding is not null)
        {
            return new HtmlPage(Parser.ParseDocument(encoding.GetString(bytes)));
        }

        using var stream = new MemoryStream(bytes, writable: false);
        return new HtmlPage(Parser.ParseDocument(stream));
    }

    public bool Shows(Marker marker) => Shows(marker.Selector, marker.Contains);

    public bool Shows(string selector, string? contains) => contains is null
        ? Document.QuerySelector(selector) is not null
        : Document.QuerySelectorAll(selector).Any(element => element.TextContent.Contains(contains, StringComparison.Ordinal));

    /// <summary>The captured text, or null where the element is missing or says something else.</summary>
    public string? Find(Capture capture)
    {
        var text = Document.QuerySelector(capture.Selector)?.TextContent;
        var match = text is null ? Match.Empty : Regex.Match(text, capture.Pattern, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
        return match.Success ? match.Groups[1].Value : null;
    }

    private static Encoding? Find(string? charset)
    {
        try
        {
            return charset is null ? null : Encoding.GetEncoding(charset.Trim('"'));
        }
        catch (ArgumentException)
        {
            // An unknown name in the header: the page's own meta element decides.
            return null;
        }
    }
}
