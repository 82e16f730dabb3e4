using RoboSync.Sync.Bookings;
using RoboSync.Sync.Candidates;
using RoboSync.Sync.Media;

namespace RoboSync.Sync.Reconciling;

/// <summary>What is known of one event, on both sides and here.</summary>
/// <param name="OnMedium">What the medium shows: by applicant number, the state of each seminar.</param>
/// <param name="InHrmos">The event's bookings in HRMOS, by candidate id.</param>
/// <param name="Links">What was settled of the event's bookings, by applicant number.</param>
internal sealed record EventFacts(
    IReadOnlyDictionary<string, IReadOnlyDictionary<string, BookingState>> OnMedium,
    IReadOnlyDictionary<string, BookingState> InHrmos,
    IReadOnlyDictionary<string, BookingLink> Links);

/// <summary>What is known of an account's people.</summary>
/// <param name="StartDate">連携開始日.</param>
/// <param name="Links">Links and intents, by applicant number.</param>
/// <param name="SetAside">Who could not be registered, by applicant number.</param>
/// <param name="Listed">How lists of late showed them.</param>
/// <param name="Missing">Candidates whom HRMOS was asked for and does not have, by applicant number.</param>
internal sealed record PeopleFacts(
    DateOnly StartDate,
    IReadOnlyDictionary<string, CandidateLink> Links,
    IReadOnlyDictionary<string, SetAside> SetAside,
    ListedPeople Listed,
    IReadOnlySet<string> Missing)
{
    private readonly Lazy<Dictionary<string, string>> numbers = new(() => Links.Values
        .Where(link => link.CandidateId is not null)
        .GroupBy(link => link.CandidateId!, StringComparer.Ordinal)
        .ToDictionary(same => same.Key, same => same.First().ApplicantNumber, StringComparer.Ordinal));

    /// <summary>Whose candidate it is; null for nobody's of these people.</summary>
    public string? NumberOf(string candidateId) => numbers.Value.GetValueOrDefault(candidateId);
}

/// <summary>Compares an event's bookings on both sides. Asks and writes nothing.</summary>
internal static class Comparison
{
    /// <summary>Compares.</summary>
    /// <param name="compared">The event and its seminars.</param>
    /// <param name="facts">What is known of its bookings.</param>
    /// <param name="people">What is known of the people.</param>
    public static ComparedEvent Of(ComparedEvent compared, EventFacts facts, PeopleFacts people)
    {
        var differences = new List<BookingDifference>();
        foreach (var (number, states) in facts.OnMedium)
        {
            var candidateId = people.Links.GetValueOrDefault(number)?.CandidateId;
            var inHrmos = candidateId is not null && facts.InHrmos.TryGetValue(candidateId, out var state) ? state : (BookingState?)null;
            var link = facts.Links.GetValueOrDefault(number);
            var why = EventChanges.DesiredOf(states) == BookingState.Cancelled ? OfCancelled(inHrmos, link)
                : candidateId is null ? OfNobody(number, people)
                : IsBooking(inHrmos) ? OfBoth(states, inHrmos!.Value)
                : OfBooked(number, inHrmos, link, people);
            if (why is { } reason)
            {
                differences.Add(new BookingDifference(number, reason));
            }
        }

        var booked = facts.InHrmos.Where(pair => IsBooking(pair.Value)).Select(pair => people.NumberOf(pair.Key)).ToList();
        differences.AddRange(booked.OfType<string>().Where(number => !facts.OnMedium.ContainsKey(number))
            .Select(number => new BookingDifference(number, OfUnseen(facts.Links.GetValueOrDefault(number)))));
        return compared with
        {
            OnMedium = facts.OnMedium.Values.Count(states => EventChanges.DesiredOf(states) == BookingState.Booked),
            InHrmos = booked.Count,
            OthersInHrmos = booked.Count(number => number is null),
            Differences =
                [.. differences.OrderBy(item => item.Reason).ThenBy(item => item.ApplicantNumber, StringComparer.Ordinal)],
        };
    }

    /// <summary>Whom HRMOS has to be asked for: their candidate may be gone.</summary>
    public static IEnumerable<string> MaybeMissing(ComparedEvent compared) => compared.Differences
        .Where(item => item.Reason is DifferenceReason.NotMirroredYet or DifferenceReason.RemovedInHrmos)
        .Select(item => item.ApplicantNumber);

    private static DifferenceReason? OfCancelled(BookingState? inHrmos, BookingLink? link) => inHrmos switch
    {
        BookingState.Attended or BookingState.Absent => DifferenceReason.AttendanceStands,
        BookingState.Booked => IsOurs(link) ? DifferenceReason.CancelledOnMedium : DifferenceReason.CancellationLeft,
        _ => null,
    };

    private static DifferenceReason OfNobody(string number, PeopleFacts people) =>
        people.SetAside.ContainsKey(number) ? DifferenceReason.SetAside
        : people.Links.ContainsKey(number) ? DifferenceReason.NotImportedYet
        : people.Listed.Shown.GetValueOrDefault(number) is { } listed
            ? listed.EntryDate < people.StartDate ? DifferenceReason.BeforeStartDate : DifferenceReason.NotImportedYet
        : people.Listed.IsWhole ? DifferenceReason.OutsideFlows
        : DifferenceReason.NotImportedYet;

    // Where both sides say what became of a booking, and not the same, staff's word counts.
    private static DifferenceReason? OfBoth(IReadOnlyDictionary<string, BookingState> states, BookingState inHrmos) =>
        (inHrmos == BookingState.Absent && states.Values.Contains(BookingState.Attended))
        || (inHrmos == BookingState.Attended
            && states.Values.All(state => state is BookingState.Absent or BookingState.Cancelled))
            ? DifferenceReason.AttendanceStands
            : null;

    private static DifferenceReason OfBooked(string number, BookingState? inHrmos, BookingLink? link, PeopleFacts people) =>
        people.Missing.Contains(number) ? DifferenceReason.CandidateMissing
        : link is not { Written: BookingState.Booked, Intended: null } ? DifferenceReason.NotMirroredYet
        : inHrmos == BookingState.Cancelled ? DifferenceReason.CancelledInHrmos
        : DifferenceReason.RemovedInHrmos;

    private static DifferenceReason OfUnseen(BookingLink? link) =>
        IsOurs(link) ? DifferenceReason.VanishedOnMedium : DifferenceReason.OtherRoute;

    private static bool IsOurs(BookingLink? link) => link?.Written == BookingState.Booked || link?.Intended == BookingState.Booked;

    private static bool IsBooking(BookingState? state) => state is BookingState.Booked or BookingState.Attended or BookingState.Absent;
}
