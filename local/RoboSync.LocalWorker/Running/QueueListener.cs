using System.Text;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Microsoft.Azure.Functions.Worker;

namespace RoboSync.LocalWorker.Running;

/// <summary>Feeds a queue's messages to its function: renewed while it runs, seen again after a failure, put on the poison queue in the end.</summary>
internal sealed class QueueListener(FunctionMethod function, QueueServiceClient queues, FunctionInvoker invoker, HostSettings settings) : IListener
{
    // Ten minutes on the real host; less here, so that a killed worker's message comes back while somebody is watching.
    private static readonly TimeSpan Lock = TimeSpan.FromSeconds(30);
    private static readonly Dictionary<string, string> NoBindings = [];

    private readonly QueueClient queue = queues.GetQueueClient(Name(function));

    // A poison queue has none of its own: what fails there comes back when its lock is over.
    private readonly QueueClient? poison = Name(function).EndsWith("-poison", StringComparison.Ordinal) ? null : queues.GetQueueClient($"{Name(function)}-poison");

    public TimeSpan Interval => settings.MaxPollingInterval < Shortest ? settings.MaxPollingInterval : Shortest;

    private static TimeSpan Shortest => TimeSpan.FromMilliseconds(200);

    public async Task<int> PollAsync(CancellationToken cancellationToken)
    {
        var messages = await queue.ReceiveMessagesAsync(settings.BatchSize, Lock, cancellationToken);
        await Task.WhenAll(messages.Value.Select(message => HandleAsync(message, cancellationToken)));
        return messages.Value.Length;
    }

    private static string Name(FunctionMethod function) => ((QueueTriggerAttribute)function.Trigger).QueueName;

    private async Task HandleAsync(QueueMessage message, CancellationToken cancellationToken)
    {
        var receipt = message.PopReceipt;
        if (Decode(message.Body.ToString()) is not { } text || message.DequeueCount > settings.MaxDequeueCount)
        {
            await GiveUpAsync(message, receipt);
            return;
        }

        using var done = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var renewing = RenewAsync(message, receipt, done.Token);
        var succeeded = await invoker.TryInvokeAsync(function, text, NoBindings, cancellationToken);
        await done.CancelAsync();
        receipt = await renewing;
        if (succeeded)
        {
            await queue.DeleteMessageAsync(message.MessageId, receipt, CancellationToken.None);
        }
        else if (message.DequeueCount >= settings.MaxDequeueCount && !cancellationToken.IsCancellationRequested)
        {
            await GiveUpAsync(message, receipt);
        }
        else
        {
            await queue.UpdateMessageAsync(message.MessageId, receipt, visibilityTimeout: settings.VisibilityTimeout, cancellationToken: CancellationToken.None);
        }
    }

    private async Task<string> RenewAsync(QueueMessage message, string receipt, CancellationToken done)
    {
        try
        {
            while (true)
            {
                await Task.Delay(Lock / 3, TimeProvider.System, done);
                var update = await queue.UpdateMessageAsync(message.MessageId, receipt, visibilityTimeout: Lock, cancellationToken: CancellationToken.None);
                receipt = update.Value.PopReceipt;
            }
        }
        catch (OperationCanceledException)
        {
            return receipt;
        }
    }

    private async Task GiveUpAsync(QueueMessage message, string receipt)
    {
        if (poison is null)
        {
            return;
        }

        await poison.CreateIfNotExistsAsync();
        await poison.SendMessageAsync(message.Body.ToString());
        await queue.DeleteMessageAsync(message.MessageId, receipt);
    }

    private static string? Decode(string body)
    {
        var bytes = new byte[body.Length];
        return Convert.TryFromBase64String(body, bytes, out var length) ? Encoding.UTF8.GetString(bytes, 0, length) : null;
    }
}

/// <summary>Looks for work of one function.</summary>
internal interface IListener
{
    /// <summary>How long to wait after a look that found nothing.</summary>
    TimeSpan Interval { get; }

    /// <summary>Works off what is there now.</summary>
    /// <returns>How many items were handled.</returns>
    Task<int> PollAsync(CancellationToken cancellationToken);
}
