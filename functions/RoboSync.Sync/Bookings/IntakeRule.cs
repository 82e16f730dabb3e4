using RoboSync.Sync.Media;
using RoboSync.Sync.Tenants;

namespace RoboSync.Sync.Bookings;

/// <summary>Which bookings bring somebody in.</summary>
internal static class IntakeRule
{
    /// <summary>Whether somebody with these bookings is taken.</summary>
    public static bool IsMetBy(this Intake intake, IEnumerable<BookingState> states) => intake switch
    {
        Intake.Booked => states.Any(state => state != BookingState.Cancelled),
        Intake.Attended => states.Contains(BookingState.Attended),
        _ => true,
    };
}
