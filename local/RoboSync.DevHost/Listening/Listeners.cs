using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace RoboSync.DevHost.Listening;

/// <summary>One listener for each function that timers, messages or blobs start.</summary>
internal static class Listeners
{
    /// <summary>Makes them; nothing is connected yet.</summary>
    public static IReadOnlyList<IListener> For(
        IFunctionInvoker invoker, HostSettings settings, IConfiguration configuration, ILogger logger)
    {
        var queues = new QueueServiceClient(settings.Storage);
        var blobs = new BlobServiceClient(settings.Storage);
        return
        [
            .. invoker.Functions.Select(IListener? (function) => function.Trigger switch
            {
                TimerTrigger => new TimerListener(function, configuration, invoker),
                QueueTrigger => new QueueListener(function, queues, invoker, settings, logger),
                BlobTrigger => new BlobListener(function, blobs, queues, invoker, settings, logger),
                _ => null,
            }).OfType<IListener>(),
        ];
    }
}
