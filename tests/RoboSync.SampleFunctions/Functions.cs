using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace RoboSync.SampleFunctions;

/// <summary>Each does what its message says.</summary>
public sealed partial class Functions(Journal journal, ILogger<Functions> logger)
{
    private static readonly TaskCompletionSource TwoCame = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private static int came;

    [Function("TakeMessage")]
    public async Task TakeMessageAsync([QueueTrigger("work")] string message, CancellationToken cancellationToken)
    {
        await journal.WriteAsync(message);
        switch (message)
        {
            case "log":
                LogSaid(message);
                break;
            case "fail":
                throw new InvalidOperationException("as the test wants");
            case "die" when await journal.CountAsync("die") == 1:
                Process.GetCurrentProcess().Kill();
                break;
            case "hang" when await journal.CountAsync("hang") == 1:
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, CancellationToken.None);
                break;
            case "wait":
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                await journal.WriteAsync("cancelled");
                cancellationToken.ThrowIfCancellationRequested();
                break;
        }
    }

    [Function("TakePoison")]
    public Task TakePoisonAsync([QueueTrigger("broken-poison")] string message, CancellationToken cancellationToken) =>
        TakeMessageAsync(message, cancellationToken);

    [Function("TakeBlob")]
    public async Task TakeBlobAsync(
        [BlobTrigger("uploads/inbox/{name}", Source = BlobTriggerSource.EventGrid)] Stream content, string? name)
    {
        using var reader = new StreamReader(content);
        var text = await reader.ReadToEndAsync();
        await journal.WriteAsync($"{name ?? "nobody"}: {text}{(content.CanSeek ? ", can seek" : "")}");
        if (text == "fail")
        {
            throw new InvalidOperationException("as the test wants");
        }

        if (text == "meet")
        {
            // Ends only when two of them run at once.
            if (Interlocked.Increment(ref came) == 2)
            {
                TwoCame.SetResult();
            }

            await TwoCame.Task.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System);
            await journal.WriteAsync("met");
        }
    }

    [Function("Tick")]
    public Task TickAsync([TimerTrigger("%TickSchedule%")] TimerInfo timer) => journal.WriteAsync($"tick {timer.IsPastDue}");

    [Function("Greet")]
    public async Task GreetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "post", Route = "greet/{name}")] HttpRequest request, string name)
    {
        var response = request.HttpContext.Response;
        response.StatusCode = StatusCodes.Status201Created;
        response.Headers["X-Letters"] = name.Length.ToString(CultureInfo.InvariantCulture);
        response.Headers.Append("Set-Cookie", $"host={request.Host.Host}");
        await response.WriteAsync($"{request.Method} {name} {request.Query["and"]} {request.Headers["X-Test"]} ");
        await request.Body.CopyToAsync(response.Body);
    }

    [LoggerMessage(1, LogLevel.Warning, "It said {What}.")]
    private partial void LogSaid(string what);
}
