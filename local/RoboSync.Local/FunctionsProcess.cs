using System.Diagnostics;
using System.Runtime.InteropServices;

namespace RoboSync.Local;

/// <summary>The functions as a process of their own: the published Program, with settings as environment variables, its log in a file.</summary>
public sealed class FunctionsProcess : IAsyncDisposable
{
    private const int Terminate = 15;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly Process functions;
    private readonly TextWriter output;
    private readonly EventHandler onExit;

    private FunctionsProcess(Process process, TextWriter log)
    {
        (functions, output) = (process, log);
        onExit = (_, _) => Kill();
        AppDomain.CurrentDomain.ProcessExit += onExit;
    }

    /// <summary>Whether it is still running.</summary>
    public bool IsRunning => !functions.HasExited;

    /// <summary>Most memory that it has used so far, in bytes.</summary>
    public long PeakMemory
    {
        get
        {
            functions.Refresh();
            return functions.PeakWorkingSet64;
        }
    }

    /// <summary>Starts the functions.</summary>
    /// <param name="settings">What would be app settings in Azure.</param>
    /// <param name="logFile">Where their log goes.</param>
    public static FunctionsProcess Start(IReadOnlyDictionary<string, string> settings, string logFile)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!.EndsWith("dotnet", StringComparison.Ordinal) ? Environment.ProcessPath! : "dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            ArgumentList = { typeof(Functions.RoboSyncServices).Assembly.Location },
        };
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(logFile)!);
        var log = TextWriter.Synchronized(new StreamWriter(logFile) { AutoFlush = true });
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, line) => log.WriteLine(line.Data);
        process.ErrorDataReceived += (_, line) => log.WriteLine(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return new FunctionsProcess(process, log);
    }

    /// <summary>Ends the process without a chance to clean up, as a crash would.</summary>
    public void Kill()
    {
        try
        {
            functions.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It has exited before.
        }
    }

    /// <summary>Ends the process as Azure does, which lets it send the telemetry that it still holds.</summary>
    public async ValueTask DisposeAsync()
    {
        AppDomain.CurrentDomain.ProcessExit -= onExit;
        if (IsRunning && !OperatingSystem.IsWindows() && SendSignal(functions.Id, Terminate) == 0)
        {
            using var limit = new CancellationTokenSource(Patience);
            await functions.WaitForExitAsync(limit.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        Kill();
        await functions.WaitForExitAsync(CancellationToken.None);
        functions.Dispose();
        await output.DisposeAsync();
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int SendSignal(int processId, int signal);
}
