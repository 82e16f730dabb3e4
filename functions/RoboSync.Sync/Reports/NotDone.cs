using System.Text.Json.Serialization;
using RoboSync.Sync.Failures;

namespace RoboSync.Sync.Reports;

/// <summary>Something a run did not do, and why. Names people by their MIWS number only.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Subject">応募者番号, セミナーNo. or event id, whichever the reason is about.</param>
/// <param name="Detail">For example the rejected field, or the name of the seminar.</param>
public sealed record NotDone(NotDoneReason Reason, string Subject, string Detail);

/// <summary>Why something was not done. Stored by name.</summary>
[JsonConverter(typeof(NotDoneReasonJson))]
public enum NotDoneReason
{
    /// <summary>HRMOS rejects a value.</summary>
    CandidateRejected,

    /// <summary>Maybe the same person as a candidate who was not imported by us.</summary>
    CandidateAmbiguous,

    /// <summary>Deleted or merged in HRMOS.</summary>
    CandidateMissing,

    /// <summary>Sent and not answered.</summary>
    CandidateUnclear,

    /// <summary>Another account is just creating the same person.</summary>
    CandidateElsewhere,

    /// <summary>A value that the medium shows does not fit, or list and page contradict each other; the detail is the field.</summary>
    ApplicantUnread,

    /// <summary>A seminar with bookings has no event in the mapping.</summary>
    SeminarUnmapped,

    /// <summary>A mapped event does not exist in HRMOS.</summary>
    EventMissing,

    /// <summary>A booking of someone who is not linked to a candidate.</summary>
    BookingUnlinked,

    /// <summary>A booking that staff had already marked 出席 or 欠席.</summary>
    AttendanceKept,

    /// <summary>対象外: listed, and then not shown any more, or in another selection flow.</summary>
    ApplicantGone,

    /// <summary>Set aside for so long that it is not tried any more.</summary>
    GivenUp,

    /// <summary>A mapped seminar that the medium does not have any more.</summary>
    SeminarGone,

    /// <summary>A seminar of whose row a value does not fit.</summary>
    SeminarUnread,

    /// <summary>A booking of whose row a value does not fit.</summary>
    BookingUnread,

    /// <summary>The bookings of a seminar changed every time while they were read.</summary>
    BookingsMoved,

    /// <summary>A booking that was cancelled on MIWS and stands in HRMOS, where it was not made by us.</summary>
    CancellationLeft,

    /// <summary>Not in the plan that was approved: left to the next run.</summary>
    OutsidePlan,

    /// <summary>What a newer version noted, before somebody went back to this one.</summary>
    Other,
}

/// <summary>Reads a reason that this version does not know as <see cref="NotDoneReason.Other"/>.</summary>
public sealed class NotDoneReasonJson() : StoredNameJson<NotDoneReason>(name => StoredNames.Parse(name, NotDoneReason.Other));

/// <summary>Which <see cref="NotDoneReason"/> a record's failure is reported as.</summary>
public static class NotDoneReasons
{
    /// <summary>The reason of a failure of kind <see cref="FailureKind.OneRecord"/>.</summary>
    public static NotDoneReason Of(FailureCode code) => code switch
    {
        FailureCode.CandidateRejected => NotDoneReason.CandidateRejected,
        FailureCode.CandidateAmbiguous => NotDoneReason.CandidateAmbiguous,
        FailureCode.CandidateMissing => NotDoneReason.CandidateMissing,
        FailureCode.CandidateUnclear => NotDoneReason.CandidateUnclear,
        FailureCode.CandidateElsewhere => NotDoneReason.CandidateElsewhere,
        FailureCode.SiteRecordUnread => NotDoneReason.ApplicantUnread,
        _ => throw new ArgumentOutOfRangeException(nameof(code), code, "Not a failure of one record."),
    };
}
