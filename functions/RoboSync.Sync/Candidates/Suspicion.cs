using RoboSync.Sync.Failures;
using RoboSync.Sync.Reports;
using RoboSync.Sync.Writing;

namespace RoboSync.Sync.Candidates;

/// <summary>
/// Tells a few odd records from a site that changed: one applicant may be gone, leave a field blank or have a value that does not fit; many at once are
/// a page that is read wrongly, and nothing is written from it.
/// </summary>
/// <param name="always">How many of a kind are never suspicious in one run.</param>
internal sealed class Suspicion(int always)
{
    // Of a large first run: one in fifty is still what people type.
    private const int OneIn = 50;

    /// <summary>Looks at what the run has counted so far.</summary>
    /// <exception cref="SyncException"><see cref="FailureCode.SitePageChanged"/>; the newest page is kept for the engineer.</exception>
    public async Task CheckAsync(RunPorts ports, CancellationToken cancellationToken)
    {
        var counts = ports.Report.Counts;
        var what = IsMany(counts.Gone, counts) ? $"{counts.Gone} listed applicants are not shown any more"
            : IsMany(counts.Unfit, counts) ? $"{counts.Unfit} applicants have a value that does not fit its field"
            : IsMany(counts.Blanked, counts) ? $"{counts.Blanked} applicants have a field blank that held a value before"
            : null;
        if (what is not null)
        {
            await ports.Medium.KeepPageAsync(FailureCode.SitePageChanged, cancellationToken);
            throw new SyncException(FailureCode.SitePageChanged, $"Page applicant-detail: {what}, of {counts.Read} read.");
        }
    }

    private bool IsMany(int odd, RunCounts counts) => odd > Math.Max(always, counts.Read / OneIn);
}
