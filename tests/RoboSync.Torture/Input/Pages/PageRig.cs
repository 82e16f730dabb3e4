using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using RoboSync.Miws;
using RoboSync.Simulators.Serving;
using RoboSync.Sync.Alarms;
using RoboSync.Sync.Failures;
using RoboSync.Sync.Media;
using RoboSync.Sync.Sites;
using RoboSync.Sync.Tenants;

namespace RoboSync.Torture.Input.Pages;

/// <summary>
/// Pages against the people's truth: a server on the loopback interface serves the simulator's pages with a habit or an accident, and the
/// real session reads them. The outcome is the truth, or a failure of its kind; nobody is lost, nobody is somebody else, and no failure
/// quotes anybody.
/// </summary>
internal sealed class PageRig : IInputRig
{
    private PageTruth truth = null!;
    private SimulatorServer server = null!;
    private ServiceProvider services = null!;
    private (string Path, MutatedPage Page) mutated;

    /// <inheritdoc/>
    public async Task StartAsync()
    {
        truth = await PageTruth.Shared;
        server = await SimulatorServer.StartAsync((routes, _) => routes.Map("/{**path}", AnswerAsync), 1, TimeProvider.System);
        services = new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System).AddMiws()
            .Configure<SitesOptions>(sites => sites.AllowLoopback = true)
            .Configure<MiwsOptions>(options => (options.MaxRetries, options.MaxRenewals) = (0, 1))
            .AddSingleton(Outside.Queues).AddSingleton<OperatorAlarms>().AddSingleton<IPageDefinitionOverrides>(new Outside())
                .AddSingleton<IPageArchive>(new Outside())
            .BuildServiceProvider();
    }

    /// <inheritdoc/>
    public async Task<Verdict> TryAsync(Random random)
    {
        server.ForgetRequests();
        PageCase tried = random.Next(100) switch
        {
            < 55 => new DetailCase(truth, random),
            < 75 => new ApplicantListCase(truth, random),
            < 85 => new SeminarListCase(truth, random),
            < 97 => new BookingListCase(truth, random),
            _ => new SignInCase(truth, random),
        };
        var (page, name) = Mutate(tried, random);
        mutated = (tried.Path, page);
        try
        {
            using var session = await SignInAsync();
            return new Verdict(name, IsRefused: false, await tried.JudgeAsync(session, page) is { } wrong ? $"{wrong} {page.Note}" : null);
        }
        catch (SyncException failure)
        {
            return new Verdict(name, IsRefused: true, tried.JudgeFailure(failure, page));
        }
        catch (Exception defect)
        {
            return new Verdict(name, IsRefused: false, $"{tried}: a defect, {defect}");
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        await server.DisposeAsync();
    }

    private (MutatedPage Page, string Name) Mutate(PageCase tried, Random random)
    {
        var page = new MutatedPage(truth.Pages[tried.Path], truth.Pages[tried.Other]);
        var habits = tried.Habits;
        var habit = random.Next(3) == 0 || habits.Count == 0
            ? SiteHabits.All[random.Next(SiteHabits.All.Count)]
            : habits[random.Next(habits.Count)];
        try
        {
            habit.Apply(page, random);
            if (random.Next(8) == 0)
            {
                var second = SiteHabits.All[random.Next(SiteHabits.All.Count)];
                second.Apply(page, random);

                // What is done to what was done already may be no page at all.
                page.MustBeRead = false;
                return (page, $"{habit.Name} + another");
            }
        }
        catch (Exception notThere) when (notThere is InvalidOperationException or ArgumentException)
        {
            // Not every page has what a habit changes; it stays as far as it is.
            page.MustBeRead = false;
        }

        return (page, habit.Name);
    }

    private Task<IMediumSession> SignInAsync()
    {
        var account = new MediaAccount(
            "miws-2027", "miws", PageTruth.Year, true, default, "secret",
            new MediumSite(server.BaseUrl, TimeSpan.Zero, TimeSpan.FromSeconds(30)));
        return services.GetRequiredService<IMedium>()
            .SignInAsync(account, new AccountKey("sample", "miws-2027"), new Credentials("sample-2027", "secret"), "run", default);
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var path = $"{context.Request.Path}{context.Request.QueryString}";
        if (context.Request.Method == "POST" && mutated.Path != "/top")
        {
            context.Response.Redirect("/top");
            return;
        }

        path = context.Request.Method == "POST" ? "/top" : path;
        var page = path == mutated.Path
            ? mutated.Page
            : truth.Pages.TryGetValue(path, out var text)
            ? new MutatedPage(text, text)
            : new MutatedPage("", "") { Status = 404 };
        context.Response.StatusCode = page.Status;
        context.Response.ContentType = page.Charset is null ? "text/html" : $"text/html; charset={page.Charset}";
        if (page.Location is not null)
        {
            context.Response.Headers.Location = page.Location;
        }

        var preamble = page.Encoding is UnicodeEncoding or UTF32Encoding ? page.Encoding.GetPreamble() : [];
        byte[] bytes = [.. preamble, .. page.Encoding.GetBytes(page.Text)];
        if (context.Response.StatusCode is not (204 or 205 or 304))
        {
            await context.Response.Body.WriteAsync(page.Accident?.Invoke(bytes) ?? bytes);
        }
    }
}
