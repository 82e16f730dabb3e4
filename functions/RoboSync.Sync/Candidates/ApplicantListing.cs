using RoboSync.Sync.Failures;
using RoboSync.Sync.Media;

namespace RoboSync.Sync.Candidates;

/// <summary>
/// Reads the applicant list and finds it whole, before anything is written: an incomplete list is a failure, never a short list.
/// </summary>
public static class ApplicantListing
{
    // Below this many, halving is what people do, not what a changed site does.
    private const int FewestToGuard = 10;

    // A site's clock is not ours; more than this ahead of it nobody can have changed.
    private static readonly TimeSpan MostAhead = TimeSpan.FromDays(1);

    /// <summary>Reads the list, newest change first.</summary>
    /// <param name="session">The signed-in session.</param>
    /// <param name="asked">What is asked for, and what is known from before.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="SyncException">The list is not whole; the page is kept for the engineer.</exception>
    /// <returns>Null where <see cref="ListingRequest.MayGoOn"/> stopped it.</returns>
    public static async Task<Listing?> ReadAsync(IMediumSession session, ListingRequest asked, CancellationToken cancellationToken)
    {
        var list = await WholeList.ReadAsync(
            session,
            new ListKind<ApplicantRow>
            {
                Name = "applicants",
                Open = async (page, token) => WithoutFuture(await session.ListApplicantsAsync(page, token), asked.Now + MostAhead),
                KeyOf = row => row.ApplicantNumber,
                NewestFirst = true,
                Check = page => Check(page, asked),
                IsEnough = page => page.Rows.Count > 0 && page.Rows[^1].LastChanged < asked.DownTo,
                Begun = asked.Begun,
                MayGoOn = asked.MayGoOn,
            },
            cancellationToken);
        return list is null ? null : new Listing(list.Rows, list.First?.LastChanged, list.IsToItsEnd, list.Total) { Unread = list.Unread };
    }

    // A row that is dated ahead would stand on top for ever, and as the newest change hide everybody else's.
    private static ListPage<ApplicantRow> WithoutFuture(ListPage<ApplicantRow> page, DateTime latest) =>
        page.Rows.All(row => row.LastChanged <= latest)
        ? page
        : page with
        {
            Rows = [.. page.Rows.Where(row => row.LastChanged <= latest)],
            Unread = [
                .. page.Unread,
                .. page.Rows.Where(row => row.LastChanged > latest).Select(row => new UnreadRow(row.ApplicantNumber, "lastChanged"))],
        };

    private static SyncException? Check(ListPage<ApplicantRow> page, ListingRequest asked)
    {
        var before = asked.LastTotal > 0 ? asked.LastTotal : asked.Linked;
        if (before >= FewestToGuard && page.Total < before / 2)
        {
            return new SyncException(FailureCode.SiteListShrank, $"{page.Total} applicants where there were {before}.");
        }

        return page.Rows.Zip(page.Rows.Skip(1)).Any(pair => pair.Second.LastChanged > pair.First.LastChanged)
                ? new SyncException(FailureCode.SitePageChanged, "The list is not sorted by its last change.")
            : page.Rows.Any(row => !asked.Flows.Contains(row.SelectionFlow))
                ? new SyncException(FailureCode.SitePageChanged, "The list shows a selection flow that was not asked for.")
            : null;
    }
}

/// <summary>What is asked of the applicant list.</summary>
/// <param name="Flows">The selection flows that are imported.</param>
/// <param name="Now">Now, in Japan.</param>
/// <param name="DownTo">Stop behind this change (Japan time); null reads to the end.</param>
/// <param name="LastTotal">How many applicants the list stated when it was last read; 0 where that is not known.</param>
/// <param name="Linked">How many applicants of the scope are linked.</param>
public sealed record ListingRequest(IReadOnlySet<string> Flows, DateTime Now, DateTime? DownTo, int LastTotal, int Linked)
{
    /// <summary>How far an earlier reading has come; null to begin with the first page.</summary>
    public ListProgress<ApplicantRow>? Begun { get; init; }

    /// <summary>Called behind each page; where it says no, the reading stops there.</summary>
    public Func<ListProgress<ApplicantRow>, CancellationToken, Task<bool>> MayGoOn { get; init; } = (_, _) => Task.FromResult(true);
}

/// <summary>A list that was read and found whole.</summary>
/// <param name="Rows">Distinct rows, newest change first but for those who changed while it was read.</param>
/// <param name="Newest">Newest change (Japan time); null where the list is empty.</param>
/// <param name="Full">Whether it was read to its end.</param>
/// <param name="Total">How many applicants it states.</param>
public sealed record Listing(IReadOnlyList<ApplicantRow> Rows, DateTime? Newest, bool Full, int Total)
{
    /// <summary>
    /// Applicants of whose row a value does not fit: each to be set aside with <see cref="FailureCode.SiteRecordUnread"/> and the field.
    /// </summary>
    public IReadOnlyList<UnreadRow> Unread { get; init; } = [];
}
