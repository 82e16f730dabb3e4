using System.Net;
using System.Net.Http.Headers;

namespace RoboSync.Hrmos;

/// <summary>The JSON of a request, which knows whether any of it was handed to a connection: until then the request was not sent.</summary>
internal sealed class JsonBody : ByteArrayContent
{
    public JsonBody(byte[] json)
        : base(json) => Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");

    /// <summary>Whether HRMOS may have got it, or a part of it.</summary>
    public bool WasSent { get; private set; }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        WasSent = true;
        return base.SerializeToStreamAsync(stream, context, cancellationToken);
    }
}

/// <summary>The request never left: nothing was done by it.</summary>
internal sealed class NotSentException(Exception innerException) : HttpRequestException("The request was not sent.", innerException);
