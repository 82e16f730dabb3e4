using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace RoboSync.EndToEndTests.Running;

/// <summary>Takes what is posted to a webhook.</summary>
internal sealed class WebhookReceiver : IAsyncDisposable
{
    private readonly WebApplication server;

    private WebhookReceiver(WebApplication server) => this.server = server;

    /// <summary>Where it is: whoever knows it can post.</summary>
    public Uri Address => new(new Uri(server.Urls.Single()), "services/T000/B000/whoever-knows-this-can-post");

    /// <summary>What it answers.</summary>
    public HttpStatusCode Answer { get; set; } = HttpStatusCode.OK;

    /// <summary>What it was sent, oldest first.</summary>
    public ConcurrentQueue<JsonNode> Received { get; } = new();

    public static async Task<WebhookReceiver> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore();
        var kestrel = builder.Build();
        kestrel.Urls.Add("http://127.0.0.1:0");
        var receiver = new WebhookReceiver(kestrel);
        kestrel.Run(async context =>
        {
            receiver.Received.Enqueue((await JsonNode.ParseAsync(context.Request.Body))!);
            context.Response.StatusCode = (int)receiver.Answer;

            // Where a redirect leads is nobody's business.
            context.Response.Headers.Location = "https://elsewhere.example/";
            await context.Response.WriteAsync("ok");
        });
        await kestrel.StartAsync();
        return receiver;
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();
}
