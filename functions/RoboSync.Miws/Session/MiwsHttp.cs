using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.Retry;
using Polly.Timeout;
using RoboSync.Miws.Definitions;
using RoboSync.Miws.Pages;
using RoboSync.Sync.Failures;
using RoboSync.Sync.Sites;
using RoboSync.Sync.Tenants;

namespace RoboSync.Miws.Session;

/// <summary>
/// The politeness of a session: one request at a time, a gap with jitter between two, a time-out per try that begins when the request is
/// sent, and pages that failed in passing asked for again. Cookies are this session's own, and it talks to the account's own origins only.
/// </summary>
internal sealed partial class MiwsHttp : IDisposable
{
    private static readonly MediaTypeHeaderValue FormType = new("application/x-www-form-urlencoded");

    private readonly MediumSite site;
    private readonly Marker maintenance;
    private readonly string? charset;
    private readonly SiteOrigins origins;
    private readonly MiwsOptions options;
    private readonly PageLimits limits;
    private readonly TimeProvider clock;
    private readonly ILogger logger;
    private readonly Random jitter;
    private readonly HttpClient http;
    private readonly SemaphoreSlim one = new(1, 1);
    private readonly ResiliencePipeline<FetchedPage> timed;
    private readonly ResiliencePipeline<FetchedPage> retrying;
    private long lastEnd;

    public MiwsHttp(
        MediumSite site, SiteShape shape, MiwsOptions options, int jitterSeed, SiteConnections connections, TimeProvider clock,
        ILogger logger)
    {
        (this.site, maintenance, charset, this.options, this.clock, this.logger) =
            (site, shape.Maintenance, shape.Charset, options, clock, logger);
        origins = new SiteOrigins(site.BaseUrl, shape.Origins ?? []);
        jitter = new Random(jitterSeed);
        limits = PageLimits.Of(options, clock);
        var handler = new SocketsHttpHandler
        {
            // A redirect to the login page is how a lost session shows itself.
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.All,
            ConnectCallback = (context, token) => connections.OpenAsync(context.InitialRequestMessage.RequestUri!, token),
            CookieContainer = new CookieContainer(),
            MaxConnectionsPerServer = 1,

            // A proxy would be what the address is checked of.
            UseProxy = false,
        };
        http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        http.DefaultRequestHeaders.UserAgent.ParseAdd(options.UserAgent);
        http.DefaultRequestHeaders.AcceptLanguage.ParseAdd("ja");
        timed = new ResiliencePipelineBuilder<FetchedPage> { TimeProvider = clock }.AddTimeout(site.Timeout).Build();
        retrying = Retrying();
    }

    /// <summary>Requests sent so far.</summary>
    public int Requests { get; private set; }

    /// <summary>The page that came last; null before the first.</summary>
    public FetchedPage? Last { get; private set; }

    /// <summary>Is told of every answer, as it comes (local/RoboSync.Pages); null in a run.</summary>
    public Action<FetchedPage>? Answered { get; init; }

    /// <summary>Reads the page of a path; what fails in passing is tried again.</summary>
    public Task<FetchedPage> GetAsync(string path, CancellationToken cancellationToken) => GetAsync(Address(path), cancellationToken);

    /// <summary>The address of a path.</summary>
    /// <exception cref="SyncException"><see cref="FailureCode.SiteLeadsElsewhere"/>.</exception>
    public Uri Address(string path) => origins.Resolve(path);

    /// <summary>Where a redirect leads.</summary>
    /// <exception cref="SyncException"><see cref="FailureCode.SiteLeadsElsewhere"/>.</exception>
    public Uri Target(FetchedPage redirect) => origins.Resolve(redirect.Address, redirect.Location!.OriginalString);

    /// <summary>The address that something on a page names.</summary>
    /// <param name="from">What it is relative to.</param>
    /// <param name="target">What the page says, relative or absolute.</param>
    /// <exception cref="SyncException"><see cref="FailureCode.SiteLeadsElsewhere"/>: nothing is sent.</exception>
    public Uri Address(Uri from, string target) => origins.Resolve(from, target);

    /// <summary>Reads the page of an address; what fails in passing is tried again.</summary>
    /// <param name="address">An address of the account's own origins.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<FetchedPage> GetAsync(Uri address, CancellationToken cancellationToken) =>
        FetchAsync(retrying, () => new HttpRequestMessage(HttpMethod.Get, address), cancellationToken);

    /// <summary>Posts a form.</summary>
    /// <param name="address">An address of the account's own origins.</param>
    /// <param name="form">Its fields, encoded.</param>
    /// <param name="mayRepeat">Whether what fails in passing may be tried again: a search, never a sign-in.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<FetchedPage> PostAsync(Uri address, string form, bool mayRepeat, CancellationToken cancellationToken) => FetchAsync(
        mayRepeat ? retrying : ResiliencePipeline<FetchedPage>.Empty,
        () => new HttpRequestMessage(HttpMethod.Post, address) { Content = new StringContent(form, Encoding.ASCII, FormType) },
        cancellationToken);

    public void Dispose()
    {
        http.Dispose();
        one.Dispose();
    }

    private async Task<FetchedPage> FetchAsync(
        ResiliencePipeline<FetchedPage> pipeline, Func<HttpRequestMessage> request, CancellationToken cancellationToken)
    {
        await one.WaitAsync(cancellationToken);
        try
        {
            var page = await pipeline.ExecuteAsync(async token => await SendAsync(request, token), cancellationToken);
            return page.Status switch
            {
                HttpStatusCode.TooManyRequests =>
                    throw new SyncException(FailureCode.SiteTooManyRequests, "MIWS answered 429.") { RetryAfter = page.RetryAfter },
                >= HttpStatusCode.InternalServerError when !IsMaintenance(page) =>
                    throw new SyncException(
                        FailureCode.SiteUnreachable, $"MIWS answered {(int)page.Status}.") { RetryAfter = page.RetryAfter },
                _ => page,
            };
        }
        catch (HttpRequestException failure) when (failure.InnerException is AddressRefusedException refused)
        {
            throw new SyncException(FailureCode.SiteAddressRefused, refused.Message, failure);
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

    // The time-out begins behind the gap: what was not sent yet cannot be late.
    private async Task<FetchedPage> SendAsync(Func<HttpRequestMessage> newRequest, CancellationToken cancellationToken)
    {
        await KeepGapAsync(cancellationToken);
        try
        {
            Requests++;
            Last = await timed.ExecuteAsync(async token => await SendOnceAsync(newRequest, token), cancellationToken);
            Answered?.Invoke(Last);
            return Last;
        }
        finally
        {
            lastEnd = clock.GetTimestamp();
        }
    }

    private async Task<FetchedPage> SendOnceAsync(Func<HttpRequestMessage> newRequest, CancellationToken cancellationToken)
    {
        using var request = newRequest();
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        return new FetchedPage(
            request.RequestUri!,
            response.StatusCode,
            response.Headers.Location,
            AskedWait.Of(response.Headers.RetryAfter?.Delta, response.Headers.RetryAfter?.Date, clock),
            await BoundedBody.ReadAsync(response.Content, limits.Bytes, cancellationToken),
            response.Content.Headers.ContentType,
            charset,
            limits);
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
        if (options.MaxRetries == 0)
        {
            return ResiliencePipeline<FetchedPage>.Empty;
        }

        var retry = new RetryStrategyOptions<FetchedPage>
        {
            MaxRetryAttempts = options.MaxRetries,
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            Delay = options.RetryDelay,
            MaxDelay = options.LongestWait,
            DelayGenerator = attempt => ValueTask.FromResult(
                attempt.Outcome.Result?.RetryAfter is { } asked && asked > TimeSpan.Zero ? asked : (TimeSpan?)null),
            ShouldHandle = attempt => ValueTask.FromResult(IsPassing(attempt.Outcome)),
            OnRetry = attempt =>
            {
                LogRetry(attempt.AttemptNumber + 1, (int?)attempt.Outcome.Result?.Status, attempt.RetryDelay);
                return ValueTask.CompletedTask;
            },
        };
        return new ResiliencePipelineBuilder<FetchedPage> { TimeProvider = clock }.AddRetry(retry).Build();
    }

    private bool IsPassing(Outcome<FetchedPage> outcome) => outcome.Result is { } page
        ? (page.RetryAfter ?? TimeSpan.Zero) <= options.LongestWait
            && (page.Status is HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout
                || (page.Status >= HttpStatusCode.InternalServerError && !IsMaintenance(page)))
        : outcome.Exception is HttpRequestException { InnerException: not AddressRefusedException } or IOException
            or TimeoutRejectedException;

    // A server error whose page cannot even be read is a server error.
    private bool IsMaintenance(FetchedPage page)
    {
        try
        {
            return page.Html.Shows(maintenance);
        }
        catch (SyncException)
        {
            return false;
        }
    }

    [LoggerMessage(2000, LogLevel.Information, "Asking MIWS again, {Attempt}. time, after status {Status}, in {Delay}.")]
    private partial void LogRetry(int attempt, int? status, TimeSpan delay);
}
