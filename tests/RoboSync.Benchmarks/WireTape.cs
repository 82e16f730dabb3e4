using System.Collections.Concurrent;

namespace RoboSync.Benchmarks;

/// <summary>A request as it went over the wire.</summary>
/// <param name="Site"><c>miws</c>, <c>hrmos</c> or <c>storage</c>.</param>
/// <param name="Method">HTTP method.</param>
/// <param name="Target">Address; of MIWS path and query only.</param>
/// <param name="At">When it was sent (UTC).</param>
/// <param name="Headers">Its headers, those of the body among them.</param>
/// <param name="Body">Its body; null for none.</param>
internal sealed record WireRequest(
    string Site, string Method, string Target, DateTimeOffset At, IReadOnlyList<(string Name, string Value)> Headers, byte[]? Body);

/// <summary>Records what the product sends, so that it can be sent again by somebody who does nothing else.</summary>
internal sealed class WireTape
{
    private readonly ConcurrentQueue<WireRequest> requests = new();

    /// <summary>What was sent, in the order of time.</summary>
    public IReadOnlyList<WireRequest> Requests => [.. requests.OrderBy(request => request.At)];

    /// <summary>Adds what another recorder has seen.</summary>
    public void Add(WireRequest request) => requests.Enqueue(request);

    /// <summary>Forgets everything.</summary>
    public void Clear() => requests.Clear();

    /// <summary>A handler that records.</summary>
    public DelegatingHandler Recorder(string site, HttpMessageHandler? inner) =>
        inner is null ? new Recording(this, site) : new Recording(this, site) { InnerHandler = inner };

    private sealed class Recording(WireTape tape, string site) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var at = TimeProvider.System.GetUtcNow();
            byte[]? body = null;
            if (request.Content is not null)
            {
                await request.Content.LoadIntoBufferAsync(cancellationToken);
                body = await request.Content.ReadAsByteArrayAsync(cancellationToken);
            }

            var headers = request.Headers.Concat(request.Content?.Headers ?? Enumerable.Empty<KeyValuePair<string, IEnumerable<string>>>())
                .Select(header => (header.Key, string.Join(',', header.Value))).ToList();
            tape.Add(new WireRequest(site, request.Method.Method, request.RequestUri!.ToString(), at, headers, body));
            return await base.SendAsync(request, cancellationToken);
        }
    }
}
