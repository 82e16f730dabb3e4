using RoboSync.Sync.Failures;
using RoboSync.Sync.Media;

namespace RoboSync.Sync.Bookings;

/// <summary>Reads the bookings of a seminar and finds them whole.</summary>
internal static class BookingListing
{
    /// <summary>All bookings of the seminar, by applicant number.</summary>
    /// <exception cref="SyncException">The list is not whole; the page is kept for the engineer.</exception>
    public static async Task<Dictionary<string, BookingState>> ReadAsync(IMediumSession session, string seminar, CancellationToken cancellationToken)
    {
        var bookings = new Dictionary<string, BookingState>(StringComparer.Ordinal);
        BookingListPage page;
        var number = 0;
        do
        {
            page = await session.ListBookingsAsync(seminar, ++number, cancellationToken);
            var before = bookings.Count;
            foreach (var row in page.Rows)
            {
                bookings[row.ApplicantNumber] = row.State;
            }

            if (number > 1 && bookings.Count == before)
            {
                await session.KeepPageAsync(FailureCode.SitePageRepeats, cancellationToken);
                throw new SyncException(FailureCode.SitePageRepeats, $"Page {number} of the bookings of a seminar shows nobody new.");
            }
        }
        while (page.HasNext);

        if (bookings.Count != page.Total)
        {
            await session.KeepPageAsync(FailureCode.SiteTotalDiffers, cancellationToken);
            throw new SyncException(FailureCode.SiteTotalDiffers, $"{bookings.Count} distinct bookings of a seminar were read and {page.Total} are stated.");
        }

        return bookings;
    }
}
