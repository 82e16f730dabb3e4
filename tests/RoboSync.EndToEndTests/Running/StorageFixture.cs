using System.Globalization;
using RoboSync.EndToEndTests.Running;
using RoboSync.Local.Azurite;

[assembly: AssemblyFixture(typeof(StorageFixture))]

namespace RoboSync.EndToEndTests.Running;

/// <summary>One Azurite for all tests; each test takes a storage account of its own, so that none sees another's data.</summary>
public class StorageFixture : IAsyncLifetime
{
    private const int Accounts = 800;

    private AzuriteServer azurite = null!;
    private int taken;

    public async ValueTask InitializeAsync() => azurite = await AzuriteServer.StartAsync(
        line => TestContext.Current.SendDiagnosticMessage(line), [.. Enumerable.Range(1, Accounts).Select(Name)],
        TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await azurite.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Connection string of an account that nobody else has.</summary>
    public string TakeAccount() => Interlocked.Increment(ref taken) is <= Accounts and var number
        ? azurite.ConnectionString(Name(number))
        : throw new InvalidOperationException("More storage accounts are taken than Azurite was started with.");

    private static string Name(int number) => string.Create(CultureInfo.InvariantCulture, $"test{number:000}");
}

/// <summary>
/// An Azurite for one class alone. Azurite sorts the messages of all its accounts anew at each read of a queue: a class that leaves
/// thousands of them would slow all others.
/// </summary>
public sealed class OwnStorageFixture : StorageFixture;
