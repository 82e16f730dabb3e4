using System.Globalization;
using Microsoft.Extensions.Logging;
using RoboSync.Miws.Definitions;
using RoboSync.Miws.Masking;
using RoboSync.Miws.Pages;
using RoboSync.Miws.Reading;
using RoboSync.Sync.Failures;
using RoboSync.Sync.Media;
using RoboSync.Sync.Tenants;

namespace RoboSync.Miws.Session;

/// <summary>
/// A signed-in session. Every page must show the signed-in marker and the account's display year; a lost session is renewed, a few times at
/// most.
/// </summary>
internal sealed partial class MiwsSession : IMediumSession
{
    private readonly MiwsHttp http;
    private readonly PageDefinitions definitions;
    private readonly MediaAccount account;
    private readonly AccountKey key;
    private readonly Credentials credentials;
    private readonly string runId;
    private readonly int maxRenewals;
    private readonly IPageArchive archive;
    private readonly ILogger logger;
    private readonly ListedApplicants listed = new();
    private readonly PageAsker asker;
    private readonly PageReadings pages;
    private readonly GatheredBookings gathered;
    private int renewals;
    private SyncException? keptOf;

    public MiwsSession(
        MiwsHttp http, PageDefinitions definitions, MediaAccount account, AccountKey key, Credentials credentials, string runId,
        int maxRenewals, IPageArchive archive, ILogger logger)
    {
        (this.http, this.definitions, this.account, this.key) = (http, definitions, account, key);
        (this.credentials, this.runId, this.maxRenewals, this.archive, this.logger) = (credentials, runId, maxRenewals, archive, logger);
        asker = new PageAsker(http, definitions);
        pages = new PageReadings(asker, definitions, account.DisplayYear, RenewAsync);
        gathered = new GatheredBookings(pages, definitions);
    }

    public int Requests => http.Requests;

    /// <summary>
    /// Signs in, and checks that the site shows the account's display year. A session that is lost on the way is renewed too.
    /// </summary>
    public Task SignInAsync(CancellationToken cancellationToken) => KeepingAsync(async () =>
    {
        asker.Forget();
        var asked = new Asked(account.DisplayYear) { LoginId = credentials.LoginId, Password = credentials.Password };
        try
        {
            var page = await new SignIn(http, definitions.Site).RunAsync(asked, cancellationToken);
            PageProof.RequireYear(page.Html, definitions.Site, account.DisplayYear.ToString(CultureInfo.InvariantCulture));
            LogSignedIn();
        }
        catch (SyncException lost) when (lost.Code == FailureCode.SiteSessionLost)
        {
            await RenewAsync(lost, cancellationToken);
        }

        return true;
    }, FailureKind.NeedsCustomer, cancellationToken);

    public async Task<ListPage<ApplicantRow>> ListApplicantsAsync(int page, CancellationToken cancellationToken)
    {
        var list = await ListAsync(
            definitions.ApplicantList, "", page, FailureCode.SitePageChanged, MiwsPages.ApplicantList, cancellationToken);
        listed.Remember(list.Rows);
        return list;
    }

    public Task<Applicant> ReadApplicantAsync(string applicantNumber, CancellationToken cancellationToken) => KeepingAsync(
        () => pages.DetailAsync(
            definitions.ApplicantDetail, applicantNumber, FailureCode.SiteApplicantGone, values =>
            {
                var applicant = MiwsPages.ApplicantDetail(values);
                listed.Compare(applicantNumber, applicant);
                return applicant;
            }, cancellationToken),
        FailureKind.SiteChanged, cancellationToken);

    public Task<ListPage<Seminar>> ListSeminarsAsync(int page, CancellationToken cancellationToken) => ListAsync(
        definitions.SeminarList, "", page, FailureCode.SitePageChanged, MiwsPages.SeminarList, cancellationToken);

    public Task<ListPage<SeminarBooking>> ListBookingsAsync(string seminarNumber, int page, CancellationToken cancellationToken) =>
        gathered.AreNeeded
            ? KeepingAsync(() => gathered.ReadAsync(seminarNumber, cancellationToken), FailureKind.SiteChanged, cancellationToken)
            : ListAsync(
                definitions.BookingList, seminarNumber, page, FailureCode.SiteSeminarMissing, MiwsPages.BookingList, cancellationToken);

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
            await archive.KeepAsync(key, account.DisplayYear, runId, $"{asker.Last}-{reason}", masked, cancellationToken);
        }
    }

    private Task<ListPage<TRow>> ListAsync<TRow>(
        PageDefinition definition, string number, int page, FailureCode gone,
        Func<ListContent, PageDefinition, ListPage<TRow>> toRows, CancellationToken cancellationToken) => KeepingAsync(
        async () =>
        {
            var content = await pages.ListAsync(definition, number, page, gone, null, cancellationToken);
            return Guarded.Read(definition.Name, () => toRows(content, definition));
        }, FailureKind.SiteChanged, cancellationToken);

    // The page that was not understood is kept, once, where the failure comes out of the session.
    private async Task<T> KeepingAsync<T>(Func<Task<T>> read, FailureKind alsoKept, CancellationToken cancellationToken)
    {
        try
        {
            return await read();
        }
        catch (SyncException failure) when ((failure.Kind == FailureKind.SiteChanged || failure.Kind == alsoKept) && failure != keptOf)
        {
            if (failure.Kind == FailureKind.SiteChanged)
            {
                LogNotUnderstood(failure.Detail);
            }

            keptOf = failure;
            await KeepPageAsync(failure.Code, cancellationToken);
            throw;
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
