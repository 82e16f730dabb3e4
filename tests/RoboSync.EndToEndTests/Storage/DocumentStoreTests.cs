using RoboSync.EndToEndTests.Running;
using RoboSync.Storage;
using RoboSync.Sync.Ats;
using RoboSync.Sync.EventMapping;
using RoboSync.Sync.Media;
using RoboSync.Sync.Notifications;
using RoboSync.Sync.Tenants;

namespace RoboSync.EndToEndTests.Storage;

/// <summary>Documents, mappings, results and what was told, on Azurite.</summary>
public sealed class DocumentStoreTests(StorageFixture storage) : StoreTest(storage)
{
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
        Clock.Advance(TimeSpan.FromMinutes(4));
        (await ledger.ClaimAsync("sample", "slot/1", abandoned, default)).ShouldBe(NoticeClaim.Ours);
        await ledger.NoteToldAsync("sample", "slot/1", default);
        Clock.Advance(TimeSpan.FromMinutes(4));
        (await ledger.ClaimAsync("sample", "slot/1", abandoned, default)).ShouldBe(NoticeClaim.Told);
        (await ledger.WasToldAsync("sample", "slot/2", default)).ShouldBeFalse();
    }

    [Fact]
    public async Task Versions_of_a_mapping_stay_uploads_at_once_each_get_one_and_an_older_upload_comes_too_late()
    {
        var store = Get<IEventMappingStore>();
        var versions = await Task.WhenAll(Enumerable.Range(0, 5).Select(number =>
            store.SaveAsync(
                "sample", new Dictionary<string, string> { [$"{number}"] = "2239928341129601024" }, Clock.GetUtcNow(), default)));

        versions.OfType<int>().Distinct().Count().ShouldBe(5);
        foreach (var version in versions.OfType<int>())
        {
            (await store.FindAsync("sample", version, default)).ShouldNotBeNull().EventBySeminar.ShouldHaveSingleItem();
        }

        (await store.SaveAsync("sample", new Dictionary<string, string>(), Clock.GetUtcNow().AddMinutes(-1), default)).ShouldBeNull();
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

        await Get<Sync.Checking.ICheckStore>().SaveAsync("acme", new Sync.Checking.TenantCheck(Clock.GetUtcNow(), null, []), default);

        var container = Clients.Blobs.GetBlobContainerClient(StorageNames.TenantResultsContainer);
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
            "sample", [new AtsEvent("2239928341129601024", "会社説明会", Clock.GetUtcNow()), new AtsEvent("2", "無題", null)], default);
        await store.SaveSeminarsAsync(Scope, [new Seminar("270100", "会社説明会", new DateOnly(2026, 7, 1), 3)], default);
        await store.SaveSeminarsAsync(
            Scope with { GraduationYear = 2028 }, [new Seminar("280100", "会社説明会", new DateOnly(2026, 7, 2), 0)], default);

        var known = await store.ReadKnownAsync("sample", default);

        known.Events.Select(item => item.EventId).ShouldBe(["2239928341129601024", "2"]);
        known.Events[0].StartsAt.ShouldBe(Clock.GetUtcNow());
        known.Seminars.Select(seminar => seminar.SeminarNumber).ShouldBe(["270100", "280100"]);
        (await store.ReadKnownAsync("other", default)).Seminars.ShouldBeEmpty();
    }
}
