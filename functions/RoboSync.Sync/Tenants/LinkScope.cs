using System.Globalization;

namespace RoboSync.Sync.Tenants;

/// <summary>
/// The people of one tenant, medium and graduation year: the partition in which an applicant number means one person.
/// The account is not part of it, so that deleting and adding it again, or two accounts that see the same person, make nobody twice.
/// </summary>
public readonly record struct LinkScope(string TenantId, string Medium, int GraduationYear)
{
    /// <summary>The external id under which HRMOS keeps an applicant of this scope, for example <c>miws:2027:12345678</c>.</summary>
    public string ExternalId(string applicantNumber) =>
        string.Create(CultureInfo.InvariantCulture, $"{Medium}:{GraduationYear}:{applicantNumber}");
}
