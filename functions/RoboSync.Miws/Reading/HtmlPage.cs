using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using RoboSync.Miws.Definitions;
using RoboSync.Sync.Failures;
using Capture = RoboSync.Miws.Definitions.Capture;

namespace RoboSync.Miws.Reading;

/// <summary>A page, parsed from bytes within the limits. What it shows is what a person sees on it.</summary>
internal sealed class HtmlPage
{
    private const int ElementsBetweenLooks = 512;

    // One parser for all: making one costs as much as parsing a small page. It tells the page that is being parsed on this thread of its
    // elements.
    private static readonly HtmlParser Parser = new(new HtmlParserOptions { OnCreated = (_, _) => parsing!.Count() });

    [ThreadStatic]
    private static HtmlPage? parsing;

    private readonly string text;
    private readonly PageLimits limits;
    private readonly long began;
    private readonly ElementIndex elements = new();
    private int created;

    private HtmlPage(string text, PageLimits limits)
    {
        (this.text, this.limits) = (text, limits);
        began = limits.Clock.GetTimestamp();
        Document = Parse();
        if (!elements.TryAdd(Document, limits.Depth))
        {
            throw TooLarge("its elements lie in each other too deep");
        }
    }

    public IHtmlDocument Document { get; }

    /// <summary>Parses a page.</summary>
    /// <param name="bytes">The body as received.</param>
    /// <param name="charset">What the Content-Type header says; null where it says nothing.</param>
    /// <param name="limits">How large it may be.</param>
    /// <exception cref="SyncException">It is too large, or its bytes fit no encoding that it names.</exception>
    public static HtmlPage Parse(byte[] bytes, string? charset, PageLimits? limits = null)
    {
        limits ??= PageLimits.Default;
        return bytes.Length <= limits.Bytes
            ? new HtmlPage(PageText.Decode(bytes, charset), limits)
            : throw TooLarge("it has too many bytes");
    }

    /// <summary>
    /// Parses a page that cannot be read by the rules, for the engineer's eyes: a byte that does not fit becomes a substitute character.
    /// </summary>
    public static HtmlPage ParseLoosely(byte[] bytes, PageLimits limits) => new(PageText.DecodeLoosely(bytes), limits);

    public static SyncException TooLarge(string what) => new(FailureCode.SitePageTooLarge, $"A page is not read: {what}.");

    /// <summary>Whether the page arrived to its end: what its definition names as its end stands behind its last cell.</summary>
    public bool EndsWith(string end)
    {
        var last = text.LastIndexOf(end, StringComparison.OrdinalIgnoreCase);
        return last >= 0 && last > text.LastIndexOf("<td", StringComparison.OrdinalIgnoreCase)
            && last > text.LastIndexOf("<tr", StringComparison.OrdinalIgnoreCase);
    }

    public bool Shows(Marker marker) => Shows(marker.Selector, marker.Contains);

    /// <summary>Whether an element that a person sees is there and, where text is asked for, says it.</summary>
    public bool Shows(string selector, string? contains) => Visible(selector)
        .Any(element => contains is null || SeenText.Of(element).Contains(contains, StringComparison.Ordinal));

    /// <summary>The elements that a person sees.</summary>
    public IEnumerable<IElement> Visible(string selector) => elements.Find(selector).Where(Sighting.IsSeen);

    /// <summary>The first element, seen or not.</summary>
    public IElement? First(string selector) => elements.Find(selector).FirstOrDefault();

    /// <summary>The captured text, or null where nothing or more than one thing is said.</summary>
    public string? Find(Capture capture)
    {
        string? found = null;
        foreach (var element in Visible(capture.Selector))
        {
            foreach (Match match in capture.Regex.Matches(SeenText.Of(element)))
            {
                var value = match.Groups[1].Value;
                if (found is not null && found != value)
                {
                    return null;
                }

                found = value;
            }
        }

        return found;
    }

    /// <summary>To be asked now and then while the page is read.</summary>
    /// <exception cref="SyncException">Reading it has taken too long.</exception>
    public void CheckTime()
    {
        if (limits.Clock.GetElapsedTime(began) > limits.Time)
        {
            throw TooLarge("reading it takes too long");
        }
    }

    private IHtmlDocument Parse()
    {
        parsing = this;
        try
        {
            return Parser.ParseDocument(text);
        }
        catch (Exception failure) when (failure is not SyncException)
        {
            throw new SyncException(FailureCode.SitePageChanged, $"A page cannot be parsed: {failure.GetType().Name}.", failure);
        }
        finally
        {
            parsing = null;
        }
    }

    private void Count()
    {
        if (++created > limits.Elements)
        {
            throw TooLarge("it has too many elements");
        }

        if (created % ElementsBetweenLooks == 0)
        {
            CheckTime();
        }
    }
}
