using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RoboSync.Simulators.Miws.Visits;

namespace RoboSync.Simulators.Miws.Skins.Plain;

/// <summary>The skin that the shipped page definitions are written for: one form, plain links, tables with ids and class names.</summary>
internal sealed class PlainSkin : MiwsSkin
{
    public override string Name => "plain";

    public override MiwsAddresses Addresses { get; } =
        new("/login", "/login", "/top", "/applicants", "/applicants?", "/applicants/detail", "/seminars", "/seminars/bookings");

    internal override string SignInAddress => "/login";

    internal override void Map(IEndpointRouteBuilder routes, MiwsSite site)
    {
        routes.MapGet("/login", site.Open(visit => visit.WriteAsync(Login(visit, null))));
        routes.MapPost("/login", (RequestDelegate)(context => SignInAsync(new Visit(site, context))));
        routes.MapGet("/password/expired", (RequestDelegate)(context =>
        {
            var visit = new Visit(site, context);
            return visit.WriteAsync(PlainPages.PasswordExpired(visit));
        }));
        routes.MapGet("/top", site.SignedIn(PlainPages.Top));
        routes.MapGet("/applicants", site.SignedIn(PlainViews.Applicants));
        routes.MapGet(
            "/applicants/detail", site.SignedIn(visit => PlainViews.Applicant(visit) ?? PlainPages.Missing(visit, "応募者が見つかりません")));
        routes.MapGet("/seminars", site.SignedIn(PlainViews.Seminars));
        routes.MapGet(
            "/seminars/bookings", site.SignedIn(visit => PlainViews.Bookings(visit) ?? PlainPages.Missing(visit, "セミナーが見つかりません")));
    }

    internal override string Maintenance(Visit visit) => PlainPages.Maintenance(visit);

    internal override string Challenge(Visit visit) => PlainPages.Challenge(visit);

    internal override string SessionLost(Visit visit) => Login(visit, null);

    internal override string NoPermission(Visit visit)
    {
        visit.Http.Response.StatusCode = StatusCodes.Status403Forbidden;
        return PlainPages.NoPermission(visit);
    }

    internal override string NotFound(Visit visit) => PlainPages.Missing(visit, "ページが見つかりません");

    private static async Task SignInAsync(Visit visit)
    {
        var form = await visit.FormAsync();
        string Field(string name) => form[name] ?? "";

        switch (SigningIn.Decide(visit, Field("_token"), Field("loginId"), Field("password")))
        {
            case SignInAnswer.FormExpired:
                await visit.WriteAsync(Login(visit, "画面の有効期限が切れました。もう一度ログインしてください。"));
                break;
            case SignInAnswer.Locked:
                await visit.WriteAsync(Login(visit, "アカウントがロックされています。管理者にお問い合わせください。"));
                break;
            case SignInAnswer.Refused:
                await visit.WriteAsync(Login(visit, "ログインIDまたはパスワードが正しくありません。"));
                break;
            case SignInAnswer.PasswordExpired:
                visit.Http.Response.Redirect("/password/expired");
                break;
            case SignInAnswer.Challenge:
                await visit.WriteAsync(PlainPages.Challenge(visit));
                break;
            default:
                // A second sign-in ends the first.
                visit.Site.Sessions.EndOthers(SigningIn.Begin(visit, Field("loginId")));
                visit.Http.Response.Redirect("/top");
                break;
        }
    }

    private static string Login(Visit visit, string? error) => PlainPages.Login(visit, visit.Site.Sessions.NewFormToken(), error);
}
