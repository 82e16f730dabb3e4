using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using RoboSync.Functions;

namespace RoboSync.Tests.Functions;

/// <summary>
/// The published build compiles the same files against the real worker (docs/decisions/0001), which cannot be restored everywhere. Here it is held to what was
/// looked up there: whatever else the local worker offers does not compile when it is published.
/// </summary>
public sealed class PublishedBuildTests
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

    private static bool IsLocalWorker(MetadataReader metadata, TypeReferenceHandle handle) =>
        metadata.GetTypeReference(handle).ResolutionScope is { Kind: HandleKind.AssemblyReference } scope
        && metadata.GetString(metadata.GetAssemblyReference((AssemblyReferenceHandle)scope).Name) == "RoboSync.LocalWorker";

    private static string NameOf(MetadataReader metadata, TypeReferenceHandle handle)
    {
        var type = metadata.GetTypeReference(handle);
        return $"{metadata.GetString(type.Namespace)}.{metadata.GetString(type.Name)}";
    }
}
