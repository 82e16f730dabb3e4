using System.Text;
using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Microsoft.Extensions.Logging;

namespace RoboSync.DevHost.Listening;

/// <summary>
/// Feeds a queue's messages to its function: renewed while it runs, seen again after a failure, put on the poison queue in the end.
/// </summary>
internal sealed partial class QueueListener(
    HostedFunction function, QueueServiceClient queues, IFunctionInvoker invoker, HostSettings settings, ILogger logger) : IListener
{
    private const string PoisonSuffix = "-poison";

    private readonly QueueClient queue = queues.GetQueueClient(Name(function));

    // A poison queue has none of its own.
    private readonly QueueClient? poison = Name(function).EndsWith(PoisonSuffix, StringComparison.Ordinal)
        ? null
        : queues.GetQueueClient(Name(function) + PoisonSuffix);

    public async Task<int> WorkOffAsync(CancellationToken cancellationToken)
    {
        var messages = await ReceiveAsync(cancellationToken);
        await Task.WhenAll(messages.Select(message => HandleAsync(message, cancellationToken)));
        return messages.Length;
    }

    public async Task ListenAsync(CancellationToken stopping)
    {
        var inHand = new WorkInHand();
        var backOff = new PollingBackOff(settings.MaxPollingInterval, new Random(settings.Seed));
        while (!stopping.IsCancellationRequested)
        {
            QueueMessage[] messages = [];
            try
            {
                messages = await ReceiveAsync(stopping);
            }
            catch (Exception failure) when (failure is RequestFailedException or AggregateException && !stopping.IsCancellationRequested)
            {
                LogNoAnswer(queue.Name, failure);
            }
            catch (OperationCanceledException)
            {
                break;
            }

            Array.ForEach(messages, message => inHand.Add(HandleAndLogAsync(message, stopping)));
            await inHand.DownToAsync(settings.NewBatchThreshold);
            var wait = backOff.Next(messages.Length > 0);
            if (messages.Length == 0)
            {
                await Task.Delay(wait, TimeProvider.System, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        await inHand.DownToAsync(0);
    }

    private static string Name(HostedFunction function) => ((QueueTrigger)function.Trigger!).QueueName;

    private async Task<QueueMessage[]> ReceiveAsync(CancellationToken cancellationToken) =>
        (await queue.ReceiveMessagesAsync(settings.BatchSize, settings.MessageLock, cancellationToken)).Value;

    private async Task HandleAndLogAsync(QueueMessage message, CancellationToken stopping)
    {
        try
        {
            await HandleAsync(message, stopping);
        }
        catch (Exception failure) when (failure is RequestFailedException or AggregateException)
        {
            // The message stays locked and comes back, as on the Functions host.
            LogNoAnswer(queue.Name, failure);
        }
    }

    private async Task HandleAsync(QueueMessage message, CancellationToken stopping)
    {
        var receipt = message.PopReceipt;
        if (Decode(message.Body.ToString()) is not { } text || (poison is not null && message.DequeueCount > settings.MaxDequeueCount))
        {
            await GiveUpAsync(message, receipt);
            return;
        }

        using var done = new CancellationTokenSource();
        var renewing = RenewAsync(message, receipt, done.Token);
        var succeeded = await invoker.TryInvokeAsync(function, new MessageCame(text, message.MessageId, message.DequeueCount), stopping);
        await done.CancelAsync();
        receipt = await renewing;
        if (succeeded)
        {
            await queue.DeleteMessageAsync(message.MessageId, receipt, CancellationToken.None);
        }
        else if (stopping.IsCancellationRequested || poison is null)
        {
            // It stays locked: one that was cancelled goes on when its lock ends, and one without a poison queue does not spin.
        }
        else if (message.DequeueCount >= settings.MaxDequeueCount)
        {
            await GiveUpAsync(message, receipt);
        }
        else
        {
            await queue.UpdateMessageAsync(
                message.MessageId, receipt, visibilityTimeout: settings.VisibilityTimeout, cancellationToken: CancellationToken.None);
        }
    }

    private async Task<string> RenewAsync(QueueMessage message, string receipt, CancellationToken done)
    {
        try
        {
            while (true)
            {
                await Task.Delay(settings.MessageLock / 2, TimeProvider.System, done);
                var update = await queue.UpdateMessageAsync(
                    message.MessageId, receipt, visibilityTimeout: settings.MessageLock, cancellationToken: CancellationToken.None);
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

        LogGivenUp(queue.Name, message.MessageId, message.DequeueCount);
        await poison.CreateIfNotExistsAsync();
        await poison.SendMessageAsync(message.Body.ToString());
        await queue.DeleteMessageAsync(message.MessageId, receipt);
    }

    private static string? Decode(string body)
    {
        var bytes = new byte[body.Length];
        return Convert.TryFromBase64String(body, bytes, out var length) ? Encoding.UTF8.GetString(bytes, 0, length) : null;
    }

    [LoggerMessage(9002, LogLevel.Warning, "Queue {Queue}: the storage did not answer as it should.")]
    private partial void LogNoAnswer(string queue, Exception exception);

    [LoggerMessage(9003, LogLevel.Error, "Queue {Queue}: message {Message} goes to the poison queue after {Tries} tries.")]
    private partial void LogGivenUp(string queue, string message, long tries);
}
