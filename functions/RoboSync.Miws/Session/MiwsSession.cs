using System.Globalization;
using Microsoft.Extensions.Logging;
using RoboSync.Miws.Definitions;
using RoboSync.Miws.Masking;
using RoboSync.Miws.Reading;
using RoboSync.Sync.Failures;
using RoboSync.Sync.Media;
using RoboSync.Sync.Tenants;

namespace RoboSync.Miws.Session;

/// <summary>
/// A signed-in session. Every page must show the signed-in marker and the account's display year; a lost session is renewed, a few times at
/// most.
/// </summary>
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
    private readonly ListedApplicants listed = new();
    private string last = "site";
    private int renewals;

    public int Requests => http.Requests;

    /// <summary>Signs in, and checks that the site shows the account's display year.</summary>
    public async Task SignInAsync(CancellationToken cancellationToken)
    {
        try
        {
            last = "site";
            var page = await SignIn.RunAsync(http, definitions.Site, credentials, cancellationToken);
            PageProof.RequireYear(page.Html, definitions.Site, year);
            LogSignedIn();
        }
        catch (SyncException failure) when (failure.Kind is FailureKind.SiteChanged or FailureKind.NeedsCustomer)
        {
            await KeepPageAsync(failure.Code, cancellationToken);
            throw;
        }
    }

    public async Task<ListPage<ApplicantRow>> ListApplicantsAsync(int page, CancellationToken cancellationToken)
    {
        var list =
            await ReadAsync(definitions.ApplicantList, page, "", FailureCode.SitePageChanged, MiwsPages.ApplicantList, cancellationToken);
        listed.Remember(list.Rows);
        return list;
    }

    public Task<Applicant> ReadApplicantAsync(string applicantNumber, CancellationToken cancellationToken) =>
        ReadAsync(definitions.ApplicantDetail, 1, applicantNumber, FailureCode.SiteApplicantGone, (page, definition) =>
        {
            var applicant = MiwsPages.ApplicantDetail(page, definition);
            listed.Compare(applicantNumber, applicant);
            return applicant;
        }, cancellationToken);

    public Task<ListPage<Seminar>> ListSeminarsAsync(int page, CancellationToken cancellationToken) =>
        ReadAsync(definitions.SeminarList, page, "", FailureCode.SitePageChanged, MiwsPages.SeminarList, cancellationToken);

    public Task<ListPage<SeminarBooking>> ListBookingsAsync(string seminarNumber, int page, CancellationToken cancellationToken) =>
        ReadAsync(definitions.BookingList, page, seminarNumber, FailureCode.SiteSeminarMissing, MiwsPages.BookingList, cancellationToken);

    public void Dispose() => http.Dispose();

    public async Task KeepPageAsync(FailureCode reason, CancellationToken cancellationToken)
    {
        string masked;
        try
        {
            masked = http.Last is { } page ? PageMask.Mask(page.Raw, definitions) : "";
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            // Too large or too deep even to be masked: what is wrong with it is told by the failure that it is kept for.
            LogNotKept(failure.GetType().Name);
            return;
        }

        if (masked.Length > 0)
        {
            await archive.KeepAsync(key, account.DisplayYear, runId, $"{last}-{reason}", masked, cancellationToken);
        }
    }

    private async Task<T> ReadAsync<T>(
        PageDefinition definition, int page, string number, FailureCode gone, Func<HtmlPage, PageDefinition, T> read,
        CancellationToken cancellationToken)
    {
        var fetched = await FetchAsync(definition.Name, PathTemplate.Fill(definition.Path!, year, page, number), cancellationToken);
        try
        {
            return Guarded.Read(definition.Name, () =>
            {
                PageProof.Require(fetched.Html, fetched.Status, definition, definitions.Site, year, gone);
                return read(fetched.Html, definition);
            });
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
            last = name;
            var page = await http.GetAsync(path, cancellationToken);
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

    [LoggerMessage(2010, LogLevel.Information, "Signed in to MIWS.")]
    private partial void LogSignedIn();

    [LoggerMessage(2011, LogLevel.Warning, "MIWS ended the session; signing in again, {Renewals} of at most {MaxRenewals}.")]
    private partial void LogSessionLost(int renewals, int maxRenewals);

    [LoggerMessage(2012, LogLevel.Error, "A page of MIWS was not understood; it is kept, masked. {Detail}")]
    private partial void LogNotUnderstood(string detail);

    [LoggerMessage(2013, LogLevel.Warning, "A page of MIWS cannot be kept for the engineer ({Failure}).")]
    private partial void LogNotKept(string failure);
}
