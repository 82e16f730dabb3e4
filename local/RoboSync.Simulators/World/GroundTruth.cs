using System.Globalization;
using RoboSync.Simulators.Hrmos;
using RoboSync.Simulators.Miws;

namespace RoboSync.Simulators.World;

/// <summary>How far HRMOS is from what MIWS' data says it should hold. All zero is right.</summary>
/// <param name="MissingCandidates">Applicants who should be candidates and are not.</param>
/// <param name="WrongCandidates">Candidates with a wrong field or without their label, and those who should not be there.</param>
/// <param name="DuplicateCandidates">Candidates too many for one applicant.</param>
/// <param name="MissingBookings">Bookings that should be there and are not.</param>
/// <param name="WrongBookings">Bookings that are there and should not be.</param>
/// <param name="DuplicateBookings">Bookings too many for one applicant and event.</param>
public sealed record GroundTruth(
    int MissingCandidates, int WrongCandidates, int DuplicateCandidates, int MissingBookings, int WrongBookings, int DuplicateBookings)
{
    /// <summary>Whether HRMOS is as it should be.</summary>
    public bool IsRight => this == new GroundTruth(0, 0, 0, 0, 0, 0);

    /// <summary>Compares. The external id (<c>miws:year:number</c>) is the contract by which an applicant is found.</summary>
    public static GroundTruth Compare(SimulatedWorld world)
    {
        var expected = world.Miws.Data.Applicants
            .Where(applicant => MiwsFlows.IsImported(applicant.Flow))
            .ToDictionary(
                applicant => string.Create(CultureInfo.InvariantCulture, $"miws:{applicant.Year}:{applicant.Number}"),
                StringComparer.Ordinal);
        var byExternalId = world.Hrmos.Data.Candidates
            .Where(candidate => candidate.ExternalId is not null)
            .GroupBy(candidate => candidate.ExternalId!, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.ToList(), StringComparer.Ordinal);
        var labels = world.Hrmos.Data.Labels.ToDictionary(label => label.Id, label => label.Name, StringComparer.Ordinal);
        var (missingBookings, wrongBookings, duplicateBookings) = CompareBookings(world, byExternalId);
        return new GroundTruth(
            expected.Keys.Count(id => !byExternalId.ContainsKey(id)),
            byExternalId.Sum(pair => expected.TryGetValue(pair.Key, out var applicant)
                ? pair.Value.Count(candidate => !IsRightFor(candidate, applicant, labels))
                : pair.Value.Count),
            byExternalId.Values.Sum(same => same.Count - 1),
            missingBookings,
            wrongBookings,
            duplicateBookings);
    }

    private static bool IsRightFor(HrmosCandidate candidate, MiwsApplicant applicant, Dictionary<string, string> labels)
    {
        var person = applicant.Person;
        (string Field, string Value)[] fields =
        [
            ("name", person.Name), ("nameKana", person.NameKana), ("mail", person.Mail), ("phone", person.Phone),
            ("postalCode", person.PostalCode),
            ("address", person.Address), ("vacationPostalCode", person.VacationPostalCode), ("vacationAddress", person.VacationAddress),
            ("vacationPhone", person.VacationPhone), ("schoolCategory", person.SchoolCategory), ("stream", person.Stream),
            ("school", person.School),
            ("faculty", person.Faculty), ("department", person.Department),
            ("graduation", person.Graduation.ToString("yyyy-MM", CultureInfo.InvariantCulture)), ("laboratory", person.Laboratory),
            ("club", person.Club), ("qualifications", person.Qualifications), ("selectionFlow", applicant.Flow),
            ("entryDate", applicant.EntryDate.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
        ];
        return Array.TrueForAll(fields, field => candidate.Text(field.Field) == field.Value)
            && candidate.LabelIds.Any(
                id => labels.GetValueOrDefault(id) == string.Create(CultureInfo.InvariantCulture, $"{applicant.Year}卒"));
    }

    private static (int Missing, int Wrong, int Duplicate) CompareBookings(
        SimulatedWorld world, Dictionary<string, List<HrmosCandidate>> byExternalId)
    {
        int missing = 0, wrong = 0, duplicate = 0;
        foreach (var plan in world.Plans.Where(plan => world.Hrmos.Data.HasEvent(plan.EventId)))
        {
            // Booked while any seminar of the event is; only people who are candidates can be booked.
            var expected = plan.SeminarNumbers
                .SelectMany(seminar => world.Miws.Data.BookingsOf(seminar))
                .Where(booking => booking.Status != "キャンセル")
                .Select(booking => string.Create(CultureInfo.InvariantCulture, $"miws:{plan.Year}:{booking.ApplicantNumber}"))
                .Where(byExternalId.ContainsKey)
                .ToHashSet(StringComparer.Ordinal);
            var externalIds = byExternalId.SelectMany(pair => pair.Value)
                .ToDictionary(candidate => candidate.Id, candidate => candidate.ExternalId!, StringComparer.Ordinal);
            var actual = world.Hrmos.Data.BookingsOf(plan.EventId)
                .Where(booking => booking.Status == "booked" && externalIds.ContainsKey(booking.CandidateId))
                .Select(booking => externalIds[booking.CandidateId]).ToList();
            missing += expected.Except(actual, StringComparer.Ordinal).Count();
            wrong += actual.Distinct(StringComparer.Ordinal).Except(expected, StringComparer.Ordinal).Count();
            duplicate += actual.Count - actual.Distinct(StringComparer.Ordinal).Count();
        }

        return (missing, wrong, duplicate);
    }
}
