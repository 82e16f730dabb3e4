using System.Net;
using System.Net.Http.Headers;
using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.Retry;
using Polly.Timeout;
using RoboSync.Sync.Failures;
using RoboSync.Sync.Sites;
using RoboSync.Sync.Tenants;

namespace RoboSync.Hrmos;

/// <summary>
/// Sends requests to HRMOS within its rate, tries again what may be tried again, and turns what is left into failures. A request that
/// creates is tried again only where it was not sent, and after an answer which says that nothing was done.
/// </summary>
internal sealed partial class HrmosClient(
    HttpClient http, HrmosSite site, Secret token, IRequestRate rate, HrmosOptions options, TimeProvider clock, ILogger logger)
{
    private readonly ResiliencePipeline<HttpResponseMessage> repeatable = Retrying(options, clock, logger, creates: false);
    private readonly ResiliencePipeline<HttpResponseMessage> creating = Retrying(options, clock, logger, creates: true);
    private readonly ResiliencePipeline<HttpResponseMessage> timed =
        new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = clock }.AddTimeout(site.Timeout).Build();

    private int requests;

    public int Requests => Volatile.Read(ref requests);

    /// <summary>Sends a request that may be repeated.</summary>
    public Task<HrmosAnswer> SendAsync(HttpMethod method, string path, byte[]? json, CancellationToken cancellationToken) =>
        SendAsync(repeatable, FailureCode.HrmosUnreachable, method, path, json, cancellationToken);

    /// <summary>Sends a request that must not be repeated.</summary>
    /// <param name="unclear">What it means when no answer comes to what was sent.</param>
    /// <param name="path">Where to.</param>
    /// <param name="json">The body.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<HrmosAnswer> CreateAsync(FailureCode unclear, string path, byte[] json, CancellationToken cancellationToken) =>
        SendAsync(creating, unclear, HttpMethod.Post, path, json, cancellationToken);

    private async Task<HrmosAnswer> SendAsync(
        ResiliencePipeline<HttpResponseMessage> pipeline,
        FailureCode unclear,
        HttpMethod method,
        string path,
        byte[]? json,
        CancellationToken cancellationToken)
    {
        var wasRefused = false;
        try
        {
            using var response = await pipeline.ExecuteAsync(
                async token =>
                {
                    var answer = await SendOnceAsync(method, path, json, wasRefused, token);
                    wasRefused = answer.StatusCode == HttpStatusCode.TooManyRequests;
                    return answer;
                },
                cancellationToken);
            return await ReadAsync(response, unclear, cancellationToken);
        }
        catch (NotSentException failure)
        {
            throw new SyncException(FailureCode.HrmosUnreachable, $"{method} {Kind(path)} could not be sent.", failure);
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or TimeoutRejectedException)
        {
            throw new SyncException(unclear, $"{method} {Kind(path)} was not answered.", failure);
        }
    }

    // The time-out begins behind the wait for the rate: what was not sent yet cannot be late.
    private async ValueTask<HttpResponseMessage> SendOnceAsync(
        HttpMethod method, string path, byte[]? json, bool wasRefused, CancellationToken cancellationToken)
    {
        await rate.WaitAsync(wasRefused, cancellationToken);
        using var body = json is null ? null : new JsonBody(json);
        using var request = new HttpRequestMessage(method, new Uri(site.BaseUrl, path)) { Content = body };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token.Value);
        Interlocked.Increment(ref requests);
        try
        {
            var answer = await timed.ExecuteAsync(async limited => await http.SendAsync(request, limited), cancellationToken);
            if (answer.StatusCode == HttpStatusCode.TooManyRequests)
            {
                await rate.RefusedAsync(RetryAfter(answer, clock) ?? options.RetryDelay, cancellationToken);
            }

            return answer;
        }
        catch (HttpRequestException failure) when (failure.InnerException is AddressRefusedException refused)
        {
            throw new SyncException(FailureCode.HrmosAddressRefused, refused.Message, failure);
        }
        catch (HttpRequestException failure) when (failure.HttpRequestError == HttpRequestError.ConfigurationLimitExceeded)
        {
            throw new SyncException(
                FailureCode.HrmosAnswerTooLarge, $"The answer to {method} {Kind(path)} is larger than Hrmos:MaxAnswerBytes.", failure);
        }
        catch (Exception failure) when (
            body is { WasSent: false } && failure is HttpRequestException or IOException or TimeoutRejectedException)
        {
            throw new NotSentException(failure);
        }
    }

    private async Task<HrmosAnswer> ReadAsync(HttpResponseMessage response, FailureCode unclear, CancellationToken cancellationToken)
    {
        SyncException Failure(FailureCode code) =>
            new(code, $"HRMOS answered {(int)response.StatusCode}.") { RetryAfter = RetryAfter(response, clock) };
        switch (response.StatusCode)
        {
            case HttpStatusCode.Unauthorized:
                throw Failure(FailureCode.HrmosTokenInvalid);
            case HttpStatusCode.TooManyRequests:
                throw Failure(FailureCode.HrmosTooManyRequests);
            case HttpStatusCode.ServiceUnavailable:
                throw Failure(FailureCode.HrmosMaintenance);
            case >= HttpStatusCode.InternalServerError:
                throw Failure(unclear);
        }

        var answer = new HrmosAnswer(
            response.StatusCode, await response.Content.ReadAsByteArrayAsync(cancellationToken),
            response.Content.Headers.ContentType?.CharSet);
        return answer.Status != HttpStatusCode.Forbidden
            ? answer
            : throw Failure(!answer.IsEmpty && answer.Code == "sso_required" ? FailureCode.HrmosSsoOn : FailureCode.HrmosPermissionMissing);
    }

    private static ResiliencePipeline<HttpResponseMessage> Retrying(HrmosOptions options, TimeProvider clock, ILogger logger, bool creates)
    {
        if (options.MaxRetries == 0)
        {
            return ResiliencePipeline<HttpResponseMessage>.Empty;
        }

        var retry = new RetryStrategyOptions<HttpResponseMessage>
        {
            MaxRetryAttempts = options.MaxRetries,
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            Delay = options.RetryDelay,
            MaxDelay = options.LongestWait,
            DelayGenerator = attempt => ValueTask.FromResult(
                attempt.Outcome.Result is { } response && RetryAfter(response, clock) is { } asked && asked > TimeSpan.Zero
                    ? asked
                    : (TimeSpan?)null),
            ShouldHandle = attempt => ValueTask.FromResult(MayRepeat(attempt.Outcome, creates, options.LongestWait, clock)),
            OnRetry = attempt =>
            {
                LogRetry(logger, attempt.AttemptNumber + 1, (int?)attempt.Outcome.Result?.StatusCode, attempt.RetryDelay);
                return ValueTask.CompletedTask;
            },
        };
        return new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = clock }.AddRetry(retry).Build();
    }

    private static bool MayRepeat(Outcome<HttpResponseMessage> outcome, bool creates, TimeSpan longestWait, TimeProvider clock)
    {
        if (outcome.Result is { } response && RetryAfter(response, clock) > longestWait)
        {
            return false;
        }

        return creates
            ? outcome.Result?.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable
                || outcome.Exception is NotSentException
            : HttpClientResiliencePredicates.IsTransient(outcome) || outcome.Exception is IOException;
    }

    private static TimeSpan? RetryAfter(HttpResponseMessage response, TimeProvider clock) =>
        AskedWait.Of(response.Headers.RetryAfter?.Delta, response.Headers.RetryAfter?.Date, clock);

    // The first two segments: ids stay out of messages.
    private static string Kind(string path) => string.Join('/', path.Split('?')[0].Split('/').Take(2));

    [LoggerMessage(3000, LogLevel.Information, "Asking HRMOS again, {Attempt}. time, after status {Status}, in {Delay}.")]
    private static partial void LogRetry(ILogger logger, int attempt, int? status, TimeSpan delay);
}
