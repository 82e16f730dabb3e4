using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RoboSync.Simulators.Serving;

namespace RoboSync.Simulators.Miws;

/// <summary>MIWS as a real small web server: sign-in form, sessions, lists and details as server-rendered HTML.</summary>
public sealed class MiwsSite : IAsyncDisposable
{
    internal const int PageSize = 50;
    private const string SessionCookie = "MIWSSESSID";

    private readonly MiwsSessions sessions;
    private readonly MiwsViews views;
    private FaultSwitch faults = null!;

    private MiwsSite(TimeProvider clock, int seed)
    {
        Data = new MiwsData(clock);
        sessions = new MiwsSessions(seed);
        views = new MiwsViews(Data);
    }

    /// <summary>What it holds.</summary>
    public MiwsData Data { get; }

    /// <summary>Its server.</summary>
    public SimulatorServer Server { get; private set; } = null!;

    /// <summary>Who may sign in; the password of a login may be replaced.</summary>
    public IDictionary<string, MiwsLogin> Logins { get; } = new Dictionary<string, MiwsLogin>(StringComparer.Ordinal);

    /// <summary>Encoding of all pages: UTF-8, Shift_JIS or EUC-JP.</summary>
    public Encoding PageEncoding { get; set; } = Encoding.UTF8;

    /// <summary>Starts the site on a free port.</summary>
    public static async Task<MiwsSite> StartAsync(TimeProvider clock, int seed)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var site = new MiwsSite(clock, seed);
        site.Server = await SimulatorServer.StartAsync(site.Map, seed, clock);
        return site;
    }

    /// <summary>Ends every session, as a restart of the site would.</summary>
    public void EndSessions() => sessions.EndAll();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Server.DisposeAsync();

    private void Map(IEndpointRouteBuilder routes, FaultSwitch faultSwitch)
    {
        faults = faultSwitch;
        routes.MapGet("/login", ShowLoginAsync);
        routes.MapPost("/login", SignInAsync);
        routes.MapGet("/password/expired", (RequestDelegate)(context => WriteAsync(context, MiwsPages.PasswordExpired(Charset))));
        routes.MapGet("/top", SignedIn((context, page) => MiwsPages.Top(Charset, page.Header)));
        routes.MapGet("/applicants", SignedIn((context, page) => views.Applicants(context.Request.Query, page)));
        routes.MapGet("/applicants/detail", SignedIn(ShowApplicant));
        routes.MapGet("/seminars", SignedIn((context, page) => views.Seminars(context.Request.Query, page)));
        routes.MapGet("/seminars/bookings", SignedIn(ShowBookings));
        routes.MapGet("/_admin/state", (RequestDelegate)(context => context.Response.WriteAsJsonAsync(new JsonObject
        {
            ["applicants"] = Data.Applicants.Count,
            ["imported"] = Data.Applicants.Count(applicant => MiwsFlows.IsImported(applicant.Flow)),
            ["seminars"] = Data.Seminars.Count,
            ["encoding"] = Charset,
        })));
        routes.MapPost("/_admin/encoding/{name}", (RequestDelegate)(context =>
        {
            PageEncoding = Encoding.GetEncoding((string)context.Request.RouteValues["name"]!);
            context.Response.StatusCode = StatusCodes.Status204NoContent;
            return Task.CompletedTask;
        }));
    }

    private string Charset => PageEncoding.WebName;

    private Fault? Take(HttpContext context, string name) => faults.Take(name, context.Request.Method, context.Request.Path);

    private Task ShowLoginAsync(HttpContext context) =>
        Interruption(context) is { } interruption ? WriteAsync(context, interruption) : WriteLoginAsync(context, null);

    private Task WriteLoginAsync(HttpContext context, string? error) =>
        WriteAsync(context, MiwsPages.Login(Charset, sessions.NewFormToken(), error));

    private async Task SignInAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync();
        if (!sessions.TakeFormToken(form["_token"].ToString()))
        {
            await WriteLoginAsync(context, "画面の有効期限が切れました。もう一度ログインしてください。");
        }
        else if (Take(context, MiwsFaults.AccountLocked) is not null)
        {
            await WriteLoginAsync(context, "アカウントがロックされています。管理者にお問い合わせください。");
        }
        else if (Take(context, MiwsFaults.SignInRefused) is not null
            || !Logins.TryGetValue(form["loginId"].ToString(), out var login) || login.Password != form["password"].ToString())
        {
            await WriteLoginAsync(context, "ログインIDまたはパスワードが正しくありません。");
        }
        else if (Take(context, MiwsFaults.PasswordExpired) is not null)
        {
            context.Response.Redirect("/password/expired");
        }
        else if (Take(context, MiwsFaults.Challenge) is not null)
        {
            await WriteAsync(context, MiwsPages.Challenge(Charset));
        }
        else
        {
            context.Response.Cookies.Append(
                SessionCookie, sessions.Start(login.LoginId), new CookieOptions { HttpOnly = true, Path = "/" });
            context.Response.Redirect("/top");
        }
    }

    // What comes instead of any page, signed in or not.
    private string? Interruption(HttpContext context)
    {
        if (Take(context, MiwsFaults.Maintenance) is not null)
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return MiwsPages.Maintenance(Charset);
        }

        return Take(context, MiwsFaults.Maintenance200) is not null ? MiwsPages.Maintenance(Charset) : null;
    }

    private RequestDelegate SignedIn(Func<HttpContext, PageContext, string?> render) => async context =>
    {
        if (Interruption(context) is { } interruption)
        {
            await WriteAsync(context, interruption);
            return;
        }

        if (Take(context, MiwsFaults.Challenge) is not null)
        {
            await WriteAsync(context, MiwsPages.Challenge(Charset));
            return;
        }

        if (Take(context, MiwsFaults.SessionLost200) is not null)
        {
            await WriteLoginAsync(context, null);
            return;
        }

        var loginId = sessions.Find(context.Request.Cookies[SessionCookie]);
        if (loginId is null || Take(context, MiwsFaults.SessionLost) is not null)
        {
            context.Response.Redirect("/login");
            return;
        }

        var year = Take(context, MiwsFaults.DisplayYearDiffers)?.Value?.GetValue<int>() ?? Logins[loginId].Year;
        var taken = new Dictionary<string, Fault?>(StringComparer.Ordinal);
        var page = new PageContext(
            Charset, year, MiwsPages.Header(Data.Company, year), name =>
                taken.TryGetValue(name, out var fault) ? fault : taken[name] = Take(context, name));
        if (Take(context, MiwsFaults.PermissionMissing) is not null)
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            await WriteAsync(context, MiwsPages.NoPermission(Charset, page.Header));
        }
        else if (Take(context, MiwsFaults.NotFoundInLayout) is not null)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            await WriteAsync(context, MiwsPages.NotFound(Charset, page.Header, "ページが見つかりません"));
        }
        else if (render(context, page) is { } html)
        {
            await WriteAsync(context, Take(context, MiwsFaults.CutShort) is null ? html : html[..(html.Length * 2 / 3)]);
            Move(Take(context, MiwsFaults.ListMoves)?.Value?.GetValue<string>(), context.Request.Query["no"].ToString(), page.Year);
        }
    };

    // What people do between two pages of a list.
    private void Move(string? how, string seminar, int year)
    {
        if (how is null)
        {
            return;
        }

        var list = Data.List(year, new HashSet<string>(StringComparer.Ordinal) { MiwsFlows.PreSite, MiwsFlows.MainSite });
        switch (how)
        {
            case "leaves":
                Data.ChangeFlow(list[0].Number, "選考辞退");
                break;
            case "enters":
                Data.AddApplicant(list[0].Person with { Mail = $"entrant{list.Count}@example.jp" }, year, MiwsFlows.MainSite);
                break;
            case "changes":
                Data.Edit(list[^1].Number, person => person with { Club = "将棋部" });
                break;
            default:
                var booked = Data.BookingsOf(seminar).Select(booking => booking.ApplicantNumber).ToHashSet(StringComparer.Ordinal);
                Data.SetBooking(seminar, list.First(applicant => !booked.Contains(applicant.Number)).Number, "予約");
                break;
        }
    }

    private string ShowApplicant(HttpContext context, PageContext page)
    {
        if (views.Applicant(context.Request.Query["no"].ToString(), page) is { } html)
        {
            return html;
        }

        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return MiwsPages.NotFound(Charset, page.Header, "応募者が見つかりません");
    }

    private string ShowBookings(HttpContext context, PageContext page)
    {
        if (views.Bookings(context.Request.Query, page) is { } html)
        {
            return html;
        }

        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return MiwsPages.NotFound(Charset, page.Header, "セミナーが見つかりません");
    }

    private async Task WriteAsync(HttpContext context, string html)
    {
        context.Response.ContentType = string.Create(CultureInfo.InvariantCulture, $"text/html; charset={Charset}");
        await context.Response.Body.WriteAsync(PageEncoding.GetBytes(html));
    }
}

/// <summary>What a page is rendered with; <c>Take</c> asks for a fault once per page, however often it is called.</summary>
internal sealed record PageContext(string Charset, int Year, string Header, Func<string, Fault?> Take);
