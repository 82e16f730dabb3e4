using System.Collections.Concurrent;
using System.Globalization;
using RoboSync.EndToEndTests.Running;
using RoboSync.Local.Azurite;

[assembly: AssemblyFixture(typeof(StorageFixture))]

namespace RoboSync.EndToEndTests.Running;

/// <summary>
/// Azurite for all tests; each test takes a storage account of its own, so that none sees another's data. Azurite works on one core, looks
/// through what all its accounts hold at many a request, and every ten minutes for what nobody needs any more: two at once share the tests,
/// and a new pair begins where the last one has served its number.
/// </summary>
public class StorageFixture : IAsyncLifetime
{
    private const int AtOnce = 2;
    private const int AccountsEach = 60;

    private static readonly string[] Names =
        [.. Enumerable.Range(1, AccountsEach).Select(number => string.Create(CultureInfo.InvariantCulture, $"test{number:00}"))];

    private readonly ConcurrentDictionary<int, Lazy<Task<AzuriteServer>>> servers = new();
    private int taken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        foreach (var server in servers.Values)
        {
            await (await server.Value).DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>Connection string of an account that nobody else has.</summary>
    public async Task<string> TakeAccountAsync()
    {
        var number = Interlocked.Increment(ref taken) - 1;
        var (turn, name) = (number / AtOnce / AccountsEach, Names[number / AtOnce % AccountsEach]);
        var server = servers.GetOrAdd(
            (turn * AtOnce) + (number % AtOnce), _ => new Lazy<Task<AzuriteServer>>(() => AzuriteServer.StartAsync(
            line => TestContext.Current.SendDiagnosticMessage(line), Names, CancellationToken.None)));
        return (await server.Value).ConnectionString(name);
    }
}

/// <summary>
/// Azurite for one class alone. Azurite sorts the messages of all its accounts anew at each read of a queue: a class that leaves thousands
/// of them would slow all others.
/// </summary>
public sealed class OwnStorageFixture : StorageFixture;
