using RoboSync.Local.Azurite;
using RoboSync.Sync.Runs;

namespace RoboSync.Benchmarks.Suite;

/// <summary>Storage requests, messages and log bytes of an applicant, each against the least possible; calls of HRMOS.</summary>
internal static class RequestsMeasurement
{
    // Of a chunk of fifty: announce, settle, checkpoint. Of an event with bookings: announce, settle, checkpoint.
    private const int ChunkSize = 50;
    private const int PerChunk = 3;

    // Of a run: claim that it is not over, tenant, lease and its end, current run, begun, state read and written, ended, reported, reports
    // read; links, set-aside, mapping and its version, worklist; seminars, events, sheet and readings, each read and written.
    private const int PerRun = 30;

    /// <summary>Measures it.</summary>
    public static async Task<IReadOnlyList<Figure>> RunAsync(Scale scale)
    {
        await using var azurite = await AzuriteServer.StartAsync(System.Console.Error.WriteLine, ["requests"], default);
        await using var sink = await TelemetrySink.StartAsync();
        await using var world = await OneAccount.WorldAsync(scale.Applicants);
        await using var account = await OneAccount.StartAsync(world, sink, azurite.ConnectionString("requests"));
        RunState? run = null;
        var first = await account.Product.MeasureAsync(async () => run = (await account.RunAsync()).Run);
        var suspicions = world.Hrmos.Server.Requests.Count(request => request.Status == 409);
        await account.RunAsync();
        var quiet = await account.Product.MeasureAsync(async () => await account.RunAsync());
        var edited = world.Miws.Data.Applicants.Take(20).Select(applicant => applicant.Number).ToList();
        edited.ForEach(number => world.Miws.Data.Edit(number, person => person with { Laboratory = "変更研究室" }));
        RunState? changed = null;
        var changes = await account.Product.MeasureAsync(async () => changed = (await account.RunAsync()).Run);

        var events = world.Plans.Count(plan => world.Hrmos.Data.BookingsOf(plan.EventId).Count > 0);
        var storage = first.Requests.Where(pair => pair.Key is not RequestKind.VaultRead and not RequestKind.QueuePut)
            .Sum(pair => pair.Value);
        double chunks = (scale.Applicants + ChunkSize - 1) / ChunkSize;
        var least = PerRun + (PerChunk * (chunks + events));
        var bookings = run!.Counts.Booked;
        return
        [
            new Figure("storage-per-applicant", "storage requests of a first run ÷ the least possible", storage / least, "",
                FormattableString.Invariant($"{storage} ÷ {least:0}, {(double)storage / scale.Applicants:0.000} an applicant")),
            new Figure("messages-per-run", "queue messages a run puts, its slot's mail and the first sign-in's among them",
                first.Requests.GetValueOrDefault(RequestKind.QueuePut), "", "least: 2"),
            new Figure(
                "log-per-applicant", "telemetry of a first run, bytes an applicant", (double)first.TelemetryBytes / scale.Applicants, "B",
                FormattableString.Invariant($"{first.TelemetryItems} items, {first.TelemetryBytes} bytes a run; least: 0 an applicant")),
            new Figure("hrmos-new", "HRMOS calls a new candidate, without the second one of a suspected duplicate",
                (double)(first.Hrmos - suspicions - bookings - events - 3) / scale.Applicants, "",
                FormattableString.Invariant(
                    $"{first.Hrmos} calls: {suspicions} suspicions, {bookings} bookings of {events} events, 3 for label and list of "
                    + $"events"))
                { Goal = 2 },
            new Figure("hrmos-changed", "HRMOS calls a changed candidate",
                changed!.Counts.Updated == 0 ? 0 : (double)(changes.Hrmos - 1) / changed.Counts.Updated, "",
                FormattableString.Invariant(
                    $"{changes.Hrmos} calls, 1 of them the list of events, for {changed.Counts.Updated} changed")) { Goal = 1 },
            new Figure("hrmos-unchanged", "HRMOS calls for all unchanged candidates", quiet.Hrmos - 1, "",
                FormattableString.Invariant($"{quiet.Hrmos} call is the list of events; {quiet.Miws} pages of MIWS")) { Goal = 0 },
        ];
    }
}
