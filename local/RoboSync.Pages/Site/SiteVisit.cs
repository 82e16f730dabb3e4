using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using RoboSync.Miws;
using RoboSync.Miws.Definitions;
using RoboSync.Miws.Session;
using RoboSync.Sync.Media;
using RoboSync.Sync.Sites;
using RoboSync.Sync.Tenants;

namespace RoboSync.Pages.Site;

/// <summary>A session of a run on a site, all of whose answers are told. It reads, and writes nothing anywhere.</summary>
internal sealed class SiteVisit : IDisposable
{
    private readonly MiwsSession session;
    private readonly List<FetchedPage> answers = [];

    /// <summary>Prepares the session; nothing is sent yet.</summary>
    public SiteVisit(SiteOptions site, PageDefinitions definitions, Credentials credentials)
    {
        var options = new MiwsOptions { UserAgent = "RoboSync-Pages/1.0" };
        var account = new MediaAccount(
            "workbench", MiwsMedium.Name, site.Year, Enabled: true, DateOnly.MinValue, "",
            new MediumSite(site.Address, site.Gap, TimeSpan.FromSeconds(60)));
        var key = new AccountKey("workbench", account.AccountId);
        var connections = new SiteConnections(
            Options.Create(new SitesOptions { AllowLoopback = site.Address.IsLoopback }), Dns.GetHostAddressesAsync);
        var http = new MiwsHttp(
            account.Site, definitions.Site, options, options.JitterSeed, connections, TimeProvider.System, NullLogger.Instance)
        {
            Answered = answers.Add,
        };
        session = new MiwsSession(
            http, definitions, account, key, credentials, "workbench", options.MaxRenewals, new Nowhere(), NullLogger.Instance);
    }

    /// <summary>Every answer so far, in its order.</summary>
    public IReadOnlyList<FetchedPage> Answers => answers;

    /// <summary>The session.</summary>
    public IMediumSession Session => session;

    /// <summary>Signs in.</summary>
    public Task SignInAsync(CancellationToken cancellationToken) => session.SignInAsync(cancellationToken);

    public void Dispose() => session.Dispose();

    // Pages that are not understood are in the capture already.
    private sealed class Nowhere : IPageArchive
    {
        public Task KeepAsync(
            AccountKey account, int graduationYear, string runId, string name, string maskedHtml, CancellationToken cancellationToken) =>
            Task.CompletedTask;
    }
}
