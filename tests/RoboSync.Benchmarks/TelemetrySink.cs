using System.IO.Compression;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace RoboSync.Benchmarks;

/// <summary>Takes what Azure Monitor's exporter sends and counts it: lines of JSON, unpacked.</summary>
internal sealed class TelemetrySink : IAsyncDisposable
{
    private readonly WebApplication app;
    private long bytes;
    private int items;

    private TelemetrySink(WebApplication app) => this.app = app;

    /// <summary>What came in so far.</summary>
    public (int Items, long Bytes) Received => (Volatile.Read(ref items), Interlocked.Read(ref bytes));

    /// <summary>For APPLICATIONINSIGHTS_CONNECTION_STRING.</summary>
    public string ConnectionString => $"InstrumentationKey=11111111-1111-1111-1111-111111111111;IngestionEndpoint={app.Urls.Single()}/";

    /// <summary>Starts on a free port.</summary>
    public static async Task<TelemetrySink> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var sink = new TelemetrySink(builder.Build());
        sink.app.Urls.Add("http://127.0.0.1:0");
        sink.app.Map("/{**path}", sink.TakeAsync);
        await sink.app.StartAsync();
        return sink;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task<IResult> TakeAsync(HttpRequest request)
    {
        await using var body = request.Headers.ContentEncoding == "gzip"
            ? new GZipStream(request.Body, CompressionMode.Decompress)
            : request.Body;
        using var reader = new StreamReader(body);
        var lines = (await reader.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => line.StartsWith('{'))
            .ToList();

        // Metrics come by the minute, not by the run.
        foreach (var line in lines.Where(line => !line.Contains("\"MetricData\"", StringComparison.Ordinal)))
        {
            Interlocked.Increment(ref items);
            Interlocked.Add(ref bytes, line.Length);
        }

        return Results.Json(new { itemsReceived = lines.Count, itemsAccepted = lines.Count, errors = Array.Empty<string>() });
    }
}
