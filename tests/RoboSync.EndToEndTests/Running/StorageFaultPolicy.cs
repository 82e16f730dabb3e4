using Azure;
using Azure.Core;
using Azure.Core.Pipeline;

namespace RoboSync.EndToEndTests.Running;

/// <summary>What is done to a request for storage.</summary>
internal enum StorageFault
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>503 ServerBusy; nothing is done.</summary>
    Busy,

    /// <summary>429; nothing is done.</summary>
    Throttled,

    /// <summary>The connection is cut before the request arrives.</summary>
    Cut,

    /// <summary>The request is done, and its answer is cut.</summary>
    AnswerLost,
}

/// <summary>Stands between the functions and Azurite, and does to each request what <see cref="Choose"/> says.</summary>
internal sealed class StorageFaultPolicy : HttpPipelinePolicy
{
    private readonly Lock gate = new();

    /// <summary>What is done to a request, by its kind (<see cref="KindOf"/>); asked for one request at a time.</summary>
    public Func<string, StorageFault> Choose { get; set; } = _ => StorageFault.None;

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => ProcessNext(message, pipeline);

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        StorageFault fault;
        lock (gate)
        {
            fault = Choose(KindOf(message.Request));
        }

        switch (fault)
        {
            case StorageFault.Busy:
                message.Response = new Refusal(503, message.Request.ClientRequestId);
                break;
            case StorageFault.Throttled:
                message.Response = new Refusal(429, message.Request.ClientRequestId);
                break;
            case StorageFault.Cut:
                throw new RequestFailedException("The connection was cut.", new IOException("The connection was cut."));
            case StorageFault.AnswerLost:
                await ProcessNextAsync(message, pipeline);
                throw new RequestFailedException("The answer was cut.", new IOException("The answer was cut."));
            default:
                await ProcessNextAsync(message, pipeline);
                break;
        }
    }

    /// <summary>Method, table or container or queue, and what is done with it: <c>PUT worklists</c>, <c>POST $batch 3</c>.</summary>
    public static string KindOf(Request request)
    {
        var parts = request.Uri.Path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var resource = parts.Length > 1 ? parts[1].Split('(')[0] : "";
        var operation = System.Web.HttpUtility.ParseQueryString(request.Uri.Query ?? "")["comp"] ?? "";
        var precondition = request.Headers.Contains("If-Match")
            ? "if-match"
            : request.Headers.Contains("If-None-Match")
            ? "if-none-match"
            : "";
        var action = request.Headers.TryGetValue("x-ms-lease-action", out var lease) ? lease : "";
        return string.Join(' ', new[] { request.Method.Method, resource, operation, action, precondition }.Where(part => part.Length > 0));
    }

    /// <summary>Whether the kind changes something.</summary>
    public static bool IsWrite(string kind) =>
        !kind.StartsWith("GET", StringComparison.Ordinal) && !kind.StartsWith("HEAD", StringComparison.Ordinal);

    private sealed class Refusal(int status, string requestId) : Response
    {
        public override int Status => status;

        public override string ReasonPhrase => "ServerBusy";

        public override Stream? ContentStream { get; set; } = new MemoryStream();

        public override string ClientRequestId { get; set; } = requestId;

        public override void Dispose()
        {
        }

        protected override bool ContainsHeader(string name) => false;

        protected override IEnumerable<HttpHeader> EnumerateHeaders() => [];

        protected override bool TryGetHeader(string name, out string value)
        {
            value = "";
            return false;
        }

        protected override bool TryGetHeaderValues(string name, out IEnumerable<string> values)
        {
            values = [];
            return false;
        }
    }
}
