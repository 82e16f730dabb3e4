using System.Globalization;
using RoboSync.Sync.Media;

namespace RoboSync.Sync.Candidates;

/// <summary>
/// A short keyed mark for each field of an applicant, one behind the other: a link that keeps them tells which fields an update changes,
/// and nothing of what stands in them.
/// </summary>
public static class FieldMarks
{
    // 24 bits of a field: one change in sixteen million is not named, and made all the same.
    private const int Length = 4;

    // The order is stored: new fields go to the end.
    private static readonly (string Name, Func<Applicant, string?> Value)[] Fields =
    [
        ("name", applicant => applicant.Name), ("nameKana", applicant => applicant.NameKana), ("mail", applicant => applicant.Mail),
        ("phone", applicant => applicant.Phone), ("postalCode", applicant => applicant.PostalCode),
        ("address", applicant => applicant.Address), ("vacationPostalCode", applicant => applicant.VacationPostalCode),
        ("vacationAddress", applicant => applicant.VacationAddress), ("vacationPhone", applicant => applicant.VacationPhone),
        ("schoolCategory", applicant => applicant.SchoolCategory), ("stream", applicant => applicant.Stream),
        ("school", applicant => applicant.School), ("faculty", applicant => applicant.Faculty),
        ("department", applicant => applicant.Department),
        ("graduation", applicant => applicant.Graduation.ToString("yyyy-MM", CultureInfo.InvariantCulture)),
        ("laboratory", applicant => applicant.Laboratory), ("club", applicant => applicant.Club),
        ("qualifications", applicant => applicant.Qualifications), ("selectionFlow", applicant => applicant.SelectionFlow),
        ("entryDate", applicant => applicant.EntryDate.ToString("O", CultureInfo.InvariantCulture)),
    ];

    /// <summary>The marks of an applicant.</summary>
    public static string Of(Applicant applicant, ContentHasher hasher) => string.Concat(
        Fields.Select(field => hasher.OfField(applicant.ApplicantNumber, field.Name, field.Value(applicant), Length)));

    /// <summary>Names of the fields that differ, as HRMOS has them; null where that cannot be told.</summary>
    public static IReadOnlyList<string>? Changed(string before, string now) =>
        before.Length != Fields.Length * Length || now.Length != before.Length
            ? null
            : [.. Fields.Where((_, index) => !before.AsSpan(index * Length, Length).SequenceEqual(now.AsSpan(index * Length, Length)))
                .Select(field => field.Name)];
}
