using System.Globalization;
using System.Text.Json.Nodes;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Microsoft.Extensions.Options;
using RoboSync.DevHost.InProcess;
using RoboSync.Functions.Triggers;
using RoboSync.Local.Azurite;
using RoboSync.Local.Running;
using RoboSync.Simulators.Miws;
using RoboSync.Simulators.People;
using RoboSync.Simulators.World;
using RoboSync.Storage;
using RoboSync.Sync;
using RoboSync.Sync.Calendar;
using RoboSync.Sync.Notifications;
using RoboSync.Sync.Queues;
using RoboSync.Sync.Retention;
using RoboSync.Sync.Runs;
using RoboSync.Sync.Scheduling;
using RoboSync.Sync.Tenants;

namespace RoboSync.Benchmarks;

/// <summary>
/// What docs/capacity.md multiplies: the requests of each thing that the product does, by kind, and how much telemetry it sends. A tenant
/// of two accounts; of a slot's two runs the one that ends the slot is shown, which puts one message more on the queues.
/// </summary>
internal static class CapacityBenchmark
{
    private const int Tenants = 1_000;
    private const int OldTenants = 100;
    private static readonly ParallelOptions Side = new() { MaxDegreeOfParallelism = 8 };
    private static readonly DateTimeOffset Start = new(2026, 6, 1, 9, 0, 0, TimeSpan.FromHours(9));

    public static async Task RunAsync(int applicants)
    {
        await using var azurite = await AzuriteServer.StartAsync(System.Console.Error.WriteLine, ["runs", "many", "old"], default);
        await using var sink = await TelemetrySink.StartAsync();
        Header();
        await MeasureRunsAsync(azurite.ConnectionString("runs"), sink, applicants);
        await MeasureManyAsync(azurite.ConnectionString("many"), sink);
        await MeasureCleanUpAsync(azurite.ConnectionString("old"), sink);
    }

    private static async Task MeasureRunsAsync(string storage, TelemetrySink sink, int applicants)
    {
        var clock = new StillClock(Start);
        await using var world =
            await SimulatedWorld.StartAsync(new WorldOptions { Applicants = 2 * applicants, Clock = clock, SearchLag = TimeSpan.Zero });
        await using var product = await CountedProduct.StartAsync(world, sink, clock, storage);
        await SetUpAsync(product, world, storage);
        var people = new PersonGenerator(1);
        var slots = new Slots(product, storage);

        clock.Now = Start.AddHours(3);
        await slots.RunAsync(string.Create(CultureInfo.InvariantCulture, $"run, first, {applicants:N0} applicants"), mails: false);
        clock.Now = Start.AddHours(7);
        await slots.RunAsync("run, nothing new, same day", mails: true);
        clock.Now = Start.AddHours(10);
        MoveOn(world, people);
        clock.Now = Start.AddHours(11);
        await slots.RunAsync("run, 10 new, 20 changed, 20 booked, same day", mails: false);
        clock.Now = Start.AddHours(23);
        await slots.RunAsync("run, nothing new, whole list", mails: false);
        clock.Now = Start.AddHours(46);
        MoveOn(world, people);
        clock.Now = Start.AddHours(47);
        await slots.RunAsync("run, 10 new, 20 changed, 20 booked, whole list", mails: false);
        Write("dispatch, nothing due", await product.MeasureAsync(() => product.Get<DispatchDueSyncs>().RunAsync(default)));
        clock.Now += product.Get<IOptions<SyncOptions>>().Value.DeadAfter;
        Write("watch for open slots, 5 that have ended", await product.MeasureAsync(() => product.Get<WatchOpenSlots>().RunAsync(default)));
        Write("watch for open slots, none", await product.MeasureAsync(() => product.Get<WatchOpenSlots>().RunAsync(default)));
        Write("watch for poison, none", await product.MeasureAsync(() => product.Get<WatchPoisonQueues>().RunAsync(default)));
    }

    // As an operator and a customer do it, by the functions themselves.
    private static async Task SetUpAsync(CountedProduct product, SimulatedWorld world, string storage)
    {
        var tenant = LocalTenant.Demo(world);
        tenant.FillVault(world.KeyVault, seed: 1);
        world.KeyVault.Set("sendgrid-api-key", world.SendGrid.ApiKey);
        var blobs = new BlobServiceClient(storage);
        var functions = new InProcessFunctions(product.Services, typeof(StartDueSyncs).Assembly);
        await blobs.GetBlobContainerClient(StorageNames.TenantsContainer).GetBlobClient($"{tenant.TenantId}.json")
            .UploadAsync(BinaryData.FromString(tenant.Document));
        await functions.DrainAsync(default);
        await blobs.GetBlobContainerClient(StorageNames.MappingsContainer).GetBlobClient($"{tenant.TenantId}/inbox/mapping.csv")
            .UploadAsync(BinaryData.FromString(tenant.MappingCsv!));
        await functions.DrainAsync(default);
    }

    private static void MoveOn(SimulatedWorld world, PersonGenerator people)
    {
        foreach (var year in world.Years)
        {
            var before = world.Miws.Data.Applicants.Where(applicant => applicant.Year == year && MiwsFlows.IsImported(applicant.Flow))
                .ToList();
            var seminars = world.Plans.Where(plan => plan.Year == year).SelectMany(plan => plan.SeminarNumbers).ToList();
            for (var number = 0; number < 10; number++)
            {
                world.Miws.Data.AddApplicant(people.Next(year), year, MiwsFlows.MainSite);
            }

            foreach (var (applicant, number) in before.Where(applicant => !IsBooked(world, applicant)).Take(20)
                .Select((applicant, number) => (applicant, number)))
            {
                world.Miws.Data.Edit(applicant.Number, person => person with { Mail = people.NewMail() });
                world.Miws.Data.SetBooking(seminars[number % seminars.Count], applicant.Number, "予約");
            }
        }
    }

    private static bool IsBooked(SimulatedWorld world, MiwsApplicant applicant) => world.Plans.SelectMany(plan => plan.SeminarNumbers)
        .Any(seminar => world.Miws.Data.BookingsOf(seminar).Any(booking => booking.ApplicantNumber == applicant.Number));

    private static async Task MeasureManyAsync(string storage, TelemetrySink sink)
    {
        var clock = new StillClock(Start);
        await using var world = await SimulatedWorld.StartAsync(new WorldOptions { Applicants = 2, Clock = clock });
        await using var product = await CountedProduct.StartAsync(world, sink, clock, storage);
        await Parallel.ForEachAsync(Enumerable.Range(0, Tenants), Side, async (number, _) =>
        {
            var document = JsonNode.Parse(LocalTenant.Demo(world).Document)!;
            document["tenantId"] = string.Create(CultureInfo.InvariantCulture, $"tenant-{number}");
            await product.Get<ITenantStore>().SaveAsync((string)document["tenantId"]!, document.ToJsonString(), default);
            foreach (var account in TenantDocument.Parse(document.ToJsonString()).Accounts)
            {
                await product.Get<IDueSlotStore>()
                    .SetNextAsync(new AccountKey((string)document["tenantId"]!, account.AccountId), Start, default);
            }
        });
        var accounts = Tenants * world.Years.Count;
        Write(
            string.Create(CultureInfo.InvariantCulture, $"dispatch, {accounts:N0} due"),
            await product.MeasureAsync(() => product.Get<DispatchDueSyncs>().RunAsync(default)));
        Write(
            string.Create(CultureInfo.InvariantCulture, $"watch for overdue runs, {accounts:N0} accounts"),
            await product.MeasureAsync(() => product.Get<WatchOverdueRuns>().RunAsync(default)));
    }

    private static async Task MeasureCleanUpAsync(string storage, TelemetrySink sink)
    {
        var clock = new StillClock(Start);
        await using var world = await SimulatedWorld.StartAsync(new WorldOptions { Applicants = 2, Clock = clock });
        await using var product = await CountedProduct.StartAsync(world, sink, clock, storage);
        var accounts = Enumerable.Range(0, OldTenants)
            .SelectMany(
                tenant =>
                    world.Years.Select(year => new AccountKey(
                        string.Create(CultureInfo.InvariantCulture, $"tenant-{tenant}"),
                        string.Create(CultureInfo.InvariantCulture, $"miws-{year}"))))
            .ToList();
        await Parallel.ForEachAsync(accounts, Side, async (account, _) =>
        {
            foreach (var slot in SlotSchedule.Default)
            {
                await LeaveRecordsAsync(product, account, Start - Start.TimeOfDay + slot.ToTimeSpan());
            }
        });
        clock.Now = Start.AddYears(1);
        Write(
            string.Create(CultureInfo.InvariantCulture, $"clean-up, a day of {accounts.Count:N0} accounts"),
            await product.MeasureAsync(() => product.Get<CleanUp>().RunAsync(default)));
    }

    private static async Task LeaveRecordsAsync(CountedProduct product, AccountKey account, DateTimeOffset slot)
    {
        var run = new RunState
        {
            Account = account,
            RunId = RunRequest.IdOf(slot),
            Slot = slot,
            GraduationYear = 2027,
            StartedAt = slot,
            HeartbeatAt = slot,
            FinishedAt = slot,
            Phase = RunPhase.Finished,
        };
        var current = await product.Get<IRunStore>().ReadCurrentAsync(account, default);
        await product.Get<IRunStore>().SaveAsync(run with { ETag = current?.ETag ?? "" }, default);
        await product.Get<IRunStore>().SaveWorklistAsync(account, run.RunId, new Worklist([], null, false, 0, run.GraduationYear), default);
        await product.Get<ISlotReportStore>().SaveAsync(run, default);
        await product.Get<IDueSlotStore>().ClaimAsync([new DueSlot(account, slot)], TimeSpan.Zero, default);
        await product.Get<INoticeLedger>().NoteToldAsync(
            account.TenantId, NotificationMessage.ForSlot(account.TenantId, slot).DedupKey, default);
    }

    private static void Header()
    {
        var kinds = string.Join(" | ", Enum.GetNames<RequestKind>());
        System.Console.WriteLine($"| what | {kinds} | to MIWS | to HRMOS | telemetry items | telemetry bytes | seconds |");
        System.Console.WriteLine($"| --- |{string.Concat(Enumerable.Repeat(" ---: |", Enum.GetValues<RequestKind>().Length + 5))}");
    }

    private static void Write(string what, Cost cost)
    {
        var requests = string.Join(" | ", Enum.GetValues<RequestKind>()
            .Select(kind => cost.Requests.GetValueOrDefault(kind).ToString("N0", CultureInfo.InvariantCulture)));
        System.Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {what} | {requests} | {cost.Miws:N0} | {cost.Hrmos:N0} | {cost.TelemetryItems:N0} | {cost.TelemetryBytes:N0} | "
            + $"{cost.Seconds:0.0} |"));
    }

    /// <summary>Works a slot off, message by message, in the host's place.</summary>
    private sealed class Slots(CountedProduct product, string storage)
    {
        private readonly QueueServiceClient queues = new(storage, StorageClients.QueueOptions);

        public async Task RunAsync(string what, bool mails)
        {
            await product.Get<DispatchDueSyncs>().RunAsync(default);
            Cost? last = null;
            foreach (var message in await TakeAsync(StorageNames.AccountSyncsQueue))
            {
                last = await product.MeasureAsync(() => product.Get<SyncAccountRun>().RunAsync(message, default));
            }

            Write(what, last!);
            foreach (var message in await TakeAsync(StorageNames.NotificationsQueue))
            {
                var cost = await product.MeasureAsync(() => product.Get<SendNotification>().RunAsync(message, default));
                if (mails)
                {
                    Write("mail of a slot", cost);
                    Write(
                        "look whether a slot is late",
                        await product.MeasureAsync(() => product.Get<SendNotification>().RunAsync(message, default)));
                }
            }
        }

        private async Task<IReadOnlyList<string>> TakeAsync(string name)
        {
            var queue = queues.GetQueueClient(name);
            QueueMessage[] messages = await queue.ReceiveMessagesAsync(32, TimeSpan.FromHours(1));
            foreach (var message in messages)
            {
                await queue.DeleteMessageAsync(message.MessageId, message.PopReceipt);
            }

            return [.. messages.Select(message => message.Body.ToString())];
        }
    }

    /// <summary>Stands where it is put; timers run in real time.</summary>
    private sealed class StillClock(DateTimeOffset start) : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = start;

        public override DateTimeOffset GetUtcNow() => Now.ToUniversalTime();
    }
}
