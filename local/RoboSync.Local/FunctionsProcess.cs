using System.Diagnostics;
using System.Text.Json.Nodes;
using RoboSync.DevHost;

namespace RoboSync.Local;

/// <summary>
/// The published functions on this machine: the development host and, below it, their worker. Settings are environment variables; the
/// log is a file.
/// </summary>
public sealed class FunctionsProcess : IAsyncDisposable
{
    // The host drains for ten seconds, and the worker has as long to send its telemetry.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(25);

    private readonly ChildProcess host;
    private readonly TextWriter log;
    private readonly string infoFile;

    private FunctionsProcess(ChildProcess host, TextWriter log, string infoFile) =>
        (this.host, this.log, this.infoFile) = (host, log, infoFile);

    /// <summary>Whether it is still running.</summary>
    public bool IsRunning => !host.HasExited;

    /// <summary>Where HTTP functions are served, once everything is up; null before.</summary>
    public Uri? Address => File.Exists(infoFile) ? new Uri((string)Info()["url"]!) : null;

    /// <summary>Most memory that the functions' worker has used so far, in bytes.</summary>
    public long PeakMemory
    {
        get
        {
            using var worker = Process.GetProcessById((int)Info()["worker"]!);
            return worker.PeakWorkingSet64;
        }
    }

    /// <summary>Processor time that the functions' worker has used so far.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            using var worker = Process.GetProcessById((int)Info()["worker"]!);
            return worker.TotalProcessorTime;
        }
    }

    /// <summary>Starts published functions.</summary>
    /// <param name="folder">Where they were published: <see cref="PublishedFunctions"/>.</param>
    /// <param name="settings">What would be app settings in Azure, and settings of the development host's own.</param>
    /// <param name="logFile">Where their log goes.</param>
    public static FunctionsProcess Start(string folder, IReadOnlyDictionary<string, string> settings, string logFile)
    {
        var runtime = Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet";
        var start = new ProcessStartInfo(runtime) { ArgumentList = { typeof(ChildProcess).Assembly.Location, folder } };
        var info = Path.ChangeExtension(logFile, ".json");
        start.Environment["DevHost__InfoFile"] = info;
        start.Environment["DevHost__EventSubscriptions"] = Path.Combine(AppContext.BaseDirectory, "event-subscriptions.json");
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(logFile)!);
        var writer = new StreamWriter(logFile) { AutoFlush = true };
        return new FunctionsProcess(ChildProcess.Start(start, writer.WriteLine), writer, info);
    }

    /// <summary>Ends host and worker without a chance to clean up, as a crash of their machine would.</summary>
    public void Kill() => host.Kill();

    /// <summary>Ends them as Azure does, which lets them send the telemetry that they still hold.</summary>
    public async ValueTask DisposeAsync()
    {
        await host.EndAsync(Patience);
        await host.DisposeAsync();
        await log.DisposeAsync();
    }

    private JsonNode Info() => JsonNode.Parse(File.ReadAllText(infoFile))!;
}
