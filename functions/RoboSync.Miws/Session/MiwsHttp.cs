using System.Net;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.Retry;
using Polly.Timeout;
using RoboSync.Miws.Definitions;
using RoboSync.Miws.Reading;
using RoboSync.Sync.Failures;
using RoboSync.Sync.Tenants;

namespace RoboSync.Miws.Session;

/// <summary>
/// The politeness of a session: one request at a time, a gap with jitter between two, a time-out per try, and pages that failed in
/// passing asked for again. Cookies are this session's own.
/// </summary>
internal sealed partial class MiwsHttp : IDisposable
{
    private readonly MediumSite site;
    private readonly Marker maintenance;
    private readonly MiwsOptions options;
    private readonly PageLimits limits;
    private readonly TimeProvider clock;
    private readonly ILogger logger;
    private readonly Random jitter;
    private readonly HttpClient http;
    private readonly SemaphoreSlim one = new(1, 1);
    private readonly ResiliencePipeline<FetchedPage> once;
    private readonly ResiliencePipeline<FetchedPage> retrying;
    private long lastEnd;

    public MiwsHttp(MediumSite site, Marker maintenance, MiwsOptions options, int jitterSeed, TimeProvider clock, ILogger logger)
    {
        (this.site, this.maintenance, this.options, this.clock, this.logger) = (site, maintenance, options, clock, logger);
        jitter = new Random(jitterSeed);
        limits = PageLimits.Of(options, clock);
        var handler = new SocketsHttpHandler
        {
            // A redirect to the login page is how a lost session shows itself.
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.All,
            CookieContainer = new CookieContainer(),
            MaxConnectionsPerServer = 1,
        };
        http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan, BaseAddress = site.BaseUrl };
        http.DefaultRequestHeaders.UserAgent.ParseAdd(options.UserAgent);
        http.DefaultRequestHeaders.AcceptLanguage.ParseAdd("ja");
        once = new ResiliencePipelineBuilder<FetchedPage> { TimeProvider = clock }.AddTimeout(site.Timeout).Build();
        retrying = Retrying();
    }

    /// <summary>Requests sent so far.</summary>
    public int Requests { get; private set; }

    /// <summary>The page that came last; null before the first.</summary>
    public FetchedPage? Last { get; private set; }

    /// <summary>Reads a page; what fails in passing is tried again.</summary>
    public Task<FetchedPage> GetAsync(string path, CancellationToken cancellationToken) =>
        FetchAsync(retrying, () => new HttpRequestMessage(HttpMethod.Get, path), cancellationToken);

    /// <summary>Posts a form, once.</summary>
    public Task<FetchedPage> PostAsync(string path, IReadOnlyList<KeyValuePair<string, string>> form, CancellationToken cancellationToken) =>
        FetchAsync(once, () => new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(form) }, cancellationToken);

    public void Dispose()
    {
        http.Dispose();
        one.Dispose();
    }

    private async Task<FetchedPage> FetchAsync(ResiliencePipeline<FetchedPage> pipeline, Func<HttpRequestMessage> request, CancellationToken cancellationToken)
    {
        await one.WaitAsync(cancellationToken);
        try
        {
            var page = await pipeline.ExecuteAsync(async token => await SendAsync(request, token), cancellationToken);
            return page.Status switch
            {
                HttpStatusCode.TooManyRequests =>
                    throw new SyncException(FailureCode.SiteTooManyRequests, "MIWS answered 429.") { RetryAfter = page.RetryAfter },
                >= HttpStatusCode.InternalServerError when !page.Html.Shows(maintenance) =>
                    throw new SyncException(FailureCode.SiteUnreachable, $"MIWS answered {(int)page.Status}."),
                _ => page,
            };
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or TimeoutRejectedException)
        {
            throw new SyncException(FailureCode.SiteUnreachable, "MIWS did not answer.", failure);
        }
        finally
        {
            one.Release();
        }
    }

    private async Task<FetchedPage> SendAsync(Func<HttpRequestMessage> newRequest, CancellationToken cancellationToken)
    {
        await KeepGapAsync(cancellationToken);
        try
        {
            Requests++;
            using var request = newRequest();
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            return Last = new FetchedPage(
                response.StatusCode,
                response.Headers.Location,
                response.Headers.RetryAfter?.Delta,
                await BoundedBody.ReadAsync(response.Content, limits.Bytes, cancellationToken),
                response.Content.Headers.ContentType?.CharSet,
                limits);
        }
        finally
        {
            lastEnd = clock.GetTimestamp();
        }
    }

    private async Task KeepGapAsync(CancellationToken cancellationToken)
    {
        if (site.MinimumGap <= TimeSpan.Zero || Requests == 0)
        {
            return;
        }

        var gap = site.MinimumGap * (1 + (jitter.NextDouble() / 2)) - clock.GetElapsedTime(lastEnd);
        if (gap > TimeSpan.Zero)
        {
            await Task.Delay(gap, clock, cancellationToken);
        }
    }

    private ResiliencePipeline<FetchedPage> Retrying()
    {
        var builder = new ResiliencePipelineBuilder<FetchedPage> { TimeProvider = clock };
        if (options.MaxRetries > 0)
        {
            builder.AddRetry(new RetryStrategyOptions<FetchedPage>
            {
                MaxRetryAttempts = options.MaxRetries,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = options.RetryDelay,
                DelayGenerator = attempt => ValueTask.FromResult(attempt.Outcome.Result?.RetryAfter),
                ShouldHandle = attempt => ValueTask.FromResult(IsPassing(attempt.Outcome)),
                OnRetry = attempt =>
                {
                    LogRetry(attempt.AttemptNumber + 1, (int?)attempt.Outcome.Result?.Status, attempt.RetryDelay);
                    return ValueTask.CompletedTask;
                },
            });
        }

        return builder.AddTimeout(site.Timeout).Build();
    }

    private bool IsPassing(Outcome<FetchedPage> outcome) => outcome.Result is { } page
        ? (page.RetryAfter ?? TimeSpan.Zero) <= options.LongestWait
            && (page.Status is HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout
                || (page.Status >= HttpStatusCode.InternalServerError && !page.Html.Shows(maintenance)))
        : outcome.Exception is HttpRequestException or IOException or TimeoutRejectedException;

    [LoggerMessage(2000, LogLevel.Information, "Asking MIWS again, {Attempt}. time, after status {Status}, in {Delay}.")]
    private partial void LogRetry(int attempt, int? status, TimeSpan delay);
}
