using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using RoboSync.Hrmos;
using RoboSync.Simulators.Serving;
using RoboSync.Sync.Ats;
using RoboSync.Sync.Failures;
using RoboSync.Sync.Sites;
using RoboSync.Sync.Tenants;

namespace RoboSync.Torture.Input;

/// <summary>
/// Answers of HRMOS, in the shapes of docs/hrmos-api.openapi.json and then changed: what comes of a call (who is linked, made, booked,
/// suspected, rejected and why) is all that the answer says and nothing else, or a failure of its kind that quotes nobody; and a list of
/// any pages ends.
/// </summary>
internal sealed class AnswerRig : IInputRig
{
    private const int MostPages = 8;

    private static readonly string[] Errors =
    [
        """{"code":"duplicate_suspected","matches":[{"id":"2239928341129601024","externalId":null,"matched":["mail"]},{"id":"2239928341129601025","externalId":"miws:2027:10000002","matched":["name","phone"]}]}""",
        """{"code":"validation_failed","errors":[{"field":"phone","code":"x"},{"field":"hanako@example.jp","code":"x"}]}""",
        """{"code":"event_not_found"}""", """{"code":"candidate_not_found"}""", """{"code":"attendance_recorded"}""",
        """{"code":"sso_required"}""", """{"code":"permission_missing"}""", """{"code":"見本　花子"}""", """{"code":7}""", "", "<html>",
    ];

    private static readonly int[] Statuses = [200, 302, 400, 401, 403, 404, 409, 413, 422, 429, 500, 503];

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
        var call = AnswerCall.All[random.Next(AnswerCall.All.Count)];
        var isError = random.Next(4) == 0;
        var good = isError ? Errors[random.Next(Errors.Length)] : call.Answer;
        var (text, mutation) = good.StartsWith('{') ? JsonMutation.Of(good, random) : (good, "no json");
        var status = isError ? Statuses[random.Next(Statuses.Length)] : call.Status;
        (doPagesRise, asked) = (random.Next(3) == 0 && call.Name is "events" or "bookings", 0);
        answer = (status, Encoding.UTF8.GetBytes(text));
        var name = $"{call.Name}: {(doPagesRise ? "pages without end" : isError ? "an error" : mutation)}";
        var truth = doPagesRise ? null : AnswerTruth.Of(call.Name, status, answer.Body);
        var hrmos = services.GetRequiredService<IAts>()
            .Open(new HrmosSite(server.BaseUrl, "token", 100_000, TimeSpan.Zero, TimeSpan.FromSeconds(30)), new Secret("token", "v1"));
        try
        {
            var came = await call.RunAsync(hrmos);
            return new Verdict(
                name, IsRefused: false, came == truth ? null : $"'{came}' came of {status} {text}, which says '{truth ?? "nothing"}'");
        }
        catch (SyncException failure)
        {
            return new Verdict(name, IsRefused: true, Judge(failure, truth, isUnchanged: text == good) is { } wrong
                ? $"{wrong} came of {status} {text}, which says '{truth ?? "nothing"}'"
                : null);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        await server.DisposeAsync();
    }

    // A changed answer may be refused where a milder reading were possible; another failure than it tells of is another story to the
    // customer.
    private string? Judge(SyncException failure, string? truth, bool isUnchanged)
    {
        var isUnknown = failure.Code == FailureCode.HrmosAnswerUnknown;
        var told = AnswerTruth.Failure(failure.Code, failure.Code == FailureCode.CandidateRejected ? failure.Detail : "");
        return failure.Kind is FailureKind.Defect ? $"a defect: {failure}"
            : failure.ToString().Contains(AnswerCall.Somebody, StringComparison.Ordinal)
                || failure.ToString().Contains("hanako", StringComparison.Ordinal) ? $"a quote of somebody: {failure.Message}"
            : asked > 2 * MostPages ? $"{asked} requests"
            : told == truth || (isUnknown && (truth is null || !isUnchanged)) ? null
            : $"'{told}'";
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var page = Interlocked.Increment(ref asked);
        context.Response.StatusCode = answer.Status;
        context.Response.ContentType = "application/json";
        var body = !doPagesRise
            ? answer.Body
            : Encoding.UTF8.GetBytes(context.Request.Path.Value!.EndsWith("bookings", StringComparison.Ordinal)
            ? $$"""{"bookings":[{"candidateId":"{{page}}","status":"booked"}],"total":99,"nextPage":{{page + 1}}}"""
            : $$"""{"events":[{"id":"{{page}}","name":"x"}],"total":99,"nextPage":{{page + 1}}}""");
        if (doPagesRise)
        {
            context.Response.StatusCode = StatusCodes.Status200OK;
        }

        await context.Response.Body.WriteAsync(body);
    }
}
