using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Azure.Identity;
using Azure.Security.KeyVault.Secrets;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using RoboSync.Storage;
using RoboSync.Sync.Runs;
using RoboSync.Sync.Tenants;

namespace RoboSync.Tests.Storage;

/// <summary>Who has lost a lease stops before somebody else gets it, whatever keeps the renewals from succeeding.</summary>
public sealed class AccountLeaseTests : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(45);

    private readonly CountingClock clock = new(new DateTimeOffset(2026, 6, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly LeaseService service = new();
    private readonly FailingCredential credential = new();
    private readonly ServiceProvider services;

    public AccountLeaseTests()
    {
        var options = new BlobClientOptions { Transport = service, Retry = { MaxRetries = 0 } };
        services = new ServiceCollection().AddLogging().AddSingleton<TimeProvider>(clock)
            .AddRoboSyncStorage(new StorageClients(
                new TableServiceClient("UseDevelopmentStorage=true"),
                new BlobServiceClient(new Uri("https://sample.blob.core.windows.net"), credential, options),
                new QueueServiceClient("UseDevelopmentStorage=true"),
                new SecretClient(new Uri("https://vault.example"), credential)))
            .BuildServiceProvider();
    }

    public ValueTask DisposeAsync() => services.DisposeAsync();

    public static TheoryData<string> Failures =>
        ["an answer 503", "no connection", "no token", "no identity", "nobody foresaw it", "it hangs"];

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task A_lease_that_cannot_be_renewed_is_lost_in_time(string failure)
    {
        await using var lease = await AcquireAsync();
        Break(failure);

        await PassAsync(Limit - TimeSpan.FromSeconds(1));
        lease.Lost.IsCancellationRequested.ShouldBeFalse();
        clock.Advance(TimeSpan.FromSeconds(1));
        lease.Lost.IsCancellationRequested.ShouldBeTrue();
        Mend();
    }

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task A_renewal_that_succeeds_after_failures_keeps_it(string failure)
    {
        await using var lease = await AcquireAsync();
        Break(failure);
        await PassAsync(TimeSpan.FromSeconds(32));
        Mend();

        await PassAsync(TimeSpan.FromMinutes(10));

        lease.Lost.IsCancellationRequested.ShouldBeFalse();
        service.Renewals.ShouldBeGreaterThan(25);
    }

    [Fact]
    public async Task The_limit_counts_from_before_the_renewal_was_sent()
    {
        await using var lease = await AcquireAsync();
        service.Hold();
        await PassAsync(TimeSpan.FromSeconds(24));
        service.Answer();
        await PassAsync(TimeSpan.FromSeconds(1));
        service.Renewals.ShouldBe(1, "sent at 20 s, answered at 24 s");
        Break("an answer 503");

        await PassAsync(TimeSpan.FromSeconds(39));
        lease.Lost.IsCancellationRequested.ShouldBeFalse();
        clock.Advance(TimeSpan.FromSeconds(1));
        lease.Lost.IsCancellationRequested.ShouldBeTrue("45 s after 20 s");
    }

    [Fact]
    public async Task A_lease_that_somebody_else_has_is_lost_at_once()
    {
        await using var lease = await AcquireAsync();
        service.Status = 409;
        var lost = new TaskCompletionSource();
        await using var _ = lease.Lost.Register(lost.SetResult);

        clock.Advance(TimeSpan.FromSeconds(20));

        await lost.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
    }

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task Giving_it_back_never_breaks_a_good_run(string failure)
    {
        var lease = await AcquireAsync();
        Break(failure);

        // While it is being given back nobody renews it; how much of the clock's time that takes says nothing.
        var disposing = lease.DisposeAsync().AsTask();
        for (var second = 0; second < 10_000 && !disposing.IsCompleted; second++)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, TestContext.Current.CancellationToken);
        }

        await disposing;
    }

    private async Task<IAccountLease> AcquireAsync() =>
        (await services.GetRequiredService<IAccountLeases>()
            .TryAcquireAsync(new AccountKey("sample", "miws"), TestContext.Current.CancellationToken)).ShouldNotBeNull();

    private void Break(string failure)
    {
        service.Status = failure == "an answer 503" ? 503 : 200;
        service.Hangs = failure == "it hangs";
        service.Failure = failure switch
        {
            "no connection" => new HttpRequestException("Refused."),
            "nobody foresaw it" => new InvalidOperationException("Nobody foresaw it."),
            _ => null,
        };
        credential.Failure = failure switch
        {
            "no token" => new AuthenticationFailedException("The identity endpoint answered 500."),
            "no identity" => new CredentialUnavailableException("No identity endpoint."),
            _ => null,
        };
    }

    private void Mend() => Break("");

    // Second by second. A renewal under way has one timer more than the two of a lease that waits: it is waited for, unless it hangs.
    private async Task PassAsync(TimeSpan time)
    {
        for (var second = 0; second < time.TotalSeconds; second++)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            for (var turn = 0; clock.Timers % 2 == 1 && !service.IsWaiting && turn < 10_000; turn++)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, TestContext.Current.CancellationToken);
            }
        }
    }

    private sealed class CountingClock(DateTimeOffset start) : FakeTimeProvider(start)
    {
        private int timers;

        /// <summary>How many timers were made.</summary>
        public int Timers => Volatile.Read(ref timers);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Interlocked.Increment(ref timers);
            return base.CreateTimer(callback, state, dueTime, period);
        }
    }

    private sealed class FailingCredential : TokenCredential
    {
        public Exception? Failure { get; set; }

        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        // Already over when it is handed out: each request asks for a new one.
        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            Failure is { } failure
            ? ValueTask.FromException<AccessToken>(failure)
            : ValueTask.FromResult(new AccessToken("token", TimeProvider.System.GetUtcNow().AddSeconds(-1)));
    }

    /// <summary>The blob service, as far as leases go.</summary>
    private sealed class LeaseService : HttpPipelineTransport
    {
        private TaskCompletionSource? held;

        public int Status { get; set; } = 200;

        public bool Hangs { get; set; }

        public Exception? Failure { get; set; }

        public bool IsWaiting { get; private set; }

        public int Renewals { get; private set; }

        /// <summary>Keeps the next answer back until <see cref="Answer"/>.</summary>
        public void Hold() => held = new TaskCompletionSource();

        public void Answer() => held!.SetResult();

        public override Request CreateRequest() => HttpClientTransport.Shared.CreateRequest();

        public override void Process(HttpMessage message) => throw new NotSupportedException();

        public override async ValueTask ProcessAsync(HttpMessage message)
        {
            if (Failure is { } failure)
            {
                throw failure;
            }

            if ((Hangs ? new TaskCompletionSource() : held) is { Task: { IsCompleted: false } answered })
            {
                IsWaiting = true;
                try
                {
                    await answered.WaitAsync(message.CancellationToken);
                }
                finally
                {
                    IsWaiting = false;
                }
            }

            message.Request.Headers.TryGetValue("x-ms-lease-action", out var action);
            Renewals += action == "renew" && Status == 200 ? 1 : 0;
            message.Response = new LeaseAnswer(Status == 200 && action == "acquire" ? 201 : Status);
        }
    }

    private sealed class LeaseAnswer(int status) : Response
    {
        private readonly Dictionary<string, string> headers = new(StringComparer.OrdinalIgnoreCase)
        {
            ["ETag"] = "\"0x1\"", ["Last-Modified"] = "Mon, 01 Jun 2026 00:00:00 GMT",
            ["x-ms-lease-id"] = "00000000-0000-0000-0000-000000000001",
        };

        public override int Status => status;

        public override string ReasonPhrase => "";

        public override Stream? ContentStream { get; set; }

        public override string ClientRequestId { get; set; } = "";

        public override void Dispose()
        {
        }

        protected override bool ContainsHeader(string name) => headers.ContainsKey(name);

        protected override IEnumerable<HttpHeader> EnumerateHeaders() => headers.Select(header => new HttpHeader(header.Key, header.Value));

        protected override bool TryGetHeader(string name, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out string? value) =>
            headers.TryGetValue(name, out value);

        protected override bool TryGetHeaderValues(
            string name, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out IEnumerable<string>? values)
        {
            values = headers.TryGetValue(name, out var value) ? [value] : null;
            return values is not null;
        }
    }
}
