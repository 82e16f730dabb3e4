using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using RoboSync.EndToEndTests.Console;

[assembly: AssemblyFixture(typeof(Browser))]

namespace RoboSync.EndToEndTests.Console;

/// <summary>One Chromium for all tests, started when the first of them wants it. Skips a test where there is none, except in CI.</summary>
public sealed class Browser : IAsyncDisposable
{
    /// <summary>A folder for pictures of pages; set by whoever wants some (CONTRIBUTING.md).</summary>
    private const string PicturesVariable = "ROBOSYNC_SCREENSHOTS";

    /// <summary>A folder for the user guide's pictures: docs/ja/images (docs/console.md).</summary>
    internal const string GuideVariable = "ROBOSYNC_GUIDE";

    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome"];
    private static readonly string[] Arguments =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync",
    ];

    private readonly SemaphoreSlim turn = new(1);
    private IPlaywright? playwright;
    private IBrowser? chromium;

    /// <summary>Width of a phone and of a desk's screen: every page is to be good at both.</summary>
    public static TheoryData<int> Widths => [360, 1440];

    /// <summary>Opens a window with cookies of its own.</summary>
    /// <param name="address">The site.</param>
    /// <param name="width">Its width in pixels.</param>
    /// <param name="script">Whether the site's script runs.</param>
    internal async Task<IPage> OpenAsync(Uri address, int width = 1440, bool script = true)
    {
        var context = await (await StartedAsync()).NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = address.ToString(),
            JavaScriptEnabled = script,
            Locale = "ja-JP",
            TimezoneId = "Asia/Tokyo",
            ViewportSize = new ViewportSize { Width = width, Height = 900 },
            ReducedMotion = ReducedMotion.Reduce,
        });
        context.SetDefaultTimeout(15_000);
        return await context.NewPageAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (chromium is not null)
        {
            await chromium.DisposeAsync();
        }

        playwright?.Dispose();
        turn.Dispose();
    }

    /// <summary>
    /// Asserts what holds of every page: axe-core finds nothing, nothing is wider than the window, there is one heading of the first rank;
    /// and takes a picture where pictures are wanted.
    /// </summary>
    /// <param name="page">The page. Its script must run, or axe-core's cannot.</param>
    /// <param name="name">Name of the picture.</param>
    internal static async Task ShouldBeGoodAsync(IPage page, string name)
    {
        var width = page.ViewportSize!.Width;
        if (Environment.GetEnvironmentVariable(PicturesVariable) is { Length: > 0 } folder)
        {
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, $"{name}-{width}.png"), FullPage = true });
        }

        var found = await page.RunAxe(new AxeRunOptions { ResultTypes = [ResultType.Violations] });
        found.Violations.Select(
            violation => $"{violation.Id}: {violation.Help} {string.Join(", ", violation.Nodes.Select(node => node.Html))}")
            .ShouldBeEmpty($"{name} at {width} px");
        (await page.EvaluateAsync<int>("document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(width, $"{name} is too wide");
        (await page.Locator("h1").CountAsync()).ShouldBe(1, name);
    }

    /// <summary>Takes a picture of a whole page in a format in which text stays sharp and a page is some ten kilobytes.</summary>
    internal static async Task TakeSmallPictureAsync(IPage page, string path)
    {
        var devtools = await page.Context.NewCDPSessionAsync(page);
        var height = await page.EvaluateAsync<int>("document.documentElement.scrollHeight");
        var taken = await devtools.SendAsync("Page.captureScreenshot", new Dictionary<string, object>
        {
            ["format"] = "webp",
            ["quality"] = 80,
            ["captureBeyondViewport"] = true,
            ["clip"] = new Dictionary<string, object>
            {
                ["x"] = 0, ["y"] = 0, ["width"] = page.ViewportSize!.Width, ["height"] = height, ["scale"] = 1,
            },
        });
        await File.WriteAllBytesAsync(path, taken!.Value.GetProperty("data").GetBytesFromBase64());
    }

    private static string? Find() => Names.SelectMany(name =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(folder => Path.Combine(folder, name)))
        .FirstOrDefault(File.Exists);

    private async Task<IBrowser> StartedAsync()
    {
        var path = Find();
        Assert.SkipUnless(path is not null || Environment.GetEnvironmentVariable("CI") == "true", "Chromium is not installed.");
        await turn.WaitAsync();
        try
        {
            playwright ??= await Playwright.CreateAsync();
            return chromium ??= await playwright.Chromium.LaunchAsync(
                new BrowserTypeLaunchOptions { ExecutablePath = path, Args = Arguments });
        }
        finally
        {
            turn.Release();
        }
    }
}
