using System.Diagnostics;
using System.Diagnostics.Metrics;
using RoboSync.Sync.Failures;
using RoboSync.Sync.Queues;
using RoboSync.Sync.Tenants;

namespace RoboSync.Sync.Runs;

/// <summary>
/// Traces and metrics: docs/telemetry.md lists them. Traces name tenant, account and run; metrics name neither, since each name would be a
/// series of its own. Nothing in them is about an applicant.
/// </summary>
public sealed class SyncTelemetry : IDisposable
{
    /// <summary>Name of the activity source and of the meter.</summary>
    public const string Name = "RoboSync";

    private const string Failed = "failed";
    private const string LeftOut = "left-out";

    private readonly ActivitySource source = new(Name);
    private readonly Counter<long> runs;
    private readonly Histogram<double> duration;
    private readonly Counter<long> candidates;
    private readonly Counter<long> bookings;
    private readonly Counter<long> requests;
    private readonly Counter<long> mails;
    private readonly Gauge<double> oldestDue;

    /// <summary>Creates the instruments.</summary>
    public SyncTelemetry(IMeterFactory meters)
    {
        var meter = meters.Create(Name);
        runs = meter.CreateCounter<long>("robosync.runs", "{run}", "Runs that ended.");
        duration = meter.CreateHistogram<double>(
            "robosync.run.duration", "s", "From a run's first start to its end, continuations and waits included.");
        candidates = meter.CreateCounter<long>("robosync.candidates", "{candidate}", "What became of applicants.");
        bookings = meter.CreateCounter<long>("robosync.bookings", "{booking}", "What became of bookings.");
        requests = meter.CreateCounter<long>("robosync.site.requests", "{request}", "Requests to MIWS and HRMOS.");
        mails = meter.CreateCounter<long>("robosync.mails", "{mail}", "What became of mails.");
        oldestDue = meter.CreateGauge<double>(
            "robosync.due.oldest_age", "s", "How late the oldest due slot was when a dispatch read it; 0 where none was due.");
    }

    /// <summary>Begins the trace of one invocation of a run; null where nobody listens.</summary>
    public Activity? StartRun(AccountKey account, string runId) => source.StartActivity("run")?
        .SetTag("robosync.tenant", account.TenantId)
        .SetTag("robosync.account", account.AccountId)
        .SetTag("robosync.run", runId);

    /// <summary>Begins the trace of a step of a run.</summary>
    /// <param name="step">For example <c>sign-in</c>.</param>
    public Activity? StartStep(string step) => source.StartActivity(step);

    /// <summary>A run ended.</summary>
    public void RunEnded(RunState run)
    {
        var outcome = Outcome(run.Failure);
        runs.Add(
            1,
            new("outcome", outcome),
            new("failure", run.Failure?.ToString() ?? "none"),
            new("kind", outcome == Failed ? FailureKinds.Of(run.Failure!.Value).ToString() : "none"));
        if (outcome != LeftOut)
        {
            duration.Record(
                ((run.FinishedAt ?? run.HeartbeatAt) - run.StartedAt).TotalSeconds, new KeyValuePair<string, object?>("outcome", outcome));
        }

        var counts = run.Counts;
        Add(
            candidates,
            "outcome",
            ("created", counts.Created),
            ("updated", counts.Updated),
            ("unchanged", counts.Unchanged),
            ("set-aside", counts.SetAside));
        Add(
            bookings,
            "outcome",
            ("booked", counts.Booked),
            ("cancelled", counts.Cancelled),
            ("kept", counts.KeptByStaff),
            ("unmapped", counts.Unmapped),
            ("unlinked", counts.Unlinked));
        Add(requests, "site", ("miws", counts.MiwsRequests), ("hrmos", counts.HrmosRequests));
    }

    /// <summary>A dispatch read what was due.</summary>
    /// <param name="oldest">How late the oldest slot was.</param>
    public void Dispatched(TimeSpan oldest) => oldestDue.Record(oldest.TotalSeconds);

    /// <summary>A mail, or what another channel tells, was sent, kept for later or refused.</summary>
    public void Told(NotificationKind kind, string channel, string outcome) =>
        mails.Add(1, new("kind", kind.ToString()), new("channel", channel), new("outcome", outcome));

    /// <inheritdoc/>
    public void Dispose() => source.Dispose();

    // A slot that is left out on purpose is no failure.
    private static string Outcome(FailureCode? failure) => failure switch
    {
        null => "done",
        FailureCode.AccountPaused or FailureCode.EarlierRunGoesOn or FailureCode.Resting or FailureCode.AwaitsApproval => LeftOut,
        _ => Failed,
    };

    private static void Add(Counter<long> counter, string tag, params ReadOnlySpan<(string Value, int Count)> counts)
    {
        foreach (var (value, count) in counts)
        {
            if (count > 0)
            {
                counter.Add(count, new KeyValuePair<string, object?>(tag, value));
            }
        }
    }
}
