using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;

namespace RoboSync.Console.Serving;

/// <summary>What a web host says of where it runs, for a container without one: production, and no files.</summary>
internal sealed class PlainEnvironment : IWebHostEnvironment
{
    public string ApplicationName { get; set; } = "RoboSync.Console";

    public string EnvironmentName { get; set; } = Environments.Production;

    public string ContentRootPath { get; set; } = AppContext.BaseDirectory;

    public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();

    public string WebRootPath { get; set; } = "";

    public IFileProvider WebRootFileProvider { get; set; } = new NullFileProvider();
}
