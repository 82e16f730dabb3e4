using RoboSync.Sync.Failures;

namespace RoboSync.Miws.Session;

/// <summary>
/// The origins (scheme, host and port) that a session talks to: the account's own, and those that the site's definition lists. Cookies,
/// login ID and password go nowhere else, whatever a form or a redirect says.
/// </summary>
internal sealed class SiteOrigins
{
    private readonly Uri baseUrl;
    private readonly HashSet<(string Scheme, string Host, int Port)> origins;

    public SiteOrigins(Uri baseUrl, IEnumerable<string> listed)
    {
        this.baseUrl = baseUrl;
        origins = [Of(baseUrl), .. listed.Select(Listed)];
    }

    /// <summary>The address of a path of a page definition.</summary>
    /// <exception cref="SyncException">It leads elsewhere.</exception>
    public Uri Resolve(string path) => Resolve(baseUrl, path);

    /// <summary>The address that a page names: a form's action, a redirect's target.</summary>
    /// <param name="page">Where the page was read.</param>
    /// <param name="target">What it says, relative or absolute.</param>
    /// <exception cref="SyncException">It leads elsewhere.</exception>
    public Uri Resolve(Uri page, string target)
    {
        if (!Uri.TryCreate(page, target, out var address))
        {
            throw new SyncException(
                FailureCode.SiteLeadsElsewhere, "A form or redirect of the site leads to something that is no address.");
        }

        // A page of the internet has no business on this machine, also where simulators are allowed here.
        return origins.Contains(Of(address)) && (!address.IsLoopback || baseUrl.IsLoopback)
            ? address
            : throw new SyncException(
                FailureCode.SiteLeadsElsewhere, "A form or redirect of the site leads to an origin that is not the account's.");
    }

    private static (string Scheme, string Host, int Port) Listed(string origin) => Uri.TryCreate(origin, UriKind.Absolute, out var address)
        ? Of(address)
        : throw new SyncException(FailureCode.SitePageChanged, "Page site: an entry of origins is no address.");

    private static (string Scheme, string Host, int Port) Of(Uri address) =>
        address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp
            ? (address.Scheme, address.IdnHost, address.Port)
            : ("", "", 0);
}
