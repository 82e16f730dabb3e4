using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RoboSync.Simulators.Miws.Visits;

namespace RoboSync.Simulators.Miws.Skins.Frames;

/// <summary>
/// Signing in, step by step: which kind of account, the form, 他の端末でログイン中です where the login has another session, お知らせ once a day,
/// the year, the frames. Each step leads to the next that is left, in one of the ways of old sites: refresh, redirect, script.
/// </summary>
internal static class FramesSignIn
{
    private const string Elsewhere = "/auth/tanmatsu.do";
    private const string News = "/auth/oshirase.do";
    private const string Year = "/auth/nendo.do";
    private const string Frames = "/top/frame.do";
    private const string YearKept = "nendo";

    public static void Map(IEndpointRouteBuilder routes, MiwsSite site)
    {
        routes.MapGet("/", context =>
        {
            context.Response.Redirect("/auth/index.do");
            return Task.CompletedTask;
        });
        routes.MapGet("/auth/index.do", site.Open(visit => visit.WriteAsync(FramesPages.Entry(visit))));
        routes.MapGet("/auth/timeout.do", site.Open(visit => visit.WriteAsync(FramesPages.SessionLost(visit))));
        routes.MapGet("/auth/login.do", site.Open(visit => visit.WriteAsync(Form(visit, null))));
        routes.MapPost("/auth/login.do", (RequestDelegate)(context => SignInAsync(new Visit(site, context))));
        Step(routes, site, Elsewhere, FramesPages.Elsewhere, (visit, session, form) =>
        {
            if (form("keizoku") != "続行する")
            {
                return FramesPages.WrongWay(visit);
            }

            visit.Site.Sessions.EndOthers(session);
            return null;
        });
        Step(routes, site, News, FramesPages.News, (visit, session, form) =>
        {
            if (form("kakunin") != "確認しました")
            {
                return FramesPages.WrongWay(visit);
            }

            visit.Site.Sessions.Remember(session.LoginId, Today(visit.Site));
            return null;
        });
        Step(routes, site, Year, visit => FramesPages.YearChoice(visit, OwnYear(visit), null), (visit, session, form) =>
        {
            if (form("nendo") != OwnYear(visit).ToString(CultureInfo.InvariantCulture))
            {
                return FramesPages.YearChoice(visit, OwnYear(visit), "この年度を表示する権限がありません。");
            }

            session.Kept[YearKept] = form("nendo");
            return FramesPages.Script(visit, Frames);
        });
    }

    /// <summary>The step that a session has not gone through yet; null where it has all.</summary>
    public static string? StepLeft(MiwsSite site, MiwsSession session) => site.Sessions.HasOthers(session) ? Elsewhere
        : site.Sessions.Recall(session.LoginId) != Today(site) ? News
        : !session.Kept.ContainsKey(YearKept) ? Year
        : null;

    private static async Task SignInAsync(Visit visit)
    {
        var form = await visit.FormAsync();
        string Field(string name) => form[name] ?? "";

        if (Field("kubun") != "1" || form["btnLogin.x"] is null || form["btnLogin.y"] is null)
        {
            await visit.WriteAsync(FramesPages.WrongWay(visit));
            return;
        }

        switch (SigningIn.Decide(visit, Field("org.apache.struts.taglib.html.TOKEN"), Field("userId"), Field("passwd")))
        {
            case SignInAnswer.FormExpired:
                await visit.WriteAsync(Form(visit, "画面の有効期間が過ぎました。もう一度入力してください。"));
                break;
            case SignInAnswer.Locked:
                await visit.WriteAsync(Form(visit, "このユーザーIDはロックされています。管理責任者にご連絡ください。"));
                break;
            case SignInAnswer.Refused:
                await visit.WriteAsync(Form(visit, "ユーザーIDまたはパスワードに誤りがあります。"));
                break;
            case SignInAnswer.PasswordExpired:
                await visit.WriteAsync(FramesPages.PasswordExpired(visit));
                break;
            case SignInAnswer.Challenge:
                await visit.WriteAsync(FramesPages.Challenge(visit));
                break;
            default:
                var session = SigningIn.Begin(visit, Field("userId"));
                await visit.WriteAsync(FramesPages.Refresh(visit, StepLeft(visit.Site, session) ?? Frames));
                break;
        }
    }

    // A page of the sign-in with one button: shown, and pressed. Null from pressing leads to the next step.
    private static void Step(
        IEndpointRouteBuilder routes, MiwsSite site, string path, Func<Visit, string> show,
        Func<Visit, MiwsSession, Func<string, string>, string?> press)
    {
        RequestDelegate InSession(Func<Visit, MiwsSession, Task> answer) => site.Open(visit =>
        {
            if (SigningIn.Find(visit) is { } session)
            {
                visit.Session = session;
                return answer(visit, session);
            }

            visit.Http.Response.Redirect(site.Skin.SignInAddress);
            return Task.CompletedTask;
        });

        routes.MapGet(path, InSession((visit, _) => visit.WriteAsync(show(visit))));
        routes.MapPost(path, InSession(async (visit, session) =>
        {
            var form = await visit.FormAsync();
            if (press(visit, session, name => form[name] ?? "") is { } html)
            {
                await visit.WriteAsync(html);
            }
            else
            {
                visit.Http.Response.Redirect(StepLeft(site, session) ?? Frames);
            }
        }));
    }

    private static string Form(Visit visit, string? error) => FramesPages.Login(visit, visit.Site.Sessions.NewFormToken(), error);

    private static int OwnYear(Visit visit) => visit.Site.Logins[visit.Session!.LoginId].Year;

    private static string Today(MiwsSite site) => site.Data.Minute.ToString("yyyyMMdd", CultureInfo.InvariantCulture);
}
