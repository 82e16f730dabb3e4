using System.Globalization;
using System.Net;
using Microsoft.Extensions.Logging;
using RoboSync.Miws.Masking;
using RoboSync.Miws.Reading;
using RoboSync.Sync.Failures;
using RoboSync.Sync.Media;
using RoboSync.Sync.Tenants;

namespace RoboSync.Miws.Session;

/// <summary>A signed-in session. Every page must show the signed-in marker and the account's display year; a lost session is renewed, a few times at most.</summary>
internal sealed partial class MiwsSession(
    MiwsHttp http,
    PageDefinitions definitions,
    MediaAccount account,
    AccountKey key,
    Credentials credentials,
    string runId,
    int maxRenewals,
    IPageArchive archive,
    ILogger logger) : IMediumSession
{
    private readonly string year = account.DisplayYear.ToString(CultureInfo.InvariantCulture);
    private (string Name, FetchedPage Page)? last;
    private int renewals;

    public int Requests => http.Requests;

    /// <summary>Signs in, and checks that the site shows the account's display year.</summary>
    public async Task SignInAsync(CancellationToken cancellationToken)
    {
        try
        {
            last = ("site", await SignIn.RunAsync(http, definitions.Site, credentials, cancellationToken));
            CheckYear(last.Value.Page);
            LogSignedIn();
        }
        catch (SyncException failure) when (failure.Kind == FailureKind.SiteChanged)
        {
            await KeepPageAsync(failure.Code, cancellationToken);
            throw;
        }
    }

    public Task<ApplicantListPage> ListApplicantsAsync(int page, CancellationToken cancellationToken) =>
        ReadAsync(definitions.ApplicantList, page, "", FailureCode.SitePageChanged, MiwsPages.ApplicantList, cancellationToken);

    public Task<Applicant> ReadApplicantAsync(string applicantNumber, CancellationToken cancellationToken) =>
        ReadAsync(definitions.ApplicantDetail, 1, applicantNumber, FailureCode.SiteApplicantGone, (page, definition) =>
        {
            var applicant = MiwsPages.ApplicantDetail(page, definition);
            return applicant.ApplicantNumber == applicantNumber
                ? applicant
                : throw new SyncException(FailureCode.SitePageChanged, "Page applicant-detail: it shows somebody else than was asked for.");
        }, cancellationToken);

    public async Task<IReadOnlyList<Seminar>> ListSeminarsAsync(CancellationToken cancellationToken)
    {
        var seminars = new Dictionary<string, Seminar>(StringComparer.Ordinal);
        for (var number = 1; ; number++)
        {
            var page = await ReadAsync(definitions.SeminarList, number, "", FailureCode.SitePageChanged, MiwsPages.SeminarList, cancellationToken);
            foreach (var seminar in page.Rows)
            {
                seminars[seminar.SeminarNumber] = seminar;
            }

            if (!page.HasNext)
            {
                return seminars.Count == page.Total
                    ? [.. seminars.Values]
                    : throw await RefuseAsync(FailureCode.SiteTotalDiffers, $"{seminars.Count} seminars were read and {page.Total} are stated.", cancellationToken);
            }

            if (seminars.Count >= page.Total)
            {
                throw await RefuseAsync(FailureCode.SitePageRepeats, "The seminar list goes on behind its stated total.", cancellationToken);
            }
        }
    }

    public Task<BookingListPage> ListBookingsAsync(string seminarNumber, int page, CancellationToken cancellationToken) =>
        ReadAsync(definitions.BookingList, page, seminarNumber, FailureCode.SiteSeminarMissing, MiwsPages.BookingList, cancellationToken);

    public void Dispose() => http.Dispose();

    public async Task KeepPageAsync(FailureCode reason, CancellationToken cancellationToken)
    {
        if (last is var (name, page))
        {
            await archive.KeepAsync(key, account.DisplayYear, runId, $"{name}-{reason}", PageMask.Mask(page.Html), cancellationToken);
        }
    }

    private async Task<T> ReadAsync<T>(
        PageDefinition definition, int page, string number, FailureCode notFound, Func<HtmlPage, PageDefinition, T> read, CancellationToken cancellationToken)
    {
        var path = definition.Path!
            .Replace("{year}", year, StringComparison.Ordinal)
            .Replace("{page}", page.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("{number}", Uri.EscapeDataString(number), StringComparison.Ordinal);
        var fetched = await FetchAsync(definition.Name, path, cancellationToken);
        try
        {
            CheckYear(fetched);
            if (definitions.Site.NoPermission is { } noPermission && fetched.Html.Shows(noPermission))
            {
                throw new SyncException(FailureCode.SitePermissionMissing, $"MIWS does not let this account see page {definition.Name}.");
            }

            if (fetched.Status == HttpStatusCode.NotFound && notFound != FailureCode.SitePageChanged)
            {
                throw new SyncException(notFound, $"MIWS has no such page {definition.Name}.");
            }

            return fetched.Html.Shows(definition.Marker!)
                ? read(fetched.Html, definition)
                : throw new SyncException(FailureCode.SitePageChanged, $"Page {definition.Name}: its marker is missing.");
        }
        catch (SyncException failure) when (failure.Kind == FailureKind.SiteChanged)
        {
            LogNotUnderstood(failure.Detail);
            await KeepPageAsync(failure.Code, cancellationToken);
            throw;
        }
    }

    private async Task<FetchedPage> FetchAsync(string name, string path, CancellationToken cancellationToken)
    {
        while (true)
        {
            var page = await http.GetAsync(path, cancellationToken);
            last = (name, page);
            switch (Obstacles.Find(http, page, definitions.Site))
            {
                case null:
                    return page;
                case { Code: FailureCode.SiteSessionLost } lost:
                    await RenewAsync(lost, cancellationToken);
                    break;
                case { Kind: FailureKind.SiteChanged } changed:
                    await KeepPageAsync(changed.Code, cancellationToken);
                    throw changed;
                case var obstacle:
                    throw obstacle;
            }
        }
    }

    // Counted over the whole session and never anew for a page: who signs in for every page takes the session from its owner each time.
    private async Task RenewAsync(SyncException lost, CancellationToken cancellationToken)
    {
        if (renewals >= maxRenewals)
        {
            throw new SyncException(FailureCode.SiteSessionTaken, $"MIWS ended the session, which was renewed {renewals} times.", lost);
        }

        renewals++;
        LogSessionLost(renewals, maxRenewals);
        await SignInAsync(cancellationToken);
    }

    private void CheckYear(FetchedPage page)
    {
        var shown = page.Html.Find(definitions.Site.DisplayYear)
            ?? throw new SyncException(FailureCode.SitePageChanged, "Page site: the display year is missing.");
        if (shown != year)
        {
            throw new SyncException(FailureCode.SiteDisplayYearDiffers, $"MIWS shows {shown} and the account's display year is {year}.");
        }
    }

    private async Task<SyncException> RefuseAsync(FailureCode code, string detail, CancellationToken cancellationToken)
    {
        await KeepPageAsync(code, cancellationToken);
        return new SyncException(code, detail);
    }

    [LoggerMessage(2010, LogLevel.Information, "Signed in to MIWS.")]
    private partial void LogSignedIn();

    [LoggerMessage(2011, LogLevel.Warning, "MIWS ended the session; signing in again, {Renewals} of at most {MaxRenewals}.")]
    private partial void LogSessionLost(int renewals, int maxRenewals);

    [LoggerMessage(2012, LogLevel.Error, "A page of MIWS was not understood; it is kept, masked. {Detail}")]
    private partial void LogNotUnderstood(string detail);
}
