using System.Diagnostics;
using System.Runtime.InteropServices;

namespace RoboSync.DevHost;

/// <summary>A process that this one starts, hears, and does not leave running.</summary>
public sealed class ChildProcess : IAsyncDisposable
{
    private const int Terminate = 15;

    // A process of the child's own may keep the output open for as long as it likes.
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(2);

    private readonly Process process;
    private readonly EventHandler onExit;
    private readonly TaskCompletionSource exited = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Action<string>? listener;

    private ChildProcess(Process process, Action<string> onLine)
    {
        (this.process, listener) = (process, onLine);
        onExit = (_, _) => Kill();
        AppDomain.CurrentDomain.ProcessExit += onExit;
        process.EnableRaisingEvents = true;
        process.Exited += (_, _) => exited.TrySetResult();
        process.OutputDataReceived += (_, line) => Hear(line.Data);
        process.ErrorDataReceived += (_, line) => Hear(line.Data);
    }

    /// <summary>Its number.</summary>
    public int Id => process.Id;

    /// <summary>Whether it has ended.</summary>
    public bool HasExited => exited.Task.IsCompleted;

    /// <summary>Ends with the process, whoever still keeps its output open.</summary>
    public Task Exited => exited.Task;

    /// <summary>Starts a process.</summary>
    /// <param name="start">What to start; its output is redirected.</param>
    /// <param name="onLine">Is given each line of its output and its errors, one at a time.</param>
    /// <exception cref="System.ComponentModel.Win32Exception">There is no such program.</exception>
    public static ChildProcess Start(ProcessStartInfo start, Action<string> onLine)
    {
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        var child = new ChildProcess(new Process { StartInfo = start }, onLine);
        try
        {
            child.process.Start();
        }
        catch
        {
            AppDomain.CurrentDomain.ProcessExit -= child.onExit;
            child.process.Dispose();
            throw;
        }

        child.process.BeginOutputReadLine();
        child.process.BeginErrorReadLine();
        return child;
    }

    /// <summary>Ends it and what it has started, without a chance to clean up, as a crash would.</summary>
    public void Kill()
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It has exited before, or never started.
        }
    }

    /// <summary>Asks it to end (SIGTERM), where the system knows that, and kills it when it does not.</summary>
    /// <param name="patience">How long it has.</param>
    public async Task EndAsync(TimeSpan patience)
    {
        if (!HasExited && !OperatingSystem.IsWindows() && SendSignal(process.Id, Terminate) == 0)
        {
            await EndedWithinAsync(patience);
        }

        Kill();
        await Exited;
    }

    /// <summary>Waits for its end and its last words.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> EndedAsync(CancellationToken cancellationToken)
    {
        await Exited.WaitAsync(cancellationToken);
        await HearLastWordsAsync();
        return process.ExitCode;
    }

    /// <summary>Waits for its end.</summary>
    /// <returns>Whether it came in time.</returns>
    public async Task<bool> EndedWithinAsync(TimeSpan patience)
    {
        using var limit = new CancellationTokenSource(patience);
        await Exited.WaitAsync(limit.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return Exited.IsCompleted;
    }

    /// <summary>Kills it if it still runs, and lets go of it.</summary>
    public async ValueTask DisposeAsync()
    {
        AppDomain.CurrentDomain.ProcessExit -= onExit;
        Kill();
        await Exited;
        lock (exited)
        {
            if (listener is null)
            {
                return;
            }
        }

        await HearLastWordsAsync();
        lock (exited)
        {
            listener = null;
        }

        process.Dispose();
    }

    private async Task HearLastWordsAsync()
    {
        using var limit = new CancellationTokenSource(LastWords);
        await process.WaitForExitAsync(limit.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private void Hear(string? line)
    {
        lock (exited)
        {
            if (line is not null)
            {
                listener?.Invoke(line);
            }
        }
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int SendSignal(int processId, int signal);
}
