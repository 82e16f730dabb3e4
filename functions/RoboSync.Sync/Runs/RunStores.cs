using RoboSync.Sync.Bookings;
using RoboSync.Sync.Candidates;

namespace RoboSync.Sync.Runs;

/// <summary>Where a run keeps what it did; a dry run's keep nothing (<see cref="Plans.PlannedStores"/>).</summary>
/// <param name="Links">Links of candidates.</param>
/// <param name="SetAside">Records that failed alone.</param>
/// <param name="Bookings">Links of bookings.</param>
/// <param name="Readings">What was last read of each seminar's bookings.</param>
public sealed record RunStores(
    ICandidateLinkStore Links, ISetAsideStore SetAside, IBookingLinkStore Bookings, ISeminarReadingStore Readings);
