using Azure.Data.Tables;
using RoboSync.EndToEndTests.Running;
using RoboSync.Storage;
using RoboSync.Sync.Audit;
using RoboSync.Sync.Candidates;
using RoboSync.Sync.Media;
using RoboSync.Sync.Retention;
using RoboSync.Sync.Runs;
using RoboSync.Sync.Tenants;

namespace RoboSync.EndToEndTests.Storage;

/// <summary>What is deleted, on Azurite.</summary>
public sealed class RetentionStoreTests(StorageFixture storage) : StoreTest(storage)
{
    [Fact]
    public async Task A_purge_deletes_in_batches_what_one_tenant_keeps_of_one_year()
    {
        var links = Get<ICandidateLinkStore>();
        await links.SaveAsync(Scope, [.. Enumerable.Range(0, 250).Select(number => Intent($"{number}", "one"))], default);
        foreach (var (tenant, year) in new[] { ("sample", 2027), ("sample", 2028), ("sample-2", 2027), ("samp", 2027) })
        {
            var account = new AccountKey(tenant, $"miws-{year}");
            var run =
                new RunState { Account = account, RunId = "r", Slot = Clock.GetUtcNow(), GraduationYear = year, Phase = RunPhase.Finished };
            await Get<IRunStore>().SaveAsync(run, default);
            await Get<ISlotReportStore>().SaveAsync(run, default);
            await Get<IRunStore>().SaveWorklistAsync(account, "r", new Worklist([], null, true, 0, year), default);
            await Get<IPageArchive>().KeepAsync(account, year, "r", "page", "<html>", default);
            foreach (var named in new int?[] { year, null })
            {
                await Get<IAuditLog>().AddAsync(
                    new AuditEntry(Clock.GetUtcNow(), tenant, "a@sample.example", "登録の再試行", $"{account.AccountId} {named}", "")
                    {
                        GraduationYear = named,
                    },
                    default);
            }
        }

        await Get<ISlotReportStore>().ExpectAsync(new AccountKey("sample", "removed"), Clock.GetUtcNow());
        var scope = new PurgeScope(Scope.TenantId, Scope.GraduationYear, [Scope.Medium], new Dictionary<string, int>());
        var found = await Get<IRetentionStore>().CountAsync(scope, default);
        Counted.Count = 0;

        var deleted = await Get<IRetentionStore>().PurgeAsync(scope, default);

        deleted.Where(kind => kind.Value > 0).ToDictionary().ShouldBe(
            new Dictionary<string, int> { ["candidateLinks"] =
                250, ["runs"] = 2, ["slotReports"] = 1, ["worklists"] = 1, ["maskedPages"] = 1, ["auditEntries"] = 1 }, ignoreOrder: true);
        found.ShouldBe(deleted);
        Counted.Count.ShouldBe(7 + 3 + 1 + 1 + 1, "a query a table, a request a hundred rows of a partition");
        (await Get<ISlotReportStore>().ReadAsync("sample", Clock.GetUtcNow(), default))
            .Keys.ShouldBe(["miws-2028", "removed"], ignoreOrder: true);
        (await Get<IRunStore>().IsFinishedAsync(new AccountKey("sample", "miws-2028"), "r", default)).ShouldBeTrue();
        (await Get<IRunStore>().IsFinishedAsync(new AccountKey("sample-2", "miws-2027"), "r", default)).ShouldBeTrue();
        (await Get<IRunStore>().ReadWorklistAsync(new AccountKey("samp", "miws-2027"), "r", default)).ShouldNotBeNull();
        foreach (var (tenant, year) in new (string, int?)[] { ("sample", 2028), ("sample-2", 2027), ("samp", 2027) })
        {
            (await Get<IAuditLog>().ReadAsync(tenant, DateTimeOffset.MinValue, 10, default))
                .ShouldContain(entry => entry.GraduationYear == year, "another year's, or another tenant's");
        }

        (await Get<IAuditLog>().ReadAsync("sample", DateTimeOffset.MinValue, 10, default))
            .Count(entry => entry.GraduationYear is null).ShouldBe(2, "what names no applicant is nobody's year");
        (await Get<IRetentionStore>().PurgeAsync(scope, default)).Values.ShouldAllBe(count => count == 0);
    }

    [Fact]
    public async Task What_was_done_in_the_console_is_kept_for_its_own_time()
    {
        await Get<IAuditLog>().AddAsync(new AuditEntry(Clock.GetUtcNow(), "sample", "a@sample.example", "設定の変更", "", ""), default);
        var tomorrow = TimeProvider.System.GetUtcNow().AddDays(1);

        await Get<IRetentionStore>().DeleteOldAsync(Keeping.Records, tomorrow, default);
        (await Get<IAuditLog>().ReadAsync("sample", DateTimeOffset.MinValue, 10, default)).ShouldHaveSingleItem();

        (await Get<IRetentionStore>().DeleteOldAsync(Keeping.Audit, tomorrow, default)).ShouldBe(1);
        (await Get<IAuditLog>().ReadAsync("sample", DateTimeOffset.MinValue, 10, default)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_run_that_begins_while_the_accounts_old_ones_are_deleted_stays()
    {
        var store = Get<IRunStore>();
        await store.SaveAsync(Run("old") with { Phase = RunPhase.Finished }, default);
        var table = Clients.Tables.GetTableClient(StorageNames.RunsTable);
        TableEntity current = await table.GetEntityAsync<TableEntity>("sample|miws-2027", "current");
        Counted.BeforeBatch = () => table.UpdateEntity(current, Azure.ETag.All);

        await Get<IRetentionStore>().DeleteOldAsync(Keeping.Records, TimeProvider.System.GetUtcNow().AddDays(1), default);

        (await store.ReadCurrentAsync(Account, default))
            .ShouldNotBeNull("its next checkpoint would find no row, and the run would end untold");
        (await store.IsFinishedAsync(Account, "old", default)).ShouldBeFalse();
        await Get<IRetentionStore>().DeleteOldAsync(Keeping.Records, TimeProvider.System.GetUtcNow().AddDays(1), default);
        (await store.ReadCurrentAsync(Account, default)).ShouldBeNull();
    }
}
