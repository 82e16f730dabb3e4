using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using RoboSync.DevHost.Listening;

namespace RoboSync.DevHost.InProcess;

/// <summary>
/// Runs an assembly's functions in this process, step by step: a timer fires when a test fires it, messages and blobs are worked off
/// when a test says so. The listeners are those of <see cref="FunctionsHost"/>.
/// </summary>
public sealed class InProcessFunctions
{
    private readonly InProcessInvoker invoker;
    private readonly IReadOnlyList<IListener> listeners;

    /// <summary>Finds the functions; nothing is connected yet.</summary>
    /// <param name="services">What the functions are built from.</param>
    /// <param name="assembly">Where they are.</param>
    public InProcessFunctions(IServiceProvider services, Assembly assembly)
    {
        var configuration = services.GetRequiredService<IConfiguration>();
        var logger = services.GetRequiredService<ILogger<InProcessFunctions>>();
        var settings = HostSettings.Read(configuration, AppContext.BaseDirectory);
        invoker = new InProcessInvoker(services, assembly, settings, logger);
        listeners = Listeners.For(invoker, settings, configuration, logger);
    }

    /// <summary>Fires a timer function now.</summary>
    /// <returns>Whether it succeeded.</returns>
    public Task<bool> FireTimerAsync(string name, CancellationToken cancellationToken) => invoker.TryInvokeAsync(
        invoker.Functions.Single(function => function.Name == name && function.Trigger is TimerTrigger), new TimeCame(), cancellationToken);

    /// <summary>Works off new blobs and visible messages until there are none.</summary>
    public async Task DrainAsync(CancellationToken cancellationToken)
    {
        int handled;
        do
        {
            handled = 0;
            foreach (var listener in listeners)
            {
                handled += await listener.WorkOffAsync(cancellationToken);
            }
        }
        while (handled > 0);
    }
}
