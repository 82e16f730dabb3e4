using System.Text.Json.Serialization;
using RoboSync.Sync.Failures;

namespace RoboSync.Sync.Reconciling;

/// <summary>Why MIWS and HRMOS show different bookings of an event. Stored by name; <see cref="DifferenceTexts"/> says it.</summary>
[JsonConverter(typeof(DifferenceReasonJson))]
public enum DifferenceReason
{
    /// <summary>No event is mapped to the seminar: nobody's booking is brought over.</summary>
    SeminarUnmapped,

    /// <summary>HRMOS does not have the event that is mapped.</summary>
    EventMissing,

    /// <summary>The seminar's bookings could not be read.</summary>
    SeminarUnread,

    /// <summary>Booked, and no candidate yet: the next run imports them.</summary>
    NotImportedYet,

    /// <summary>Booked, and not on the list of those who are imported: another selection flow, or another year.</summary>
    OutsideFlows,

    /// <summary>Booked, and entered before 連携開始日.</summary>
    BeforeStartDate,

    /// <summary>Booked, and could not be registered in HRMOS.</summary>
    SetAside,

    /// <summary>Booked, and their candidate was deleted or merged in HRMOS.</summary>
    CandidateMissing,

    /// <summary>Booked by a candidate, and not written to HRMOS yet: the next run does so.</summary>
    NotMirroredYet,

    /// <summary>Booked from here, and HRMOS does not have the booking any more.</summary>
    RemovedInHrmos,

    /// <summary>Booked from here, and somebody has cancelled it in HRMOS.</summary>
    CancelledInHrmos,

    /// <summary>Cancelled on the medium, and booked in HRMOS from here: the next run cancels it.</summary>
    CancelledOnMedium,

    /// <summary>Cancelled on the medium, and booked in HRMOS by another route: it stays.</summary>
    CancellationLeft,

    /// <summary>Booked in HRMOS from here, and the medium does not show the booking any more: that is no cancellation.</summary>
    VanishedOnMedium,

    /// <summary>HRMOS' staff have set 出席 or 欠席, which the medium shows otherwise: theirs stands.</summary>
    AttendanceStands,

    /// <summary>Booked in HRMOS by another route, and not on the medium at all.</summary>
    OtherRoute,

    /// <summary>What a newer version noted, before somebody went back to this one.</summary>
    Other,
}

/// <summary>Reads a reason that this version does not know as <see cref="DifferenceReason.Other"/>.</summary>
public sealed class DifferenceReasonJson()
    : StoredNameJson<DifferenceReason>(name => StoredNames.Parse(name, DifferenceReason.Other));

/// <summary>What follows from a reason.</summary>
public static class DifferenceReasons
{
    /// <summary>Whether it is as it should be, and only explains the numbers: nobody is told of it by mail.</summary>
    public static bool Stands(this DifferenceReason reason) => reason is DifferenceReason.AttendanceStands or DifferenceReason.OtherRoute;

    /// <summary>Whether a run can put it right once it is asked to (<c>RepairBookings</c>).</summary>
    public static bool CanBeRepaired(this DifferenceReason reason) => reason is DifferenceReason.NotImportedYet
        or DifferenceReason.SetAside or DifferenceReason.NotMirroredYet or DifferenceReason.RemovedInHrmos
        or DifferenceReason.CancelledInHrmos or DifferenceReason.CancelledOnMedium or DifferenceReason.SeminarUnread;
}
