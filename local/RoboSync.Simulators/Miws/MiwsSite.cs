using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RoboSync.Simulators.Miws.Skins;
using RoboSync.Simulators.Serving;

namespace RoboSync.Simulators.Miws;

/// <summary>
/// MIWS as a real small web server: sign-in, sessions, lists and details as server-rendered HTML, in one of several skins.
/// </summary>
public sealed class MiwsSite : IAsyncDisposable
{
    private MiwsSite(TimeProvider clock, int seed, MiwsSkin skin)
    {
        Data = new MiwsData(clock);
        Sessions = new MiwsSessions(seed);
        (Skin, PageEncoding) = (skin, skin.PageEncoding);
    }

    /// <summary>What it holds.</summary>
    public MiwsData Data { get; }

    /// <summary>What it looks like.</summary>
    public MiwsSkin Skin { get; }

    /// <summary>Its server.</summary>
    public SimulatorServer Server { get; private set; } = null!;

    /// <summary>Who may sign in; the password of a login may be replaced.</summary>
    public IDictionary<string, MiwsLogin> Logins { get; } = new Dictionary<string, MiwsLogin>(StringComparer.Ordinal);

    /// <summary>Encoding of all pages: UTF-8, Shift_JIS or EUC-JP.</summary>
    public Encoding PageEncoding { get; set; }

    internal MiwsSessions Sessions { get; }

    /// <summary>Starts the site on a free port.</summary>
    public static async Task<MiwsSite> StartAsync(TimeProvider clock, int seed, MiwsSkin skin)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var site = new MiwsSite(clock, seed, skin);
        site.Server = await SimulatorServer.StartAsync((routes, _) => site.Map(routes), seed, clock);
        return site;
    }

    /// <summary>Ends every session, as a restart of the site would.</summary>
    public void EndSessions() => Sessions.EndAll();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Server.DisposeAsync();

    private void Map(IEndpointRouteBuilder routes)
    {
        Skin.Map(routes, this);
        routes.MapGet("/_admin/state", (RequestDelegate)(context => context.Response.WriteAsJsonAsync(new JsonObject
        {
            ["applicants"] = Data.Applicants.Count,
            ["imported"] = Data.Applicants.Count(applicant => MiwsFlows.IsImported(applicant.Flow)),
            ["seminars"] = Data.Seminars.Count,
            ["skin"] = Skin.Name,
            ["encoding"] = PageEncoding.WebName,
        })));
        routes.MapPost("/_admin/encoding/{name}", (RequestDelegate)(context =>
        {
            PageEncoding = Encoding.GetEncoding((string)context.Request.RouteValues["name"]!);
            context.Response.StatusCode = StatusCodes.Status204NoContent;
            return Task.CompletedTask;
        }));
    }
}
