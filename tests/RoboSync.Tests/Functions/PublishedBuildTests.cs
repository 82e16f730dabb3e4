using System.Diagnostics;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text.Json;
using System.Text.RegularExpressions;
using RoboSync.Functions;
using RoboSync.Tests.Infra;

namespace RoboSync.Tests.Functions;

/// <summary>The published build compiles the same files against the real worker (docs/decisions/0001): published here as azd does, and looked at as the Functions host does.</summary>
public sealed partial class PublishedBuildTests
{
    // Each looked up in the source of Worker 2.52.0, Extensions.Timer 4.3.1, Extensions.Storage 6.8.2 (Queues 5.5.5, Blobs 6.8.2) and OpenTelemetry 1.2.0. Using another
    // member means looking it up first, then writing it down here.
    private static readonly string[] InTheRealWorker =
    [
        "Microsoft.Azure.Functions.Worker.BlobTriggerAttribute..ctor",
        "Microsoft.Azure.Functions.Worker.BlobTriggerAttribute.set_Source",
        "Microsoft.Azure.Functions.Worker.BlobTriggerSource",
        "Microsoft.Azure.Functions.Worker.Builder.FunctionsApplication.CreateBuilder",
        "Microsoft.Azure.Functions.Worker.Builder.FunctionsApplicationBuilder.Build",
        "Microsoft.Azure.Functions.Worker.Builder.FunctionsApplicationBuilder.get_Configuration",
        "Microsoft.Azure.Functions.Worker.Builder.FunctionsApplicationBuilder.get_Services",
        "Microsoft.Azure.Functions.Worker.FunctionAttribute..ctor",
        "Microsoft.Azure.Functions.Worker.OpenTelemetry.ConfigureFunctionsOpenTelemetry.UseFunctionsWorkerDefaults",
        "Microsoft.Azure.Functions.Worker.QueueTriggerAttribute..ctor",
        "Microsoft.Azure.Functions.Worker.TimerInfo",
        "Microsoft.Azure.Functions.Worker.TimerTriggerAttribute..ctor",
    ];

    [Fact]
    public void Nothing_of_the_local_worker_is_used_that_the_real_one_lacks()
    {
        using var file = new PEReader(File.OpenRead(typeof(RoboSyncServices).Assembly.Location));
        var metadata = file.GetMetadataReader();
        var types = metadata.TypeReferences.Where(handle => IsLocalWorker(metadata, handle)).ToDictionary(handle => handle, handle => NameOf(metadata, handle));
        var members = metadata.MemberReferences.Select(metadata.GetMemberReference)
            .Where(member => member.Parent.Kind == HandleKind.TypeReference && types.ContainsKey((TypeReferenceHandle)member.Parent))
            .Select(member => (Type: types[(TypeReferenceHandle)member.Parent], Member: metadata.GetString(member.Name))).ToList();

        var used = members.Select(member => $"{member.Type}.{member.Member}")
            .Concat(types.Values.Where(type => members.TrueForAll(member => member.Type != type))).Distinct().ToList();

        used.Except(InTheRealWorker, StringComparer.Ordinal).ShouldBeEmpty();
        used.Count.ShouldBeGreaterThan(8);
    }

    [Fact]
    public async Task The_host_is_told_of_every_trigger_as_it_is_written()
    {
        var folder = Directory.CreateTempSubdirectory("robosync-published-");
        try
        {
            var output = Path.Combine(folder.FullName, "out");
            await PublishAsync(folder.FullName, output);

            var metadata = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(output, "functions.metadata"), TestContext.Current.CancellationToken)).RootElement;
            metadata.EnumerateArray().Select(Describe).ShouldBe(DeclaredTrigger.All.Select(trigger => trigger.ToString()), ignoreOrder: true);
            metadata.EnumerateArray().ShouldAllBe(function => function.GetProperty("language").GetString() == "dotnet-isolated");
            (await File.ReadAllTextAsync(Path.Combine(output, "host.json"), TestContext.Current.CancellationToken))
                .ShouldBe(await File.ReadAllTextAsync(Path.Combine(Bicep.Repository, "host.json"), TestContext.Current.CancellationToken));
            File.Exists(Path.Combine(output, "worker.config.json")).ShouldBeTrue();
            File.Exists(Path.Combine(output, "RoboSync.LocalWorker.dll")).ShouldBeFalse("it is for one machine");
            await using var assembly = File.OpenRead(Path.Combine(output, "RoboSync.Functions.dll"));
            using var image = new PEReader(assembly);
            image.PEHeaders.CorHeader!.ManagedNativeHeaderDirectory.Size.ShouldBeGreaterThan(0, "ReadyToRun, for a quick start");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    // Into folders of its own: the test runner holds the local build's files.
    private static async Task PublishAsync(string artifacts, string output)
    {
        var start = new ProcessStartInfo("dotnet") { WorkingDirectory = Bicep.Repository, RedirectStandardOutput = true, RedirectStandardError = true };
        string[] arguments = ["publish", "functions/RoboSync.Functions", "--configuration", "Release", "--artifacts-path", artifacts, "--output", output, "-nodeReuse:false"];
        Array.ForEach(arguments, start.ArgumentList.Add);
        using var publish = Process.Start(start)!;
        var error = publish.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var said = await publish.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken) + await error;
        await publish.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.SkipWhen(NoPackage().IsMatch(said), "This feed does not have the worker's packages; the workflow on GitHub does.");
        publish.ExitCode.ShouldBe(0, said);
    }

    private static string Describe(JsonElement function)
    {
        var trigger = function.GetProperty("bindings").EnumerateArray().Single();
        trigger.TryGetProperty("connection", out _).ShouldBeFalse("all is in AzureWebJobsStorage");
        string? Text(string name) => trigger.TryGetProperty(name, out var value) ? value.GetString() : null;
        var kind = Text("type")!.Replace("Trigger", "", StringComparison.Ordinal);
        return $"{function.GetProperty("name")}: {kind} {Text("schedule")}{Text("queueName")}{Text("path")} {Text("source")}".TrimEnd();
    }

    private static bool IsLocalWorker(MetadataReader metadata, TypeReferenceHandle handle) =>
        metadata.GetTypeReference(handle).ResolutionScope is { Kind: HandleKind.AssemblyReference } scope
        && metadata.GetString(metadata.GetAssemblyReference((AssemblyReferenceHandle)scope).Name) == "RoboSync.LocalWorker";

    private static string NameOf(MetadataReader metadata, TypeReferenceHandle handle)
    {
        var type = metadata.GetTypeReference(handle);
        return $"{metadata.GetString(type.Namespace)}.{metadata.GetString(type.Name)}";
    }

    [GeneratedRegex("error NU110[12]: .*Microsoft\\.Azure\\.Functions\\.Worker", RegexOptions.NonBacktracking)]
    private static partial Regex NoPackage();
}
