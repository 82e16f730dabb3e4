namespace RoboSync.Sync.Retention;

/// <summary>How much there is of each kind.</summary>
/// <param name="CandidateLinks">Links and intents.</param>
/// <param name="SetAside">Records that failed alone.</param>
/// <param name="BookingLinks">Bookings of one applicant on one event.</param>
/// <param name="Runs">Runs, the accounts' newest among them: they name applicants by number.</param>
/// <param name="SlotReports">The same runs, as their slots' mails were made of them.</param>
/// <param name="Worklists">Worklists of runs.</param>
/// <param name="MaskedPages">Masked pages.</param>
/// <param name="SeminarLists">Lists of the year's seminars.</param>
public sealed record PurgeCounts(
    int CandidateLinks, int SetAside, int BookingLinks, int Runs, int SlotReports, int Worklists, int MaskedPages, int SeminarLists)
{
    /// <summary>The larger count of each kind.</summary>
    public PurgeCounts OrMore(PurgeCounts other) => new(
        Math.Max(CandidateLinks, other.CandidateLinks),
        Math.Max(SetAside, other.SetAside),
        Math.Max(BookingLinks, other.BookingLinks),
        Math.Max(Runs, other.Runs),
        Math.Max(SlotReports, other.SlotReports),
        Math.Max(Worklists, other.Worklists),
        Math.Max(MaskedPages, other.MaskedPages),
        Math.Max(SeminarLists, other.SeminarLists));
}

/// <summary>The written proof of a purge, or why it was not done.</summary>
/// <param name="TenantId">The tenant.</param>
/// <param name="GraduationYear">The year.</param>
/// <param name="StartedAt">When it began (UTC).</param>
/// <param name="FinishedAt">When it was done or refused (UTC); null while it goes on.</param>
/// <param name="Found">What was there before the first of it was deleted; null where it was refused.</param>
/// <param name="Deleted">What was deleted; null while it goes on and where it was refused.</param>
/// <param name="Refused">Why it was refused, in Japanese; blank where it was done.</param>
public sealed record PurgeProof(
    string TenantId, int GraduationYear, DateTimeOffset StartedAt, DateTimeOffset? FinishedAt, PurgeCounts? Found, PurgeCounts? Deleted, string Refused);

/// <summary>A proof and where it lies.</summary>
/// <param name="Name">Name of the blob.</param>
/// <param name="Proof">What it says.</param>
public sealed record StoredProof(string Name, PurgeProof Proof);
