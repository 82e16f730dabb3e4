using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using RoboSync.Miws.Definitions;
using RoboSync.Miws.Fields;
using RoboSync.Miws.Reading;
using RoboSync.Sync.Failures;
using Capture = RoboSync.Miws.Definitions.Capture;

namespace RoboSync.Miws.Pages;

/// <summary>A page, parsed from bytes within the limits. What it shows is what a person sees on it.</summary>
internal sealed class HtmlPage
{
    private const int ElementsBetweenLooks = 512;

    // One parser for all: making one costs as much as parsing a small page. It tells the page that is being parsed on this thread of its
    // elements.
    private static readonly HtmlParser Parser = new(new HtmlParserOptions
    {
        DisableElementPositionTracking = true, OnCreated = (_, _) => parsing!.Count(),
    });

    [ThreadStatic]
    private static HtmlPage? parsing;

    private readonly string text;
    private readonly PageLimits limits;
    private readonly long began;
    private readonly ElementIndex elements;
    private readonly Dictionary<IElement, bool> seen = new(ReferenceEqualityComparer.Instance);
    private DateOnly? today;
    private int created;

    private HtmlPage(string text, Encoding encoding, PageLimits limits)
    {
        (this.text, Encoding, this.limits) = (text, encoding, limits);
        began = limits.Clock.GetTimestamp();
        Document = Parse();
        elements = new ElementIndex(created);
        if (!elements.TryAdd(Document, limits.Depth))
        {
            throw TooLarge("its elements lie in each other too deep");
        }
    }

    public IHtmlDocument Document { get; }

    /// <summary>The encoding that its bytes are in, and its forms are sent in.</summary>
    public Encoding Encoding { get; }

    /// <summary>Who is told what is read of it; null in a run.</summary>
    public IReadingTrace? Trace { get; init; }

    /// <summary>Today in Japan.</summary>
    public DateOnly Today => today ??= limits.Today;

    /// <summary>Parses a page.</summary>
    /// <param name="bytes">The body as received.</param>
    /// <param name="charset">What the Content-Type header says; null where it says nothing.</param>
    /// <param name="limits">How large it may be.</param>
    /// <param name="declared">The encoding where the site lies; null to believe what it says.</param>
    /// <param name="trace">Who is told what is read of it; null in a run.</param>
    /// <exception cref="SyncException">It is too large, or its bytes fit no encoding that it names.</exception>
    public static HtmlPage Parse(
        byte[] bytes, string? charset, PageLimits? limits = null, string? declared = null, IReadingTrace? trace = null)
    {
        limits ??= PageLimits.Default;
        if (bytes.Length > limits.Bytes)
        {
            throw TooLarge("it has too many bytes");
        }

        var (text, encoding) = PageText.Decode(bytes, charset, declared);
        return new HtmlPage(text, encoding, limits) { Trace = trace };
    }

    /// <summary>
    /// Parses a page that cannot be read by the rules, for the engineer's eyes: a byte that does not fit becomes a substitute character.
    /// </summary>
    public static HtmlPage ParseLoosely(byte[] bytes, PageLimits limits, string? declared = null) =>
        new(PageText.DecodeLoosely(bytes, declared), EncodingNames.Utf8, limits);

    public static SyncException TooLarge(string what) => new(FailureCode.SitePageTooLarge, $"A page is not read: {what}.");

    /// <summary>Whether the page arrived to its end: what its definition names as its end stands behind its last cell.</summary>
    public bool EndsWith(string end)
    {
        var last = text.LastIndexOf(end, StringComparison.OrdinalIgnoreCase);
        return last >= 0 && last > text.LastIndexOf("<td", StringComparison.OrdinalIgnoreCase)
            && last > text.LastIndexOf("<tr", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Whether an element that a person sees is there and, where text is asked for, says it.</summary>
    public bool Shows(Marker marker) => Showing(marker).Any();

    /// <summary>The elements that a person sees and, where text is asked for, that say it.</summary>
    public IEnumerable<IElement> Showing(Marker marker) => Visible(marker.Selector).Where(
        element => marker.ContainsNarrow is not { } text || Words.Narrow(SeenText.Of(element)).Contains(text, StringComparison.Ordinal));

    /// <summary>The elements, seen or not.</summary>
    public IEnumerable<IElement> Find(string selector) => elements.Find(selector);

    /// <summary>The elements that a person sees.</summary>
    public IEnumerable<IElement> Visible(string selector) => elements.Find(selector).Where(IsSeen);

    /// <summary>Whether a person surely sees an element: it and everything around it.</summary>
    public bool IsSeen(IElement element)
    {
        if (!seen.TryGetValue(element, out var isSeen))
        {
            isSeen = Sighting.Of(element) == Sight.Seen && (element.ParentElement is not { } around || IsSeen(around));
            seen.Add(element, isSeen);
        }

        return isSeen;
    }

    /// <summary>The first element, seen or not.</summary>
    public IElement? First(string selector) => elements.Find(selector).FirstOrDefault();

    /// <summary>The one element of a kind that a person sees under a selector.</summary>
    /// <exception cref="SyncException">It is missing, or there are several.</exception>
    public T TheOne<T>(PageDefinition definition, string selector, string what)
        where T : IElement
    {
        var found = Visible(selector).Take(2).ToList();
        return found.Count switch
        {
            1 when found[0] is T element => element,
            2 => throw ChangedPage.Of(definition, $"{what} is there more than once"),
            _ => throw ChangedPage.Of(definition, $"{what} is missing"),
        };
    }

    /// <summary>The captured text, or null where nothing or more than one thing is said.</summary>
    public string? Find(Capture capture)
    {
        string? found = null;
        foreach (var element in Visible(capture.Selector))
        {
            var shown = Words.Narrow(SeenText.Of(element));
            if (capture.Regex.IsMatch(shown))
            {
                var value = TextParts.Captured(capture, shown);
                if (value is null || (found is not null && found != value))
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
