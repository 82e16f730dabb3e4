using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using Microsoft.Extensions.DependencyInjection;
using RoboSync.EndToEndTests.Running;
using RoboSync.Storage;
using RoboSync.Sync.Accounts;
using RoboSync.Sync.Ats;
using RoboSync.Sync.Bookings;
using RoboSync.Sync.Candidates;
using RoboSync.Sync.EventMapping;
using RoboSync.Sync.Failures;
using RoboSync.Sync.Media;
using RoboSync.Sync.Notifications;
using RoboSync.Sync.Reports;
using RoboSync.Sync.Retention;
using RoboSync.Sync.Runs;
using RoboSync.Sync.Scheduling;
using RoboSync.Sync.Tenants;

namespace RoboSync.EndToEndTests.Storage;

/// <summary>The ports of the rules, on Azurite.</summary>
public sealed class StoreTests : IAsyncLifetime
{
    private static readonly AccountKey Account = new("sample", "miws-2027");
    private static readonly LinkScope Scope = new("sample", "miws", 2027);
    private const string Event = "2239928341129601024";

    private readonly TestClock clock = new(new DateTimeOffset(2026, 6, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly CountingPolicy counted = new();
    private readonly StorageClients clients;
    private readonly ServiceProvider services;

    public StoreTests(StorageFixture storage)
    {
        var connection = storage.TakeAccount();
        var tables = new TableClientOptions();
        tables.AddPolicy(counted, Azure.Core.HttpPipelinePosition.PerCall);
        clients = new StorageClients(
            new TableServiceClient(connection, tables),
            new BlobServiceClient(connection),
            new QueueServiceClient(connection, StorageClients.QueueOptions),
            NoVault.Client);
        services = new ServiceCollection().AddLogging().AddSingleton<TimeProvider>(clock)
            .AddRoboSyncStorage(clients)
            .BuildServiceProvider();
    }

    public async ValueTask InitializeAsync() =>
        await StorageSetup.EnsureCreatedAsync(clients.Tables, clients.Blobs, clients.Queues, default);

    public ValueTask DisposeAsync() => services.DisposeAsync();

    [Fact]
    public async Task An_intent_belongs_to_whoever_wrote_it_first()
    {
        var store = Get<ICandidateLinkStore>();
        var first = Enumerable.Range(0, 150).Select(number => Intent($"{number}", "one")).ToList();
        var second = Enumerable.Range(100, 150).Select(number => Intent($"{number}", "two")).ToList();

        (await store.AnnounceAsync(Scope, first, default)).Count.ShouldBe(150);
        (await store.AnnounceAsync(Scope, second, default))
            .ShouldBe(Enumerable.Range(150, 100).Select(number => $"{number}"), ignoreOrder: true);
        (await store.AnnounceAsync(Scope, first[..1], default)).ShouldHaveSingleItem("a repeated try finds its own");
        (await store.ReadAllAsync(Scope, default)).Count.ShouldBe(250);
    }

    [Fact]
    public async Task A_link_replaces_its_intent_and_a_batch_is_one_request_a_hundred()
    {
        var store = Get<ICandidateLinkStore>();
        var intents = Enumerable.Range(0, 100).Select(number => Intent($"{number}", "one")).ToList();
        counted.Count = 0;

        await store.AnnounceAsync(Scope, intents, default);
        await store.SaveAsync(Scope, [.. intents.Select(intent => intent with { CandidateId = "2239928341129601024" })], default);

        counted.Count.ShouldBe(2);
        var links = await store.ReadAllAsync(Scope, default);
        links.Values.ShouldAllBe(link => !link.IsIntent && link.CandidateId == "2239928341129601024");
        await store.RemoveIntentsAsync(Scope, ["5", "no such"], default);
        (await store.ReadAllAsync(Scope, default)).Count.ShouldBe(99);
    }

    [Fact]
    public async Task Scopes_and_odd_keys_never_mix()
    {
        var store = Get<ICandidateLinkStore>();
        var odd = new LinkScope("a|b", "c/d#e?%", 2027);
        await store.SaveAsync(odd, [Intent("1/2|3%#?\\", "one") with { CandidateId = "7" }], default);
        await store.SaveAsync(new LinkScope("a", "b|c/d#e?%", 2027), [Intent("x", "one") with { CandidateId = "8" }], default);

        (await store.ReadAllAsync(odd, default)).ShouldHaveSingleItem().Key.ShouldBe("1/2|3%#?\\");
    }

    [Fact]
    public async Task A_state_that_somebody_else_wrote_in_between_is_not_overwritten()
    {
        var store = Get<IAccountStateStore>();
        var fresh = await store.ReadAsync(Account, default);
        var saved = await store.SaveAsync(
            fresh with { Watermark = new DateTime(2026, 6, 1, 10, 5, 0), LastTotal = 7, LastFullListing = new DateOnly(2026, 6, 1) },
            default);

        await Should.ThrowAsync<StaleStateException>(() => store.SaveAsync(fresh, default));
        await store.SaveAsync(saved with { LastTotal = 8 }, default);
        await Should.ThrowAsync<StaleStateException>(() => store.SaveAsync(saved, default));
        var read = await store.ReadAsync(Account, default);
        (read.LastTotal, read.Watermark, read.LastFullListing).ShouldBe((8, new DateTime(2026, 6, 1, 10, 5, 0), new DateOnly(2026, 6, 1)));
        (await store.UpdateAsync(Account, state => state with { LastTotal = state.LastTotal + 1 }, default)).LastTotal.ShouldBe(9);
    }

    [Theory]
    [InlineData(FailureCode.SiteAccountLocked, FailureCode.SiteAccountLocked, null)]
    [InlineData(FailureCode.HrmosTokenInvalid, null, FailureCode.HrmosTokenInvalid)]
    [InlineData(FailureCode.VaultUnreachable, FailureCode.SiteSignInRefused, null)]
    public async Task What_an_older_version_noted_as_refused_is_still_refused(
        FailureCode rest, FailureCode? credentials, FailureCode? token)
    {
        await clients.Tables.GetTableClient(StorageNames.AccountStatesTable).AddEntityAsync(
            new TableEntity("sample|miws-2027", "state") { ["RestReason"] = rest.ToString(), ["RefusedSecretVersion"] = "v1" });
        var store = Get<IAccountStateStore>();

        var state = await store.ReadAsync(Account, default);

        (state.RefusedCredentials?.Reason, state.RefusedToken?.Reason).ShouldBe((credentials, token));
        (state.RefusedCredentials ?? state.RefusedToken)!.Version.ShouldBe("v1");
        await store.SaveAsync(state, default);
        (await store.ReadAsync(Account, default)).ShouldBe(state with { ETag = (await store.ReadAsync(Account, default)).ETag });
        await store.UpdateAsync(Account, RestPolicy.Woken, default);
        RestPolicy.RefusalOf(await store.ReadAsync(Account, default), "v1", "v1").ShouldBeNull();
    }

    [Fact]
    public async Task A_run_that_lost_its_lease_cannot_pass_the_fence()
    {
        var store = Get<IRunStore>();
        var run = await store.SaveAsync(Run("20260601T030000Z"), default);
        var taken = await store.SaveAsync(run with { WorklistDone = 50 }, default);

        await Should.ThrowAsync<StaleStateException>(() => store.SaveAsync(run with { WorklistDone = 100 }, default));
        await Should.ThrowAsync<StaleStateException>(() => store.SaveAsync(run with { Phase = RunPhase.Finished }, default));
        (await store.IsFinishedAsync(Account, run.RunId, default)).ShouldBeFalse();
        await store.SaveAsync(taken with { Phase = RunPhase.Finished }, default);
        (await store.IsFinishedAsync(Account, run.RunId, default)).ShouldBeTrue();
        (await store.ReadCurrentAsync(Account, default))!.WorklistDone.ShouldBe(50);
    }

    [Fact]
    public async Task A_run_with_everything_it_may_note_and_a_long_worklist_are_kept_whole()
    {
        var store = Get<IRunStore>();
        var notes = Enumerable.Range(0, RunState.MostNotDone)
            .Select(number => new NotDone(NotDoneReason.SeminarUnmapped, $"{number}", new string('説', 300))).ToList();
        var numbers = Enumerable.Range(10_000_000, 50_000).Select(number => $"{number}").ToList();

        await store.SaveAsync(Run("r") with { NotDone = notes }, default);
        await store.SaveWorklistAsync(Account, "r", new Worklist(numbers, new DateTime(2026, 6, 1, 1, 2, 0), true, 50_000, 2027), default);

        (await store.ReadCurrentAsync(Account, default))!.NotDone.ShouldBe(notes);
        (await store.ReadWorklistAsync(Account, "r", default))!.ApplicantNumbers.ShouldBe(numbers);
        (await store.ReadWorklistAsync(Account, "other", default)).ShouldBeNull();
    }

    [Fact]
    public async Task A_purge_deletes_in_batches_what_one_tenant_keeps_of_one_year()
    {
        var links = Get<ICandidateLinkStore>();
        await links.SaveAsync(Scope, [.. Enumerable.Range(0, 250).Select(number => Intent($"{number}", "one"))], default);
        foreach (var (tenant, year) in new[] { ("sample", 2027), ("sample", 2028), ("sample-2", 2027), ("samp", 2027) })
        {
            var account = new AccountKey(tenant, $"miws-{year}");
            var run =
                new RunState { Account = account, RunId = "r", Slot = clock.GetUtcNow(), GraduationYear = year, Phase = RunPhase.Finished };
            await Get<IRunStore>().SaveAsync(run, default);
            await Get<ISlotReportStore>().SaveAsync(run, default);
            await Get<IRunStore>().SaveWorklistAsync(account, "r", new Worklist([], null, true, 0, year), default);
            await Get<IPageArchive>().KeepAsync(account, year, "r", "page", "<html>", default);
        }

        await Get<ISlotReportStore>().ExpectAsync(new AccountKey("sample", "removed"), clock.GetUtcNow());
        var scope = new PurgeScope(Scope.TenantId, Scope.GraduationYear, [Scope.Medium], new Dictionary<string, int>());
        var found = await Get<IRetentionStore>().CountAsync(scope, default);
        counted.Count = 0;

        var deleted = await Get<IRetentionStore>().PurgeAsync(scope, default);

        deleted.Where(kind => kind.Value > 0).ToDictionary().ShouldBe(
            new Dictionary<string, int> { ["candidateLinks"] =
                250, ["runs"] = 2, ["slotReports"] = 1, ["worklists"] = 1, ["maskedPages"] = 1 }, ignoreOrder: true);
        found.ShouldBe(deleted);
        counted.Count.ShouldBe(6 + 3 + 1 + 1, "a query a table, a request a hundred rows of a partition");
        (await Get<ISlotReportStore>().ReadAsync("sample", clock.GetUtcNow(), default))
            .Keys.ShouldBe(["miws-2028", "removed"], ignoreOrder: true);
        (await Get<IRunStore>().IsFinishedAsync(new AccountKey("sample", "miws-2028"), "r", default)).ShouldBeTrue();
        (await Get<IRunStore>().IsFinishedAsync(new AccountKey("sample-2", "miws-2027"), "r", default)).ShouldBeTrue();
        (await Get<IRunStore>().ReadWorklistAsync(new AccountKey("samp", "miws-2027"), "r", default)).ShouldNotBeNull();
        (await Get<IRetentionStore>().PurgeAsync(scope, default)).Values.ShouldAllBe(count => count == 0);
    }

    [Fact]
    public async Task A_run_that_begins_while_the_accounts_old_ones_are_deleted_stays()
    {
        var store = Get<IRunStore>();
        await store.SaveAsync(Run("old") with { Phase = RunPhase.Finished }, default);
        var table = clients.Tables.GetTableClient(StorageNames.RunsTable);
        TableEntity current = await table.GetEntityAsync<TableEntity>("sample|miws-2027", "current");
        counted.BeforeBatch = () => table.UpdateEntity(current, Azure.ETag.All);

        await Get<IRetentionStore>().DeleteOldAsync(Keeping.Records, TimeProvider.System.GetUtcNow().AddDays(1), default);

        (await store.ReadCurrentAsync(Account, default))
            .ShouldNotBeNull("its next checkpoint would find no row, and the run would end untold");
        (await store.IsFinishedAsync(Account, "old", default)).ShouldBeFalse();
        await Get<IRetentionStore>().DeleteOldAsync(Keeping.Records, TimeProvider.System.GetUtcNow().AddDays(1), default);
        (await store.ReadCurrentAsync(Account, default)).ShouldBeNull();
    }

    [Fact]
    public async Task A_slot_at_this_very_instant_is_due_and_one_a_second_later_is_not()
    {
        var store = Get<IDueSlotStore>();
        await store.SetNextAsync(Account, clock.GetUtcNow(), default);
        await store.SetNextAsync(new AccountKey("sample", "later"), clock.GetUtcNow().AddSeconds(1), default);

        (await store.ReadDueAsync(clock.GetUtcNow(), default)).ShouldHaveSingleItem().Account.ShouldBe(Account);
    }

    [Fact]
    public async Task A_new_due_time_replaces_the_old_one_and_none_removes_it()
    {
        var store = Get<IDueSlotStore>();
        await store.SetNextAsync(Account, clock.GetUtcNow().AddMinutes(-2), default);
        await store.SetNextAsync(Account, clock.GetUtcNow().AddMinutes(-1), default);
        await store.SetNextAsync(Account, clock.GetUtcNow().AddMinutes(-1), default);

        (await store.ReadDueAsync(clock.GetUtcNow(), default)).ShouldHaveSingleItem().Due.ShouldBe(clock.GetUtcNow().AddMinutes(-1));
        await store.SetNextAsync(Account, null, default);
        (await store.ReadDueAsync(clock.GetUtcNow(), default)).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_a_dispatch_that_died_left_over_is_due_no_more_once_it_is_dispatched()
    {
        var store = Get<IDueSlotStore>();
        var next = clock.GetUtcNow().AddHours(4);
        var left = new DueSlot(Account, clock.GetUtcNow());
        var table = clients.Tables.GetTableClient(StorageNames.DueSlotsTable);
        await store.SetNextAsync(Account, left.Due, default);
        var row = (await table.QueryAsync<TableEntity>("PartitionKey eq 'due'").ToListAsync()).Single();
        await store.SetNextAsync(Account, next, default);
        await table.AddEntityAsync(row);
        (await store.ReadDueAsync(clock.GetUtcNow(), default)).ShouldBe([left]);

        await store.ReplaceAsync(left, next);

        (await store.ReadDueAsync(clock.GetUtcNow(), default)).ShouldBeEmpty();
        (await store.ReadDueAsync(next, default)).ShouldBe([new DueSlot(Account, next)]);
    }

    [Fact]
    public async Task A_slot_is_claimed_once_and_taken_over_from_a_dispatch_that_died()
    {
        var store = Get<IDueSlotStore>();
        var slot = new DueSlot(Account, clock.GetUtcNow());
        var claims = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => store.ClaimAsync(slot, TimeSpan.FromMinutes(4))));

        claims.Count(claim => claim == SlotClaim.Ours).ShouldBe(1);
        claims.ShouldNotContain(SlotClaim.TakenOver);
        clock.Advance(TimeSpan.FromMinutes(5));
        (await store.ClaimAsync(slot, TimeSpan.FromMinutes(4))).ShouldBe(SlotClaim.TakenOver);
        (await store.ClaimAsync(slot, TimeSpan.FromMinutes(4))).ShouldBe(SlotClaim.UnderWay);
    }

    [Fact]
    public async Task A_mail_is_claimed_once_released_after_a_failure_and_taken_over_from_a_worker_that_died()
    {
        var ledger = Get<INoticeLedger>();
        var abandoned = TimeSpan.FromMinutes(3);
        var claims = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => ledger.ClaimAsync("sample", "slot/1", abandoned, default)));
        claims.Count(claim => claim == NoticeClaim.Ours).ShouldBe(1);
        claims.ShouldNotContain(NoticeClaim.Told);

        await ledger.ReleaseAsync("sample", "slot/1", default);
        (await ledger.ClaimAsync("sample", "slot/1", abandoned, default)).ShouldBe(NoticeClaim.Ours);
        clock.Advance(TimeSpan.FromMinutes(4));
        (await ledger.ClaimAsync("sample", "slot/1", abandoned, default)).ShouldBe(NoticeClaim.Ours);
        await ledger.NoteToldAsync("sample", "slot/1", default);
        clock.Advance(TimeSpan.FromMinutes(4));
        (await ledger.ClaimAsync("sample", "slot/1", abandoned, default)).ShouldBe(NoticeClaim.Told);
        (await ledger.WasToldAsync("sample", "slot/2", default)).ShouldBeFalse();
    }

    [Fact]
    public async Task Versions_of_a_mapping_stay_uploads_at_once_each_get_one_and_an_older_upload_comes_too_late()
    {
        var store = Get<IEventMappingStore>();
        var versions = await Task.WhenAll(Enumerable.Range(0, 5).Select(number =>
            store.SaveAsync(
                "sample", new Dictionary<string, string> { [$"{number}"] = "2239928341129601024" }, clock.GetUtcNow(), default)));

        versions.OfType<int>().Distinct().Count().ShouldBe(5);
        foreach (var version in versions.OfType<int>())
        {
            (await store.FindAsync("sample", version, default)).ShouldNotBeNull().EventBySeminar.ShouldHaveSingleItem();
        }

        (await store.SaveAsync("sample", new Dictionary<string, string>(), clock.GetUtcNow().AddMinutes(-1), default)).ShouldBeNull();
        (await store.ReadCurrentAsync("sample", default)).Version.ShouldBe(versions.OfType<int>().Max());
        (await store.FindAsync("sample", 99, default)).ShouldBeNull();
        (await store.ReadCurrentAsync("other", default)).ShouldBe(EventMap.None);
    }

    [Fact]
    public async Task A_large_document_of_any_characters_is_read_as_it_was_written()
    {
        var store = Get<ITenantStore>();
        foreach (var shift in new[] { 0, 1 })
        {
            var document = new string(' ', shift) + string.Concat(Enumerable.Repeat("\"𠮷\\u0000\uFFFE髙\t\r\n'<&>\u0085\"", 13_000));

            await store.SaveAsync("large", document, default);

            (await store.ReadAsync("large", default))!.Document.ShouldBe(document);
        }
    }

    [Fact]
    public async Task Results_of_different_tenants_have_different_names()
    {
        var store = Get<ITenantStore>();
        string[] ids = [
            "acme",
            "ACME",
            "acme-check",
            "acme-purge-2027",
            "acme/x",
            "acme\\x",
            "acme.",
            "acme..",
            " acme",
            "acme\u0001",
            "..",
            new string('長', 1000),
            new string('長', 1001),
            "overview.csv"];
        foreach (var id in ids)
        {
            await store.SaveResultAsync(id, id, default);
        }

        await Get<Sync.Checking.ICheckStore>().SaveAsync("acme", new Sync.Checking.TenantCheck(clock.GetUtcNow(), null, []), default);

        var container = clients.Blobs.GetBlobContainerClient(StorageNames.TenantResultsContainer);
        var names = new List<string>();
        await foreach (var blob in container.GetBlobsAsync())
        {
            names.Add(blob.Name);
        }

        names.Count.ShouldBe(ids.Length + 1);
        names.Distinct(StringComparer.OrdinalIgnoreCase).Count().ShouldBe(names.Count);
        names.ShouldContain("acme.json");
        names.ShouldContain("acme-check.json");
        (await container.GetBlobClient("acme.json").DownloadContentAsync()).Value.Content.ToString().ShouldBe("acme");
    }

    [Fact]
    public async Task Keys_of_any_length_and_of_any_characters_fit_a_row_and_stay_different()
    {
        var ledger = Get<INoticeLedger>();
        string[] keys = [
            new string('/', 1000),
            new string('/', 1001),
            new string('長', 10_000),
            new string('長', 10_001),
            "\uD800",
            "\uDC00",
            "\uFFFD",
            "%D800",
            "a~b",
            "\u0000",
            "\uFFFE",
            "'",
            "𠮷"];
        foreach (var key in keys)
        {
            (await ledger.ClaimAsync("sample", key, TimeSpan.FromMinutes(3), default))
                .ShouldBe(NoticeClaim.Ours, key.Length > 20 ? $"{key.Length}" : key);
            await ledger.NoteToldAsync("sample", key, default);
            (await ledger.WasToldAsync("sample", key, default)).ShouldBeTrue();
        }

        (await ledger.ClaimAsync(new string('長', 10_000), new string('長', 10_000), TimeSpan.FromMinutes(3), default))
            .ShouldBe(NoticeClaim.Ours);
    }

    [Fact]
    public async Task What_is_known_of_the_sites_is_read_as_it_was_written()
    {
        var store = Get<IMappingSheetStore>();
        await store.SaveEventsAsync(
            "sample", [new AtsEvent("2239928341129601024", "会社説明会", clock.GetUtcNow()), new AtsEvent("2", "無題", null)], default);
        await store.SaveSeminarsAsync(Scope, [new Seminar("270100", "会社説明会", new DateOnly(2026, 7, 1), 3)], default);
        await store.SaveSeminarsAsync(
            Scope with { GraduationYear = 2028 }, [new Seminar("280100", "会社説明会", new DateOnly(2026, 7, 2), 0)], default);

        var known = await store.ReadKnownAsync("sample", default);

        known.Events.Select(item => item.EventId).ShouldBe(["2239928341129601024", "2"]);
        known.Events[0].StartsAt.ShouldBe(clock.GetUtcNow());
        known.Seminars.Select(seminar => seminar.SeminarNumber).ShouldBe(["270100", "280100"]);
        (await store.ReadKnownAsync("other", default)).Seminars.ShouldBeEmpty();
    }

    [Fact]
    public async Task Bookings_and_set_aside_records_are_read_as_they_were_written()
    {
        var bookings = Get<IBookingLinkStore>();
        var link = new BookingLink
        {
            ApplicantNumber = "10000001",
            Seminars = new Dictionary<string, BookingState> { ["270100"] = BookingState.Cancelled, ["270101"] = BookingState.Attended },
            Written = BookingState.Booked,
        };
        await bookings.SettleAsync(Scope, Event, [link], default);
        var read = (await bookings.ReadAllAsync(Scope, default))[Event]["10000001"];
        read.Seminars.ShouldBe(link.Seminars, ignoreOrder: true);
        read.Written.ShouldBe(BookingState.Booked);

        var asides = Get<ISetAsideStore>();
        var aside = new SetAside("10000001", FailureCode.CandidateRejected, "mail", clock.GetUtcNow(), 2);
        await asides.SaveAsync(Scope, "miws-2027", [aside, aside with { ApplicantNumber = "10000002" }], [], default);
        await asides.SaveAsync(Scope, "other", [aside], [], default);
        await asides.SaveAsync(Scope, "miws-2027", [], ["10000002"], default);
        (await asides.ReadAllAsync(Scope, "miws-2027", default)).ShouldHaveSingleItem().Value.ShouldBe(aside);
        await asides.SaveAsync(Scope, "miws-2027", [], ["10000001"], default);
        (await asides.ReadAllAsync(Scope, "other", default)).ShouldHaveSingleItem("one account never clears what another set aside");
    }

    [Fact]
    public async Task A_record_that_an_older_version_set_aside_belongs_to_whoever_finds_it()
    {
        await clients.Tables.GetTableClient(StorageNames.SetAsideTable).AddEntityAsync(new TableEntity("sample|miws|2027", "10000001")
        {
            ["Reason"] = "CandidateRejected", ["Detail"] = "mail", ["Since"] = clock.GetUtcNow(), ["Attempts"] = 2,
        });
        var asides = Get<ISetAsideStore>();

        (await asides.ReadAllAsync(Scope, "miws-2027", default))["10000001"].Attempts.ShouldBe(2);
        await asides.SaveAsync(Scope, "miws-2027", [], ["10000001"], default);
        (await asides.ReadAllAsync(Scope, "miws-2027", default)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_booking_is_announced_over_what_was_read_and_settled_over_what_came_in_between()
    {
        var bookings = Get<IBookingLinkStore>();
        var mine = Booking("270100", BookingState.Booked, "mine/r") with { Intended = BookingState.Booked };
        var announced = (await bookings.AnnounceAsync(Scope, Event, [mine], default)).ShouldHaveSingleItem();
        var again = (await bookings.AnnounceAsync(Scope, Event, [mine], default)).ShouldHaveSingleItem("a repeated try finds its own");
        again.ETag.ShouldBe(announced.ETag);
        (await bookings.AnnounceAsync(Scope, Event, [Booking("270101", BookingState.Booked, "theirs/r")], default))
            .ShouldBeEmpty("somebody else's");

        // Another account of the year has seen another seminar of the event meanwhile.
        var theirs = (await bookings.ReadAllAsync(Scope, default))[Event]["10000001"];
        await bookings.SettleAsync(
            Scope,
            Event,
            [theirs with
            {
                Seminars = new Dictionary<string,
                BookingState> { ["270100"] = BookingState.Booked, ["270101"] = BookingState.Cancelled },
                Seen = ["270101"],
            }],
            default);
        await bookings.SettleAsync(
            Scope, Event, [announced with { Written = BookingState.Booked, Intended = null, Settles = true }], default);

        var settled = (await bookings.ReadAllAsync(Scope, default))[Event]["10000001"];
        settled.Written.ShouldBe(BookingState.Booked);
        settled.Intended.ShouldBeNull();
        settled.Seminars.ShouldBe(
            new Dictionary<string, BookingState> { ["270100"] = BookingState.Booked, ["270101"] = BookingState.Cancelled },
            ignoreOrder: true);
    }

    [Fact]
    public async Task A_slots_reports_wait_for_every_account_that_was_expected()
    {
        var reports = Get<ISlotReportStore>();
        var slot = clock.GetUtcNow();
        await reports.ExpectAsync(Account, slot);
        await reports.ExpectAsync(new AccountKey("sample", "other"), slot);
        await reports.SaveAsync(Run("r") with { Slot = slot }, default);
        await reports.ExpectAsync(Account, slot);

        var read = await reports.ReadAsync("sample", slot, default);

        read["other"].ShouldBeNull();
        read["miws-2027"]!.RunId.ShouldBe("r", "a dispatch that was taken over changes no report");
    }

    [Fact]
    public async Task One_account_has_one_lease_and_it_is_free_again_afterwards()
    {
        var leases = Get<IAccountLeases>();
        var lease = (await leases.TryAcquireAsync(Account, default)).ShouldNotBeNull();

        (await leases.TryAcquireAsync(Account, default)).ShouldBeNull();
        (await leases.TryAcquireAsync(new AccountKey("sample", "other"), default)).ShouldNotBeNull();
        await lease.DisposeAsync();
        await using var again = (await leases.TryAcquireAsync(Account, default)).ShouldNotBeNull();
        again.Lost.IsCancellationRequested.ShouldBeFalse();
    }

    private BookingLink Booking(string seminar, BookingState state, string run) => new()
    {
        ApplicantNumber = "10000001",
        Seminars = new Dictionary<string, BookingState> { [seminar] = state },
        Seen = [seminar],
        IntendedAt = clock.GetUtcNow(),
        RunId = run,
    };

    private static CandidateLink Intent(string number, string run) => new()
    {
        ApplicantNumber = number, RunId = run, IntendedAt = new DateTimeOffset(2026, 6, 1, 0, 0, 0, TimeSpan.Zero), ContentHash = "content",
        RowHash = "row",
    };

    private RunState Run(string id) =>
        new() { Account = Account, RunId = id, Slot = clock.GetUtcNow(), StartedAt = clock.GetUtcNow(), HeartbeatAt = clock.GetUtcNow() };

    private T Get<T>()
        where T : notnull => services.GetRequiredService<T>();
}
