using RoboSync.Sync.Media;
using RoboSync.Sync.Writing;

namespace RoboSync.Sync.Bookings;

/// <summary>A booking of an event that is to be set.</summary>
/// <param name="Link">What was read of the applicant's bookings, over what was known.</param>
/// <param name="CandidateId">The applicant's candidate.</param>
/// <param name="State">What it is set to.</param>
internal abstract record BookingOperation(BookingLink Link, string CandidateId, BookingState State)
    : Operation(
        Link.ApplicantNumber,
        Link.Intended is not null ? OperationReason.Unsettled : Link.Written is null ? OperationReason.New : OperationReason.Changed);

/// <summary>予約: the applicant has booked at least one seminar of the event.</summary>
internal sealed record Book(BookingLink Link, string CandidateId) : BookingOperation(Link, CandidateId, BookingState.Booked);

/// <summary>キャンセル: the applicant has cancelled all seminars of the event, and the booking in HRMOS was made from here.</summary>
internal sealed record CancelBooking(BookingLink Link, string CandidateId) : BookingOperation(Link, CandidateId, BookingState.Cancelled);
