using System.Text.Json;
using System.Text.RegularExpressions;
using NJsonSchema;
using RoboSync.Sync.Tenants;
using YamlDotNet.Serialization;

namespace RoboSync.Tests.Infra;

/// <summary>What azd, GitHub and the Functions host read.</summary>
public sealed partial class DeploymentFilesTests
{
    public static TheoryData<string> Workflows =>
        [.. Directory.GetFiles(Path.Combine(Bicep.Repository, ".github", "workflows")).Select(Path.GetFileName).OfType<string>()];

    public static TheoryData<string> Pages =>
    [
        .. Directory.GetFiles(Bicep.Repository, "*.md")
            .Concat(Directory.GetFiles(Path.Combine(Bicep.Repository, "docs"), "*.md", SearchOption.AllDirectories))
            .Select(file => Path.GetRelativePath(Bicep.Repository, file)),
    ];

    [Fact]
    public async Task Azure_yaml_is_what_azd_wants_and_names_what_exists()
    {
        var json = Yaml("azure.yaml");
        var schema = await JsonSchema.FromJsonAsync(
            await File.ReadAllTextAsync(
                Path.Combine(AppContext.BaseDirectory, "Infra", "azure.yaml.schema.json"), TestContext.Current.CancellationToken),
            TestContext.Current.CancellationToken);

        schema.Validate(json).ShouldBeEmpty();

        // The schema lets mistyped keys pass.
        var file = JsonDocument.Parse(json).RootElement;
        Names(file).ShouldBe(["hooks", "infra", "name", "pipeline", "requiredVersions", "services"]);
        var service = file.GetProperty("services").GetProperty("functions");
        Names(service).ShouldBe(["host", "language", "project"]);
        (service.GetProperty("host").GetString(), service.GetProperty("language").GetString()).ShouldBe(("function", "csharp"));
        Directory.GetFiles(Path.Combine(Bicep.Repository, service.GetProperty("project").GetString()!), "*.csproj").ShouldHaveSingleItem();
        foreach (var hook in file.GetProperty("hooks").EnumerateObject())
        {
            var script = Path.Combine(Bicep.Repository, hook.Value.GetProperty("run").GetString()!);
            (OperatingSystem.IsWindows() || File.GetUnixFileMode(script).HasFlag(UnixFileMode.UserExecute)).ShouldBeTrue(script);
            (await File.ReadAllTextAsync(script, TestContext.Current.CancellationToken)).ShouldStartWith("#!/bin/sh\n");
        }
    }

    [Fact]
    public void Host_json_holds_only_what_the_host_knows()
    {
        var host = JsonDocument.Parse(File.ReadAllText(Path.Combine(Bicep.Repository, "host.json"))).RootElement;

        Names(host).ShouldBe(["extensions", "functionTimeout", "logging", "telemetryMode", "version"]);
        host.GetProperty("version").GetString().ShouldBe("2.0");
        host.GetProperty("telemetryMode").GetString().ShouldBe("OpenTelemetry", "as Telemetry.cs sends");
        Names(host.GetProperty("extensions").GetProperty("queues"))
            .ShouldBe(["batchSize", "maxDequeueCount", "maxPollingInterval", "messageEncoding", "newBatchThreshold", "visibilityTimeout"]);
    }

    [Fact]
    public async Task The_example_of_a_tenant_document_is_accepted() =>
        (await TenantDocument.ValidateAsync(
            await File.ReadAllTextAsync(
                Path.Combine(Bicep.Repository, "docs", "tenant.example.json"), TestContext.Current.CancellationToken),
            "acme")).ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task What_a_page_points_at_is_there(string page)
    {
        var text = await File.ReadAllTextAsync(Path.Combine(Bicep.Repository, page), TestContext.Current.CancellationToken);

        var targets = Links().Matches(text).Select(match => match.Groups["target"].Value)
            .Where(target => !target.Contains("://", StringComparison.Ordinal) && !target.StartsWith('#'));
        targets.Where(target => !Path.Exists(Path.Combine(Bicep.Repository, Path.GetDirectoryName(page)!, target.Split('#')[0])))
            .ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Workflows))]
    public void A_workflow_pins_its_actions_limits_its_rights_and_its_time(string name)
    {
        var text = File.ReadAllText(Path.Combine(Bicep.Repository, ".github", "workflows", name));
        var workflow = JsonDocument.Parse(Yaml(Path.Combine(".github", "workflows", name))).RootElement;

        Names(workflow).ShouldContain("permissions", "rights are given to the jobs that need them");
        workflow.GetProperty("permissions").ToString().ShouldBe("{}");
        foreach (var job in workflow.GetProperty("jobs").EnumerateObject())
        {
            job.Value.TryGetProperty("timeout-minutes", out _).ShouldBeTrue($"{job.Name} could run for six hours");
        }

        var uses = Uses().Matches(text).Select(match => match.Groups["action"].Value).ToList();
        uses.ShouldNotBeEmpty();
        uses.ShouldAllBe(action => Pinned().IsMatch(action));
    }

    private static string Yaml(string file) => new SerializerBuilder().JsonCompatible().Build()
        .Serialize(new DeserializerBuilder().WithAttemptingUnquotedStringTypeDeserialization().Build()
            .Deserialize(File.ReadAllText(Path.Combine(Bicep.Repository, file))));

    private static IEnumerable<string> Names(JsonElement element) =>
        element.EnumerateObject().Select(item => item.Name).Order(StringComparer.Ordinal);

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Links();

    [GeneratedRegex("uses: +(?<action>.+)$", RegexOptions.ExplicitCapture | RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex Uses();

    [GeneratedRegex("^(?:[A-Za-z-]+/[a-z/-]+@[0-9a-f]{40}|docker://[a-z/]+@sha256:[0-9a-f]{64}) # v[0-9.]+$", RegexOptions.NonBacktracking)]
    private static partial Regex Pinned();
}
