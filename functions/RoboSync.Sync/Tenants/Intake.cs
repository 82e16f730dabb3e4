namespace RoboSync.Sync.Tenants;

/// <summary>Whom of its applicants an account takes. Who was taken once is kept up to date whatever becomes of their bookings.</summary>
public enum Intake
{
    /// <summary>Everybody of the imported selection flows.</summary>
    All,

    /// <summary>Who has booked a seminar and not cancelled it.</summary>
    Booked,

    /// <summary>Who has attended a seminar, as far as the medium shows it.</summary>
    Attended,
}
