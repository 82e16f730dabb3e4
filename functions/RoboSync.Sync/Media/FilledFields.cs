namespace RoboSync.Sync.Media;

/// <summary>
/// Which of an applicant's fields that may be blank are filled, as bits that a link can keep: they tell nothing of what stands there. A
/// field that was filled and is blank now may have been cleared by the person; for many people it is a changed site
/// (<see cref="ManyGuard"/>).
/// </summary>
public static class FilledFields
{
    // The order is stored: new fields go to the end.
    private static readonly (string Name, Func<Applicant, string?> Value)[] Fields =
    [
        ("mail", applicant => applicant.Mail), ("phone", applicant => applicant.Phone), ("postalCode", applicant => applicant.PostalCode),
        ("address", applicant => applicant.Address),
        ("vacationPhone", applicant => applicant.VacationPhone), ("vacationPostalCode", applicant => applicant.VacationPostalCode),
        ("vacationAddress", applicant => applicant.VacationAddress), ("schoolCategory", applicant => applicant.SchoolCategory),
        ("stream", applicant => applicant.Stream),
        ("faculty", applicant => applicant.Faculty), ("department", applicant => applicant.Department),
        ("laboratory", applicant => applicant.Laboratory),
        ("club", applicant => applicant.Club), ("qualifications", applicant => applicant.Qualifications),
    ];

    /// <summary>The bits of an applicant.</summary>
    public static int Of(Applicant applicant)
    {
        var bits = 0;
        for (var index = 0; index < Fields.Length; index++)
        {
            bits |= Fields[index].Value(applicant) is null ? 0 : 1 << index;
        }

        return bits;
    }

    /// <summary>The names of the fields that were filled and are blank now.</summary>
    public static IEnumerable<string> Blanked(int before, int now) =>
        Fields.Where((_, index) => ((before & ~now) >> index & 1) == 1).Select(field => field.Name);
}
