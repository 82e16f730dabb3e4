using RoboSync.Sync.Runs;
using RoboSync.Sync.Scheduling;
using RoboSync.Sync.Tenants;

namespace RoboSync.EndToEndTests.Storage;

/// <summary>What the ports do for many at once, for a test that wants it of one.</summary>
internal static class OneAtATime
{
    public static async Task<SlotClaim> ClaimAsync(this IDueSlotStore store, DueSlot slot, TimeSpan abandonedAfter) =>
        (await store.ClaimAsync([slot], abandonedAfter, default))[slot];

    public static Task ReplaceAsync(this IDueSlotStore store, DueSlot done, DateTimeOffset next) =>
        store.ReplaceAsync([(done, next)], default);

    public static Task ExpectAsync(this ISlotReportStore store, AccountKey account, DateTimeOffset slot) =>
        store.ExpectAsync(slot, [account], default);
}
