using System.Text;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using RoboSync.EndToEndTests.Running;
using RoboSync.Sync.Accounts;
using RoboSync.Sync.Ats;
using RoboSync.Sync.Audit;
using RoboSync.Sync.Bookings;
using RoboSync.Sync.Candidates;
using RoboSync.Sync.Checking;
using RoboSync.Sync.Documents;
using RoboSync.Sync.EventMapping;
using RoboSync.Sync.Failures;
using RoboSync.Sync.Media;
using RoboSync.Sync.Notifications;
using RoboSync.Sync.Queues;
using RoboSync.Sync.Reconciling;
using RoboSync.Sync.Retention;
using RoboSync.Sync.Runs;
using RoboSync.Sync.Runs.Plans;
using RoboSync.Sync.Scheduling;
using RoboSync.Sync.Tenants;
using RoboSync.Sync.Uploads;
using RoboSync.Sync.Users;

namespace RoboSync.EndToEndTests.Storage;

/// <summary>A write of a store, with what is there before it.</summary>
/// <param name="Method">The port's method, for example <c>IRunStore.SaveAsync</c>.</param>
/// <param name="Name">What sort of it, in words.</param>
/// <param name="Prepare">What is stored before.</param>
/// <param name="Act">The write, and what it answered: compared with and without a lost answer.</param>
internal sealed record WriteCase(string Method, string Name, Func<Stores, Task> Prepare, Func<Stores, Task<object?>> Act)
{
    public override string ToString() => $"{Method}: {Name}";
}

/// <summary>The ports, for a tenant that nobody else uses.</summary>
internal sealed record Stores(IServiceProvider Services, TestClock Clock, string TenantId)
{
    public AccountKey Account => new(TenantId, "miws-2027");

    public LinkScope People => new(TenantId, "miws", 2027);

    public PurgeScope Purge => new(TenantId, People.GraduationYear, [People.Medium], new Dictionary<string, int>());

    public DateTimeOffset Now => Clock.GetUtcNow();

    public DueSlot Slot => new(Account, Now);

    public RunState Run =>
        new() { Account = Account, RunId = "20260601T000000Z", Slot = Now, StartedAt = Now, HeartbeatAt = Now, GraduationYear = 2027 };

    public T Get<T>()
        where T : notnull => (T)Services.GetService(typeof(T))!;

    public static CandidateLink Intent(string number, string run = "one") =>
        new() { ApplicantNumber = number, RunId = run, IntendedAt = new DateTimeOffset(
            2026, 6, 1, 0, 0, 0, TimeSpan.Zero), ContentHash = "content", RowHash = "row" };
}

/// <summary>Every kind of write there is; a test compares them with the ports' methods.</summary>
internal static class WriteCases
{
    private const string Event = "2239928341129601024";

    private static readonly TimeSpan Abandoned = TimeSpan.FromMinutes(3);

    public static IReadOnlyList<WriteCase> All { get; } =
    [
        Case<ITenantStore>("SaveAsync", (store, at) => store.SaveAsync(at.TenantId, """{ "a": 1 }""", default)),
        Case<ITenantStore>("SaveResultAsync", (store, at) => store.SaveResultAsync(at.TenantId, "{}", default)),
        Case<ITenantStore>("SaveOverviewAsync", (store, at) => store.SaveOverviewAsync(Encoding.UTF8.GetBytes(at.TenantId), default)),
        Case<ICheckRequests>("AskAsync", (requests, at) => requests.AskAsync(at.TenantId, "miws-2027", default)),
        Case<ICheckStore>("SaveAsync", (store, at) => store.SaveAsync(at.TenantId, new TenantCheck(at.Now, null, []), default)),
        new("IAccountStateStore.SaveAsync", "new, replaced, and replaced again", Nothing, async at =>
        {
            var store = at.Get<IAccountStateStore>();
            var state = await store.SaveAsync(new AccountState { Account = at.Account, LastTotal = 1 }, default);
            state = await store.SaveAsync(state with { LastTotal = 2 }, default);
            return (await store.SaveAsync(state with { LastTotal = 3 }, default)).LastTotal;
        }),
        new("IAccountStateStore.SaveAsync", "counted on by what was read", Nothing, async at =>
        {
            await at.Get<IAccountStateStore>().UpdateAsync(at.Account, state => state with { LastTotal = state.LastTotal + 1 }, default);
            return (await at.Get<IAccountStateStore>()
                .UpdateAsync(at.Account, state => state with { LastTotal = state.LastTotal + 1 }, default)).LastTotal;
        }),
        new("ICandidateLinkStore.AnnounceAsync", "more than a transaction", Nothing, async at =>
            await at.Get<ICandidateLinkStore>()
                .AnnounceAsync(at.People, [.. Enumerable.Range(1000, 150).Select(number => Stores.Intent($"{number}"))], default)),
        new(
            "ICandidateLinkStore.AnnounceAsync",
            "where another account was first with some",
            at => at.Get<ICandidateLinkStore>().AnnounceAsync(at.People, [Stores.Intent("2", "two"), Stores.Intent("4", "two")], default),
            async at => await at.Get<ICandidateLinkStore>()
                .AnnounceAsync(at.People, [.. Enumerable.Range(1, 5).Select(number => Stores.Intent($"{number}"))], default)),
        new(
            "ICandidateLinkStore.AnnounceAsync",
            "new ones and some over what was read",
            at => at.Get<ICandidateLinkStore>().SaveAsync(at.People, [Stores.Intent("1") with { CandidateId = "7" }], default),
            async at =>
            {
                var links = await at.Get<ICandidateLinkStore>().ReadAllAsync(at.People, default);
                return await at.Get<ICandidateLinkStore>()
                    .AnnounceAsync(at.People, [links["1"] with { RunId = "three" }, Stores.Intent("2", "three")], default);
            }),
        Case<ICandidateLinkStore>(
            "SaveAsync",
            (store, at) => store.SaveAsync(at.People, [Stores.Intent("1") with { CandidateId = "2239928341129601024" }], default)),
        new(
            "ICandidateLinkStore.RemoveIntentsAsync",
            "some that are there",
            at => at.Get<ICandidateLinkStore>().AnnounceAsync(at.People, [Stores.Intent("1"), Stores.Intent("2")], default),
            at => DoneAsync(at.Get<ICandidateLinkStore>().RemoveIntentsAsync(at.People, ["1", "3"], default))),
        new(
            "ISetAsideStore.SaveAsync",
            "one that failed and one that succeeded",
            at => at.Get<ISetAsideStore>().SaveAsync(
                at.People, "a", [new SetAside("2", FailureCode.CandidateRejected, "", at.Now, 1)], [], default),
            at => DoneAsync(at.Get<ISetAsideStore>()
                .SaveAsync(at.People, "a", [new SetAside("1", FailureCode.CandidateRejected, "", at.Now, 1)], ["2"], default))),
        new("IBookingLinkStore.AnnounceAsync", "new, and again over what was answered", Nothing, async at =>
        {
            var store = at.Get<IBookingLinkStore>();
            var links = await store.AnnounceAsync(at.People, Event, [Booking(at, "1"), Booking(at, "2")], default);
            links = await store.AnnounceAsync(at.People, Event, [.. links.Select(link => link with { RunId = "two" })], default);
            return links.Select(link => $"{link.ApplicantNumber} {link.RunId}");
        }),
        new(
            "IBookingLinkStore.SettleAsync",
            "of what was announced",
            at => at.Get<IBookingLinkStore>().AnnounceAsync(at.People, Event, [Booking(at, "1"), Booking(at, "2")], default),
            async at =>
            {
                var links = (await at.Get<IBookingLinkStore>().ReadAllAsync(at.People, default))[Event].Values;
                await at.Get<IBookingLinkStore>().SettleAsync(
                    at.People,
                    Event,
                    [.. links.Select(link => link with { Written = BookingState.Booked, Intended = null, IntendedAt = default })],
                    default);
                return null;
            }),
        new("IEventMappingStore.SaveAsync", "a first and a second version", Nothing, async at =>
        {
            var store = at.Get<IEventMappingStore>();
            var map = new Dictionary<string, string> { ["270100"] = "2239928341129601024" };
            return (
                await store.SaveAsync(at.TenantId, map, at.Now, default),
                await store.SaveAsync(at.TenantId, map, at.Now.AddMinutes(1), default));
        }),
        new("IEventMappingStore.ReplaceAsync", "of a version that was seen", Nothing, async at =>
        {
            var store = at.Get<IEventMappingStore>();
            var map = new Dictionary<string, string> { ["270100"] = "2239928341129601024" };
            var first = await store.ReplaceAsync(at.TenantId, map, seen: 0, at.Now.AddMinutes(1), default);
            map["270101"] = "2239928341129601024";

            // Whose clock is behind replaces what they have seen all the same.
            return (first, await store.ReplaceAsync(at.TenantId, map, seen: first!.Value, at.Now, default));
        }),
        Case<IEventMappingStore>(
            "SaveOutcomeAsync",
            (store, at) => store.SaveOutcomeAsync(at.TenantId, new MappingOutcome { Upload = "a.csv", UploadedAt = at.Now }, default)),
        Case<IEventMappingStore>("OpenResultAsync", async (store, at) =>
        {
            await using var result = await store.OpenResultAsync(at.TenantId, "a-errors.csv", default);
            await result.WriteAsync(Encoding.UTF8.GetBytes("エラー"));
        }),
        Case<IMappingSheetStore>(
            "SaveEventsAsync",
            (store, at) => store.SaveEventsAsync(at.TenantId, [new AtsEvent("2239928341129601024", "説明会", at.Now)], default)),
        Case<IMappingSheetStore>(
            "SaveSeminarsAsync",
            (store, at) => store.SaveSeminarsAsync(at.People, [new Seminar("270100", "説明会", new DateOnly(2026, 7, 1), 3)], default)),
        Case<IMappingSheetStore>("SaveSheetAsync", (store, at) => store.SaveSheetAsync(at.TenantId, [1, 2, 3], default)),
        new("IRunStore.SaveAsync", "begun, gone on and finished", Nothing, async at =>
        {
            var store = at.Get<IRunStore>();
            var run = await store.SaveAsync(at.Run, default);
            run = await store.SaveAsync(run with { WorklistDone = 50 }, default);
            run = await store.SaveAsync(run with { Phase = RunPhase.Finished, FinishedAt = at.Now }, default);
            return (await store.SaveAsync(run with { WorklistDone = 60 }, default)).WorklistDone;
        }),
        new("IRunStore.SaveAsync", "finished at once", Nothing, async at =>
        {
            var run = await at.Get<IRunStore>().SaveAsync(at.Run with { Phase = RunPhase.Finished, FinishedAt = at.Now }, default);
            return (await at.Get<IRunStore>().SaveAsync(run with { RunId = "20260601T040000Z" }, default)).RunId;
        }),
        Case<IRunStore>(
            "SaveWorklistAsync",
            (store, at) => store.SaveWorklistAsync(at.Account, "r", new Worklist(["1"], null, Full: true, 1, 2027), default)),
        Case<ISeminarReadingStore>("SaveAsync", (store, at) => store.SaveAsync(
            at.People,
            at.Account.AccountId,
            [new SeminarReading
            {
                SeminarNumber = "270100", EventId = Event, ReadAt = at.Now, Bookings = 1,
                Unlinked = new Dictionary<string, BookingState> { ["1"] = BookingState.Booked },
            }],
            default)),
        Case<IReconciliationRequests>("AskAsync", (requests, at) => requests.AskAsync(at.TenantId, default)),
        Case<IReconciliationStore>("SaveAsync", (store, at) => store.SaveAsync(
            new Reconciliation { Account = at.Account, GraduationYear = 2027 }, [1], default)),
        new("IRateBudgetStore.SaveAsync", "new, and replaced by what was answered", Nothing, async at =>
        {
            var store = at.Get<IRateBudgetStore>();
            var budget = await store.SaveAsync(await store.ReadAsync(at.TenantId, default), default);
            return (await store.SaveAsync(budget with { SpokenFor = at.Now }, default)).SpokenFor;
        }),
        new("IPlanStore.SaveAsync", "new, gone on and made", Nothing, async at =>
        {
            var store = at.Get<IPlanStore>();
            var plan = await store.SaveAsync(
                new Plan { Account = at.Account, PlanId = "20260601T000000Z", AskedAt = at.Now, GraduationYear = 2027 }, default);
            plan = await store.SaveAsync(plan with { Restarts = 1 }, default);
            return (await store.SaveAsync(plan with { Status = PlanStatus.Ready }, default)).Status;
        }),
        Case<IPlanStore>("SaveFilesAsync", (store, at) => store.SaveFilesAsync(
            new Plan { Account = at.Account, PlanId = "20260601T000000Z", AskedAt = at.Now, GraduationYear = 2027 }, [1, 2, 3], "予行",
            default)),
        Case<IPlanRequests>("AskAsync", (requests, at) => requests.AskAsync(at.Account, default)),
        Case<IPlanRequests>("ApproveAsync", (requests, at) => requests.ApproveAsync(at.Account, "20260601T000000Z", default)),
        Case<ISlotReportStore>("ExpectAsync", (store, at) => store.ExpectAsync(at.Account, at.Now)),
        new(
            "ISlotReportStore.ExpectAsync",
            "of a report that is there",
            at => at.Get<ISlotReportStore>().SaveAsync(at.Run, default),
            async at =>
            {
                await at.Get<ISlotReportStore>().ExpectAsync(at.Account, at.Now);
                return (await at.Get<ISlotReportStore>().ReadAsync(at.TenantId, at.Now, default))[at.Account.AccountId]!.RunId;
            }),
        Case<ISlotReportStore>("SaveAsync", (store, at) => store.SaveAsync(at.Run, default)),
        new("INoticeLedger.ClaimAsync", "of a mail that nobody has claimed", Nothing, async at =>
            await at.Get<INoticeLedger>().ClaimAsync(at.TenantId, "slot/1", Abandoned, default)),
        new(
            "INoticeLedger.ClaimAsync",
            "of a worker that died",
            async at =>
            {
                await at.Get<INoticeLedger>().ClaimAsync(at.TenantId, "slot/1", Abandoned, default);
                at.Clock.Advance(Abandoned * 2);
            },
            async at => await at.Get<INoticeLedger>().ClaimAsync(at.TenantId, "slot/1", Abandoned, default)),
        new(
            "INoticeLedger.ReleaseAsync",
            "of our claim",
            at => at.Get<INoticeLedger>().ClaimAsync(at.TenantId, "slot/1", Abandoned, default),
            at => DoneAsync(at.Get<INoticeLedger>().ReleaseAsync(at.TenantId, "slot/1", default))),
        new(
            "INoticeLedger.NoteToldAsync",
            "of our claim",
            at => at.Get<INoticeLedger>().ClaimAsync(at.TenantId, "slot/1", Abandoned, default),
            at => DoneAsync(at.Get<INoticeLedger>().NoteToldAsync(at.TenantId, "slot/1", default))),
        new(
            "IDueSlotStore.ClaimAsync",
            "of a slot that nobody has claimed",
            Nothing,
            async at => await at.Get<IDueSlotStore>().ClaimAsync(at.Slot, Abandoned)),
        new(
            "IDueSlotStore.ClaimAsync",
            "of a dispatch that died",
            async at =>
            {
                await at.Get<IDueSlotStore>().ClaimAsync(at.Slot, Abandoned);
                at.Clock.Advance(Abandoned * 2);
            },
            async at => await at.Get<IDueSlotStore>().ClaimAsync(at.Slot with { Due = at.Slot.Due - (Abandoned * 2) }, Abandoned)),
        Case<IDueSlotStore>("SetNextAsync", async (store, at) =>
        {
            await store.SetNextAsync(at.Account, at.Now, default);
            await store.SetNextAsync(at.Account, at.Now.AddHours(4), default);
        }),
        new(
            "IDueSlotStore.SetNextAsync",
            "to none",
            at => at.Get<IDueSlotStore>().SetNextAsync(at.Account, at.Now, default),
            at => DoneAsync(at.Get<IDueSlotStore>().SetNextAsync(at.Account, null, default))),
        new(
            "IDueSlotStore.ReplaceAsync",
            "by the next",
            at => at.Get<IDueSlotStore>().SetNextAsync(at.Account, at.Now, default),
            at => DoneAsync(at.Get<IDueSlotStore>().ReplaceAsync(at.Slot, at.Now.AddHours(4)))),
        new(
            "IDueSlotStore.DropAsync",
            "of an account that is gone",
            at => at.Get<IDueSlotStore>().SetNextAsync(at.Account, at.Now, default),
            at => DoneAsync(at.Get<IDueSlotStore>().DropAsync(at.Slot, default))),
        new("IAccountLeases.TryAcquireAsync", "for the first time", Nothing, async at =>
        {
            await using var lease = await at.Get<IAccountLeases>().TryAcquireAsync(at.Account, default);
            return lease is not null;
        }),
        new("IAccountLeases.TryAcquireAsync", "taken, given back and taken again", Nothing, async at =>
        {
            await using (await at.Get<IAccountLeases>().TryAcquireAsync(at.Account, default))
            {
                (await at.Get<IAccountLeases>().TryAcquireAsync(at.Account, default)).ShouldBeNull("it is ours");
            }

            await using var again = await at.Get<IAccountLeases>().TryAcquireAsync(at.Account, default);
            return again is not null;
        }),
        Case<IPageArchive>("KeepAsync", (store, at) => store.KeepAsync(at.Account, 2027, "r", "page", "<html>", default)),
        Case<IPageDefinitionOverrides>("KeepGoodAsync", (store, at) => store.KeepGoodAsync(at.TenantId, "page", "{}", default)),
        Case<IPageDefinitionOverrides>("SaveResultAsync", (store, at) => store.SaveResultAsync(at.TenantId, "page", "good", default)),
        new(
            "IPageDefinitionOverrides.ReadAllAsync",
            "which takes away what was good once",
            at => at.Get<IPageDefinitionOverrides>().KeepGoodAsync(at.TenantId, "page", "{}", default),
            async at => (await at.Get<IPageDefinitionOverrides>().ReadAllAsync(at.TenantId, default)).Count),
        new("IConsoleUsers.SaveAsync", "new, and replaced", Nothing, async at =>
        {
            var user = await at.Get<IConsoleUsers>().SaveAsync(User(at), default);
            return (await at.Get<IConsoleUsers>().SaveAsync(user with { FailedTries = 1 }, default)).FailedTries;
        }),
        new(
            "IConsoleUsers.DeleteAsync",
            "of one that is there",
            at => at.Get<IConsoleUsers>().SaveAsync(User(at), default),
            at => DoneAsync(at.Get<IConsoleUsers>().DeleteAsync(User(at).UserId, default))),
        new("IKeyRingStore.TryWriteAsync", "the first, and over it", NoKeysAsync, async at =>
        {
            var store = at.Get<IKeyRingStore>();
            var isFirst = await store.TryWriteAsync("<keys/>", "", default);
            var stored = await store.ReadAsync(default);
            return (isFirst, await store.TryWriteAsync("<keys></keys>", stored!.Version, default));
        }),
        Case<IAuditLog>(
            "AddAsync", (log, at) => log.AddAsync(new AuditEntry(at.Now, at.TenantId, "a@b.example", "設定の変更", "対象", ""), default)),
        Case<IDefinitionFiles>("PutUpAsync", (files, at) => files.PutUpAsync(at.TenantId, "page", "{}", default)),
        new(
            "IDefinitionFiles.PutBackAsync",
            "of one that was put up",
            at => at.Get<IDefinitionFiles>().PutUpAsync(at.TenantId, "page", "{}", default),
            at => DoneAsync(at.Get<IDefinitionFiles>().PutBackAsync(at.TenantId, "page", default))),
        new("IPoisonMessages.ReplayAsync", "of one that is there", PoisonAsync, async at =>
            await at.Get<IPoisonMessages>().ReplayAsync(PoisonQueue, await PoisonIdAsync(at), default)),
        new("IPoisonMessages.DiscardAsync", "of one that is there", PoisonAsync, async at =>
            await at.Get<IPoisonMessages>().DiscardAsync(PoisonQueue, await PoisonIdAsync(at), default)),
        Case<IRunNowRequests>("AskAsync", (requests, at) => requests.AskAsync(at.TenantId, default)),
        Case<IOpenSlotStore>("OpenAsync", (store, at) => store.OpenAsync([new OpenSlot(at.TenantId, at.Now, at.Now, 0)], default)),
        new(
            "IOpenSlotStore.CloseAsync",
            "of two that are open and one that is not",
            at => at.Get<IOpenSlotStore>().OpenAsync([.. Open(at, 2)], default),
            at => DoneAsync(at.Get<IOpenSlotStore>().CloseAsync([.. Open(at, 3)], default))),
        new("IUploadStore.TryTakeTurnAsync", "for the first time", Nothing, async at =>
        {
            await using var turn = await at.Get<IUploadStore>().TryTakeTurnAsync(Upload(at), default);
            return turn is not null;
        }),
        new("IUploadStore.NoteTakenAsync", "for the first time, and again", Nothing, async at =>
            (
                await at.Get<IUploadStore>().NoteTakenAsync(Upload(at), "1", default),
                await at.Get<IUploadStore>().NoteTakenAsync(Upload(at), "1", default))),
        Case<IUploadStore>("NoteDoneAsync", (store, at) => store.NoteDoneAsync(Upload(at), "1", default)),
        new(
            "IPoisonQueues.LookAsync",
            "which remembers since when one is filled",
            async at =>
            {
                var queue = at.Get<QueueServiceClient>().GetQueueClient("account-syncs-poison");
                await queue.ClearMessagesAsync();
                await queue.SetMetadataAsync(new Dictionary<string, string>());
                await queue.SendMessageAsync(at.TenantId);
            },
            async at => (await at.Get<IPoisonQueues>().LookAsync(default)).Single().FilledSince),
        Case<IWorkQueues>("EnqueueSyncAsync", (queues, at) => queues.EnqueueSyncAsync(
            RunRequest.Of(at.Account, at.Now), TimeSpan.Zero, default)),
        Case<IWorkQueues>(
            "EnqueueNotificationAsync",
            (queues, at) => queues.EnqueueNotificationAsync(NotificationMessage.ForSlot(at.TenantId, at.Now), TimeSpan.Zero, default)),
        Case<IWorkQueues>(
            "EnqueueUploadAsync",
            (queues, at) => queues.EnqueueUploadAsync(
                new UploadMessage(UploadMessage.CurrentSchema, "RunNow", "tenants", at.TenantId, $"{at.TenantId}/run-now"), TimeSpan.Zero,
                default)),
        new("IRetentionStore.PurgeAsync", "of a year", PeopleAsync, async at =>
            string.Join(' ', (await at.Get<IRetentionStore>().PurgeAsync(at.Purge, default)).OrderBy(kind => kind.Key)
                .Select(kind => $"{kind.Key} {kind.Value}"))),
        new("IRetentionStore.DeleteOldAsync", "records", PeopleAsync, async at =>
            await at.Get<IRetentionStore>().DeleteOldAsync(Keeping.Records, TimeProvider.System.GetUtcNow().AddDays(1), default) > 0),
        new("IRetentionStore.DeleteOldAsync", "masked pages", PeopleAsync, async at =>
            await at.Get<IRetentionStore>().DeleteOldAsync(Keeping.MaskedPages, TimeProvider.System.GetUtcNow().AddDays(1), default) > 0),
        new("IPurgeProofs.AddAsync", "twice within a second", Nothing, async at =>
        {
            var proof = new PurgeProof(at.TenantId, 2027, at.Now, null, null, null, "");
            return (
                (await at.Get<IPurgeProofs>().AddAsync(proof, default)).Name, (await at.Get<IPurgeProofs>().AddAsync(proof, default)).Name);
        }),
        Case<IPurgeProofs>("FinishAsync", async (proofs, at) =>
        {
            var proof = new PurgeProof(at.TenantId, 2027, at.Now, null, null, null, "");
            await proofs.FinishAsync(await proofs.AddAsync(proof, default), proof with { FinishedAt = at.Now }, default);
        }),
    ];

    /// <summary>Methods of ports that write nothing to storage.</summary>
    public static IReadOnlyList<string> Reads { get; } =
    [
        "ITenantStore.ReadAsync", "IPlanStore.ReadAsync", "ITenantStore.ListAsync", "ICheckStore.ReadAsync", "IAccountStateStore.ReadAsync",
        "IAccountStateStore.ListAsync", "ISeminarReadingStore.ReadAllAsync", "IReconciliationStore.FindAsync", "IRateBudgetStore.ReadAsync",
        "ISlotReportStore.ReadProgressAsync",
        "ICandidateLinkStore.ReadAllAsync",
        "ISetAsideStore.ReadAllAsync", "IBookingLinkStore.ReadAllAsync", "IEventMappingStore.ReadCurrentAsync",
        "IEventMappingStore.ReadCurrentVersionAsync",
        "IEventMappingStore.FindAsync", "IEventMappingStore.ReadTimeAsync",
        "IEventMappingStore.FindUploadAsync", "IEventMappingStore.ReadOutcomeAsync", "IMappingSheetStore.ReadKnownAsync",
        "IRunStore.ReadCurrentAsync",
        "IRunStore.IsFinishedAsync", "IRunStore.ReadWorklistAsync", "IUnfinishedRuns.ListUnfinishedAsync", "ISlotReportStore.ReadAsync",
        "INoticeLedger.WasToldAsync", "IWorkQueues.ReadOldestSyncAsync", "IOpenSlotStore.ReadAsync", "IUploadStore.OpenAsync",
        "IConsoleUsers.FindAsync", "IConsoleUsers.ListAsync", "IKeyRingStore.ReadAsync", "IAuditLog.ReadAsync",
        "IRunHistory.ReadAsync", "IRunHistory.FindAsync", "IPoisonMessages.ListAsync", "IKeptPages.ListAsync", "IKeptPages.ReadAsync",
        "IDefinitionFiles.ReadResultAsync", "ICandidateLinkStore.FindAsync", "ISetAsideStore.FindAsync", "IBookingLinkStore.FindAsync",
        "IDueSlotStore.ReadDueAsync", "IRetentionStore.CountAsync", "IPurgeProofs.FindBegunAsync", "ISecretVault.ReadAsync",
        "IMappingVersions.ListAsync",

        // Key Vault's, not storage's: again after a lost answer it is one more version with the same value.
        "ISecretWriter.WriteAsync",
    ];

    private static WriteCase Case<TPort>(string method, Func<TPort, Stores, Task> act)
        where TPort : notnull => new($"{typeof(TPort).Name}.{method}", "plainly", Nothing, at => DoneAsync(act(at.Get<TPort>(), at)));

    private static BookingLink Booking(Stores at, string number) => new()
    {
        ApplicantNumber = number, Seminars = new Dictionary<string, BookingState>(), Intended = BookingState.Booked, IntendedAt = at.Now,
        RunId = "one",
    };

    private static IEnumerable<OpenSlot> Open(Stores at, int count) =>
        Enumerable.Range(0, count).Select(hour => new OpenSlot(at.TenantId, at.Now.AddHours(hour), at.Now, 0));

    private static UploadedBlob Upload(Stores at) => new("run-now", "tenants", at.TenantId, "any/run-now");

    private static ConsoleUser User(Stores at) => new()
    {
        UserId = $"{at.TenantId}-user", MailAddress = $"a@{at.TenantId}.example", Role = UserRole.Viewer,
        TenantId = at.TenantId, CreatedAt = at.Now,
    };

    // There is one key ring, whoever the tenant.
    private static async Task NoKeysAsync(Stores at) =>
        await at.Get<BlobServiceClient>().GetBlobContainerClient("console-keys").DeleteBlobIfExistsAsync("key-ring.xml");

    private const string PoisonQueue = "notifications-poison";

    private static Task PoisonAsync(Stores at) => at.Get<QueueServiceClient>().GetQueueClient(PoisonQueue).SendMessageAsync(at.TenantId);

    private static async Task<string> PoisonIdAsync(Stores at) =>
        (await at.Get<IPoisonMessages>().ListAsync(default)).First(message => message.Text == at.TenantId).MessageId;

    private static Task Nothing(Stores at) => Task.CompletedTask;

    private static async Task<object?> DoneAsync(Task work)
    {
        await work;
        return null;
    }

    private static async Task PeopleAsync(Stores at)
    {
        await at.Get<ICandidateLinkStore>()
            .SaveAsync(at.People, [.. Enumerable.Range(1000, 150).Select(number => Stores.Intent($"{number}"))], default);
        await at.Get<IRunStore>().SaveAsync(at.Run with { Phase = RunPhase.Finished }, default);
        await at.Get<ISlotReportStore>().SaveAsync(at.Run with { Phase = RunPhase.Finished }, default);
        await at.Get<IRunStore>().SaveWorklistAsync(at.Account, "r", new Worklist([], null, Full: true, 0, 2027), default);
        await at.Get<IPageArchive>().KeepAsync(at.Account, 2027, "r", "page", "<html>", default);
    }
}
