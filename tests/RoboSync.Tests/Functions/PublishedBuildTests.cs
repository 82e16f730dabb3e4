using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text.Json;
using RoboSync.Local;
using RoboSync.Tests.Infra;

namespace RoboSync.Tests.Functions;

/// <summary>The functions, published as azd does, looked at as the Functions host does.</summary>
public sealed class PublishedBuildTests
{
    [Fact]
    public async Task The_host_is_told_of_every_trigger_as_it_is_written()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var output = await PublishedFunctions.EnsureAsync(TestContext.Current.SendDiagnosticMessage, cancellation);

        var metadata = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(output, "functions.metadata"), cancellation))
            .RootElement;
        metadata.EnumerateArray().Select(Describe).ShouldBe(DeclaredTrigger.All.Select(trigger => trigger.ToString()), ignoreOrder: true);
        metadata.EnumerateArray().ShouldAllBe(function => function.GetProperty("language").GetString() == "dotnet-isolated");
        (await File.ReadAllTextAsync(Path.Combine(output, "host.json"), cancellation))
            .ShouldBe(await File.ReadAllTextAsync(Path.Combine(Bicep.Repository, "host.json"), cancellation));
        File.Exists(Path.Combine(output, "worker.config.json")).ShouldBeTrue();
        Directory.EnumerateFiles(output, "RoboSync.*.dll")
            .ShouldNotContain(file => Path.GetFileName(file) == "RoboSync.DevHost.dll", "it is for one machine");
    }

    [Fact]
    public async Task It_is_compiled_ahead_for_a_quick_start()
    {
        var output = await PublishedFunctions.EnsureAsync(TestContext.Current.SendDiagnosticMessage, TestContext.Current.CancellationToken);

        foreach (var file in Directory.EnumerateFiles(output, "RoboSync.*.dll"))
        {
            using var image = new PEReader(File.OpenRead(file));
            image.PEHeaders.CorHeader!.ManagedNativeHeaderDirectory.Size.ShouldBeGreaterThan(0, file);
        }
    }

    [Fact]
    public async Task It_refers_to_the_same_assemblies_as_the_build_that_is_tested()
    {
        var output = await PublishedFunctions.EnsureAsync(TestContext.Current.SendDiagnosticMessage, TestContext.Current.CancellationToken);

        foreach (var file in Directory.EnumerateFiles(output, "RoboSync.*.dll"))
        {
            References(file).ShouldBe(References(Path.Combine(AppContext.BaseDirectory, Path.GetFileName(file))), file);
        }
    }

    private static string Describe(JsonElement function)
    {
        var trigger = function.GetProperty("bindings").EnumerateArray()
            .Single(binding => binding.GetProperty("direction").GetString() == "In");
        trigger.TryGetProperty("connection", out _).ShouldBeFalse("all is in AzureWebJobsStorage");
        string? Text(string name) => trigger.TryGetProperty(name, out var value) ? value.GetString() : null;
        if (Text("type") == "httpTrigger")
        {
            var methods = trigger.GetProperty("methods").EnumerateArray().Select(method => method.GetString());
            return $"{function.GetProperty("name")}: http {Text("route")} {Text("authLevel")} {string.Join(',', methods)}";
        }

        var kind = Text("type")!.Replace("Trigger", "", StringComparison.Ordinal);
        return $"{function.GetProperty("name")}: {kind} {Text("schedule")}{Text("queueName")}{Text("path")} {Text("source")}".TrimEnd();
    }

    private static List<string> References(string file)
    {
        using var image = new PEReader(File.OpenRead(file));
        var metadata = image.GetMetadataReader();
        return
        [
            .. metadata.AssemblyReferences.Select(metadata.GetAssemblyReference)
                .Select(reference => $"{metadata.GetString(reference.Name)} {reference.Version}").Order(StringComparer.Ordinal),
        ];
    }
}
