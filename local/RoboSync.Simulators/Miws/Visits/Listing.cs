namespace RoboSync.Simulators.Miws.Visits;

/// <summary>What one page of a list shows, the faults of lists included.</summary>
/// <param name="Rows">The rows.</param>
/// <param name="From">How many come before them.</param>
/// <param name="Size">Rows of a full page.</param>
/// <param name="Total">How many there are.</param>
/// <param name="Stated">How many the page says there are.</param>
/// <param name="HidesRows">The table is there and its rows are not.</param>
/// <param name="Notice">What the page says above the list; null for nothing.</param>
internal sealed record Listing<T>(IReadOnlyList<T> Rows, int From, int Size, int Total, int Stated, bool HidesRows, string? Notice)
{
    public bool HasNext => From + Size < Total;
}

/// <summary>Takes the rows of a page.</summary>
internal static class Listings
{
    public static Listing<MiwsApplicant> Applicants(Visit visit, IReadOnlyList<MiwsApplicant> found, int from, int size) =>
        Page(visit, visit.Take(MiwsFaults.EmptyList) is not null ? [] : found, from, size);

    public static Listing<MiwsSeminar> Seminars(Visit visit, int from, int size) =>
        Page(visit, [.. visit.Data.Seminars.Where(seminar => seminar.Year == visit.Year)], from, size);

    /// <summary>A page of <paramref name="bookings"/>, all of the visit's seminar.</summary>
    public static Listing<MiwsBooking> Bookings(Visit visit, IReadOnlyList<MiwsBooking> bookings, int from, int size)
    {
        var hidden = visit.TextOf(MiwsFaults.BookingRowHidden);
        return Page(visit, [.. bookings.Where(booking => booking.ApplicantNumber != hidden)], from, size);
    }

    /// <summary>A page of anything.</summary>
    public static Listing<T> Page<T>(Visit visit, IReadOnlyList<T> all, int from, int size)
    {
        var shown = from == size && visit.Take(MiwsFaults.PageRepeats) is not null ? 0 : from;
        return new Listing<T>(
            [.. all.Skip(shown).Take(size)], from, size, all.Count,
            all.Count + (visit.Take(MiwsFaults.TotalDiffers)?.Value?.GetValue<int>() ?? 0),
            visit.Take(MiwsFaults.RowsVanish) is not null, visit.TextOf(MiwsFaults.ListTruncated));
    }
}
