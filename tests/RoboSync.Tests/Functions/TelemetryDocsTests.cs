using System.Diagnostics.Metrics;
using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using RoboSync.Functions;
using RoboSync.Sync.Alarms;
using RoboSync.Sync.Runs;
using RoboSync.Tests.Infra;

namespace RoboSync.Tests.Functions;

/// <summary>docs/telemetry.md and the workbook name what there is.</summary>
public sealed partial class TelemetryDocsTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Bicep.Repository, "docs", "telemetry.md"));

    [Fact]
    public void Every_metric_is_on_the_page_and_every_metric_on_the_page_is_there() =>
        MetricNames().Matches(Page).Select(match => match.Value).Distinct().ShouldBe(Metrics(), ignoreOrder: true);

    [Fact]
    public void The_workbook_asks_for_metrics_that_are_there() =>
        QuotedNames().Matches(File.ReadAllText(Path.Combine(Bicep.Folder, "workbook.json"))).Select(match => match.Groups["name"].Value)
            .Distinct()
            .Except(Metrics(), StringComparer.Ordinal).ShouldBeEmpty();

    [Fact]
    public void Event_ids_are_unique_and_in_a_range_of_the_page()
    {
        var ids = typeof(RoboSyncServices).Assembly.GetReferencedAssemblies()
            .Where(name => name.Name!.StartsWith("RoboSync", StringComparison.Ordinal))
            .Select(Assembly.Load).Append(typeof(RoboSyncServices).Assembly)
            .SelectMany(assembly => assembly.GetTypes()).SelectMany(
                type => type.GetMethods(BindingFlags.DeclaredOnly | BindingFlags.Instance | BindingFlags.Static | BindingFlags.NonPublic))
            .Select(method => method.GetCustomAttribute<LoggerMessageAttribute>()?.EventId).OfType<int>()
            .Concat(AlarmTable.All.Select(alarm => alarm.EventId)).ToList();
        var ranges = Ranges()
            .Matches(Page)
            .Select(match => (
                From: int.Parse(match.Groups["from"].ValueSpan, CultureInfo.InvariantCulture),
                To: int.Parse(match.Groups["to"].ValueSpan, CultureInfo.InvariantCulture)))
            .ToList();

        ids.Count.ShouldBeGreaterThan(40);
        ids.ShouldBeUnique();
        ids.ShouldAllBe(id => ranges.Any(range => range.From <= id && id <= range.To));
    }

    private static List<string> Metrics()
    {
        using var provider = new ServiceCollection().AddMetrics().AddSingleton<SyncTelemetry>().BuildServiceProvider();
        var names = new List<string>();
        using var listener = new MeterListener();
        var factory = provider.GetRequiredService<IMeterFactory>();
        listener.InstrumentPublished = (instrument, _) =>
        {
            if (instrument.Meter.Scope == factory && instrument.Meter.Name == SyncTelemetry.Name)
            {
                names.Add(instrument.Name);
            }
        };
        listener.Start();
        provider.GetRequiredService<SyncTelemetry>();
        return names;
    }

    [GeneratedRegex(@"(?<=^\| `)robosync\.[a-z._]+", RegexOptions.Multiline)]
    private static partial Regex MetricNames();

    [GeneratedRegex("'(?<name>robosync\\.[a-z._]+)'", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex QuotedNames();

    [GeneratedRegex(
        @"^\| (?<from>\d{4})–(?<to>\d{4}) \|", RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Ranges();
}
