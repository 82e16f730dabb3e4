using RoboSync.Sync.Tenants;

namespace RoboSync.Sync.Retention;

/// <summary>What a purge is about.</summary>
/// <param name="TenantId">The tenant.</param>
/// <param name="GraduationYear">The year.</param>
/// <param name="Media">Every medium whose people may be kept.</param>
/// <param name="DisplayYears">Display years of the accounts in the tenant's document, by account id.</param>
public sealed record PurgeScope(
    string TenantId, int GraduationYear, IReadOnlyList<string> Media, IReadOnlyDictionary<string, int> DisplayYears)
{
    /// <summary>The people of the year, a scope for each medium.</summary>
    public IEnumerable<LinkScope> People => Media.Select(medium => new LinkScope(TenantId, medium, GraduationYear));

    /// <summary>
    /// Whether a record of an account is the year's. The record itself says so: the account may be gone from the document, or show another
    /// year by now. One of before records said it goes by what its account shows today; where the account is gone too, it goes with
    /// whichever year is purged: a record too many is missed by nobody, one too few would still name people.
    /// </summary>
    /// <param name="accountId">The account.</param>
    /// <param name="recordYear">The year that the record names; null for none.</param>
    public bool Covers(string accountId, int? recordYear) =>
        (recordYear ?? DisplayYears.GetValueOrDefault(accountId, GraduationYear)) == GraduationYear;
}
