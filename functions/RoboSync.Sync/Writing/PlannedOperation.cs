using System.Text.Json.Serialization;
using RoboSync.Sync.Failures;

namespace RoboSync.Sync.Writing;

/// <summary>What kind of thing a plan would write. Stored by name.</summary>
[JsonConverter(typeof(PlannedKindJson))]
public enum PlannedKind
{
    /// <summary>The graduation-year label.</summary>
    Label,

    /// <summary>A candidate that HRMOS does not have.</summary>
    Create,

    /// <summary>A candidate that HRMOS has.</summary>
    Update,

    /// <summary>A booking.</summary>
    Book,

    /// <summary>A booking that is cancelled.</summary>
    Cancel,

    /// <summary>What a newer version planned, before somebody went back to this one.</summary>
    Other,
}

/// <summary>Reads a kind that this version does not know as <see cref="PlannedKind.Other"/>, which no run writes.</summary>
public sealed class PlannedKindJson() : StoredNameJson<PlannedKind>(name => StoredNames.Parse(name, PlannedKind.Other));

/// <summary>An operation as a plan keeps it: numbers and hashes, nothing personal.</summary>
/// <param name="Kind">What it writes.</param>
/// <param name="Subject">応募者番号, or the name of the label.</param>
/// <param name="Reason">Why.</param>
public sealed record PlannedOperation(PlannedKind Kind, string Subject, OperationReason Reason)
{
    /// <summary>The event of a booking; blank for others.</summary>
    public string EventId { get; init; } = "";

    /// <summary>The seminars that the booking comes from.</summary>
    public IReadOnlyList<string> Seminars { get; init; } = [];

    /// <summary>Names of the fields that an update changes; null where that is not known.</summary>
    public IReadOnlyList<string>? Fields { get; init; }

    /// <summary>Keyed hash of what HRMOS would be given; blank for bookings and labels.</summary>
    public string ContentHash { get; init; } = "";

    /// <summary>Why it would come to nothing; null where it would be done.</summary>
    public FailureCode? LeftOut { get; init; }

    /// <summary>What it is about: a plan has one operation of each.</summary>
    [JsonIgnore]
    public string Key => $"{Kind}/{EventId}/{Subject}";
}
