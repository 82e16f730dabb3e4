using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace RoboSync.Pages.Captures;

/// <summary>
/// A Chromium in which a person signs in and walks through the pages that a run reads, where the site needs a person (a code, a challenge).
/// Every document that comes is taken as it comes; the workbench itself presses nothing.
/// </summary>
internal sealed class WatchedBrowser : IAsyncDisposable
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome"];

    private readonly IPlaywright playwright;
    private readonly IBrowser chromium;

    private WatchedBrowser(IPlaywright playwright, IBrowser chromium) => (this.playwright, this.chromium) = (playwright, chromium);

    /// <summary>A document that came.</summary>
    /// <param name="Address">Where it was read.</param>
    /// <param name="Status">Status of the answer.</param>
    /// <param name="Type">What the header says that it is; null where it says nothing.</param>
    /// <param name="Bytes">The body as received; none where the next page came before it could be taken.</param>
    /// <param name="At">When.</param>
    internal sealed record Document(Uri Address, int Status, string? Type, byte[] Bytes, DateTimeOffset At);

    /// <summary>Starts it.</summary>
    /// <exception cref="CannotDoException">There is no Chromium, or no screen.</exception>
    public static async Task<WatchedBrowser> StartAsync()
    {
        var driver = await Playwright.CreateAsync();
        try
        {
            return new WatchedBrowser(driver, await driver.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
            {
                Headless = false, ExecutablePath = Find(),
            }));
        }
        catch (PlaywrightException failure)
        {
            driver.Dispose();
            throw new CannotDoException(
                $"Chromium does not start; it needs to be installed, and a screen. {failure.Message.Split('\n')[0].Trim()}", failure);
        }
    }

    /// <summary>A window.</summary>
    public async Task<IPage> OpenAsync() =>
        await (await chromium.NewContextAsync(new BrowserNewContextOptions { Locale = "ja-JP" })).NewPageAsync();

    /// <summary>Opens the site in a window, and takes what comes while a person walks.</summary>
    /// <param name="page">The window.</param>
    /// <param name="site">Where to begin.</param>
    /// <param name="person">Who walks, and can wait until everything is taken that came.</param>
    /// <param name="cancellationToken">Ends the walk.</param>
    public static async Task<IReadOnlyList<Document>> WatchAsync(
        IPage page, Uri site, Func<IPage, Func<Task>, Task> person, CancellationToken cancellationToken)
    {
        var documents = new ConcurrentQueue<Task<Document?>>();
        page.Context.Response += (_, response) =>
        {
            if (response.Request.ResourceType == "document" && site.IsBaseOf(new Uri(response.Url)))
            {
                documents.Enqueue(TakeAsync(response));
            }
        };
        try
        {
            await page.GotoAsync(site.AbsoluteUri).WaitAsync(cancellationToken);
            await person(page, () => Task.WhenAll(documents)).WaitAsync(cancellationToken);
        }
        catch (PlaywrightException failure)
        {
            throw new CannotDoException($"The browser stopped: {failure.Message.Split('\n')[0].Trim()}", failure);
        }

        return [.. (await Task.WhenAll(documents)).OfType<Document>()];
    }

    /// <summary>Waits until a person closes the window.</summary>
    public static Task UntilClosedAsync(IPage page, Func<Task> taken)
    {
        var closed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        page.Close += (_, _) => closed.TrySetResult();
        return page.IsClosed ? Task.CompletedTask : closed.Task;
    }

    public async ValueTask DisposeAsync()
    {
        await chromium.DisposeAsync();
        playwright.Dispose();
    }

    private static async Task<Document?> TakeAsync(IResponse response)
    {
        var (address, at) = (new Uri(response.Url), TimeProvider.System.GetUtcNow());
        if (response.Status is >= 300 and < 400)
        {
            return null;
        }

        var type = response.Headers.GetValueOrDefault("content-type");
        try
        {
            return new Document(address, response.Status, type, await response.BodyAsync(), at);
        }
        catch (PlaywrightException)
        {
            return new Document(address, response.Status, type, [], at);
        }
    }

    private static string? Find() => Names.SelectMany(name =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(folder => Path.Combine(folder, name)))
        .FirstOrDefault(File.Exists);
}
