using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using RoboSync.Console;

namespace RoboSync.Functions.Triggers;

/// <summary>HTTP: a browser wants a page of the console. Who may have it is the console's to decide.</summary>
public sealed class ServeConsole(ConsolePipeline pipeline)
{
    /// <summary>Answers the request.</summary>
    [Function(nameof(ServeConsole))]
    public Task RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", "post", Route = "{*path}")] HttpRequest request) =>
        pipeline.ServeAsync(request.HttpContext);
}
