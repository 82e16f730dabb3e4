using RoboSync.Miws.Definitions;
using RoboSync.Miws.Fields;
using RoboSync.Miws.Pages;
using RoboSync.Miws.Reading;
using RoboSync.Sync.Failures;
using RoboSync.Sync.Media;

namespace RoboSync.Miws.Session;

/// <summary>
/// The bookings of a seminar where they are not on one list with one row for each person: gathered from the lists of its dates or of the
/// applicants, or told apart where a person has several rows. The rules get them as one page.
/// </summary>
internal sealed class GatheredBookings(PageReadings pages, PageDefinitions definitions)
{
    private static readonly BookingState[] Strongest = [BookingState.Booked, BookingState.Attended, BookingState.Absent];

    private Dictionary<string, List<(string Applicant, FieldValues Row)>>? byApplicant;

    /// <summary>Whether bookings must be gathered.</summary>
    public bool AreNeeded => definitions.BookingList is { Per: BookingsPer.Date or BookingsPer.Applicant }
        or { Row.OnDuplicate: not OnDuplicate.Refuse };

    /// <summary>The bookings of a seminar.</summary>
    public async Task<ListPage<SeminarBooking>> ReadAsync(string seminarNumber, CancellationToken cancellationToken)
    {
        var rows = definitions.BookingList.Per switch
        {
            BookingsPer.Date => await OfDatesAsync(seminarNumber, cancellationToken),
            BookingsPer.Applicant => await OfApplicantsAsync(seminarNumber, cancellationToken),
            _ => Named(await pages.WholeAsync(
                definitions.BookingList, seminarNumber, FailureCode.SiteSeminarMissing, null, cancellationToken)),
        };
        var bookings = new List<SeminarBooking>();
        var unread = new List<UnreadRow>();
        foreach (var person in rows.GroupBy(row => row.Applicant, StringComparer.Ordinal))
        {
            if (person.FirstOrDefault(row => row.Row.Unfit is not null) is { Row: { } unfit })
            {
                unread.Add(new UnreadRow(person.Key, unfit.Unfit!));
            }
            else
            {
                bookings.Add(new SeminarBooking(person.Key, StateOf([.. person.Select(row => MiwsPages.StateOf(row.Row))])));
            }
        }

        return new ListPage<SeminarBooking>(bookings, bookings.Count + unread.Count, HasNext: false) { Unread = unread };
    }

    private BookingState StateOf(IReadOnlyList<BookingState> states) => states.Count == 1 ? states[0]
        : definitions.BookingList.Row?.OnDuplicate switch
        {
            OnDuplicate.Last => states[^1],
            OnDuplicate.AnyBooked => Array.Find(Strongest, states.Contains) is var found && states.Contains(found)
                ? found
                : BookingState.Cancelled,
            _ => throw ChangedPage.Of(definitions.BookingList, "somebody has several bookings of a seminar (row.onDuplicate)"),
        };

    private async Task<List<(string Applicant, FieldValues Row)>> OfDatesAsync(string seminarNumber, CancellationToken cancellationToken)
    {
        var dates = definitions.DateList
            ?? throw ChangedPage.Of("date-list", "bookings are per date, and there is no such definition");
        var rows = new List<(string, FieldValues)>();
        foreach (var date in await pages.WholeAsync(dates, seminarNumber, FailureCode.SiteSeminarMissing, null, cancellationToken))
        {
            var number = date.Unfit is null ? date.Text("dateNumber") : throw ChangedPage.Of(dates, "field dateNumber does not fit");
            rows.AddRange(Named(await pages.WholeAsync(
                definitions.BookingList, number, FailureCode.SiteSeminarMissing, date.Kept, cancellationToken)));
        }

        return rows;
    }

    // Each applicant's page once in a session, whatever the number of seminars.
    private async Task<List<(string Applicant, FieldValues Row)>> OfApplicantsAsync(
        string seminarNumber, CancellationToken cancellationToken)
    {
        if (byApplicant is null)
        {
            var read = new Dictionary<string, List<(string, FieldValues)>>(StringComparer.Ordinal);
            foreach (var applicant in await pages.WholeAsync(
                definitions.ApplicantList, "", FailureCode.SitePageChanged, null, cancellationToken))
            {
                var number = applicant.Text("applicantNumber");
                foreach (var row in await pages.WholeAsync(
                    definitions.BookingList, number, FailureCode.SiteApplicantGone, applicant.Kept, cancellationToken))
                {
                    var seminar = row.Find("seminarNumber")
                        ?? throw ChangedPage.Of(definitions.BookingList, "field seminarNumber is blank");
                    (read.TryGetValue(seminar, out var of) ? of : read[seminar] = []).Add((number, row));
                }
            }

            byApplicant = read;
        }

        return byApplicant.GetValueOrDefault(seminarNumber) ?? [];
    }

    private List<(string Applicant, FieldValues Row)> Named(IReadOnlyList<FieldValues> rows) => [.. rows.Select(row => (
        row.Find("applicantNumber") ?? throw ChangedPage.Of(definitions.BookingList, "field applicantNumber is blank"), row))];
}
