using System.Net;
using System.Net.Http.Headers;
using RoboSync.Miws.Pages;

namespace RoboSync.Miws.Session;

/// <summary>An answer of MIWS, read to its end.</summary>
internal sealed class FetchedPage(
    Uri address, HttpStatusCode status, Uri? location, TimeSpan? retryAfter, byte[] bytes, MediaTypeHeaderValue? type, string? charset,
    PageLimits limits)
{
    private HtmlPage? html;

    /// <summary>The body as received.</summary>
    public byte[] Bytes => bytes;

    /// <summary>What the header says that it is.</summary>
    public MediaTypeHeaderValue? Type => type;

    /// <summary>What it was asked for; null for a page of the sign-in.</summary>
    public PagePurpose? For { get; set; }

    /// <summary>Where it was read; what its links and forms are relative to.</summary>
    public Uri Address => address;

    public HttpStatusCode Status => status;

    /// <summary>Where a redirect leads, as the site says: relative or absolute, and to anywhere.</summary>
    public Uri? Location => location;

    /// <summary>How long the site asks to wait; null where it does not say.</summary>
    public TimeSpan? RetryAfter => retryAfter;

    public bool IsRedirect => (int)status is >= 300 and < 400 && location is not null;

    /// <summary>Whether it is a page, and says of no download.</summary>
    public bool IsPage => type?.MediaType is null or "text/html" or "application/xhtml+xml";

    /// <summary>The encoding that a definition names for it; null to believe what it says itself. To be set before it is read.</summary>
    public string? Charset { get; set; } = charset;

    /// <summary>The body, parsed once.</summary>
    /// <exception cref="Sync.Failures.SyncException">It is too large, or its bytes fit no encoding that it names.</exception>
    public HtmlPage Html => html ??= HtmlPage.Parse(bytes, type?.CharSet, limits, Charset);

    /// <summary>The body of a download.</summary>
    /// <exception cref="Sync.Failures.SyncException">Its bytes fit no encoding that it names.</exception>
    public string Text => PageText.Decode(bytes, type?.CharSet, Charset).Text;

    /// <summary>The body for the engineer, also where it cannot be read by the rules.</summary>
    public HtmlPage Raw => HtmlPage.ParseLoosely(bytes, limits, Charset);
}

/// <summary>What a page was asked for.</summary>
/// <param name="Definition">Name of the definition that it is to be read by.</param>
/// <param name="Number">What it is of; empty for a list of all.</param>
/// <param name="Page">Which page of a list, from 1.</param>
/// <param name="Opened">The page that led to a download; null where the site was not asked to open one.</param>
internal sealed record PagePurpose(string Definition, string Number, int Page, FetchedPage? Opened)
{
    /// <summary>Whether it only leads to the page that is read.</summary>
    public bool IsOnTheWay { get; init; }
}
