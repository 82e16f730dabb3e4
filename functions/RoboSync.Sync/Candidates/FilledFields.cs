using RoboSync.Sync.Media;

namespace RoboSync.Sync.Candidates;

/// <summary>
/// Which fields of an applicant hold a value: a bit each, nothing of the value. A field that many had and that is blank for many now is a
/// site that changed, not a hundred people who cleared it.
/// </summary>
internal static class FilledFields
{
    // Stored: append only.
    private static readonly (string Name, Func<Applicant, string?> Value)[] Fields =
    [
        ("mail", applicant => applicant.Mail),
        ("phone", applicant => applicant.Phone),
        ("postalCode", applicant => applicant.PostalCode),
        ("address", applicant => applicant.Address),
        ("vacationPostalCode", applicant => applicant.VacationPostalCode),
        ("vacationAddress", applicant => applicant.VacationAddress),
        ("vacationPhone", applicant => applicant.VacationPhone),
        ("schoolCategory", applicant => applicant.SchoolCategory),
        ("stream", applicant => applicant.Stream),
        ("faculty", applicant => applicant.Faculty),
        ("department", applicant => applicant.Department),
        ("laboratory", applicant => applicant.Laboratory),
        ("club", applicant => applicant.Club),
        ("qualifications", applicant => applicant.Qualifications),
    ];

    /// <summary>The bits of an applicant.</summary>
    public static int Of(Applicant applicant)
    {
        var bits = 0;
        for (var index = 0; index < Fields.Length; index++)
        {
            bits |= string.IsNullOrEmpty(Fields[index].Value(applicant)) ? 0 : 1 << index;
        }

        return bits;
    }

    /// <summary>Names of the fields that held a value and do not any more.</summary>
    public static IEnumerable<string> Blanked(int before, int now) =>
        Fields.Where((_, index) => (before & ~now & (1 << index)) != 0).Select(field => field.Name);
}
