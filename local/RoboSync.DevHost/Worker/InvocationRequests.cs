using System.Globalization;
using System.Text.Json.Nodes;
using Google.Protobuf;
using Microsoft.Azure.Functions.Worker.Grpc.Messages;
using Microsoft.AspNetCore.Routing;

namespace RoboSync.DevHost.Worker;

/// <summary>What happened, in the protocol's words.</summary>
internal static class InvocationRequests
{
    private static readonly JsonObject Timer = new() { ["ScheduleStatus"] = null, ["IsPastDue"] = false };

    /// <summary>A request for a timer, a message or a blob.</summary>
    public static InvocationRequest Of(HostedFunction function, Happening happening) => happening switch
    {
        MessageCame message => Request(
            function,
            Text(message.Text),
            [
                new("Id", message.Id),
                new("DequeueCount", message.DequeueCount.ToString(CultureInfo.InvariantCulture)),
                new("QueueTrigger", message.Text),
            ]),
        BlobCame blob => Request(
            function, BlobReference(blob), [new("BlobTrigger", $"{blob.Blob.BlobContainerName}/{blob.Blob.Name}"), .. blob.PathValues]),
        _ => Request(function, new TypedData { Json = Timer.ToJsonString() }, []),
    };

    /// <summary>A request for HTTP: what was sent goes the way of the worker's own web server, only its route is told here.</summary>
    public static InvocationRequest Of(HostedFunction function, RouteValueDictionary route)
    {
        var values = route
            .Select(pair => KeyValuePair.Create(pair.Key, Convert.ToString(pair.Value, CultureInfo.InvariantCulture) ?? "")).ToList();
        var http = new RpcHttp();
        values.ForEach(pair => http.NullableParams[pair.Key] = new NullableString { Value = pair.Value });
        return Request(function, new TypedData { Http = http }, values);
    }

    private static InvocationRequest Request(HostedFunction function, TypedData trigger, IEnumerable<KeyValuePair<string, string>> metadata)
    {
        var request = new InvocationRequest { InputData = { new ParameterBinding { Name = function.Trigger!.Parameter, Data = trigger } } };
        foreach (var (name, value) in metadata)
        {
            request.TriggerMetadata[name] = Text(value);
        }

        return request;
    }

    private static TypedData Text(string text) => new() { String = text };

    // The worker reads the blob itself.
    private static TypedData BlobReference(BlobCame blob) => new()
    {
        ModelBindingData = new ModelBindingData
        {
            Version = "1.0",
            Source = "AzureStorageBlobs",
            ContentType = "application/json",
            Content = ByteString.CopyFromUtf8(new JsonObject
            {
                ["Connection"] = "AzureWebJobsStorage",
                ["ContainerName"] = blob.Blob.BlobContainerName,
                ["BlobName"] = blob.Blob.Name,
            }.ToJsonString()),
        },
    };
}
