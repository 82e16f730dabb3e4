using RoboSync.Sync.Calendar;
using RoboSync.Sync.Media;

namespace RoboSync.Sync.Candidates;

/// <summary>What has to be done with an applicant.</summary>
public enum Decision
{
    /// <summary>HRMOS does not have them.</summary>
    Create,

    /// <summary>HRMOS has something else of them than MIWS shows.</summary>
    Update,

    /// <summary>HRMOS has what MIWS shows.</summary>
    Skip,
}

/// <summary>Decides from hashes and links alone; no site is asked.</summary>
public static class Decisions
{
    // MIWS shows minutes and its clock is not ours: a change this close to the reading may have come after it.
    private static readonly TimeSpan Unsettled = TimeSpan.FromMinutes(2);

    /// <summary>Whether the detail page of a listed applicant has to be read.</summary>
    /// <param name="row">The list row.</param>
    /// <param name="rowHash">Its keyed hash.</param>
    /// <param name="link">The applicant's link; null where there is none.</param>
    public static bool HasToBeRead(ApplicantRow row, string rowHash, CandidateLink? link)
    {
        if (link is null)
        {
            return true;
        }

        // An intent is looked up in HRMOS first (CandidateImport.ResolveIntentsAsync).
        return !link.IsIntent
            && (!string.Equals(link.RowHash, rowHash, StringComparison.Ordinal)
                || JapanTime.FromJapan(row.LastChanged) + Unsettled > link.ReadAt);
    }

    /// <summary>What has to be done with an applicant whose detail page was read.</summary>
    /// <param name="contentHash">Keyed hash of what the page shows.</param>
    /// <param name="link">The applicant's link; null where there is none.</param>
    public static Decision Of(string contentHash, CandidateLink? link) => link switch
    {
        null or { IsIntent: true } => Decision.Create,
        _ when string.Equals(link.ContentHash, contentHash, StringComparison.Ordinal) => Decision.Skip,
        _ => Decision.Update,
    };
}
