using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using RoboSync.Hrmos;
using RoboSync.Simulators.Serving;
using RoboSync.Sync.Ats;
using RoboSync.Sync.Failures;
using RoboSync.Sync.Media;
using RoboSync.Sync.Sites;
using RoboSync.Sync.Tenants;

namespace RoboSync.Torture.Input;

/// <summary>
/// Answers of HRMOS, in the shapes of docs/hrmos-api.openapi.json and then changed: each call gives what the answer says, ids with all
/// their digits, or fails with a failure of its kind that quotes nobody; and a list of any pages ends.
/// </summary>
internal sealed class AnswerRig : IInputRig
{
    private const int MostPages = 8;
    private const string Label = "2027年卒";
    private const string ExternalId = "miws:2027:10000001";
    private const string Somebody = "見本　花子";

    private static readonly Applicant Applicant = new()
    {
        ApplicantNumber = "10000001", Name = Somebody, NameKana = "ミホン　ハナコ", Mail = "hanako@example.jp", School = "青空大学",
        Graduation = new DateOnly(2027, 3, 1),
        SelectionFlow = "プレサイト期間", EntryDate = new DateOnly(2026, 6, 1),
        LastChanged = new DateTime(2026, 6, 1, 10, 0, 0, DateTimeKind.Unspecified),
    };

    private static readonly string[] Errors =
    [
        """{"code":"duplicate_suspected","matches":[{"id":"2239928341129601024","externalId":null,"matched":["mail"]}]}""",
        """{"code":"validation_failed","errors":[{"field":"phone"},{"field":"hanako@example.jp"}]}""", """{"code":"event_not_found"}""",
        """{"code":"candidate_not_found"}""",
        """{"code":"attendance_recorded"}""", """{"code":"見本　花子"}""", """{"code":7}""", "", "<html>",
    ];

    private static readonly Call[] Calls =
    [
        new("token", """{"permissions":["candidates:write","events:write"]}""", async hrmos => await hrmos.ListPermissionsAsync(default)),
        new(
            "label",
            """{"labels":[{"id":"2239928341129601024","name":"2027年卒"},{"id":"2239928341129601025","name":"2028年卒"}]}""",
            async hrmos => [await hrmos.EnsureLabelAsync(Label, default)]),
        new(
            "find",
            """{"candidates":[{"id":2239928341129601024,"externalId":"miws:2027:10000001"}]}""",
            async hrmos => await hrmos.FindByExternalIdAsync(ExternalId, default)),
        new("create", """{"id":"2239928341129601024"}""", async hrmos =>
        {
            var made = await hrmos.CreateCandidateAsync(Applicant, ExternalId, "1", false, default);
            return made.CandidateId is null ? made.Suspected.Select(suspected => suspected.CandidateId).ToList() : [made.CandidateId];
        }),
        new("update", """{"id":"2239928341129601024"}""", async hrmos =>
        {
            await hrmos.UpdateCandidateAsync("2239928341129601024", Applicant, default);
            return [];
        }),
        new("events", """{"events":[{"id":"2239928341129601024","name":"説明会","startsAt":"2026-07-01T14:00:00+09:00"},{"id":2239928341129601025,"name":"座談会"}],"total":2,"nextPage":null}""",
            async hrmos => (await hrmos.ListEventsAsync(default)).Select(item => item.EventId).ToList()),
        new("bookings", """{"bookings":[{"candidateId":"2239928341129601024","status":"booked"},{"candidateId":"2239928341129601025","status":"attended"}],"total":2}""",
            async hrmos => (await hrmos.ListBookingsAsync("1", default)).Keys.ToList()),
        new("book", """{"candidateId":"2239928341129601024","status":"booked"}""", async hrmos =>
        {
            await hrmos.SetBookingAsync("1", "2239928341129601024", BookingState.Booked, default);
            return [];
        }),
    ];

    private SimulatorServer server = null!;
    private ServiceProvider services = null!;
    private (int Status, byte[] Body) answer;
    private bool doPagesRise;
    private int asked;

    /// <inheritdoc/>
    public async Task StartAsync()
    {
        server = await SimulatorServer.StartAsync((routes, _) => routes.Map("/{**path}", AnswerAsync), 1, TimeProvider.System);
        services = new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System).AddHrmos()
            .AddSingleton<IRateBudgetStore>(new UnsharedBudget())
            .Configure<SitesOptions>(sites => sites.AllowLoopback = true)
            .Configure<HrmosOptions>(
                options => (options.MaxRetries, options.MaxPages, options.MaxAnswerBytes) = (0, MostPages, 1024 * 1024))
            .BuildServiceProvider();
    }

    /// <inheritdoc/>
    public async Task<Verdict> TryAsync(Random random)
    {
        server.ForgetRequests();
        var call = Calls[random.Next(Calls.Length)];
        var isError = random.Next(4) == 0;
        var good = isError ? Errors[random.Next(Errors.Length)] : call.Answer;
        var (text, mutation) = good.StartsWith('{') ? JsonMutation.Of(good, random) : (good, "no json");
        var status = isError
            ? new[] { 200, 302, 400, 401, 403, 404, 409, 413, 422, 429, 500, 503 }[random.Next(12)]
            : call.Name == "create"
            ? 201
            : 200;
        (doPagesRise, asked) = (random.Next(3) == 0 && call.Name is "events" or "bookings", 0);
        answer = (status, Encoding.UTF8.GetBytes(text));
        var name = $"{call.Name}: {(doPagesRise ? "pages without end" : isError ? "an error" : mutation)}";
        var hrmos = services.GetRequiredService<IAts>()
            .Open(new HrmosSite(server.BaseUrl, "token", 100_000, TimeSpan.Zero, TimeSpan.FromSeconds(30)), new Secret("token", "v1"));
        try
        {
            var ids = await call.RunAsync(hrmos);
            return new Verdict(name, IsRefused: false, Judge(call, text, ids));
        }
        catch (SyncException failure)
        {
            return new Verdict(name, IsRefused: true, Judge(failure, text, isError || doPagesRise ? null : call.Answer));
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        await server.DisposeAsync();
    }

    private string? Judge(Call call, string text, IEnumerable<string> ids)
    {
        if (doPagesRise)
        {
            return $"a list without end was read, {asked} pages";
        }

        using var said = JsonDocument.Parse(Encoding.UTF8.GetBytes(text.TrimStart('\uFEFF')));
        var there = Said(said.RootElement).ToHashSet(StringComparer.Ordinal);
        return ids.FirstOrDefault(id => !there.Contains(id)) is { } invented ? $"{invented} is not what the answer says: {text}"
            : ids.FirstOrDefault(id => string.IsNullOrWhiteSpace(id) && call.Name != "token") is not null ? $"an id that is none: {text}"
            : null;
    }

    private string? Judge(SyncException failure, string text, string? good) =>
        failure.Kind is FailureKind.Defect ? $"a defect: {failure}"
        : failure.ToString().Contains(Somebody, StringComparison.Ordinal) || failure.ToString().Contains("hanako", StringComparison.Ordinal)
            ? $"quotes somebody: {failure.Message}"
        : asked > 2 * MostPages ? $"asked {asked} times"
        : text == good ? $"refused as it was: {failure.Message}"
        : null;

    // Texts, and whole numbers with the digits that they are written with.
    private static IEnumerable<string> Said(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(property => Said(property.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Said),
        JsonValueKind.String when !element.GetRawText().Contains("\\ud8", StringComparison.OrdinalIgnoreCase) => [element.GetString()!],
        JsonValueKind.Number when element.GetRawText().All(char.IsAsciiDigit) => [element.GetRawText()],
        _ => [],
    };

    private async Task AnswerAsync(HttpContext context)
    {
        var page = Interlocked.Increment(ref asked);
        context.Response.StatusCode = answer.Status;
        context.Response.ContentType = "application/json";
        var body = !doPagesRise
            ? answer.Body
            : Encoding.UTF8.GetBytes(context.Request.Path.Value!.EndsWith("bookings", StringComparison.Ordinal)
            ? $$"""{"bookings":[{"candidateId":"{{page}}","status":"booked"}],"nextPage":{{page + 1}}}"""
            : $$"""{"events":[{"id":"{{page}}","name":"x"}],"nextPage":{{page + 1}}}""");
        if (doPagesRise)
        {
            context.Response.StatusCode = StatusCodes.Status200OK;
        }

        await context.Response.Body.WriteAsync(body);
    }

    private sealed record Call(string Name, string Answer, Func<IAtsSession, Task<IReadOnlyList<string>>> RunAsync);
}
