using System.Text.Json.Nodes;
using RoboSync.Miws.Definitions;
using RoboSync.Pages.Captures;

namespace RoboSync.Pages.Suggesting;

/// <summary>Drafts all definitions that a capture has pages of.</summary>
internal static class Drafts
{
    /// <summary>The drafts.</summary>
    public static IReadOnlyList<Draft> Of(IReadOnlyList<SavedPage> capture)
    {
        var pages = new CapturedPages(capture);
        var addresses = new Addresses(pages.Year);
        var per = pages.Of("date-list").Count > 0 ? BookingsPer.Date : (BookingsPer?)null;
        var (people, seminars, dates, bookings) = (
            new ListDraft(pages, addresses, "applicant-list"), new ListDraft(pages, addresses, "seminar-list"),
            new ListDraft(pages, addresses, "date-list"), new ListDraft(pages, addresses, "booking-list"));
        var detail = new DetailDraft(pages);
        var (ofPeople, ofOne, ofSeminars, ofDates, ofBookings) = (
            people.Make(), detail.Make(), seminars.Make(), dates.Make(), bookings.Make(per));
        var requests = new RequestDraft(pages, addresses);
        foreach (var list in new[] { ofPeople, ofSeminars }.OfType<Draft>())
        {
            requests.PutList(list);
        }

        PutOfOne(requests, ofOne, ofPeople, people, "applicantNumber");
        PutOfOne(requests, ofDates, ofSeminars, seminars, "seminarNumber");
        PutOfOne(
            requests,
            ofBookings,
            ofDates ?? ofSeminars,
            ofDates is null ? seminars : dates,
            ofDates is null ? "seminarNumber" : "dateNumber");
        if (ofBookings is not null && per is not null)
        {
            PutSeveral(ofBookings, bookings);
        }

        var signedIn = pages.Of("applicant-list").Concat(pages.Of("seminar-list")).Select(page => page.Html).ToList();
        return [.. new[] { new SiteDraft(pages, signedIn).Make(), ofPeople, ofOne, ofSeminars, ofDates, ofBookings }.OfType<Draft>()];
    }

    // Who booked several dates, or cancelled and booked again, has several rows.
    private static void PutSeveral(Draft draft, ListDraft bookings)
    {
        if (bookings.Spots.FirstOrDefault(spot => Vocabulary.Score(Vocabulary.Receipts, spot.Label) > 0) is { } receipt)
        {
            draft.Room("row")["keep"] = new JsonObject { ["receipt"] = receipt.Place.DeepClone() };
            draft.Room("row")["key"] = new JsonArray("applicantNumber", "receipt");
            draft.Say("row.key", $"applicantNumber, {receipt.Label}", Confidence.Medium, "a person may have several rows on one list");
        }

        draft.Room("row")["onDuplicate"] = "anyBooked";
        draft.Say("row.onDuplicate", "anyBooked", Confidence.Medium, "who has several bookings is booked where any of them is");
    }

    private static void PutOfOne(RequestDraft requests, Draft? draft, Draft? source, ListDraft rows, string number)
    {
        if (draft is not null && source is not null)
        {
            requests.PutOfOne(draft, source, rows, number);
        }
        else
        {
            draft?.Put("page", "request", null, Confidence.Low, "the list that leads to it is not in the capture");
        }
    }
}
