using System.Text.RegularExpressions;
using RoboSync.EndToEndTests.Running;
using RoboSync.Local;
using RoboSync.Sync.Runs;
using RoboSync.Sync.Scheduling;
using RoboSync.Sync.Tenants;

namespace RoboSync.EndToEndTests.DevHost;

/// <summary>The very output that azd publishes, on the development host.</summary>
public sealed partial class PublishedFunctionsTests(StorageFixture storage)
{
    [Fact]
    public async Task All_functions_are_indexed_a_run_is_whole_and_every_log_line_is_in_the_products_own_categories()
    {
        var test = TestContext.Current;
        var now = DateTimeOffset.FromUnixTimeSeconds(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds());
        await using var product = await Product.StartAsync(storage, applicants: 8, options => options.Start = now);
        var account = new AccountKey("sample", "miws-2027");
        await product.Get<IDueSlotStore>().SetNextAsync(account, now, default);
        var file = Path.Combine(Directory.CreateTempSubdirectory("robosync-published-").FullName, "functions.log");
        var published = await PublishedFunctions.EnsureAsync(test.SendDiagnosticMessage, test.CancellationToken);

        await using (var functions = FunctionsProcess.Start(published, product.ProcessSettings(), file))
        {
            // Its last word, which comes after its end is stored: a host that was stopped in between would not show it.
            await Eventually.TrueAsync(() => File.ReadAllText(file).Contains(typeof(RunEnding).FullName!, StringComparison.Ordinal));
            (await product.Get<IRunStore>().ReadCurrentAsync(account, default))!.Phase.ShouldBe(RunPhase.Finished);
            functions.PeakMemory.ShouldBeGreaterThan(10_000_000, "of the worker");
        }

        product.ShouldBeInStep();
        var lines = (await File.ReadAllLinesAsync(file, test.CancellationToken))
            .TakeWhile(line => !line.Contains("Stopping:", StringComparison.Ordinal)).ToList();
        var running = lines.Single(line => line.Contains("Running ", StringComparison.Ordinal)).Split("Running ")[1];
        running.TrimEnd('.').Split(", ").ShouldBe(FunctionNames, ignoreOrder: true);
        var categories = lines.Select(line => Category().Match(line)).Where(match => match.Success)
            .Select(match => match.Groups["category"].Value).ToList();
        categories.ShouldAllBe(category => category.StartsWith("RoboSync.", StringComparison.Ordinal));
        Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
    }

    private static IEnumerable<string> FunctionNames => typeof(RoboSync.Functions.RoboSyncServices).Assembly.GetTypes()
        .SelectMany(type => type.GetMethods())
        .SelectMany(method => method.GetCustomAttributes(typeof(Microsoft.Azure.Functions.Worker.FunctionAttribute), inherit: false))
        .Select(attribute => ((Microsoft.Azure.Functions.Worker.FunctionAttribute)attribute).Name);

    [GeneratedRegex(@"^\d\d:\d\d:\d\d\.\d{3} \w{4}: (?<category>[^\[]+)\[", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Category();
}
