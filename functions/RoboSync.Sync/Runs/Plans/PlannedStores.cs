using RoboSync.Sync.Bookings;
using RoboSync.Sync.Candidates;
using RoboSync.Sync.Tenants;

namespace RoboSync.Sync.Runs.Plans;

/// <summary>The stores of a dry run: what is stored is read, what would be stored goes into the draft or nowhere.</summary>
internal static class PlannedStores
{
    /// <summary>Stands before the stores of ordinary runs.</summary>
    public static RunStores Of(RunStores stores, PlanDraft draft) => new(
        new PlannedLinks(stores.Links, draft), new PlannedSetAside(stores.SetAside), new PlannedBookings(stores.Bookings),
        new PlannedReadings(stores.Readings));

    private sealed class PlannedLinks(ICandidateLinkStore stored, PlanDraft draft) : ICandidateLinkStore
    {
        public async Task<Dictionary<string, CandidateLink>> ReadAllAsync(LinkScope scope, CancellationToken cancellationToken)
        {
            var links = await stored.ReadAllAsync(scope, cancellationToken);
            foreach (var (number, planned) in draft.Linked)
            {
                if (planned.CandidateId.Length == 0)
                {
                    links.Remove(number);
                }
                else
                {
                    links[number] = (links.GetValueOrDefault(number) ?? new CandidateLink { ApplicantNumber = number }) with
                    {
                        CandidateId = planned.CandidateId, ContentHash = planned.ContentHash,
                    };
                }
            }

            return links;
        }

        public async Task<CandidateLink?> FindAsync(LinkScope scope, string applicantNumber, CancellationToken cancellationToken) =>
            (await ReadAllAsync(scope, cancellationToken)).GetValueOrDefault(applicantNumber);

        public Task<IReadOnlySet<string>> AnnounceAsync(
            LinkScope scope, IReadOnlyList<CandidateLink> links, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlySet<string>>(links.Select(link => link.ApplicantNumber).ToHashSet(StringComparer.Ordinal));

        public Task SaveAsync(LinkScope scope, IReadOnlyList<CandidateLink> links, CancellationToken cancellationToken)
        {
            foreach (var link in links)
            {
                draft.Link(link);
            }

            return Task.CompletedTask;
        }

        public Task RemoveIntentsAsync(
            LinkScope scope, IReadOnlyList<string> applicantNumbers, CancellationToken cancellationToken)
        {
            foreach (var number in applicantNumbers)
            {
                draft.Withdraw(number);
            }

            return Task.CompletedTask;
        }
    }

    private sealed class PlannedSetAside(ISetAsideStore stored) : ISetAsideStore
    {
        public Task<Dictionary<string, SetAside>> ReadAllAsync(
            LinkScope scope, string accountId, CancellationToken cancellationToken) =>
            stored.ReadAllAsync(scope, accountId, cancellationToken);

        public Task<SetAside?> FindAsync(
            LinkScope scope, string accountId, string applicantNumber, CancellationToken cancellationToken) =>
            stored.FindAsync(scope, accountId, applicantNumber, cancellationToken);

        public Task SaveAsync(
            LinkScope scope, string accountId, IReadOnlyList<SetAside> failed, IReadOnlyList<string> settled,
            CancellationToken cancellationToken) => Task.CompletedTask;
    }

    private sealed class PlannedBookings(IBookingLinkStore stored) : IBookingLinkStore
    {
        public Task<IReadOnlyDictionary<string, IReadOnlyDictionary<string, BookingLink>>> ReadAllAsync(
            LinkScope scope, CancellationToken cancellationToken) => stored.ReadAllAsync(scope, cancellationToken);

        public Task<IReadOnlyDictionary<string, BookingLink>> FindAsync(
            LinkScope scope, IReadOnlyCollection<string> eventIds, string applicantNumber, CancellationToken cancellationToken) =>
            stored.FindAsync(scope, eventIds, applicantNumber, cancellationToken);

        public Task<IReadOnlyList<BookingLink>> AnnounceAsync(
            LinkScope scope, string eventId, IReadOnlyList<BookingLink> links, CancellationToken cancellationToken) =>
            Task.FromResult(links);

        public Task SettleAsync(
            LinkScope scope, string eventId, IReadOnlyList<BookingLink> links, CancellationToken cancellationToken) =>
            Task.CompletedTask;
    }

    private sealed class PlannedReadings(ISeminarReadingStore stored) : ISeminarReadingStore
    {
        public Task<IReadOnlyDictionary<string, SeminarReading>> ReadAllAsync(
            LinkScope scope, string accountId, CancellationToken cancellationToken) =>
            stored.ReadAllAsync(scope, accountId, cancellationToken);

        public Task SaveAsync(
            LinkScope scope, string accountId, IReadOnlyCollection<SeminarReading> readings, CancellationToken cancellationToken) =>
            Task.CompletedTask;
    }
}
