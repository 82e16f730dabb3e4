using System.Reflection;
using Microsoft.AspNetCore.Components;
using Microsoft.Azure.Functions.Worker;
using RoboSync.Console;
using RoboSync.DevHost;
using RoboSync.Functions;
using RoboSync.Hrmos;
using RoboSync.Local;
using RoboSync.Mail;
using RoboSync.Miws;
using RoboSync.Pages;
using RoboSync.Simulators.World;
using RoboSync.Storage;
using RoboSync.Sync;

namespace RoboSync.Tests.Architecture;

/// <summary>References point one way (docs/architecture.md): Functions → adapters → Sync.</summary>
public sealed class HouseTests
{
    private static readonly Assembly Sync = typeof(SyncOptions).Assembly;
    private static readonly Assembly Miws = typeof(MiwsOptions).Assembly;
    private static readonly Assembly Hrmos = typeof(HrmosOptions).Assembly;
    private static readonly Assembly Storage = typeof(StorageNames).Assembly;
    private static readonly Assembly Mail = typeof(MailOptions).Assembly;
    private static readonly Assembly Console = typeof(ConsolePipeline).Assembly;
    private static readonly Assembly Functions = typeof(RoboSyncServices).Assembly;
    private static readonly Assembly Simulators = typeof(SimulatedWorld).Assembly;

    [Fact]
    public void The_rules_know_neither_sites_nor_azure_nor_html()
    {
        References(Sync).ShouldNotContain(name => name.StartsWith("RoboSync", StringComparison.Ordinal));
        References(Sync).ShouldNotContain(
            name => name.StartsWith("Azure", StringComparison.Ordinal) || name.StartsWith("Microsoft.Azure", StringComparison.Ordinal));
        References(Sync).ShouldNotContain(name => name.StartsWith("AngleSharp", StringComparison.Ordinal) || name == "System.Net.Http");
    }

    [Fact]
    public void Adapters_know_the_rules_and_never_each_other()
    {
        foreach (var adapter in new[] { Miws, Hrmos, Storage, Mail, Console })
        {
            References(adapter).Where(name => name.StartsWith("RoboSync", StringComparison.Ordinal))
                .ShouldBe(["RoboSync.Sync"], adapter.FullName);
        }
    }

    [Fact]
    public void Html_is_parsed_in_miws_only_and_azure_is_known_to_storage_and_the_composition_root_only()
    {
        foreach (var other in new[] { Sync, Hrmos, Storage, Mail, Console, Functions })
        {
            References(other).ShouldNotContain(name => name.StartsWith("AngleSharp", StringComparison.Ordinal), other.FullName);
        }

        foreach (var other in new[] { Sync, Miws, Hrmos, Mail, Console })
        {
            References(other).ShouldNotContain(name => name.StartsWith("Azure.", StringComparison.Ordinal), other.FullName);
        }

        Users(Functions, "Azure").ShouldBe([nameof(RoboSyncServices), "Telemetry"]);
    }

    [Fact]
    public void The_worker_is_known_to_the_triggers_and_program_only()
    {
        foreach (var other in new[] { Sync, Miws, Hrmos, Storage, Mail, Console })
        {
            References(other).ShouldNotContain(
                name => name.StartsWith("Microsoft.Azure.Functions", StringComparison.Ordinal), other.FullName);
        }

        var triggers = Functions.GetTypes()
            .Where(type => type.GetMethods().Any(method => method.GetCustomAttribute<FunctionAttribute>() is not null));
        triggers.ShouldAllBe(type => type.Namespace == "RoboSync.Functions.Triggers");
    }

    [Fact]
    public void Simulators_share_no_model_with_what_they_test() =>
        References(Simulators).ShouldNotContain(name => name.StartsWith("RoboSync", StringComparison.Ordinal));

    [Fact]
    public void Nothing_production_knows_the_local_run()
    {
        string[] local =
        [
            typeof(FunctionsProcess).Assembly.GetName().Name!, typeof(ChildProcess).Assembly.GetName().Name!,
            typeof(Workbench).Assembly.GetName().Name!,
        ];
        foreach (var assembly in new[] { Sync, Miws, Hrmos, Storage, Mail, Console, Functions })
        {
            References(assembly).Intersect(local).ShouldBeEmpty();
        }
    }

    [Fact]
    public void The_workbench_reads_by_what_a_run_reads_by_and_knows_no_simulator() =>
        References(typeof(Workbench).Assembly).Where(name => name.StartsWith("RoboSync", StringComparison.Ordinal))
            .ShouldBe(["RoboSync.Miws", "RoboSync.Storage", "RoboSync.Sync"], ignoreOrder: true);

    [Fact]
    public void Classes_are_sealed_or_static()
    {
        var open = new[] { Sync, Miws, Hrmos, Storage, Mail, Console, Functions }.SelectMany(assembly => assembly.GetTypes())
            .Where(type => type.Namespace != "RoboSync.Functions.Generated"

                // Razor's compiler seals no page.
                && !type.IsAssignableTo(typeof(IComponent))
                && type is { IsClass: true, IsSealed: false, IsAbstract: false }
                && !type.Name.Contains('<', StringComparison.Ordinal)
                && type.Name is not ("Program" or "_Imports"));
        open.Select(type => type.FullName).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Common")]
    [InlineData("Helpers")]
    [InlineData("Models")]
    [InlineData("Services")]
    [InlineData("Utils")]
    public void No_room_is_named_after_nothing(string name)
    {
        var spaces = new[] { Sync, Miws, Hrmos, Storage, Mail, Console, Functions }.SelectMany(assembly => assembly.GetTypes())
            .Select(type => type.Namespace ?? "").Distinct();
        spaces.ShouldNotContain(space => space.Split('.').Contains(name));
    }

    private static List<string> References(Assembly assembly) =>
        [.. assembly.GetReferencedAssemblies().Select(reference => reference.Name!)];

    // Types whose fields, parameters or results name a type of the namespace, or whose file is the composition root.
    private static IEnumerable<string> Users(Assembly assembly, string space) => assembly.GetTypes()
        .Where(type => type.GetMethods(
            BindingFlags.DeclaredOnly | BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)
            .Any(method => method.GetParameters().Select(parameter => parameter.ParameterType).Append(method.ReturnType)
                .Any(used => used.Namespace?.StartsWith(space + ".", StringComparison.Ordinal) is true)
                || method.GetMethodBody()?.LocalVariables.Any(
                    local => local.LocalType.Namespace?.StartsWith(space + ".", StringComparison.Ordinal) is true) is true))
        .Select(type => type.Name.Split('<')[0]).Where(name => name.Length > 0).Distinct();
}
