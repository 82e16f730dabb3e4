using RoboSync.Sync.Failures;
using RoboSync.Sync.Tenants;

namespace RoboSync.Sync.Media;

/// <summary>A medium that applicants are read from.</summary>
public interface IMedium
{
    /// <summary>Its key (<see cref="MediaAccount.Medium"/>); <see cref="MediumProfile.Of"/> says what customers read of it.</summary>
    string Key { get; }

    /// <summary>The selection flows whose applicants are imported, as its pages show them.</summary>
    IReadOnlySet<string> ImportedFlows { get; }

    /// <summary>
    /// Opens the page that one signs in on, and signs in to nothing: tells a site that is away or changed from credentials that are wrong.
    /// </summary>
    /// <param name="account">The account whose site it is.</param>
    /// <param name="key">Its tenant and id.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <exception cref="SyncException">With a <c>Site…</c> code that says what is wrong.</exception>
    Task ReachAsync(MediaAccount account, AccountKey key, CancellationToken cancellationToken);

    /// <summary>Signs in once; a refusal is not tried again.</summary>
    /// <param name="account">The account to read.</param>
    /// <param name="key">Its tenant and id.</param>
    /// <param name="credentials">What to sign in with.</param>
    /// <param name="runId">The run, under which pages that could not be understood are kept.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <exception cref="SyncException">With a <c>Site…</c> code that says what is wrong.</exception>
    Task<IMediumSession> SignInAsync(
        MediaAccount account, AccountKey key, Credentials credentials, string runId, CancellationToken cancellationToken);
}

/// <summary>
/// A signed-in session: one request at a time. When the site ends the session, the next call signs in once more and goes on.
/// Every call throws <see cref="SyncException"/> with a <c>Site…</c> code where the page is not what it should be.
/// </summary>
public interface IMediumSession : IDisposable
{
    /// <summary>Requests sent so far, sign-in included.</summary>
    int Requests { get; }

    /// <summary>One page of the applicants of the imported selection flows, newest change first.</summary>
    /// <param name="page">From 1.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    Task<ListPage<ApplicantRow>> ListApplicantsAsync(int page, CancellationToken cancellationToken);

    /// <summary>
    /// Everything the medium shows of one applicant. Where this session has listed them, the page is held against their row of the list.
    /// </summary>
    /// <exception cref="SyncException">
    /// <see cref="FailureCode.SiteApplicantGone"/> where the site itself says so; <see cref="FailureCode.SiteRecordUnread"/>, whose detail
    /// is the field's name, where a value does not fit or contradicts the list. Both are one person's matter: the rules count them
    /// (<see cref="ManyGuard"/>), since many of them are a changed site.
    /// </exception>
    Task<Applicant> ReadApplicantAsync(string applicantNumber, CancellationToken cancellationToken);

    /// <summary>One page of the seminars of the display year; <see cref="WholeList"/> reads them all.</summary>
    /// <param name="page">From 1.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    Task<ListPage<Seminar>> ListSeminarsAsync(int page, CancellationToken cancellationToken);

    /// <summary>One page of the bookings of a seminar.</summary>
    /// <param name="seminarNumber">セミナーNo.</param>
    /// <param name="page">From 1.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    Task<ListPage<SeminarBooking>> ListBookingsAsync(string seminarNumber, int page, CancellationToken cancellationToken);

    /// <summary>Keeps the page read last, masked, because the rules found it wrong.</summary>
    Task KeepPageAsync(FailureCode reason, CancellationToken cancellationToken);
}

/// <summary>Keeps masked pages for the engineer.</summary>
public interface IPageArchive
{
    /// <summary>Stores a page in which every applicant's data has been masked.</summary>
    /// <param name="account">Whose page.</param>
    /// <param name="graduationYear">The account's display year: a purge of the year takes the page along.</param>
    /// <param name="runId">The run that read it.</param>
    /// <param name="name">Name of the page definition and the reason, for the file name.</param>
    /// <param name="maskedHtml">The page, masked.</param>
    /// <param name="cancellationToken">Ends the write.</param>
    Task KeepAsync(
        AccountKey account, int graduationYear, string runId, string name, string maskedHtml, CancellationToken cancellationToken);
}

/// <summary>Page definitions that replace the shipped ones without a deploy (blobs <c>page-definitions/{medium}/{name}.json</c>).</summary>
public interface IPageDefinitionOverrides
{
    /// <summary>
    /// What an operator has put up, by name. What is not there counts as shipped, and the last good one of it is forgotten.
    /// </summary>
    Task<IReadOnlyDictionary<string, PutUpDefinition>> ReadAllAsync(string medium, CancellationToken cancellationToken);

    /// <summary>Remembers a definition that was found to be without mistakes: it counts until the next such one comes.</summary>
    Task KeepGoodAsync(string medium, string name, string text, CancellationToken cancellationToken);

    /// <summary>Puts beside a definition what became of it, in words.</summary>
    Task SaveResultAsync(string medium, string name, string result, CancellationToken cancellationToken);
}

/// <summary>A definition that an operator has put up.</summary>
/// <param name="Text">Its text, as it is now.</param>
/// <param name="LastGood">The last text that had no mistakes; null where there was none since the shipped one counted.</param>
public sealed record PutUpDefinition(string Text, string? LastGood);

/// <summary>Checks a definition before anything is read by it.</summary>
public interface IPageDefinitionCheck
{
    /// <summary>The medium whose definitions it knows.</summary>
    string Medium { get; }

    /// <summary>The names of all definitions.</summary>
    IReadOnlyList<string> Names { get; }

    /// <summary>Everything that is wrong with it, in words, each with its place; empty where nothing is.</summary>
    Task<IReadOnlyList<string>> FindMistakesAsync(string medium, string name, string text);
}
