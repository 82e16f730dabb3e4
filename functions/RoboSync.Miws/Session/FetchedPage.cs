using System.Net;
using RoboSync.Miws.Reading;

namespace RoboSync.Miws.Session;

/// <summary>An answer of MIWS, read to its end.</summary>
internal sealed class FetchedPage(
    Uri address, HttpStatusCode status, Uri? location, TimeSpan? retryAfter, byte[] bytes, string? charset, PageLimits limits)
{
    private HtmlPage? html;

    /// <summary>Where it was read; what its links and forms are relative to.</summary>
    public Uri Address => address;

    public HttpStatusCode Status => status;

    /// <summary>Where a redirect leads, as the site says: relative or absolute, and to anywhere.</summary>
    public Uri? Location => location;

    /// <summary>How long the site asks to wait; null where it does not say.</summary>
    public TimeSpan? RetryAfter => retryAfter;

    public bool IsRedirect => (int)status is >= 300 and < 400 && location is not null;

    /// <summary>The body, parsed once.</summary>
    /// <exception cref="Sync.Failures.SyncException">It is too large, or its bytes fit no encoding that it names.</exception>
    public HtmlPage Html => html ??= HtmlPage.Parse(bytes, charset, limits);

    /// <summary>The body for the engineer, also where it cannot be read by the rules.</summary>
    public HtmlPage Raw => HtmlPage.ParseLoosely(bytes, limits);
}
