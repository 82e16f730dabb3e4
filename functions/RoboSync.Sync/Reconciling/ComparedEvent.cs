using System.Text.Json.Serialization;

namespace RoboSync.Sync.Reconciling;

/// <summary>An event beside the seminars that map to it, or a seminar that maps to none: numbers and reasons only.</summary>
public sealed record ComparedEvent
{
    /// <summary>The event; blank where none is mapped.</summary>
    public string EventId { get; init; } = "";

    /// <summary>Its name in HRMOS; blank where HRMOS does not have it.</summary>
    public string EventName { get; init; } = "";

    /// <summary>The seminars, by number; at least one.</summary>
    public required IReadOnlyList<ComparedSeminar> Seminars { get; init; }

    /// <summary>How many people have booked at least one of the seminars.</summary>
    public int OnMedium { get; init; }

    /// <summary>How many bookings of the event HRMOS has, whoever made them; null where it was not asked.</summary>
    public int? InHrmos { get; init; }

    /// <summary>How many of these are of candidates who were not imported from this medium and year.</summary>
    public int OthersInHrmos { get; init; }

    /// <summary>What is wrong with all of it; null where there is nothing.</summary>
    public DifferenceReason? Whole { get; init; }

    /// <summary>Whose booking differs, by reason and number.</summary>
    public IReadOnlyList<BookingDifference> Differences { get; init; } = [];

    /// <summary>When it was compared (UTC).</summary>
    public DateTimeOffset ComparedAt { get; init; }

    /// <summary>The run that compared it; blank where somebody asked for it.</summary>
    public string RunId { get; init; } = "";

    /// <summary>When somebody asked to have it put right since (UTC): the next run compares it again. Null for never.</summary>
    public DateTimeOffset? RepairAskedAt { get; init; }

    /// <summary>Names it among the account's others.</summary>
    [JsonIgnore]
    public string Key => EventId.Length > 0 ? EventId : Seminars[0].Number;

    /// <summary>The first day of its seminars, in Japan.</summary>
    [JsonIgnore]
    public DateOnly Date => Seminars.Min(seminar => seminar.Date);

    /// <summary>Whether anything is not as it should be.</summary>
    [JsonIgnore]
    public bool Differs => Whole is not null || Differences.Any(difference => !difference.Reason.Stands());

    /// <summary>Whether a run can put something right.</summary>
    [JsonIgnore]
    public bool CanBeRepaired =>
        Whole?.CanBeRepaired() is true || Differences.Any(difference => difference.Reason.CanBeRepaired());
}

/// <summary>A seminar that was compared.</summary>
/// <param name="Number">セミナーNo.</param>
/// <param name="Name">セミナー名.</param>
/// <param name="Date">開催日 in Japan.</param>
public sealed record ComparedSeminar(string Number, string Name, DateOnly Date);

/// <summary>A person whose booking differs.</summary>
/// <param name="ApplicantNumber">応募者番号.</param>
/// <param name="Reason">Why.</param>
public sealed record BookingDifference(string ApplicantNumber, DifferenceReason Reason);
