using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using RoboSync.Sync;
using RoboSync.Sync.Accounts;
using RoboSync.Sync.Ats;
using RoboSync.Sync.Bookings;
using RoboSync.Sync.Candidates;
using RoboSync.Sync.Checking;
using RoboSync.Sync.Documents;
using RoboSync.Sync.EventMapping;
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
/// A month of many customers with everything that goes wrong: sites, vault and mail service out, pages and passwords changed, accounts
/// paused, slow runs, a process that dies between two writes, a clock that is set. The rules are the real ones.
/// </summary>
internal sealed class SimulatedMonth
{
    /// <summary>A February with a leap day, over the clock change of the host's zone.</summary>
    public static readonly DateTimeOffset Start = new(2028, 2, 14, 0, 0, 0, TimeSpan.Zero);

    public static readonly DateTimeOffset End = Start.AddDays(30);

    // What piled up is worked off, and every rest is over.
    private static readonly TimeSpan Aftermath = TimeSpan.FromDays(4);

    private static readonly string[] AccountIds = ["one", "two"];

    private readonly Random random;
    private readonly Dictionary<string, JsonObject> documents = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> inForce = new(StringComparer.Ordinal);
    private readonly ServiceProvider services;

    public SimulatedMonth(int seed, int tenants)
    {
        random = new Random(seed);
        Time = new VirtualTime(Start);
        Host = new SimulatedHost(Time, random);
        Storage = new SimulatedStorage(Time, Host);
        Sites = new SimulatedSites(Time, Host, random);
        Second = new SecondMedium(Sites);
        services = Compose();
        Host.OnSync = body => services.GetRequiredService<SyncAccountRun>().RunAsync(body, default);
        Host.OnPoisonedSync = body => services.GetRequiredService<PoisonedSync>().RunAsync(body, default);
        Host.OnNotification = body => services.GetRequiredService<SendNotification>().RunAsync(body, default);
        Host.OnDeath = () =>
        {
            Sites.SessionsEnd();
            Storage.LeasesRunOut();
        };
        foreach (var number in Enumerable.Range(0, tenants))
        {
            AddTenant(string.Create(CultureInfo.InvariantCulture, $"tenant-{number:000}"));
        }
    }

    public VirtualTime Time { get; }

    public SimulatedHost Host { get; }

    public SimulatedStorage Storage { get; }

    public SimulatedSites Sites { get; }

    /// <summary>Where the second account of every tenant is.</summary>
    public SecondMedium Second { get; }

    /// <summary>The customers.</summary>
    public IReadOnlyList<Tenant> Tenants => [.. documents.Values.Select(document => TenantDocument.Parse(document.ToJsonString()))];

    /// <summary>When a dispatch ran to its end, truly and by the host's clock.</summary>
    public List<(DateTimeOffset At, DateTimeOffset HostClock)> Dispatches { get; } = [];

    /// <summary>When an account was not enabled.</summary>
    public List<(AccountKey Account, DateTimeOffset From, DateTimeOffset To)> Pauses { get; } = [];

    /// <summary>Lives through the month and its aftermath.</summary>
    public void Run()
    {
        foreach (var tenantId in documents.Keys)
        {
            Apply(tenantId, () => { });
        }

        Time.Every(TimeSpan.FromMinutes(5), Start, () =>
        {
            if (Host.Fire(() => services.GetRequiredService<DispatchDueSyncs>().RunAsync(default)))
            {
                Dispatches.Add((Time.Now, Time.GetUtcNow()));
            }
        });
        Time.Every(
            TimeSpan.FromHours(1),
            Start.AddMinutes(20),
            () => Host.Fire(() => services.GetRequiredService<WatchOverdueRuns>().RunAsync(default)));
        Time.Every(
            TimeSpan.FromMinutes(15),
            Start.AddMinutes(3),
            () => Host.Fire(() => services.GetRequiredService<WatchOpenSlots>().RunAsync(default)));
        PlanTrouble();
        Time.RunUntil(End + Aftermath);
    }

    private void PlanTrouble()
    {
        Often(6, () => Sites.MiwsGoesDown(Hours(1, 30)));
        Often(2, () => Sites.MiwsChanges(Hours(1, 40)));
        Often(4, () => Sites.VaultGoesDown(Hours(1, 30)));
        Often(4, () => Sites.HrmosGoesDown(Hours(1, 12)));
        Often(4, () => Sites.MailGoesDown(Hours(1, 30)));
        Often(8, () => Host.GoDown(Hours(0, 14)));
        Often(300, Host.DieSoon);
        Often(60, Host.LoseSync);

        // The clock is set, by a little and by a lot, and set right again.
        Often(20, () => Time.Skew = TimeSpan.FromSeconds(random.Next(-120, 120)));
        Often(2, () =>
        {
            Time.Skew = TimeSpan.FromHours(random.Next(2) == 0 ? 1 : -1);
            Time.After(Hours(0, 6), () => Time.Skew = TimeSpan.Zero);
        });

        foreach (var tenant in Tenants)
        {
            foreach (var account in tenant.Accounts)
            {
                var key = new AccountKey(tenant.TenantId, account.AccountId);
                if (random.Next(4) == 0)
                {
                    Often(1, () =>
                    {
                        Sites.ChangePassword(key);
                        Time.After(Hours(1, 100), () => Sites.StorePassword(key));
                    });
                }

                if (random.Next(8) == 0)
                {
                    Often(1, () => Pause(key));
                }
            }

            if (random.Next(8) == 0)
            {
                Often(1, () => Host.Fire(() => services.GetRequiredService<RunNow>().RunAsync(tenant.TenantId, Time.GetUtcNow(), default)));
            }
        }
    }

    private void Pause(AccountKey account)
    {
        var from = Time.Now;
        var duration = Hours(1, 80);
        Enable(account, false, () => { });
        Time.After(duration, () => Enable(account, true, () => Pauses.Add((account, from, Time.Now))));
    }

    private void Enable(AccountKey account, bool enabled, Action applied)
    {
        documents[account.TenantId]["accounts"]!.AsArray().Single(item => (string)item!["id"]! == account.AccountId)!["enabled"] = enabled;
        Apply(account.TenantId, applied);
    }

    // An upload is delivered until it was taken.
    private void Apply(string tenantId, Action applied)
    {
        // A later upload was taken in its place.
        var document = documents[tenantId].ToJsonString();
        if (inForce.GetValueOrDefault(tenantId) == document)
        {
            applied();
            return;
        }

        using var content = new MemoryStream(Encoding.UTF8.GetBytes(document));
        if (!Host.Fire(() => services.GetRequiredService<ApplyTenantDocument>().RunAsync(tenantId, content, default)))
        {
            Time.After(TimeSpan.FromMinutes(1), () => Apply(tenantId, applied));
            return;
        }

        Storage.LastTenantResult.ShouldContain("\"accepted\":true");
        inForce[tenantId] = document;
        applied();
    }

    private void Often(int times, Action action)
    {
        for (var time = 0; time < times; time++)
        {
            Time.At(Start + ((End - Start) * random.NextDouble()), action);
        }
    }

    private TimeSpan Hours(int least, int most) => TimeSpan.FromMinutes(random.Next(least * 60, most * 60));

    private void AddTenant(string tenantId)
    {
        // Any minute, and some slots close enough that one run meets the next.
        var slots = Enumerable.Range(0, random.Next(1, 5)).Select(_ => new TimeOnly(random.Next(24), random.Next(60))).Distinct()
            .Select(slot => (JsonNode)slot.ToString("HH:mm", CultureInfo.InvariantCulture));
        var document = (JsonObject)JsonNode.Parse(Sample.TenantDocument)!;
        document["tenantId"] = tenantId;
        document["firstRunNeedsApproval"] = false;
        document["slots"] = new JsonArray([.. slots]);
        document["mail"] = new JsonObject { ["to"] = new JsonArray($"saiyo@{tenantId}.example"), ["whenNothingNew"] = true };
        var account = document["accounts"]![0]!;
        document["accounts"] = new JsonArray(
            [.. AccountIds.Select(id =>
            {
                var copy = account.DeepClone();
                copy["id"] = id;
                copy["medium"] = id == "two" ? SecondMedium.MediumKey : "miws";
                copy["credentialsSecret"] = $"{tenantId}--{id}";
                return copy;
            })]);
        documents[tenantId] = document;
    }

    private ServiceProvider Compose()
    {
        var nobody = new NobodyStored();
        return new ServiceCollection().AddLogging().AddMetrics().AddSingleton<TimeProvider>(Time).AddSync()
            .AddSingleton(Options.Create(new SyncOptions { OperatorMail = "operator@robosync.example" }))
            .AddSingleton<ITenantStore>(Storage).AddSingleton<IDueSlotStore>(Storage).AddSingleton<IOpenSlotStore>(Storage)
                .AddSingleton<IAccountStateStore>(Storage)
            .AddSingleton<ISlotReportStore>(Storage).AddSingleton<IRunStore>(Storage).AddSingleton<IAccountLeases>(Storage)
                .AddSingleton<INoticeLedger>(Storage)
            .AddSingleton<IWorkQueues>(Host).AddSingleton<IPlanStore>(nobody)
            .AddSingleton<IMedium>(Sites).AddSingleton<IMedium>(Second).AddSingleton<IAts>(Sites).AddSingleton<ISecretVault>(Sites)
                .AddSingleton<IMailSender>(Sites).AddSingleton<ICheckStore>(Sites)
            .AddSingleton<ICandidateLinkStore>(nobody).AddSingleton<ISetAsideStore>(nobody).AddSingleton<IBookingLinkStore>(nobody)
                .AddSingleton<ISeminarReadingStore>(nobody).AddSingleton<IReconciliationStore>(nobody).AddSingleton<IRunHistory>(nobody)
            .AddSingleton<IEventMappingStore>(nobody).AddSingleton<IMappingSheetStore>(nobody)
            .BuildServiceProvider();
    }
}
