using RoboSync.Sync.Failures;
using RoboSync.Sync.Media;

namespace RoboSync.Pages.Site;

/// <summary>How much of each is read.</summary>
/// <param name="Pages">Pages of the list of applicants.</param>
/// <param name="Details">Pages of one applicant.</param>
/// <param name="Seminars">Seminars whose bookings are read.</param>
internal sealed record ReadPathLimits(int Pages, int Details, int Seminars);

/// <summary>What was read, as far as it came.</summary>
internal sealed class ReadPath(SiteVisit visit, ReadPathLimits limits)
{
    /// <summary>Pages of the list of applicants.</summary>
    public List<ListPage<ApplicantRow>> Applicants { get; } = [];

    /// <summary>Pages of one applicant.</summary>
    public List<Applicant> Details { get; } = [];

    /// <summary>Applicants whose page cannot be used, and why.</summary>
    public List<(string Number, SyncException Why)> Unread { get; } = [];

    /// <summary>The first page of the list of seminars; null where it did not come to it.</summary>
    public ListPage<Seminar>? Seminars { get; private set; }

    /// <summary>The bookings of seminars.</summary>
    public List<(Seminar Seminar, ListPage<SeminarBooking> Bookings)> Bookings { get; } = [];

    /// <summary>What it stopped at; null where it came to its end.</summary>
    public (string At, SyncException Why)? Stopped { get; private set; }

    /// <summary>Signs in and reads what a run would read, in its order, up to the limits.</summary>
    public async Task WalkAsync(Action<string> say, CancellationToken cancellationToken)
    {
        var at = "the sign-in";
        void Now(string what) => say($"{at = what} …");

        try
        {
            Now(at);
            await visit.SignInAsync(cancellationToken);
            do
            {
                Now($"page {Applicants.Count + 1} of the list of applicants");
                Applicants.Add(await visit.Session.ListApplicantsAsync(Applicants.Count + 1, cancellationToken));
            }
            while (Applicants[^1].HasNext && Applicants.Count < limits.Pages);

            foreach (var row in Applicants.SelectMany(page => page.Rows).Take(limits.Details))
            {
                Now($"the page of applicant {Details.Count + Unread.Count + 1}");
                await ReadAsync(row, cancellationToken);
            }

            Now("the list of seminars");
            Seminars = await visit.Session.ListSeminarsAsync(1, cancellationToken);
            foreach (var seminar in Seminars.Rows.OrderByDescending(seminar => seminar.Bookings > 0).Take(limits.Seminars).ToList())
            {
                Now($"the bookings of seminar {Bookings.Count + 1}");
                Bookings.Add((seminar, await visit.Session.ListBookingsAsync(seminar.SeminarNumber, 1, cancellationToken)));
            }
        }
        catch (SyncException failure)
        {
            Stopped = (at, failure);
        }
    }

    private async Task ReadAsync(ApplicantRow row, CancellationToken cancellationToken)
    {
        try
        {
            Details.Add(await visit.Session.ReadApplicantAsync(row.ApplicantNumber, cancellationToken));
        }
        catch (SyncException one) when (one.Kind == FailureKind.OneRecord)
        {
            Unread.Add((row.ApplicantNumber, one));
        }
    }
}
