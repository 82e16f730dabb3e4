using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;
using RoboSync.Sync.Ats;
using RoboSync.Sync.Failures;

namespace RoboSync.Tests.Hrmos;

/// <summary>How long HRMOS is waited for, and what a wait means.</summary>
public sealed class HrmosWaitTests
{
    private readonly WatchedClock clock = new();

    [Theory]
    [InlineData(429, "3600", FailureCode.HrmosTooManyRequests)]
    [InlineData(503, "3600", FailureCode.HrmosMaintenance)]
    [InlineData(429, "Mon, 01 Jun 2026 01:00:00 GMT", FailureCode.HrmosTooManyRequests)]
    [InlineData(503, "Mon, 01 Jun 2026 01:00:00 GMT", FailureCode.HrmosMaintenance)]
    public async Task A_long_wait_is_told_and_not_slept(int status, string retryAfter, FailureCode code)
    {
        await using var hrmos = await RefusingAsync(status, retryAfter);

        var failure = await Should.ThrowAsync<SyncException>(() => CreateAsync(hrmos.Open(clock: clock)));

        failure.Code.ShouldBe(code);
        failure.RetryAfter.ShouldBe(TimeSpan.FromHours(1));
        hrmos.Requests.ShouldBe(1);
    }

    [Theory]
    [InlineData("Sun, 31 May 2026 23:00:00 GMT", 0)]
    [InlineData("soon", null)]
    [InlineData("-5", null)]
    [InlineData("99999999999999999999", null)]
    public async Task A_wait_that_is_over_or_none_is_no_wait(string retryAfter, int? seconds)
    {
        await using var hrmos = await RefusingAsync(429, retryAfter);
        var options = OddHrmos.Quick();
        options.MaxRetries = 0;

        var failure = await Should.ThrowAsync<SyncException>(() => CreateAsync(hrmos.Open(options, clock)));

        failure.RetryAfter.ShouldBe(seconds is null ? null : TimeSpan.FromSeconds(seconds.Value));
    }

    [Theory]
    [InlineData("15")]
    [InlineData("Mon, 01 Jun 2026 00:00:15 GMT")]
    public async Task A_short_wait_is_kept_to_the_second(string retryAfter)
    {
        await using var hrmos = await RefusingAsync(429, retryAfter, times: 1);

        var created = CreateAsync(hrmos.Open(clock: clock));
        await clock.WaitsAsync(TimeSpan.FromSeconds(15));
        hrmos.Requests.ShouldBe(1);
        clock.Advance(TimeSpan.FromSeconds(15));

        (await created).CandidateId.ShouldBe("1");
        hrmos.Requests.ShouldBe(2);
    }

    [Fact]
    public async Task Waiting_for_the_rate_is_no_time_out()
    {
        await using var hrmos = await OddHrmos.StartAsync(201, """{"id":"1"}""");
        var limiter = new Held();

        var created = CreateAsync(hrmos.Open(clock: clock, limiter: limiter));
        await limiter.SomebodyWaits;
        clock.Advance(TimeSpan.FromHours(1));
        hrmos.Requests.ShouldBe(0);
        limiter.Open();

        (await created).CandidateId.ShouldBe("1");
        hrmos.Requests.ShouldBe(1);
    }

    [Fact]
    public async Task A_create_that_was_never_sent_is_not_unclear()
    {
        await using var hrmos = await OddHrmos.StartAsync(201, """{"id":"1"}""");

        var failure = await Should.ThrowAsync<SyncException>(() => CreateAsync(hrmos.Open(baseUrl: Nobody())));

        failure.Code.ShouldBe(FailureCode.HrmosUnreachable);
    }

    [Fact]
    public async Task A_create_that_is_cancelled_while_it_waits_for_the_rate_is_just_cancelled()
    {
        await using var hrmos = await OddHrmos.StartAsync(201, """{"id":"1"}""");
        var limiter = new Held();
        using var stop = new CancellationTokenSource();

        var created = hrmos.Open(limiter: limiter).CreateCandidateAsync(Sample.Applicant(), "miws:2027:1", "1", false, stop.Token);
        await limiter.SomebodyWaits;
        await stop.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => created);
        hrmos.Requests.ShouldBe(0);
    }

    [Fact]
    public async Task A_create_that_was_sent_and_not_answered_is_unclear_and_sent_once()
    {
        var arrived = new TaskCompletionSource();
        await using var hrmos = await OddHrmos.StartAsync(async context =>
        {
            arrived.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        });

        var created = CreateAsync(hrmos.Open(clock: clock));
        await arrived.Task;
        clock.Advance(TimeSpan.FromSeconds(5));

        (await Should.ThrowAsync<SyncException>(() => created)).Code.ShouldBe(FailureCode.CandidateUnclear);
    }

    [Fact]
    public async Task An_address_that_is_not_allowed_is_a_failure_of_its_own_and_is_tried_once()
    {
        await using var hrmos = await OddHrmos.StartAsync(201, """{"id":"1"}""");

        var failure =
            await Should.ThrowAsync<SyncException>(() => CreateAsync(hrmos.Open(baseUrl: new Uri("https://169.254.169.254/metadata/"))));

        failure.Code.ShouldBe(FailureCode.HrmosAddressRefused);
    }

    private static Task<CreateOutcome> CreateAsync(IAtsSession session) =>
        session.CreateCandidateAsync(Sample.Applicant(), "miws:2027:1", "1", false, default);

    private static Task<OddHrmos> RefusingAsync(int status, string retryAfter, int times = int.MaxValue)
    {
        var left = times;
        return OddHrmos.StartAsync(context =>
        {
            if (left-- > 0)
            {
                context.Response.StatusCode = status;
                context.Response.Headers.RetryAfter = retryAfter;
                return Task.CompletedTask;
            }

            context.Response.StatusCode = 201;
            return context.Response.WriteAsync("""{"id":"1"}""");
        });
    }

    // A port that was just free: nobody listens there.
    private static Uri Nobody()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        return new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/"));
    }
}
