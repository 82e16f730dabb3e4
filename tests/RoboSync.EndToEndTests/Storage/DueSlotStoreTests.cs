using Azure.Data.Tables;
using RoboSync.EndToEndTests.Running;
using RoboSync.Storage;
using RoboSync.Sync.Scheduling;
using RoboSync.Sync.Tenants;

namespace RoboSync.EndToEndTests.Storage;

/// <summary>Slots that are due and claimed, on Azurite.</summary>
public sealed class DueSlotStoreTests(StorageFixture storage) : StoreTest(storage)
{
    [Fact]
    public async Task A_slot_at_this_very_instant_is_due_and_one_a_second_later_is_not()
    {
        var store = Get<IDueSlotStore>();
        await store.SetNextAsync(Account, Clock.GetUtcNow(), default);
        await store.SetNextAsync(new AccountKey("sample", "later"), Clock.GetUtcNow().AddSeconds(1), default);

        (await store.ReadDueAsync(Clock.GetUtcNow(), default)).ShouldHaveSingleItem().Account.ShouldBe(Account);
    }

    [Fact]
    public async Task A_new_due_time_replaces_the_old_one_and_none_removes_it()
    {
        var store = Get<IDueSlotStore>();
        await store.SetNextAsync(Account, Clock.GetUtcNow().AddMinutes(-2), default);
        await store.SetNextAsync(Account, Clock.GetUtcNow().AddMinutes(-1), default);
        await store.SetNextAsync(Account, Clock.GetUtcNow().AddMinutes(-1), default);

        (await store.ReadDueAsync(Clock.GetUtcNow(), default)).ShouldHaveSingleItem().Due.ShouldBe(Clock.GetUtcNow().AddMinutes(-1));
        await store.SetNextAsync(Account, null, default);
        (await store.ReadDueAsync(Clock.GetUtcNow(), default)).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_a_dispatch_that_died_left_over_is_due_no_more_once_it_is_dispatched()
    {
        var store = Get<IDueSlotStore>();
        var next = Clock.GetUtcNow().AddHours(4);
        var left = new DueSlot(Account, Clock.GetUtcNow());
        var table = Clients.Tables.GetTableClient(StorageNames.DueSlotsTable);
        await store.SetNextAsync(Account, left.Due, default);
        var row = (await table.QueryAsync<TableEntity>("PartitionKey eq 'due'").ToListAsync()).Single();
        await store.SetNextAsync(Account, next, default);
        await table.AddEntityAsync(row);
        (await store.ReadDueAsync(Clock.GetUtcNow(), default)).ShouldBe([left]);

        await store.ReplaceAsync(left, next);

        (await store.ReadDueAsync(Clock.GetUtcNow(), default)).ShouldBeEmpty();
        (await store.ReadDueAsync(next, default)).ShouldBe([new DueSlot(Account, next)]);
    }

    [Fact]
    public async Task A_slot_is_claimed_once_and_taken_over_from_a_dispatch_that_died()
    {
        var store = Get<IDueSlotStore>();
        var slot = new DueSlot(Account, Clock.GetUtcNow());
        var claims = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => store.ClaimAsync(slot, TimeSpan.FromMinutes(4))));

        claims.Count(claim => claim == SlotClaim.Ours).ShouldBe(1);
        claims.ShouldNotContain(SlotClaim.TakenOver);
        Clock.Advance(TimeSpan.FromMinutes(5));
        (await store.ClaimAsync(slot, TimeSpan.FromMinutes(4))).ShouldBe(SlotClaim.TakenOver);
        (await store.ClaimAsync(slot, TimeSpan.FromMinutes(4))).ShouldBe(SlotClaim.UnderWay);
    }
}
