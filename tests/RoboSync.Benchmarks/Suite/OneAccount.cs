using System.Text.Json;
using Microsoft.Extensions.Options;
using RoboSync.Local.Running;
using RoboSync.Simulators.World;
using RoboSync.Sync;
using RoboSync.Sync.EventMapping;
using RoboSync.Sync.Queues;
using RoboSync.Sync.Runs;
using RoboSync.Sync.Tenants;

namespace RoboSync.Benchmarks.Suite;

/// <summary>The product in this process with a tenant of one account, whose runs are called as the queue would.</summary>
internal sealed class OneAccount(CountedProduct product, WireTape tape, SimulatedWorld world) : IAsyncDisposable
{
    private static readonly AccountKey Account = new("sample", "miws-2027");

    private int slots;

    /// <summary>The product.</summary>
    public CountedProduct Product => product;

    /// <summary>What it sends.</summary>
    public WireTape Tape => tape;

    /// <summary>The world of a seed: always the same.</summary>
    public static Task<SimulatedWorld> WorldAsync(int applicants) =>
        SimulatedWorld.StartAsync(new WorldOptions { Applicants = applicants, Years = [2027], SearchLag = TimeSpan.Zero });

    /// <summary>Starts it on a storage account that nobody has used.</summary>
    public static async Task<OneAccount> StartAsync(SimulatedWorld world, TelemetrySink sink, string storage)
    {
        var tape = new WireTape();
        var product = await CountedProduct.StartAsync(world, sink, TimeProvider.System, storage, tape);
        var tenant = LocalTenant.Demo(world);
        tenant.FillVault(world.KeyVault, seed: 1);
        world.KeyVault.Set("sendgrid-api-key", world.SendGrid.ApiKey);
        await product.Get<ITenantStore>().SaveAsync(Account.TenantId, tenant.Document, default);
        var map = world.Plans.SelectMany(plan => plan.SeminarNumbers.Select(seminar => (seminar, plan.EventId)))
            .ToDictionary(pair => pair.seminar, pair => pair.EventId, StringComparer.Ordinal);
        await product.Get<IEventMappingStore>().SaveAsync(Account.TenantId, map, TimeProvider.System.GetUtcNow(), default);
        GC.KeepAlive(product.Get<IOptions<SyncOptions>>().Value);
        return new OneAccount(product, tape, world);
    }

    /// <summary>One run of a slot of its own.</summary>
    /// <returns>How long it took, in seconds, and how it ended.</returns>
    public async Task<(double Seconds, RunState Run)> RunAsync()
    {
        var slot = TimeProvider.System.GetUtcNow().AddMinutes(-10).AddSeconds(slots++);
        slot = DateTimeOffset.FromUnixTimeSeconds(slot.ToUnixTimeSeconds());
        await product.Get<ISlotReportStore>().ExpectAsync(slot, [Account], default);
        tape.Clear();
        var seen = world.Miws.Server.Requests.Count;
        var start = TimeProvider.System.GetTimestamp();
        await product.Get<SyncAccountRun>().RunAsync(RunRequest.Of(Account, slot).ToMessage(), default);
        var seconds = TimeProvider.System.GetElapsedTime(start).TotalSeconds;
        foreach (var request in world.Miws.Server.Requests.Skip(seen))
        {
            tape.Add(new WireRequest("miws", request.Method, request.Target, request.At, [], Body: null));
        }

        var run = (await product.Get<ISlotReportStore>().ReadAsync(Account.TenantId, slot, default))[Account.AccountId]
            ?? throw new InvalidOperationException("The run has not ended.");
        return run.Failure is null
            ? (seconds, run)
            : throw new InvalidOperationException($"{run.Failure} {run.FailureDetail} {JsonSerializer.Serialize(run.Counts)}");
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => product.DisposeAsync();
}
