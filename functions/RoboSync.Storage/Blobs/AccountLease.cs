using Azure;
using Azure.Storage.Blobs.Specialized;
using Microsoft.Extensions.Logging;
using RoboSync.Sync.Runs;

namespace RoboSync.Storage.Blobs;

/// <summary>
/// A held lease. It is lost by itself <see cref="GiveUpAfter"/> after the last renewal that succeeded was sent, whatever keeps the next one
/// from succeeding: an answer, a token that cannot be had, or nothing at all. Only a renewal that succeeds puts that off.
/// </summary>
internal sealed partial class AccountLease : IAccountLease
{
    /// <summary>How long the service keeps the lease for its holder.</summary>
    public static readonly TimeSpan Duration = TimeSpan.FromSeconds(60);

    /// <summary>When it is renewed.</summary>
    public static readonly TimeSpan RenewEvery = TimeSpan.FromSeconds(20);

    /// <summary>How soon after a renewal that failed it is tried again, and how long one try may take.</summary>
    public static readonly TimeSpan TryEvery = TimeSpan.FromSeconds(5);

    /// <summary>When work stops: well before the service would give the lease to somebody else.</summary>
    public static readonly TimeSpan GiveUpAfter = TimeSpan.FromSeconds(45);

    private readonly BlobLeaseClient client;
    private readonly TimeProvider clock;
    private readonly ILogger logger;
    private readonly CancellationTokenSource lost;
    private readonly CancellationTokenSource released = new();
    private readonly Task renewing;

    /// <summary>Holds a lease that was just acquired.</summary>
    /// <param name="client">The lease.</param>
    /// <param name="asked">When the request that acquired it was sent (<see cref="TimeProvider.GetTimestamp"/>): the service may have
    /// granted it at once.</param>
    /// <param name="clock">The time.</param>
    /// <param name="logger">The log.</param>
    public AccountLease(BlobLeaseClient client, long asked, TimeProvider clock, ILogger logger)
    {
        (this.client, this.clock, this.logger) = (client, clock, logger);
        lost = new CancellationTokenSource(Left(asked), clock);
        Lost = lost.Token;
        renewing = RenewAsync();
    }

    /// <inheritdoc/>
    public CancellationToken Lost { get; }

    /// <summary>Gives the lease back. It never throws: the work is done, and a lease that was not given back runs out.</summary>
    public async ValueTask DisposeAsync()
    {
        await released.CancelAsync();
        await renewing;
        try
        {
            using var limit = new CancellationTokenSource(TryEvery, clock);
            await client.ReleaseAsync(cancellationToken: limit.Token);
        }
        catch (RequestFailedException gone) when (gone.Status is 404 or 409 or 412)
        {
            // Lost before: there is nothing to give back.
        }
        catch (Exception failure)
        {
            LogNotReleased(failure);
        }

        lost.Dispose();
        released.Dispose();
    }

    private async Task RenewAsync()
    {
        var wait = RenewEvery;
        while (!lost.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(wait, clock, released.Token);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            wait = await TryRenewAsync() ? RenewEvery : TryEvery;
        }
    }

    private async Task<bool> TryRenewAsync()
    {
        var asked = clock.GetTimestamp();
        try
        {
            using var limit = new CancellationTokenSource(TryEvery, clock);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, released.Token);
            await client.RenewAsync(cancellationToken: either.Token);
            lost.CancelAfter(Left(asked));
            return true;
        }
        catch (RequestFailedException taken) when (taken.Status is 404 or 409 or 412)
        {
            LogTaken(taken);
            await lost.CancelAsync();
        }
        catch (Exception failure) when (!released.IsCancellationRequested)
        {
            LogNotRenewed(failure);
        }
        catch (Exception)
        {
            // Given back meanwhile.
        }

        return false;
    }

    private TimeSpan Left(long asked) => TimeSpan.FromTicks(Math.Max(0, (GiveUpAfter - clock.GetElapsedTime(asked)).Ticks));

    [LoggerMessage(5000, LogLevel.Warning, "A lease was given to somebody else; the run stops.")]
    private partial void LogTaken(Exception exception);

    [LoggerMessage(
        5001, LogLevel.Warning, "A lease could not be renewed; it is tried again, and the run stops where no try succeeds in time.")]
    private partial void LogNotRenewed(Exception exception);

    [LoggerMessage(5002, LogLevel.Warning, "A lease could not be given back; it runs out by itself.")]
    private partial void LogNotReleased(Exception exception);
}
