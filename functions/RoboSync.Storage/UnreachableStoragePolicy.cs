using System.Globalization;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using RoboSync.Sync.Failures;

namespace RoboSync.Storage;

/// <summary>
/// Stands outside the client's own tries: what still fails then because storage is away or busy is
/// <see cref="FailureCode.StorageUnreachable"/>, which passes by itself. Without it, it would look like a defect, and five of them would
/// put a message on the poison queue. What storage answers about the request (404, 409, 412, …) stays as it is.
/// </summary>
internal sealed class UnreachableStoragePolicy : HttpPipelinePolicy
{
    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        try
        {
            ProcessNext(message, pipeline);
        }
        catch (Exception failure) when (IsNoAnswer(failure, message))
        {
            throw Unreachable(message, failure);
        }

        Check(message);
    }

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        try
        {
            await ProcessNextAsync(message, pipeline);
        }
        catch (Exception failure) when (IsNoAnswer(failure, message))
        {
            throw Unreachable(message, failure);
        }

        Check(message);
    }

    // The client gathers the failures of its tries; its own time-out of a try is a cancellation that nobody asked for.
    private static bool IsNoAnswer(Exception failure, HttpMessage message) => failure switch
    {
        RequestFailedException { Status: 0 } or IOException => true,
        OperationCanceledException => !message.CancellationToken.IsCancellationRequested,
        AggregateException tries => tries.InnerExceptions.All(one => IsNoAnswer(one, message)),
        _ => false,
    };

    private static void Check(HttpMessage message)
    {
        if (message.HasResponse && message.Response.Status is 408 or 429 or 500 or 502 or 503 or 504)
        {
            throw Unreachable(message, failure: null);
        }
    }

    // Neither path nor body: a blob's name may be a customer's file name.
    private static SyncException Unreachable(HttpMessage message, Exception? failure)
    {
        var status = message.HasResponse ? message.Response.Status.ToString(CultureInfo.InvariantCulture) : "none";
        return new SyncException(
            FailureCode.StorageUnreachable,
            $"{message.Request.Method} at {message.Request.Uri.Host} was not answered (last status: {status}).", failure);
    }
}
