using System.Collections.Concurrent;
using System.Globalization;
using System.Threading.Channels;
using Grpc.Core;
using Microsoft.Azure.Functions.Worker.Grpc.Messages;

namespace RoboSync.DevHost.Worker;

/// <summary>The worker has ended, or its stream has.</summary>
internal sealed class WorkerGoneException() : Exception("The worker has ended.");

/// <summary>The conversation with one worker: the host asks, the worker answers and logs.</summary>
internal sealed class WorkerChannel : IDisposable
{
    private readonly Action<RpcLog> log;
    private readonly Channel<StreamingMessage> outgoing = Channel.CreateUnbounded<StreamingMessage>();
    private readonly ConcurrentDictionary<string, TaskCompletionSource<StreamingMessage>> questions = new(StringComparer.Ordinal);
    private readonly TaskCompletionSource started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource gone = new();
    private readonly CancellationToken ended;

    private long last;
    private int closed;

    /// <summary>Nobody has connected yet.</summary>
    /// <param name="log">Is given what the worker logs.</param>
    public WorkerChannel(Action<RpcLog> log)
    {
        this.log = log;
        ended = gone.Token;
    }

    /// <summary>Ends when the worker has opened its stream, and fails where it never does.</summary>
    public Task Started => started.Task;

    /// <summary>Passes messages until the worker or the server ends.</summary>
    public async Task TalkAsync(
        IAsyncStreamReader<StreamingMessage> incoming, IServerStreamWriter<StreamingMessage> writer, CancellationToken aborted)
    {
        started.TrySetResult();
        using var over = CancellationTokenSource.CreateLinkedTokenSource(aborted, ended);
        var writing = WriteAsync(writer, over.Token);
        try
        {
            while (await incoming.MoveNext(over.Token))
            {
                Take(incoming.Current);
            }
        }
        catch (Exception failure) when (failure is OperationCanceledException or IOException)
        {
            // The worker was killed, or the host ends.
        }

        Close();
        await writing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>An id that this channel has not had.</summary>
    public string NewId() => Interlocked.Increment(ref last).ToString(CultureInfo.InvariantCulture);

    /// <summary>Sends a message that has no answer.</summary>
    public void Send(StreamingMessage message) => outgoing.Writer.TryWrite(message);

    /// <summary>Sends a message and waits for its answer.</summary>
    /// <param name="question">The message.</param>
    /// <param name="id">What the answer is known by: the request's id, or an invocation's own.</param>
    /// <exception cref="WorkerGoneException">The worker ended before it answered.</exception>
    public async Task<StreamingMessage> AskAsync(StreamingMessage question, string id)
    {
        question.RequestId = id;
        var answer = new TaskCompletionSource<StreamingMessage>(TaskCreationOptions.RunContinuationsAsynchronously);
        questions[id] = answer;
        await using var end = ended.Register(() => answer.TrySetException(new WorkerGoneException()));
        Send(question);
        try
        {
            return await answer.Task;
        }
        finally
        {
            questions.TryRemove(id, out _);
        }
    }

    /// <summary>Tells everybody who waits that no answer will come.</summary>
    public void Close()
    {
        if (Interlocked.Exchange(ref closed, 1) == 0)
        {
            started.TrySetException(new WorkerGoneException());
            outgoing.Writer.TryComplete();
            gone.Cancel();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Close();
        gone.Dispose();
    }

    private void Take(StreamingMessage message)
    {
        if (message.ContentCase == StreamingMessage.ContentOneofCase.RpcLog)
        {
            log(message.RpcLog);
        }
        else if (questions.TryGetValue(message.InvocationResponse?.InvocationId ?? message.RequestId, out var question))
        {
            question.TrySetResult(message);
        }
    }

    private async Task WriteAsync(IServerStreamWriter<StreamingMessage> writer, CancellationToken over)
    {
        await foreach (var message in outgoing.Reader.ReadAllAsync(over))
        {
            await writer.WriteAsync(message, over);
        }
    }
}
