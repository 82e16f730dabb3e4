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

    /// <summary>Reads the list, newest change first.</summary>
    /// <param name="session">The signed-in session.</param>
    /// <param name="flows">The selection flows that are imported.</param>
    /// <param name="downTo">Stop behind this change (Japan time); null reads to the end.</param>
    /// <param name="lastTotal">How many applicants the list stated when it was last read.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="SyncException">The list is not whole; the page is kept for the engineer.</exception>
    public static async Task<Listing> ReadAsync(
        IMediumSession session, IReadOnlySet<string> flows, DateTime? downTo, int lastTotal, CancellationToken cancellationToken)
    {
        var rows = new Dictionary<string, ApplicantRow>(StringComparer.Ordinal);
        DateTime? newest = null;
        var page = await session.ListApplicantsAsync(1, cancellationToken);
        if (lastTotal >= FewestToGuard && page.Total < lastTotal / 2)
        {
            throw await RefuseAsync(session, FailureCode.SiteListShrank, $"{page.Total} applicants where there were {lastTotal}.", cancellationToken);
        }

        for (var number = 1; ; number++)
        {
            var fresh = await TakeAsync(session, flows, page, rows, cancellationToken);
            newest ??= page.Rows.Count > 0 ? page.Rows[0].LastChanged : null;
            if (number > 1 && fresh == 0)
            {
                throw await RefuseAsync(session, FailureCode.SitePageRepeats, $"Page {number} shows nobody new.", cancellationToken);
            }

            if (downTo is not null && page.Rows.Count > 0 && page.Rows[^1].LastChanged < downTo)
            {
                return new Listing([.. rows.Values], newest, Full: false, page.Total);
            }

            if (!page.HasNext)
            {
                break;
            }

            page = await session.ListApplicantsAsync(number + 1, cancellationToken);
        }

        var total = await CatchUpAsync(session, flows, rows, page.Total, cancellationToken);
        return new Listing([.. rows.Values], newest, Full: true, total);
    }

    // Somebody who changes while the list is read jumps to its top, past the pages already read: look there before complaining.
    private static async Task<int> CatchUpAsync(
        IMediumSession session, IReadOnlySet<string> flows, Dictionary<string, ApplicantRow> rows, int total, CancellationToken cancellationToken)
    {
        for (var number = 1; rows.Count != total; number++)
        {
            var page = await session.ListApplicantsAsync(number, cancellationToken);
            var fresh = await TakeAsync(session, flows, page, rows, cancellationToken);
            total = page.Total;
            if (rows.Count != total && (fresh < page.Rows.Count || !page.HasNext))
            {
                throw await RefuseAsync(
                    session, FailureCode.SiteTotalDiffers, $"{rows.Count} distinct applicants were read and {total} are stated.", cancellationToken);
            }
        }

        return total;
    }

    private static async Task<int> TakeAsync(
        IMediumSession session,
        IReadOnlySet<string> flows,
        ApplicantListPage page,
        Dictionary<string, ApplicantRow> rows,
        CancellationToken cancellationToken)
    {
        var fresh = 0;
        var previous = DateTime.MaxValue;
        foreach (var row in page.Rows)
        {
            if (row.LastChanged > previous)
            {
                throw await RefuseAsync(session, FailureCode.SitePageChanged, "The list is not sorted by its last change.", cancellationToken);
            }

            if (!flows.Contains(row.SelectionFlow))
            {
                throw await RefuseAsync(session, FailureCode.SitePageChanged, "The list shows a selection flow that was not asked for.", cancellationToken);
            }

            previous = row.LastChanged;
            fresh += rows.TryAdd(row.ApplicantNumber, row) ? 1 : 0;
        }

        return fresh;
    }

    private static async Task<SyncException> RefuseAsync(
        IMediumSession session, FailureCode code, string detail, CancellationToken cancellationToken)
    {
        await session.KeepPageAsync(code, cancellationToken);
        return new SyncException(code, detail);
    }
}

/// <summary>A list that was read and found whole.</summary>
/// <param name="Rows">Distinct rows, newest change first.</param>
/// <param name="Newest">Newest change (Japan time); null where the list is empty.</param>
/// <param name="Full">Whether it was read to its end.</param>
/// <param name="Total">How many applicants it states.</param>
public sealed record Listing(IReadOnlyList<ApplicantRow> Rows, DateTime? Newest, bool Full, int Total);
