using RoboSync.Sync.Accounts;
using RoboSync.Sync.Tenants;

namespace RoboSync.Console.Operating;

/// <summary>The states of all accounts. One that cannot be read is left out: the watch of overdue runs alarms of it.</summary>
internal static class ReadableStates
{
    /// <summary>Reads them, a thousand in a request.</summary>
    public static async Task<IReadOnlyDictionary<AccountKey, AccountState>> ReadAsync(
        IAccountStateStore states, CancellationToken cancellationToken) =>
        await states.ListAsync(cancellationToken).Where(stored => stored.State is not null)
            .ToDictionaryAsync(stored => stored.Account, stored => stored.State!, cancellationToken: cancellationToken);
}
