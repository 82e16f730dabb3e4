using System.Diagnostics;
using System.Reflection;
using System.Text.Json;

namespace RoboSync.Tests.Infra;

/// <summary>The bicep compiler of the NuGet package, and what it makes of infra/.</summary>
public sealed class Bicep
{
    private readonly Lazy<JsonElement> main = new(() => Build("main.bicep"));
    private readonly Lazy<JsonElement> eventSubscriptions = new(() => Build("event-subscriptions.bicep"));

    /// <summary>The folder of the repository.</summary>
    public static string Repository { get; } = Metadata("Repository");

    /// <summary>The folder of the infrastructure.</summary>
    public static string Folder { get; } = Path.Combine(Repository, "infra");

    /// <summary>Whether there is a compiler for this machine.</summary>
    public static bool IsThere => OperatingSystem.IsLinux()
        && System.Runtime.InteropServices.RuntimeInformation.OSArchitecture == System.Runtime.InteropServices.Architecture.X64;

    /// <summary>main.bicep as the template that Azure gets.</summary>
    public JsonElement Main => main.Value;

    /// <summary>event-subscriptions.bicep as the template that Azure gets.</summary>
    public JsonElement EventSubscriptions => eventSubscriptions.Value;

    /// <summary>The template of one of main.bicep's modules.</summary>
    public JsonElement Module(string name) =>
        Main.GetProperty("resources").GetProperty(name).GetProperty("properties").GetProperty("template");

    /// <summary>Runs the compiler.</summary>
    /// <returns>Its exit code and everything it said.</returns>
    public static (int ExitCode, string Output) Run(params string[] arguments)
    {
        Assert.SkipUnless(IsThere, "The bicep compiler is only had for Linux on x64.");
        var start = new ProcessStartInfo(
            Metadata("Bicep")) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Folder };
        Array.ForEach(arguments, start.ArgumentList.Add);
        using var bicep = Process.Start(start)!;
        var error = bicep.StandardError.ReadToEndAsync();
        var output = bicep.StandardOutput.ReadToEnd();
        bicep.WaitForExit();
        return (bicep.ExitCode, output + error.GetAwaiter().GetResult());
    }

    private static JsonElement Build(string file)
    {
        var target = Path.GetTempFileName();
        var (exitCode, output) = Run("build", file, "--outfile", target);
        (exitCode, output).ShouldBe((0, ""));
        var template = JsonDocument.Parse(File.ReadAllText(target)).RootElement;
        File.Delete(target);
        return template;
    }

    private static string Metadata(string name) =>
        typeof(Bicep).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(item => item.Key == name).Value!;
}
