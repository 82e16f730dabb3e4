using System.Globalization;
using RoboSync.Sync.Accounts;
using RoboSync.Sync.Ats;
using RoboSync.Sync.Bookings;
using RoboSync.Sync.Candidates;
using RoboSync.Sync.EventMapping;
using RoboSync.Sync.Failures;
using RoboSync.Sync.Media;
using RoboSync.Sync.Notifications;
using RoboSync.Sync.Queues;
using RoboSync.Sync.Reconciling;
using RoboSync.Sync.Runs;
using RoboSync.Sync.Runs.Plans;
using RoboSync.Sync.Scheduling;
using RoboSync.Sync.Tenants;

namespace RoboSync.Tests.Month;

/// <summary>
/// The ports that scheduling and mails stand on, in memory: 48,000 runs on Azurite would take hours. Their contracts are the ones that
/// StoreTests proves of the real ones. Each write is one step, before which the process can die.
/// </summary>
internal sealed class SimulatedStorage(VirtualTime time, SimulatedHost host) :
    ITenantStore, IDueSlotStore, IOpenSlotStore, IAccountStateStore, ISlotReportStore, IRunStore, IAccountLeases, INoticeLedger
{
    private static readonly TimeSpan LeaseTime = TimeSpan.FromMinutes(1);

    private readonly Dictionary<string, string> tenants = new(StringComparer.Ordinal);
    private readonly SortedSet<(DateTimeOffset Due, string Tenant, string Account)> due = [];
    private readonly Dictionary<AccountKey, DateTimeOffset> pointers = [];
    private readonly Dictionary<DueSlot, DateTimeOffset> claims = [];
    private readonly Dictionary<(string Tenant, DateTimeOffset Slot), OpenSlot> open = [];
    private readonly Dictionary<AccountKey, AccountState> states = [];
    private readonly Dictionary<AccountKey, RunState> current = [];
    private readonly Dictionary<AccountKey, (int Life, DateTimeOffset DeadAt)> leases = [];
    private readonly Dictionary<(string Tenant, string Key), (DateTimeOffset Claimed, bool Sent)> mails = [];
    private int version;

    /// <summary>When each slot was claimed first.</summary>
    public Dictionary<DueSlot, DateTimeOffset> FirstClaims { get; } = [];

    /// <summary>
    /// When a dispatch started a slot, truly and by the host's clock; also where it took it over from one that had died before the run
    /// ended.
    /// </summary>
    public List<(DueSlot Slot, DateTimeOffset At, DateTimeOffset HostClock)> Starts { get; } = [];

    /// <summary>Slots that a second dispatch took over.</summary>
    public HashSet<DueSlot> TakenOver { get; } = [];

    /// <summary>When a run ended while its account waited for the customer, truly and by the host's clock.</summary>
    public List<(AccountKey Account, DateTimeOffset At, DateTimeOffset HostClock)> EndedWaiting { get; } = [];

    /// <summary>How often each run ended.</summary>
    public Dictionary<(AccountKey Account, string RunId), int> Ended { get; } = [];

    /// <summary>The reports, by slot.</summary>
    public Dictionary<(string Tenant, DateTimeOffset Slot), Dictionary<string, RunState?>> Reports { get; } = [];

    /// <summary>
    /// When an account worked again whose customer had been told that it does not, and when they had been told, by the host's clock.
    /// </summary>
    public List<(AccountKey Account, DateTimeOffset ToldAt, DateTimeOffset At)> Recoveries { get; } = [];

    public Task<StoredTenant?> ReadAsync(string? tenantId, CancellationToken cancellationToken) =>
        Task.FromResult(tenants.TryGetValue(tenantId!, out var document) ? StoredTenant.Of(tenantId!, document) : null);

    public IAsyncEnumerable<StoredTenant> ListAsync(CancellationToken cancellationToken) =>
        tenants.Select(stored => StoredTenant.Of(stored.Key, stored.Value)).ToAsyncEnumerable();

    public Task SaveAsync(string tenantId, string document, CancellationToken cancellationToken)
    {
        host.Write();
        tenants[tenantId] = document;
        return Task.CompletedTask;
    }

    /// <summary>What became of the last tenant document, as JSON.</summary>
    public string LastTenantResult { get; private set; } = "";

    public Task SaveResultAsync(string tenantId, string resultJson, CancellationToken cancellationToken)
    {
        LastTenantResult = resultJson;
        return Task.CompletedTask;
    }

    public Task SaveOverviewAsync(byte[] csv, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<IReadOnlyList<DueSlot>> ReadDueAsync(DateTimeOffset now, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<DueSlot>>(
        [.. due.TakeWhile(row => row.Due <= now).Select(row => new DueSlot(new AccountKey(row.Tenant, row.Account), row.Due))]);

    public Task<IReadOnlyDictionary<DueSlot, SlotClaim>> ClaimAsync(
        IReadOnlyCollection<DueSlot> slots, TimeSpan abandonedAfter, CancellationToken cancellationToken)
    {
        host.Write();
        return Task.FromResult<IReadOnlyDictionary<DueSlot, SlotClaim>>(
            slots.ToDictionary(slot => slot, slot => Claim(slot, abandonedAfter)));
    }

    private SlotClaim Claim(DueSlot slot, TimeSpan abandonedAfter)
    {
        if (claims.TryGetValue(slot, out var claimed) && claimed + abandonedAfter > time.GetUtcNow())
        {
            return SlotClaim.UnderWay;
        }

        claims[slot] = time.GetUtcNow();
        var isFirst = FirstClaims.TryAdd(slot, time.Now);
        if (!Ended.ContainsKey((slot.Account, RunRequest.IdOf(slot.Due))))
        {
            Starts.Add((slot, time.Now, time.GetUtcNow()));
        }

        if (!isFirst)
        {
            TakenOver.Add(slot);
        }

        return isFirst ? SlotClaim.Ours : SlotClaim.TakenOver;
    }

    public Task SetNextAsync(AccountKey account, DateTimeOffset? next, CancellationToken cancellationToken) => SetNext(account, null, next);

    // The steps of DueSlotStore, in its order; each is one request.
    public Task ReplaceAsync(IReadOnlyCollection<(DueSlot Done, DateTimeOffset Next)> replaced, CancellationToken cancellationToken)
    {
        var next = replaced.GroupBy(item => item.Done.Account).Select(ofAccount => (Account: ofAccount.Key, ofAccount.Last().Next))
            .ToList();
        host.Write();
        next.ForEach(item => due.Add((item.Next, item.Account.TenantId, item.Account.AccountId)));
        host.Write();
        next.ForEach(item => pointers[item.Account] = item.Next);
        host.Write();
        foreach (var (done, _) in replaced.Where(item => !next.Contains((item.Done.Account, item.Done.Due))))
        {
            due.Remove((done.Due, done.Account.TenantId, done.Account.AccountId));
        }

        return Task.CompletedTask;
    }

    public Task DropAsync(DueSlot slot, CancellationToken cancellationToken) => SetNext(slot.Account, slot.Due, null);

    /// <summary>Slots that were started and are not seen to have ended.</summary>
    public IReadOnlyCollection<OpenSlot> Open => open.Values;

    public Task OpenAsync(IReadOnlyCollection<OpenSlot> slots, CancellationToken cancellationToken)
    {
        host.Write();
        foreach (var slot in slots)
        {
            open[(slot.TenantId, slot.Slot.ToUniversalTime())] = slot;
        }

        return Task.CompletedTask;
    }

    Task<IReadOnlyList<OpenSlot>> IOpenSlotStore.ReadAsync(DateTimeOffset now, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<OpenSlot>>([.. open.Values.Where(slot => slot.LookAt <= now)]);

    public Task CloseAsync(IReadOnlyCollection<OpenSlot> slots, CancellationToken cancellationToken)
    {
        host.Write();
        foreach (var slot in slots)
        {
            open.Remove((slot.TenantId, slot.Slot.ToUniversalTime()));
        }

        return Task.CompletedTask;
    }

    IAsyncEnumerable<StoredState> IAccountStateStore.ListAsync(CancellationToken cancellationToken) =>
        states.Values.Select(state => new StoredState(state.Account, state, "")).ToList().ToAsyncEnumerable();

    public Task<AccountState> ReadAsync(AccountKey account, CancellationToken cancellationToken) =>
        Task.FromResult(states.GetValueOrDefault(account) ?? new AccountState { Account = account });

    public Task<AccountState> SaveAsync(AccountState state, CancellationToken cancellationToken)
    {
        host.Write();
        var before = states.GetValueOrDefault(state.Account);
        RefuseStale(before?.ETag, state.ETag);
        if (before?.TroubleToldAt is { } told && state.TroubleToldAt is null)
        {
            Recoveries.Add((state.Account, told, time.Now));
        }

        return Task.FromResult(states[state.Account] = state with { ETag = NextVersion() });
    }

    public Task ExpectAsync(DateTimeOffset slot, IReadOnlyCollection<AccountKey> accounts, CancellationToken cancellationToken)
    {
        host.Write();
        foreach (var account in accounts)
        {
            OfSlot(account.TenantId, slot).TryAdd(account.AccountId, null);
        }

        return Task.CompletedTask;
    }

    public Task<IReadOnlyDictionary<string, SlotProgress>> ReadProgressAsync(
        DateTimeOffset slot, IReadOnlyCollection<string> tenantIds, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyDictionary<string, SlotProgress>>(tenantIds
            .Where(tenantId => OfSlot(tenantId, slot).Count > 0)
            .ToDictionary(tenantId => tenantId, tenantId => new SlotProgress(
                [.. OfSlot(tenantId, slot).Where(report => report.Value is null).Select(report => report.Key)], Unreadable: null)));

    public Task SaveAsync(RunState run, CancellationToken cancellationToken)
    {
        host.Write();
        OfSlot(run.Account.TenantId, run.Slot)[run.Account.AccountId] = run;
        return Task.CompletedTask;
    }

    Task<IReadOnlyDictionary<string, RunState?>> ISlotReportStore.ReadAsync(
        string tenantId, DateTimeOffset slot, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyDictionary<string, RunState?>>(
            new Dictionary<string, RunState?>(OfSlot(tenantId, slot), StringComparer.Ordinal));

    public Task<RunState?> ReadCurrentAsync(AccountKey account, CancellationToken cancellationToken) =>
        Task.FromResult(current.GetValueOrDefault(account));

    Task<RunState> IRunStore.SaveAsync(RunState run, CancellationToken cancellationToken)
    {
        host.Write();
        RefuseStale(current.GetValueOrDefault(run.Account)?.ETag, run.ETag);
        if (run.Phase == RunPhase.Finished)
        {
            Ended[(run.Account, run.RunId)] = Ended.GetValueOrDefault((run.Account, run.RunId)) + 1;
            if (states.TryGetValue(run.Account, out var state) && RestPolicy.WaitsForCustomer(state))
            {
                EndedWaiting.Add((run.Account, time.Now, time.GetUtcNow()));
            }
        }

        return Task.FromResult(current[run.Account] = run with { ETag = NextVersion() });
    }

    public Task<bool> IsFinishedAsync(AccountKey account, string runId, CancellationToken cancellationToken) =>
        Task.FromResult(Ended.ContainsKey((account, runId)));

    public Task SaveWorklistAsync(AccountKey account, string runId, Worklist worklist, CancellationToken cancellationToken)
    {
        host.Write();
        return Task.CompletedTask;
    }

    // Nobody is on any list here, so that reading it again finds the same.
    public Task<Worklist?> ReadWorklistAsync(AccountKey account, string runId, CancellationToken cancellationToken) =>
        Task.FromResult<Worklist?>(new Worklist([], null, Full: true, Total: 0, GraduationYear: null));

    public Task<IAccountLease?> TryAcquireAsync(AccountKey account, CancellationToken cancellationToken)
    {
        host.Write();
        if (leases.TryGetValue(account, out var held) && (held.Life == host.Life || held.DeadAt > time.Now))
        {
            return Task.FromResult<IAccountLease?>(null);
        }

        leases[account] = (host.Life, DateTimeOffset.MaxValue);
        return Task.FromResult<IAccountLease?>(new Lease(this, host, account));
    }

    /// <summary>The process died: nobody renews its leases.</summary>
    public void LeasesRunOut()
    {
        foreach (var (account, held) in leases.Where(lease => lease.Value.DeadAt == DateTimeOffset.MaxValue).ToList())
        {
            leases[account] = held with { DeadAt = time.Now + LeaseTime };
        }
    }

    public Task<NoticeClaim> ClaimAsync(string tenantId, string dedupKey, TimeSpan abandonedAfter, CancellationToken cancellationToken)
    {
        host.Write();
        if (mails.TryGetValue((tenantId, dedupKey), out var other) && (other.Sent || other.Claimed + abandonedAfter > time.GetUtcNow()))
        {
            return Task.FromResult(other.Sent ? NoticeClaim.Told : NoticeClaim.UnderWay);
        }

        mails[(tenantId, dedupKey)] = (time.GetUtcNow(), false);
        return Task.FromResult(NoticeClaim.Ours);
    }

    public Task ReleaseAsync(string tenantId, string dedupKey, CancellationToken cancellationToken)
    {
        host.Write();
        mails.Remove((tenantId, dedupKey));
        return Task.CompletedTask;
    }

    public Task NoteToldAsync(string tenantId, string dedupKey, CancellationToken cancellationToken)
    {
        host.Write();
        mails[(tenantId, dedupKey)] = (time.GetUtcNow(), true);
        return Task.CompletedTask;
    }

    public Task<bool> WasToldAsync(string tenantId, string dedupKey, CancellationToken cancellationToken) =>
        Task.FromResult(mails.GetValueOrDefault((tenantId, dedupKey)).Sent);

    // The steps of DueSlotStore, in its order.
    private Task SetNext(AccountKey account, DateTimeOffset? done, DateTimeOffset? next)
    {
        var before = pointers.TryGetValue(account, out var pointer) ? pointer : (DateTimeOffset?)null;
        if (next is { } slot)
        {
            host.Write();
            due.Add((slot, account.TenantId, account.AccountId));
            host.Write();
            pointers[account] = slot;
        }

        foreach (var old in new[] { before, done }.OfType<DateTimeOffset>().Distinct().Where(old => old != next))
        {
            host.Write();
            due.Remove((old, account.TenantId, account.AccountId));
        }

        if (next is null && before is not null)
        {
            host.Write();
            pointers.Remove(account);
        }

        return Task.CompletedTask;
    }

    private Dictionary<string, RunState?> OfSlot(string tenantId, DateTimeOffset slot)
    {
        if (!Reports.TryGetValue((tenantId, slot.ToUniversalTime()), out var ofSlot))
        {
            Reports[(tenantId, slot.ToUniversalTime())] = ofSlot = new Dictionary<string, RunState?>(StringComparer.Ordinal);
        }

        return ofSlot;
    }

    private string NextVersion() => (++version).ToString(CultureInfo.InvariantCulture);

    private static void RefuseStale(string? stored, string read)
    {
        if (!string.Equals(stored ?? "", read, StringComparison.Ordinal))
        {
            throw new StaleStateException("The row");
        }
    }

    private sealed class Lease(SimulatedStorage storage, SimulatedHost host, AccountKey account) : IAccountLease
    {
        private readonly int life = host.Life;

        public CancellationToken Lost => CancellationToken.None;

        public ValueTask DisposeAsync()
        {
            if (life == host.Life)
            {
                storage.leases.Remove(account);
            }

            return ValueTask.CompletedTask;
        }
    }
}

/// <summary>What a run without applicants asks of its other ports.</summary>
internal sealed class NobodyStored
    : ICandidateLinkStore, ISetAsideStore, IBookingLinkStore, ISeminarReadingStore, IEventMappingStore, IMappingSheetStore,
        IPlanStore, IReconciliationStore, IRunHistory
{
    public Task<int?> ReplaceAsync(
        string tenantId, IReadOnlyDictionary<string, string> eventBySeminar, int seen, DateTimeOffset now,
        CancellationToken cancellationToken) => throw new InvalidOperationException("Nobody uploads here.");

    public Task<DateTimeOffset> ReadTimeAsync(CancellationToken cancellationToken) =>
        throw new InvalidOperationException("Nobody uploads here.");

    Task<Plan?> IPlanStore.ReadAsync(AccountKey account, CancellationToken cancellationToken) => Task.FromResult<Plan?>(null);

    public Task<Plan> SaveAsync(Plan plan, CancellationToken cancellationToken) =>
        throw new InvalidOperationException("Nobody asks for a dry run here.");

    public Task SaveFilesAsync(Plan plan, byte[] csv, string text, CancellationToken cancellationToken) =>
        throw new InvalidOperationException("Nobody asks for a dry run here.");

    Task<Reconciliation?> IReconciliationStore.FindAsync(
        AccountKey account, int graduationYear, CancellationToken cancellationToken) => Task.FromResult<Reconciliation?>(null);

    public Task SaveAsync(Reconciliation reconciliation, byte[] csv, CancellationToken cancellationToken) =>
        throw new InvalidOperationException("Nobody books here.");

    Task<IReadOnlyList<RunState>> IRunHistory.ReadAsync(
        AccountKey account, DateTimeOffset from, DateTimeOffset until, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<RunState>>([]);

    Task<RunState?> IRunHistory.FindAsync(AccountKey account, string runId, CancellationToken cancellationToken) =>
        Task.FromResult<RunState?>(null);

    Task<IReadOnlyDictionary<string, SeminarReading>> ISeminarReadingStore.ReadAllAsync(
        LinkScope scope, string accountId, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyDictionary<string, SeminarReading>>(new Dictionary<string, SeminarReading>(StringComparer.Ordinal));

    public Task SaveAsync(
        LinkScope scope, string accountId, IReadOnlyCollection<SeminarReading> readings, CancellationToken cancellationToken) =>
        throw new InvalidOperationException("Nobody books here.");

    Task<Dictionary<string, CandidateLink>> ICandidateLinkStore.ReadAllAsync(LinkScope scope, CancellationToken cancellationToken) =>
        Task.FromResult(new Dictionary<string, CandidateLink>(StringComparer.Ordinal));

    public Task<IReadOnlySet<string>> AnnounceAsync(
        LinkScope scope, IReadOnlyList<CandidateLink> links, CancellationToken cancellationToken) =>
        throw new InvalidOperationException("Nobody is imported here.");

    public Task SaveAsync(LinkScope scope, IReadOnlyList<CandidateLink> links, CancellationToken cancellationToken) => Task.CompletedTask;

    Task<CandidateLink?> ICandidateLinkStore.FindAsync(LinkScope scope, string applicantNumber, CancellationToken cancellationToken) =>
        Task.FromResult<CandidateLink?>(null);

    Task<SetAside?> ISetAsideStore.FindAsync(
        LinkScope scope, string accountId, string applicantNumber, CancellationToken cancellationToken) =>
        Task.FromResult<SetAside?>(null);

    Task<IReadOnlyDictionary<string, BookingLink>> IBookingLinkStore.FindAsync(
        LinkScope scope, IReadOnlyCollection<string> eventIds, string applicantNumber, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyDictionary<string, BookingLink>>(new Dictionary<string, BookingLink>(StringComparer.Ordinal));

    public Task RemoveIntentsAsync(LinkScope scope, IReadOnlyList<string> applicantNumbers, CancellationToken cancellationToken) =>
        Task.CompletedTask;

    Task<Dictionary<string, SetAside>> ISetAsideStore.ReadAllAsync(
        LinkScope scope, string accountId, CancellationToken cancellationToken) =>
        Task.FromResult(new Dictionary<string, SetAside>(StringComparer.Ordinal));

    public Task SaveAsync(
        LinkScope scope, string accountId, IReadOnlyList<SetAside> failed, IReadOnlyList<string> settled,
        CancellationToken cancellationToken) =>
        Task.CompletedTask;

    Task<IReadOnlyDictionary<string, IReadOnlyDictionary<string, BookingLink>>> IBookingLinkStore.ReadAllAsync(
        LinkScope scope, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyDictionary<string, IReadOnlyDictionary<string, BookingLink>>>(
            new Dictionary<string, IReadOnlyDictionary<string, BookingLink>>(StringComparer.Ordinal));

    public Task<IReadOnlyList<BookingLink>> AnnounceAsync(
        LinkScope scope, string eventId, IReadOnlyList<BookingLink> links, CancellationToken cancellationToken) =>
        throw new InvalidOperationException("Nobody books here.");

    public Task SettleAsync(LinkScope scope, string eventId, IReadOnlyList<BookingLink> links, CancellationToken cancellationToken) =>
        Task.CompletedTask;

    public Task<EventMap> ReadCurrentAsync(string tenantId, CancellationToken cancellationToken) => Task.FromResult(EventMap.None);

    public Task<int> ReadCurrentVersionAsync(string tenantId, CancellationToken cancellationToken) =>
        Task.FromResult(EventMap.None.Version);

    public Task<EventMap?> FindAsync(string tenantId, int version, CancellationToken cancellationToken) =>
        Task.FromResult<EventMap?>(EventMap.None);

    public Task<int?> SaveAsync(
        string tenantId,
        IReadOnlyDictionary<string, string> eventBySeminar,
        DateTimeOffset uploadedAt,
        CancellationToken cancellationToken) =>
        throw new InvalidOperationException("Nothing is uploaded here.");

    public Task<UploadedFile?> FindUploadAsync(string tenantId, string upload, CancellationToken cancellationToken) =>
        Task.FromResult<UploadedFile?>(null);

    public Task SaveOutcomeAsync(string tenantId, MappingOutcome outcome, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<MappingOutcome?> ReadOutcomeAsync(string tenantId, string upload, CancellationToken cancellationToken) =>
        Task.FromResult<MappingOutcome?>(null);

    public Task<Stream> OpenResultAsync(string tenantId, string name, CancellationToken cancellationToken) =>
        Task.FromResult<Stream>(new MemoryStream());

    public Task<bool> SaveEventsAsync(string tenantId, IReadOnlyList<AtsEvent> events, CancellationToken cancellationToken) =>
        Task.FromResult(false);

    public Task<bool> SaveSeminarsAsync(LinkScope scope, IReadOnlyList<Seminar> seminars, CancellationToken cancellationToken) =>
        Task.FromResult(false);

    public Task<KnownSites> ReadKnownAsync(string tenantId, CancellationToken cancellationToken) => Task.FromResult(new KnownSites([], []));

    public Task SaveSheetAsync(string tenantId, byte[] csv, CancellationToken cancellationToken) => Task.CompletedTask;
}
