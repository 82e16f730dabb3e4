using System.Text.Json.Serialization;
using RoboSync.Sync.Failures;

namespace RoboSync.Sync.Media;

/// <summary>A booking's state, on either side. Stored by name.</summary>
[JsonConverter(typeof(BookingStateJson))]
public enum BookingState
{
    /// <summary>予約.</summary>
    Booked,

    /// <summary>キャンセル.</summary>
    Cancelled,

    /// <summary>出席.</summary>
    Attended,

    /// <summary>欠席.</summary>
    Absent,
}

/// <summary>Reads a state that this version does not know as a booking: no booking is cancelled for it.</summary>
public sealed class BookingStateJson() : StoredNameJson<BookingState>(Parse)
{
    /// <summary>The state of a stored name.</summary>
    public static BookingState Parse(string name) => StoredNames.Parse(name, BookingState.Booked);
}

/// <summary>A briefing session on the medium.</summary>
/// <param name="SeminarNumber">セミナーNo.: always a string.</param>
/// <param name="Name">セミナー名.</param>
/// <param name="Date">開催日 in Japan.</param>
/// <param name="Bookings">How many bookings the list states.</param>
public sealed record Seminar(string SeminarNumber, string Name, DateOnly Date, int Bookings)
{
    /// <summary>
    /// When one of its bookings last changed (Japan time, to the minute); null where the medium does not show it. Not part of what the
    /// sheet of the event mapping remembers.
    /// </summary>
    [JsonIgnore]
    public DateTime? BookingsChanged { get; init; }
}

/// <summary>One applicant's reservation of one seminar.</summary>
public sealed record SeminarBooking(string ApplicantNumber, BookingState State);
