using System.Collections.Concurrent;
using Azure.Core;
using Azure.Core.Pipeline;

namespace RoboSync.Benchmarks;

/// <summary>Kinds of requests, as Azure's price lists tell them apart.</summary>
internal enum RequestKind
{
    /// <summary>One row.</summary>
    TableRead,

    /// <summary>A page of rows.</summary>
    TableQuery,

    /// <summary>One row added or replaced.</summary>
    TableWrite,

    /// <summary>Up to a hundred rows of one partition.</summary>
    TableBatch,
    TableDelete,
    BlobRead,
    BlobWrite,
    BlobList,

    /// <summary>Leases and properties.</summary>
    BlobOther,
    BlobDelete,
    QueuePut,

    /// <summary>Properties and peeks.</summary>
    QueueOther,
    VaultRead,
}

/// <summary>Counts the requests of one service's client by kind; several share their counts.</summary>
internal sealed class CountedRequests(string service, ConcurrentDictionary<RequestKind, int> counts) : HttpPipelineSynchronousPolicy
{
    /// <inheritdoc/>
    public override void OnSendingRequest(HttpMessage message)
    {
        var (method, uri) = (message.Request.Method, message.Request.Uri);
        var kind = service switch
        {
            "table" => OfTable(method, uri),
            "blob" => OfBlob(method, uri.Query),
            "queue" => method == RequestMethod.Post ? RequestKind.QueuePut : RequestKind.QueueOther,
            _ => RequestKind.VaultRead,
        };
        counts.AddOrUpdate(kind, 1, (_, count) => count + 1);
    }

    private static RequestKind OfTable(RequestMethod method, RequestUriBuilder uri) =>
        uri.Path.EndsWith("$batch", StringComparison.Ordinal) ? RequestKind.TableBatch
        : method == RequestMethod.Delete ? RequestKind.TableDelete
        : method != RequestMethod.Get ? RequestKind.TableWrite
        : uri.Path.EndsWith("()", StringComparison.Ordinal) ? RequestKind.TableQuery
        : RequestKind.TableRead;

    private static RequestKind OfBlob(RequestMethod method, string query) =>
        query.Contains("comp=list", StringComparison.Ordinal) ? RequestKind.BlobList
        : query.Contains("comp=lease", StringComparison.Ordinal) || method == RequestMethod.Head ? RequestKind.BlobOther
        : method == RequestMethod.Delete ? RequestKind.BlobDelete
        : method == RequestMethod.Get ? RequestKind.BlobRead
        : RequestKind.BlobWrite;
}
