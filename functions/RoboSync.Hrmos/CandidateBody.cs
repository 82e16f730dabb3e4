using System.Globalization;
using System.Text.Json.Serialization;
using RoboSync.Sync.Media;

namespace RoboSync.Hrmos;

/// <summary>
/// A candidate as HRMOS is given them: the one place that maps a MIWS field to an HRMOS field. Blank stays blank, so that what was
/// cleared in MIWS is cleared in HRMOS.
/// </summary>
internal sealed record CandidateBody
{
    public string? ExternalId { get; init; }

    public IReadOnlyList<string>? LabelIds { get; init; }

    public bool? AllowDuplicate { get; init; }

    public required string Name { get; init; }

    public required string NameKana { get; init; }

    public required string Mail { get; init; }

    public required string Phone { get; init; }

    public required string PostalCode { get; init; }

    public required string Address { get; init; }

    public required string VacationPostalCode { get; init; }

    public required string VacationAddress { get; init; }

    public required string VacationPhone { get; init; }

    public required string SchoolCategory { get; init; }

    public required string Stream { get; init; }

    public required string School { get; init; }

    public required string Faculty { get; init; }

    public required string Department { get; init; }

    /// <summary>Year and month, for example 2027-03.</summary>
    public required string Graduation { get; init; }

    public required string Laboratory { get; init; }

    public required string Club { get; init; }

    public required string Qualifications { get; init; }

    public required string SelectionFlow { get; init; }

    /// <summary>Day in Japan, for example 2026-03-01.</summary>
    public required string EntryDate { get; init; }

    public static CandidateBody Of(Applicant applicant) => new()
    {
        Name = applicant.Name,
        NameKana = applicant.NameKana,
        Mail = applicant.Mail ?? "",
        Phone = applicant.Phone ?? "",
        PostalCode = applicant.PostalCode ?? "",
        Address = applicant.Address ?? "",
        VacationPostalCode = applicant.VacationPostalCode ?? "",
        VacationAddress = applicant.VacationAddress ?? "",
        VacationPhone = applicant.VacationPhone ?? "",
        SchoolCategory = applicant.SchoolCategory ?? "",
        Stream = applicant.Stream ?? "",
        School = applicant.School,
        Faculty = applicant.Faculty ?? "",
        Department = applicant.Department ?? "",
        Graduation = applicant.Graduation.ToString("yyyy-MM", CultureInfo.InvariantCulture),
        Laboratory = applicant.Laboratory ?? "",
        Club = applicant.Club ?? "",
        Qualifications = applicant.Qualifications ?? "",
        SelectionFlow = applicant.SelectionFlow,
        EntryDate = applicant.EntryDate.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
    };

    public override string ToString() => "CandidateBody { *** }";
}

internal sealed record LabelBody(string Name);

internal sealed record BookingBody(string Status);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(CandidateBody))]
[JsonSerializable(typeof(LabelBody))]
[JsonSerializable(typeof(BookingBody))]
internal sealed partial class HrmosRequestJson : JsonSerializerContext;
