using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Specialized;
using RoboSync.EndToEndTests.Running;
using RoboSync.Local;
using RoboSync.Simulators.Serving;
using RoboSync.Sync.Queues;
using RoboSync.Sync.Runs;
using RoboSync.Sync.Scheduling;
using RoboSync.Sync.Tenants;

namespace RoboSync.EndToEndTests;

/// <summary>The functions, a process of their own, are killed in the middle of a run. Nobody is lost and nobody is made twice.</summary>
public sealed class CrashTests(StorageFixture storage)
{
    private static readonly TimeSpan SearchLag = TimeSpan.FromMinutes(30);

    [Theory]
    [InlineData("while reading the list", "/applicants", 0, false)]
    [InlineData("while reading details", "/applicants/detail", 57, false)]
    [InlineData("between creating candidates and storing their links", "/v1/candidates", 62, true)]
    [InlineData("while booking", "/v1/events/", 6, true)]
    public async Task A_run_that_was_killed_goes_on_where_it_was(string where, string path, int after, bool inHrmos)
    {
        TestContext.Current.SendDiagnosticMessage(where);
        await using var product = await Product.StartAsync(storage, applicants: 80, options =>
        {
            // So long a lag that HRMOS' own check for duplicates cannot save us: only the intents do.
            options.Start = TimeProvider.System.GetUtcNow();
            options.World = options.World with { SearchLag = SearchLag };
            options.Tenant = tenant => tenant["hrmos"]!["searchLagSeconds"] = SearchLag.TotalSeconds;
        });
        var faults = inHrmos ? product.HrmosFaults : product.MiwsFaults;
        faults.Arm(new Fault(FaultNames.Timeout, path, Skip: after));
        var slot = DateTimeOffset.FromUnixTimeSeconds(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds());
        await product.Get<IDueSlotStore>().SetNextAsync(Account, slot, default);

        var log = Path.Combine(Directory.CreateTempSubdirectory("robosync-crash-").FullName, "functions.log");
        var published =
            await PublishedFunctions.EnsureAsync(TestContext.Current.SendDiagnosticMessage, TestContext.Current.CancellationToken);
        await using (var functions = FunctionsProcess.Start(published, product.ProcessSettings(), log))
        {
            await Eventually.TrueAsync(() =>
            {
                functions.IsRunning.ShouldBeTrue(functions.IsRunning ? "" : File.ReadAllText(log));
                return Requests(product, path, inHrmos) > after;
            });
            functions.Kill();
        }

        Directory.Delete(Path.GetDirectoryName(log)!, recursive: true);
        await BringMessageBackAsync(product, slot);
        faults.Clear();
        await product.DrainAsync();

        var run = (await product.Get<IRunStore>().ReadCurrentAsync(Account, default)).ShouldNotBeNull();
        (run.Phase, run.Failure).ShouldBe((RunPhase.Finished, null));

        // A create that got no answer is settled by a look-up of the first run behind HRMOS' lag, whatever the hour is that the test began
        // at.
        product.Clock.Advance(SearchLag);
        await product.RunSlotAsync();
        product.ShouldBeInStep();
        product.World.Hrmos.Data.Candidates.Count.ShouldBe(80);
    }

    private static AccountKey Account => new("sample", "miws-2027");

    private static int Requests(Product product, string path, bool inHrmos) =>
        (inHrmos ? product.World.Hrmos : null)?.Server.Requests.Count(request => request.Target.StartsWith(path, StringComparison.Ordinal))
        ?? product.World.Miws.Server.Requests.Count(request => request.Target.StartsWith(path, StringComparison.Ordinal));

    // What storage does by itself within minutes: the killed worker's lease runs out and its message is seen again.
    private static async Task BringMessageBackAsync(Product product, DateTimeOffset slot)
    {
        product.Clock.Advance(TimeSpan.FromMinutes(20));
        var lease = product.Get<BlobServiceClient>().GetBlobContainerClient("leases").GetBlobClient(Account.ToString())
            .GetBlobLeaseClient();
        await lease.BreakAsync(TimeSpan.Zero);
        await product.Get<IWorkQueues>().EnqueueSyncAsync(
            new RunRequest(RunRequest.CurrentSchema, Account.TenantId, Account.AccountId, slot), TimeSpan.Zero, default);
    }
}
