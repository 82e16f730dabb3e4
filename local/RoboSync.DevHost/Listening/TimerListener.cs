using Cronos;
using Microsoft.Extensions.Configuration;

namespace RoboSync.DevHost.Listening;

/// <summary>Fires a function at its times, in UTC; while it runs it does not fire again.</summary>
internal sealed class TimerListener(HostedFunction function, IConfiguration configuration, IFunctionInvoker invoker) : IListener
{
    // Timers of the system cannot wait for months.
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    // In a step a timer fires only when a test says so.
    public Task<int> WorkOffAsync(CancellationToken cancellationToken) => Task.FromResult(0);

    public async Task ListenAsync(CancellationToken stopping)
    {
        var cron = CronExpression.Parse(Resolve(((TimerTrigger)function.Trigger!).Schedule), CronFormat.IncludeSeconds);
        while (!stopping.IsCancellationRequested)
        {
            var now = TimeProvider.System.GetUtcNow();
            var next = cron.GetNextOccurrence(now, TimeZoneInfo.Utc) ?? DateTimeOffset.MaxValue;
            var wait = next - now < LongestWait ? next - now : LongestWait;
            await Task.Delay(wait, TimeProvider.System, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!stopping.IsCancellationRequested && wait < LongestWait)
            {
                await invoker.TryInvokeAsync(function, new TimeCame(), stopping);
            }
        }
    }

    private string Resolve(string schedule) => schedule.StartsWith('%') && schedule.EndsWith('%')
        ? configuration[schedule.Trim('%')] ?? throw new InvalidOperationException($"The setting {schedule.Trim('%')} is missing.")
        : schedule;
}
