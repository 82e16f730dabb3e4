using Microsoft.AspNetCore.Http;

namespace RoboSync.Simulators.Miws.Visits;

/// <summary>How the site answers, whatever it looks like: what comes instead of a page, and what happens behind it.</summary>
internal static class Answering
{
    /// <summary>A page that one need not be signed in for.</summary>
    public static RequestDelegate Open(this MiwsSite site, Func<Visit, Task> answer) => async context =>
    {
        var visit = new Visit(site, context);
        if (Interruption(visit) is { } interruption)
        {
            await visit.WriteAsync(interruption);
        }
        else
        {
            await answer(visit);
        }
    };

    /// <summary>A page for which one has to be signed in.</summary>
    public static RequestDelegate SignedIn(this MiwsSite site, Func<Visit, Task<string>> render) => async context =>
    {
        var (visit, skin) = (new Visit(site, context), site.Skin);
        if (Interruption(visit) is { } interruption)
        {
            await visit.WriteAsync(interruption);
        }
        else if (visit.Take(MiwsFaults.Challenge) is not null)
        {
            await visit.WriteAsync(skin.Challenge(visit));
        }
        else if (visit.Take(MiwsFaults.SessionLost200) is not null)
        {
            await visit.WriteAsync(skin.SessionLost(visit));
        }
        else if (SigningIn.Find(visit) is not { } session || visit.Take(MiwsFaults.SessionLost) is not null)
        {
            context.Response.Redirect(skin.SignInAddress);
        }
        else if (skin.StepLeft(site, session) is { } step)
        {
            context.Response.Redirect(step);
        }
        else
        {
            visit.Session = session;
            visit.Year = visit.Take(MiwsFaults.DisplayYearDiffers)?.Value?.GetValue<int>() ?? site.Logins[session.LoginId].Year;
            await ShowAsync(visit, render);
        }
    };

    /// <summary>The same for a page that needs nothing but the visit.</summary>
    public static RequestDelegate SignedIn(this MiwsSite site, Func<Visit, string> render) =>
        site.SignedIn(visit => Task.FromResult(render(visit)));

    private static async Task ShowAsync(Visit visit, Func<Visit, Task<string>> render)
    {
        var skin = visit.Site.Skin;
        if (visit.Take(MiwsFaults.PermissionMissing) is not null)
        {
            await visit.WriteAsync(skin.NoPermission(visit));
        }
        else if (visit.Take(MiwsFaults.NotFoundInLayout) is not null)
        {
            visit.Http.Response.StatusCode = StatusCodes.Status404NotFound;
            await visit.WriteAsync(skin.NotFound(visit));
        }
        else
        {
            var html = await render(visit);
            await visit.WriteAsync(visit.Take(MiwsFaults.CutShort) is null ? html : html[..(html.Length * 2 / 3)]);
            if (visit.TextOf(MiwsFaults.ListMoves) is { } how)
            {
                Move(visit, how);
            }
        }
    }

    // What comes instead of any page, signed in or not.
    private static string? Interruption(Visit visit)
    {
        if (visit.Take(MiwsFaults.Maintenance) is not null)
        {
            visit.Http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return visit.Site.Skin.Maintenance(visit);
        }

        return visit.Take(MiwsFaults.Maintenance200) is not null ? visit.Site.Skin.Maintenance(visit) : null;
    }

    // What people do between two pages of a list.
    private static void Move(Visit visit, string how)
    {
        var (data, year) = (visit.Data, visit.Year);
        var list = data.List(year, MiwsFlows.Imported);
        switch (how)
        {
            case "leaves":
                data.ChangeFlow(list[0].Number, "選考辞退");
                break;
            case "enters":
                data.AddApplicant(list[0].Person with { Mail = $"entrant{list.Count}@example.jp" }, year, MiwsFlows.MainSite);
                break;
            case "changes":
                data.Edit(list[^1].Number, person => person with { Club = "将棋部" });
                break;
            default:
                var booked = data.BookingsOf(visit.Seminar!).Select(booking => booking.ApplicantNumber).ToHashSet(StringComparer.Ordinal);
                data.SetBooking(visit.Seminar!, list.First(applicant => !booked.Contains(applicant.Number)).Number, "予約");
                break;
        }
    }
}
