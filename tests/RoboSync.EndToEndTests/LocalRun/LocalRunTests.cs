using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using RoboSync.Local.Running;

namespace RoboSync.EndToEndTests.LocalRun;

/// <summary>README's first command, as a process of its own.</summary>
public sealed class LocalRunTests
{
    [Theory]
    [InlineData("plain")]
    [InlineData("frames")]
    public async Task It_runs_slots_compares_hrmos_with_the_truth_and_leaves_nothing_running(string skin)
    {
        var folder = Directory.CreateTempSubdirectory("robosync-local-test-").FullName;
        var (summaryFile, infoFile) = (Path.Combine(folder, "summary.json"), Path.Combine(folder, "info.json"));

        var (exitCode, output) = await RunAsync(
            "--once", "--skin", skin, "--applicants", "40", "--runs", "1", "--seed", "7", "--summary", summaryFile, "--info", infoFile);

        exitCode.ShouldBe(0, output);
        output.ShouldContain("HRMOS holds exactly what MIWS' data says it should.");
        output.ShouldContain("株式会社サンプル　ご担当者様");
        var summary = JsonNode.Parse(await File.ReadAllTextAsync(summaryFile))!;
        summary["runs"]!.AsArray().Count.ShouldBe(2);
        foreach (var part in new[] { summary["total"]!, summary["runs"]![0]! })
        {
            Names(part).ShouldBe(["applicants", "bookings", "requests", "seconds"]);
            Names(part["applicants"]!).ShouldBe(["listed", "created", "updated", "unchanged", "setAside"]);
            Names(part["bookings"]!).ShouldBe(["booked", "cancelled", "unmapped", "unlinked"]);
            Names(part["requests"]!).ShouldBe(["miws", "hrmos"]);
        }

        summary["runs"]![0]!["applicants"]!["created"]!.GetValue<int>().ShouldBe(40);
        Names(summary["groundTruth"]!).ShouldBe(
            ["missingCandidates", "wrongCandidates", "duplicateCandidates", "missingBookings", "wrongBookings", "duplicateBookings"]);
        summary["groundTruth"]!.AsObject().ShouldAllBe(pair => pair.Value!.GetValue<int>() == 0);
        var info = JsonNode.Parse(await File.ReadAllTextAsync(infoFile))!;
        info["tenants"]![0]!.GetValue<string>().ShouldBe("sample");
        foreach (var address in new[] { info["miws"]!["url"]!, info["hrmos"]!["admin"]!, info["sendGrid"]!["url"]! })
        {
            using var http = new HttpClient();
            await Should.ThrowAsync<HttpRequestException>(() => http.GetAsync(address.GetValue<string>()), "nothing listens any more");
        }

        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Traces_metrics_and_logs_go_to_the_address_that_is_asked_for()
    {
        var received = new ConcurrentDictionary<string, string>(StringComparer.Ordinal);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        await using var collector = builder.Build();
        collector.Urls.Add("http://127.0.0.1:0");
        collector.MapPost("/{**path}", async (HttpRequest request) =>
        {
            using var reader = new StreamReader(request.Body);
            var body = await reader.ReadToEndAsync();
            received.AddOrUpdate(request.Path, body, (_, before) => before + body);
        });
        await collector.StartAsync(TestContext.Current.CancellationToken);

        // Nothing is sent in time: what arrives was sent when the functions ended.
        var (exitCode, output) = await RunAsync(
            ["--once", "--applicants", "2", "--telemetry", collector.Urls.Single()],
            new Dictionary<string, string>
            {
                ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
                ["OTEL_BSP_SCHEDULE_DELAY"] = "600000",
                ["OTEL_BLRP_SCHEDULE_DELAY"] = "600000",
            });

        exitCode.ShouldBe(0, output);
        received.Keys.ShouldBe(["/v1/logs", "/v1/metrics", "/v1/traces"], ignoreOrder: true);
        received["/v1/traces"].ShouldContain("function SyncAccount", Case.Sensitive, "the worker's own span, above the run's");
        received["/v1/traces"].ShouldContain("robosync.run", Case.Sensitive);
    }

    [Fact]
    public async Task Storage_that_cannot_be_reached_is_one_sentence_and_exit_1()
    {
        var (exitCode, output) = await RunAsync("--once", "--storage", "DefaultEndpointsProtocol=http;AccountName=a;AccountKey=a2V5;BlobEndpoint=http://127.0.0.1:9/a;QueueEndpoint=http://127.0.0.1:9/a;TableEndpoint=http://127.0.0.1:9/a;");

        exitCode.ShouldBe(1);
        OneLine(output).ShouldBe(
            "The storage account cannot be used. Check the connection string given with --storage, and that the account can be reached.");
    }

    [Fact]
    public async Task A_connection_string_that_is_none_is_the_same_sentence()
    {
        var (exitCode, output) = await RunAsync("--once", "--storage", "nonsense");

        exitCode.ShouldBe(1);
        OneLine(output).ShouldStartWith("The storage account cannot be used.");
    }

    [Fact]
    public async Task Without_node_it_says_what_to_install()
    {
        var (exitCode, output) = await RunAsync(["--once"], new Dictionary<string, string> { ["PATH"] = "" });

        exitCode.ShouldBe(1);
        OneLine(output).ShouldMatch(
            "^(node|npm) was not found\\. Install Node\\.js 22 or newer \\(https://nodejs\\.org\\), or give a storage account of your own "
            + "with --storage\\.$");
    }

    [Theory]
    [InlineData("--applicants", "-1")]
    [InlineData("--applicants", "many")]
    [InlineData("--telemetry", "nowhere")]
    [InlineData("--no-such-option", "1")]
    public async Task A_wrong_option_is_named(string option, string value)
    {
        var (exitCode, output) = await RunAsync("--once", option, value);

        exitCode.ShouldBe(1);
        output.ShouldContain(option);
    }

    [Theory]
    [InlineData(null, "The file config.json cannot be used:")]
    [InlineData("{", "The file config.json cannot be used:")]
    [InlineData("{}", "\"tenant\" is missing: it holds the tenant document.")]
    [InlineData(
        """{"tenant":{"tenantId":"t"},"secrets":{"a":"NO_SUCH_VARIABLE"}}""", "the environment variable NO_SUCH_VARIABLE is not set.")]
    public async Task A_config_file_that_cannot_be_used_says_why(string? content, string why)
    {
        var folder = Directory.CreateTempSubdirectory("robosync-config-").FullName;
        var file = Path.Combine(folder, "config.json");
        if (content is not null)
        {
            await File.WriteAllTextAsync(file, content);
        }

        var (exitCode, output) = await RunAsync("--once", "--config", file);

        exitCode.ShouldBe(1);
        OneLine(output).ShouldContain(why);
        OneLine(output).ShouldNotContain("   at ");
        Directory.Delete(folder, recursive: true);
    }

    private static IEnumerable<string> Names(JsonNode node) => node.AsObject().Select(pair => pair.Key);

    private static string OneLine(string output) =>
        string.Join(' ', output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

    private static Task<(int ExitCode, string Output)> RunAsync(params string[] arguments) => RunAsync(arguments, []);

    private static async Task<(int ExitCode, string Output)> RunAsync(string[] arguments, Dictionary<string, string> environment)
    {
        var dotnet = Path.Combine(
            Path.GetDirectoryName(typeof(object).Assembly.Location)!,
            "..",
            "..",
            "..",
            OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet");
        var start = new ProcessStartInfo(dotnet) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(typeof(LocalStack).Assembly.Location);
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(limit.Token), process.StandardError.ReadToEndAsync(limit.Token));
        await process.WaitForExitAsync(limit.Token);
        return (process.ExitCode, await output + await errors);
    }
}
