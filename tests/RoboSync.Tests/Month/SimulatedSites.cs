using RoboSync.Sync.Ats;
using RoboSync.Sync.Checking;
using RoboSync.Sync.Failures;
using RoboSync.Sync.Media;
using RoboSync.Sync.Notifications;
using RoboSync.Sync.Tenants;

namespace RoboSync.Tests.Month;

/// <summary>
/// MIWS, HRMOS, the vault and the mail service with their outages, and customers who change passwords. Nobody applies: it is about when and
/// how often.
/// </summary>
internal sealed class SimulatedSites(VirtualTime time, SimulatedHost host, Random random)
    : IMedium, IAts, ISecretVault, IMailSender, ICheckStore
{
    private static readonly string HashKey = Convert.ToBase64String(new byte[32]);

    private readonly Dictionary<AccountKey, int> signedIn = [];
    private readonly Dictionary<AccountKey, int> wantedPassword = [];
    private readonly Dictionary<AccountKey, int> storedPassword = [];
    private readonly List<(DateTimeOffset From, DateTimeOffset To)> miwsOut = [];
    private readonly List<(DateTimeOffset From, DateTimeOffset To)> miwsChanged = [];
    private readonly List<(DateTimeOffset From, DateTimeOffset To)> vaultOut = [];
    private readonly List<(DateTimeOffset From, DateTimeOffset To)> hrmosOut = [];
    private readonly List<(DateTimeOffset From, DateTimeOffset To)> mailOut = [];

    /// <summary>Accounts that were signed in to while they were signed in to.</summary>
    public List<AccountKey> SignedInTwice { get; } = [];

    /// <summary>How often each password was refused.</summary>
    public Dictionary<(AccountKey Account, int Password), int> Refusals { get; } = [];

    public int SignIns { get; private set; }

    public string Key => "miws";

    public IReadOnlySet<string> ImportedFlows { get; } = new HashSet<string>(StringComparer.Ordinal) { "本サイト採用" };

    /// <summary>Mails that were accepted: when, truly and by the host's clock.</summary>
    public List<(DateTimeOffset At, DateTimeOffset HostClock, Sync.Notifications.Mail Mail)> Mails { get; } = [];

    public void MiwsGoesDown(TimeSpan duration) => miwsOut.Add((time.Now, time.Now + duration));

    /// <summary>MIWS shows pages that nobody knows until somebody has mended their definitions.</summary>
    public void MiwsChanges(TimeSpan duration) => miwsChanged.Add((time.Now, time.Now + duration));

    public void VaultGoesDown(TimeSpan duration) => vaultOut.Add((time.Now, time.Now + duration));

    /// <summary>Whether the mail service is away at any time between the two.</summary>
    public bool MailIsOut(DateTimeOffset from, DateTimeOffset to) => mailOut.Exists(outage => outage.From <= to && from < outage.To);

    public void HrmosGoesDown(TimeSpan duration) => hrmosOut.Add((time.Now, time.Now + duration));

    public void MailGoesDown(TimeSpan duration) => mailOut.Add((time.Now, time.Now + duration));

    /// <summary>Somebody changes the password on the site.</summary>
    public void ChangePassword(AccountKey account) => wantedPassword[account] = wantedPassword.GetValueOrDefault(account) + 1;

    /// <summary>The customer stores the password that the site wants.</summary>
    public void StorePassword(AccountKey account) => storedPassword[account] = wantedPassword.GetValueOrDefault(account);

    /// <summary>The process died: its sessions are gone.</summary>
    public void SessionsEnd() => signedIn.Clear();

    public Task ReachAsync(MediaAccount account, AccountKey key, CancellationToken cancellationToken) =>
        throw new InvalidOperationException("Nobody checks here.");

    public async Task<IMediumSession> SignInAsync(
        MediaAccount account, AccountKey key, Credentials credentials, string runId, CancellationToken cancellationToken)
    {
        SignIns++;
        if (signedIn.GetValueOrDefault(key) > 0)
        {
            SignedInTwice.Add(key);
        }

        signedIn[key] = signedIn.GetValueOrDefault(key) + 1;
        var session = new Session(this, host, random, key);
        try
        {
            await host.WaitAsync(TimeSpan.FromSeconds(random.Next(2, 20)));
            if (IsOut(miwsOut))
            {
                throw new SyncException(FailureCode.SiteUnreachable, "Simulated.");
            }

            var password = storedPassword.GetValueOrDefault(key);
            if (password != wantedPassword.GetValueOrDefault(key))
            {
                Refusals[(key, password)] = Refusals.GetValueOrDefault((key, password)) + 1;
                throw new SyncException(FailureCode.SiteSignInRefused, "Simulated.");
            }

            return session;
        }
        catch (SyncException)
        {
            session.Dispose();
            throw;
        }
    }

    public IAtsSession Open(HrmosSite site, Secret token) => new AtsSession(this);

    public Task<Secret> ReadAsync(string name, CancellationToken cancellationToken)
    {
        if (IsOut(vaultOut))
        {
            throw new SyncException(FailureCode.VaultUnreachable, "Simulated.");
        }

        var parts = name.Split("--");
        return Task.FromResult(parts.Length == 2
            ? new Secret(
                """{"loginId":"simulated","password":"simulated"}""",
                $"v{storedPassword.GetValueOrDefault(new AccountKey(parts[0], parts[1]))}")
            : new Secret(HashKey, "v1"));
    }

    public Task<IReadOnlyList<string>> SendAsync(Sync.Notifications.Mail mail, CancellationToken cancellationToken)
    {
        if (IsOut(mailOut))
        {
            throw new NotToldException("Simulated.", permanent: false);
        }

        Mails.Add((time.Now, time.GetUtcNow(), mail));
        return Task.FromResult<IReadOnlyList<string>>([]);
    }

    public Task<IReadOnlyList<string>> ListUndeliverableAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<string>>([]);

    public Task SaveAsync(string tenantId, TenantCheck check, CancellationToken cancellationToken) => Task.CompletedTask;

    Task<TenantCheck?> ICheckStore.ReadAsync(string tenantId, CancellationToken cancellationToken) => Task.FromResult<TenantCheck?>(null);

    private bool IsOut(List<(DateTimeOffset From, DateTimeOffset To)> outages) =>
        outages.Exists(outage => outage.From <= time.Now && time.Now < outage.To);

    private sealed class Session(SimulatedSites sites, SimulatedHost host, Random random, AccountKey key) : IMediumSession
    {
        private readonly int life = host.Life;

        public int Requests => 2;

        public async Task<ListPage<ApplicantRow>> ListApplicantsAsync(int page, CancellationToken cancellationToken)
        {
            // One run in a hundred is still going on when the next slot comes.
            var isSlow = random.Next(100) == 0;
            await host.WaitAsync(isSlow ? TimeSpan.FromMinutes(random.Next(30, 300)) : TimeSpan.FromSeconds(random.Next(5, 120)));
            return sites.IsOut(sites.miwsChanged)
                ? throw new SyncException(FailureCode.SitePageChanged, "Simulated.")
                : new ListPage<ApplicantRow>([], 0, HasNext: false);
        }

        public Task<Applicant> ReadApplicantAsync(string applicantNumber, CancellationToken cancellationToken) =>
            throw new InvalidOperationException("Nobody applied.");

        public Task<ListPage<Seminar>> ListSeminarsAsync(int page, CancellationToken cancellationToken) =>
            Task.FromResult(new ListPage<Seminar>([], 0, HasNext: false));

        public Task<ListPage<SeminarBooking>> ListBookingsAsync(string seminarNumber, int page, CancellationToken cancellationToken) =>
            throw new InvalidOperationException("Nobody booked.");

        public Task KeepPageAsync(FailureCode reason, CancellationToken cancellationToken) => Task.CompletedTask;

        public void Dispose()
        {
            if (life == host.Life)
            {
                sites.signedIn[key]--;
            }
        }
    }

    private sealed class AtsSession(SimulatedSites sites) : IAtsSession
    {
        public int Requests => 1;

        public Task<IReadOnlyList<string>> ListPermissionsAsync(CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<string>>([]);

        public Task<string> EnsureLabelAsync(string name, CancellationToken cancellationToken) => Task.FromResult("1");

        public Task<IReadOnlyList<string>> FindByExternalIdAsync(string externalId, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<string>>([]);

        public Task<IReadOnlyList<SuspectedDuplicate>> FindByMailAsync(string mail, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<SuspectedDuplicate>>([]);

        public Task<CreateOutcome> CreateCandidateAsync(
            Applicant applicant, string externalId, string labelId, bool allowDuplicate, CancellationToken cancellationToken) =>
            throw new InvalidOperationException("Nobody applied.");

        public Task UpdateCandidateAsync(string candidateId, Applicant applicant, CancellationToken cancellationToken) =>
            Task.CompletedTask;

        public Task<IReadOnlyList<AtsEvent>> ListEventsAsync(CancellationToken cancellationToken) => sites.IsOut(sites.hrmosOut)
            ? throw new SyncException(FailureCode.HrmosMaintenance, "Simulated.")
            : Task.FromResult<IReadOnlyList<AtsEvent>>([]);

        public Task<IReadOnlyDictionary<string, BookingState>> ListBookingsAsync(string eventId, CancellationToken cancellationToken) =>
            throw new InvalidOperationException("Nobody booked.");

        public Task<bool> SetBookingAsync(string eventId, string candidateId, BookingState state, CancellationToken cancellationToken) =>
            Task.FromResult(true);
    }
}
