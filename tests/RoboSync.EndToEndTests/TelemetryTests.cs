using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using OpenTelemetry.Trace;
using RoboSync.EndToEndTests.Running;
using RoboSync.Simulators.Miws;
using RoboSync.Simulators.Serving;
using RoboSync.Sync.Failures;
using RoboSync.Sync.Runs;

namespace RoboSync.EndToEndTests;

/// <summary>What an engineer sees of a run from outside: docs/telemetry.md.</summary>
public sealed class TelemetryTests(StorageFixture storage)
{
    private static readonly ActivitySource Root = new("RoboSync.Tests");

    [Fact]
    public async Task A_run_is_a_trace_with_a_span_per_step_and_nothing_personal_in_it()
    {
        await using var product = await Product.StartAsync(storage, applicants: 8);
        var person = product.Miws.Applicants.First(applicant => MiwsFlows.IsImported(applicant.Flow));

        var spans = await TraceAsync(product);

        var run = spans.Single(span => span.OperationName == "run");
        run.GetTagItem("robosync.tenant").ShouldBe("sample");
        run.GetTagItem("robosync.account").ShouldBe("miws-2027");
        run.Status.ShouldBe(ActivityStatusCode.Unset);
        spans.Where(span => span.ParentSpanId == run.SpanId).Select(span => span.OperationName)
            .ShouldBe(["sign-in", "list", "import", "book"]);
        var all =
            string.Join('\n', spans.SelectMany(span => span.TagObjects.Select(tag => $"{tag.Key}={tag.Value}").Append(span.DisplayName)));
        foreach (var canary in new[] { person.Person.Name, person.Person.Mail, person.Person.Phone, person.Number })
        {
            all.ShouldNotContain(canary);
        }
    }

    [Fact]
    public async Task A_step_that_fails_is_marked_with_its_failure()
    {
        await using var product = await Product.StartAsync(storage, applicants: 4);
        product.MiwsFaults.Arm(new Fault(MiwsFaults.ColumnMissing, "/applicants", Value: "氏名"));

        var spans = await TraceAsync(product);

        foreach (var name in new[] { "run", "list" })
        {
            var span = spans.Single(item => item.OperationName == name);
            (span.Status, span.StatusDescription).ShouldBe((ActivityStatusCode.Error, nameof(FailureCode.SitePageChanged)));
        }
    }

    [Fact]
    public async Task Runs_people_bookings_requests_mails_and_lateness_are_counted()
    {
        await using var product = await Product.StartAsync(storage, applicants: 8);
        var meters = product.Get<IMeterFactory>();
        MetricCollector<long> Counter(string name) => new(meters, SyncTelemetry.Name, name);
        using var runs = Counter("robosync.runs");
        using var candidates = Counter("robosync.candidates");
        using var bookings = Counter("robosync.bookings");
        using var requests = Counter("robosync.site.requests");
        using var mails = Counter("robosync.mails");
        using var late = new MetricCollector<double>(meters, SyncTelemetry.Name, "robosync.due.oldest_age");
        using var duration = new MetricCollector<double>(meters, SyncTelemetry.Name, "robosync.run.duration");

        var first = await product.RunSlotAsync();
        product.MiwsFaults.Arm(new Fault(MiwsFaults.SignInRefused));
        await product.RunSlotAsync();

        Of(runs, "outcome", "done").ShouldBe(1);
        Of(runs, "failure", nameof(FailureCode.SiteSignInRefused)).ShouldBe(1);
        Of(runs, "kind", nameof(FailureKind.NeedsCustomer)).ShouldBe(1);
        Of(candidates, "outcome", "created").ShouldBe(8);
        Of(bookings, "outcome", "booked").ShouldBe(first.Run.Counts.Booked);
        Of(requests, "site", "miws").ShouldBe(first.MiwsRequests.Count, "what a refused sign-in cost is not part of a session");
        Of(requests, "site", "hrmos").ShouldBe(first.HrmosRequests.Count);
        Of(mails, "kind", "SlotFinished").ShouldBe(2);
        late.GetMeasurementSnapshot()[0].Value.ShouldBe(1, "a slot is dispatched a second after it here");
        duration.GetMeasurementSnapshot().Count.ShouldBe(2);
    }

    private static long Of(MetricCollector<long> counter, string tag, string value) =>
        counter.GetMeasurementSnapshot().Where(measured => measured.Tags[tag] is string found && found == value)
            .Sum(measured => measured.Value);

    // Sources belong to the process: the trace of this test's own is told from others by its root.
    private static async Task<IReadOnlyList<Activity>> TraceAsync(Product product)
    {
        var spans = new List<Activity>();
        using var traces = OpenTelemetry.Sdk.CreateTracerProviderBuilder()
            .AddSource(Root.Name).AddSource(SyncTelemetry.Name).AddInMemoryExporter(spans).Build();
        ActivityTraceId trace;
        using (var root = Root.StartActivity("test").ShouldNotBeNull())
        {
            trace = root.TraceId;
            await product.RunSlotAsync();
        }

        traces.ForceFlush();
        return [.. spans.ToList().Where(span => span.TraceId == trace).OrderBy(span => span.StartTimeUtc)];
    }
}
