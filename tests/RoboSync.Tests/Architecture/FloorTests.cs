using ArchUnitNET.Domain;
using ArchUnitNET.Loader;
using RoboSync.Sync;

namespace RoboSync.Tests.Architecture;

/// <summary>
/// The folders of the rules are floors (docs/architecture.md): each stands on those below it and knows nothing of those above.
/// </summary>
public sealed class FloorTests
{
    /// <summary>From the ground up.</summary>
    private static readonly string[] Floors =
    [
        "Failures", "Calendar", "Spreadsheets", "Tenants", "Users", "Audit", "Media", "Sites", "Ats", "Queues", "Uploads", "Alarms",
        "Reports", "Accounts",
        "EventMapping", "Writing", "Candidates",
        "Bookings", "Reconciling", "Runs", "Checking", "Notifications", "Scheduling", "Documents", "Retention",
    ];

    private const string Rules = "RoboSync.Sync";

    private static readonly ArchUnitNET.Domain.Architecture Architecture = new ArchLoader().LoadAssemblies(typeof(SyncOptions).Assembly)
        .Build();

    [Fact]
    public void No_floor_knows_one_above_it()
    {
        var upwards =
            from type in Architecture.Types.OfType<IType>()
            let own = FloorOf(type)
            where own is not null
            from target in type.Dependencies.Select(dependency => dependency.Target)
            let to = FloorOf(target)
            where to > own
            select $"{Floors[own.Value]} knows {Floors[to.Value]}: {type.Name} uses {target.Name}";

        upwards.Distinct().ShouldBeEmpty();
    }

    [Fact]
    public void Every_folder_of_the_rules_is_a_floor()
    {
        var folders = Architecture.Types.Select(type => type.Namespace.FullName)
            .Where(name => name.StartsWith($"{Rules}.", StringComparison.Ordinal))
            .Select(name => name.Split('.')[2]).Distinct();

        folders.ShouldBe(Floors, ignoreOrder: true);
    }

    private static int? FloorOf(IType type)
    {
        // Type parameters have no namespace.
        var name = type.Namespace?.FullName;
        return name?.StartsWith($"{Rules}.", StringComparison.Ordinal) is true ? Array.IndexOf(Floors, name.Split('.')[2]) : null;
    }
}
