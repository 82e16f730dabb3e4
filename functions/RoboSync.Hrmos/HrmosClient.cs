using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Threading.RateLimiting;
using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.Timeout;
using RoboSync.Sync.Failures;
using RoboSync.Sync.Tenants;

namespace RoboSync.Hrmos;

/// <summary>An answer: its status and its JSON.</summary>
internal sealed record HrmosAnswer(HttpStatusCode Status, JsonElement Body)
{
    /// <summary>The error code that HRMOS names, or blank.</summary>
    public string Code => Body.ValueKind == JsonValueKind.Object && Body.TryGetProperty("code", out var code) ? code.GetString() ?? "" : "";

    /// <summary>An id as text, whether it is sent as a string or as a bare number: 19 digits do not fit a double.</summary>
    public static string Id(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
}

/// <summary>
/// Sends requests to HRMOS within its rate, tries again what may be tried again, and turns what is left into failures. A request that
/// creates is tried again only after an answer which says that nothing was done.
/// </summary>
internal sealed partial class HrmosClient(
    HttpClient http, HrmosSite site, Secret token, RateLimiter limiter, HrmosOptions options, TimeProvider clock, ILogger logger)
{
    private readonly ResiliencePipeline<HttpResponseMessage> repeatable = Pipeline(site, options, clock, logger, creates: false);
    private readonly ResiliencePipeline<HttpResponseMessage> creating = Pipeline(site, options, clock, logger, creates: true);
    private int requests;

    public int Requests => Volatile.Read(ref requests);

    /// <summary>Sends a request that may be repeated.</summary>
    public Task<HrmosAnswer> SendAsync(HttpMethod method, string path, Func<HttpContent>? content, CancellationToken cancellationToken) =>
        SendAsync(repeatable, FailureCode.HrmosUnreachable, method, path, content, cancellationToken);

    /// <summary>Sends a request that must not be repeated.</summary>
    /// <param name="unclear">What it means when no answer comes.</param>
    /// <param name="path">Where to.</param>
    /// <param name="content">Makes the body.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<HrmosAnswer> CreateAsync(FailureCode unclear, string path, Func<HttpContent> content, CancellationToken cancellationToken) =>
        SendAsync(creating, unclear, HttpMethod.Post, path, content, cancellationToken);

    private async Task<HrmosAnswer> SendAsync(
        ResiliencePipeline<HttpResponseMessage> pipeline,
        FailureCode unclear,
        HttpMethod method,
        string path,
        Func<HttpContent>? content,
        CancellationToken cancellationToken)
    {
        try
        {
            using var response = await pipeline.ExecuteAsync(token => SendOnceAsync(method, path, content, token), cancellationToken);
            return await ReadAsync(response, unclear, cancellationToken);
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or TimeoutRejectedException)
        {
            throw new SyncException(unclear, $"{method} {Kind(path)} was not answered.", failure);
        }
    }

    private async ValueTask<HttpResponseMessage> SendOnceAsync(HttpMethod method, string path, Func<HttpContent>? content, CancellationToken cancellationToken)
    {
        using var permit = await limiter.AcquireAsync(1, cancellationToken);
        using var request = new HttpRequestMessage(method, new Uri(site.BaseUrl, path)) { Content = content?.Invoke() };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token.Value);
        Interlocked.Increment(ref requests);
        return await http.SendAsync(request, cancellationToken);
    }

    private static async Task<HrmosAnswer> ReadAsync(HttpResponseMessage response, FailureCode unclear, CancellationToken cancellationToken)
    {
        var status = (int)response.StatusCode;
        switch (response.StatusCode)
        {
            case HttpStatusCode.Unauthorized:
                throw new SyncException(FailureCode.HrmosTokenInvalid, "HRMOS answered 401.");
            case HttpStatusCode.TooManyRequests:
                throw new SyncException(FailureCode.HrmosTooManyRequests, "HRMOS answered 429.") { RetryAfter = RetryAfter(response) };
            case HttpStatusCode.ServiceUnavailable:
                throw new SyncException(FailureCode.HrmosMaintenance, "HRMOS answered 503.") { RetryAfter = RetryAfter(response) };
            case >= HttpStatusCode.InternalServerError:
                throw new SyncException(unclear, $"HRMOS answered {status}.");
        }

        try
        {
            await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
            using var json = await JsonDocument.ParseAsync(stream, cancellationToken: cancellationToken);
            var answer = new HrmosAnswer(response.StatusCode, json.RootElement.Clone());
            return answer.Status == HttpStatusCode.Forbidden ? throw Forbidden(answer.Code) : answer;
        }
        catch (JsonException) when (response.StatusCode == HttpStatusCode.Forbidden)
        {
            throw Forbidden(code: "");
        }
        catch (JsonException notJson)
        {
            throw new SyncException(FailureCode.HrmosAnswerUnknown, $"HRMOS answered {status} with something that is not JSON.", notJson);
        }
    }

    private static SyncException Forbidden(string code) => new(
        string.Equals(code, "sso_required", StringComparison.Ordinal) ? FailureCode.HrmosSsoOn : FailureCode.HrmosPermissionMissing, "HRMOS answered 403.");

    private static ResiliencePipeline<HttpResponseMessage> Pipeline(HrmosSite site, HrmosOptions options, TimeProvider clock, ILogger logger, bool creates)
    {
        var builder = new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = clock };
        if (options.MaxRetries > 0)
        {
            builder.AddRetry(new HttpRetryStrategyOptions
            {
                MaxRetryAttempts = options.MaxRetries,
                Delay = options.RetryDelay,
                ShouldHandle = attempt => ValueTask.FromResult(MayRepeat(attempt.Outcome, creates, options.LongestWait)),
                OnRetry = attempt =>
                {
                    LogRetry(logger, attempt.AttemptNumber + 1, (int?)attempt.Outcome.Result?.StatusCode, attempt.RetryDelay);
                    return ValueTask.CompletedTask;
                },
            });
        }

        return builder.AddTimeout(site.Timeout).Build();
    }

    private static bool MayRepeat(Outcome<HttpResponseMessage> outcome, bool creates, TimeSpan longestWait)
    {
        if (outcome.Result is { } response && RetryAfter(response) > longestWait)
        {
            return false;
        }

        return creates
            ? outcome.Result?.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable
            : HttpClientResiliencePredicates.IsTransient(outcome) || outcome.Exception is IOException;
    }

    private static TimeSpan? RetryAfter(HttpResponseMessage response) => response.Headers.RetryAfter?.Delta;

    // The first two segments: ids stay out of messages.
    private static string Kind(string path) => string.Join('/', path.Split('?')[0].Split('/').Take(2));

    [LoggerMessage(3000, LogLevel.Information, "Asking HRMOS again, {Attempt}. time, after status {Status}, in {Delay}.")]
    private static partial void LogRetry(ILogger logger, int attempt, int? status, TimeSpan delay);
}
