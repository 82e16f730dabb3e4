using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace RoboSync.Local.Azurite;

/// <summary>Something that the person who started the program can mend. The message says what to do.</summary>
public sealed class CannotStartException(string message, Exception? innerException = null) : Exception(message, innerException);

/// <summary>
/// Azurite, installed from npm where it is missing (pinned by the lock file beside this one, kept for the next start), on free ports of the
/// loopback interface. Disposing it leaves nothing running.
/// </summary>
public sealed class AzuriteServer : IAsyncDisposable
{
    // Azurite's own well-known key: public, and of no use anywhere else.
    private const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    private readonly Process azurite;
    private readonly int[] endpoints;
    private readonly EventHandler onExit;

    private AzuriteServer(Process process, int[] ports)
    {
        (azurite, endpoints) = (process, ports);
        onExit = (_, _) => Kill();
        AppDomain.CurrentDomain.ProcessExit += onExit;
    }

    /// <summary>Connection string of an account.</summary>
    /// <param name="account">One of the accounts that it was started with.</param>
    public string ConnectionString(string account = "devstoreaccount1") => string.Create(
        CultureInfo.InvariantCulture,
        $"DefaultEndpointsProtocol=http;AccountName={account};AccountKey={Key};BlobEndpoint=http://127.0.0.1:{endpoints[0]}/{account};QueueEndpoint=http://127.0.0.1:{endpoints[1]}/{account};TableEndpoint=http://127.0.0.1:{endpoints[2]}/{account};");

    /// <summary>Installs Azurite where it is missing, starts it and waits until it answers. Everything is kept in memory.</summary>
    /// <param name="say">Is told what takes long.</param>
    /// <param name="accounts">Storage accounts; by default the well-known one.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    /// <exception cref="CannotStartException">Node or npm is missing, or Azurite did not come up.</exception>
    public static async Task<AzuriteServer> StartAsync(Action<string> say, IReadOnlyList<string>? accounts, CancellationToken cancellationToken)
    {
        var folder = await InstallAsync(say, cancellationToken);
        var ports = FreePorts(3);
        string Port(int index) => ports[index].ToString(CultureInfo.InvariantCulture);
        var start = new ProcessStartInfo("node")
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            ArgumentList =
            {
                Path.Combine(folder, "node_modules", "azurite", "dist", "src", "azurite.js"), "--inMemoryPersistence", "--skipApiVersionCheck", "--disableTelemetry", "--silent",
                "--blobHost", "127.0.0.1", "--blobPort", Port(0), "--queueHost", "127.0.0.1", "--queuePort", Port(1), "--tableHost", "127.0.0.1", "--tablePort", Port(2),
            },
        };
        start.Environment["AZURITE_ACCOUNTS"] = string.Join(';', (accounts ?? ["devstoreaccount1"]).Select(account => $"{account}:{Key}"));
        var process = Start(start);
        var said = new List<string>();
        process.OutputDataReceived += (_, line) => Note(said, line.Data);
        process.ErrorDataReceived += (_, line) => Note(said, line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var server = new AzuriteServer(process, ports);
        try
        {
            await server.WaitAsync(said, cancellationToken);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        AppDomain.CurrentDomain.ProcessExit -= onExit;
        Kill();
        await azurite.WaitForExitAsync(CancellationToken.None);
        azurite.Dispose();
    }

    private static void Note(List<string> said, string? line)
    {
        lock (said)
        {
            if (line is { Length: > 0 } && said.Count < 20)
            {
                said.Add(line);
            }
        }
    }

    private static async Task<string> InstallAsync(Action<string> say, CancellationToken cancellationToken)
    {
        var source = Path.Combine(AppContext.BaseDirectory, "Azurite");
        var lockFile = await File.ReadAllBytesAsync(Path.Combine(source, "package-lock.json"), cancellationToken);
        var folder = Path.Combine(CacheFolder(), $"azurite-{Convert.ToHexStringLower(SHA256.HashData(lockFile))[..12]}");
        var stamp = Path.Combine(folder, "installed");
        Directory.CreateDirectory(folder);
        await using var oneAtATime = await LockAsync(Path.Combine(folder, "lock"), cancellationToken);
        if (!File.Exists(stamp))
        {
            say("Installing Azurite, the storage emulator, from npm (once; about half a minute) …");
            foreach (var name in new[] { "package.json", "package-lock.json" })
            {
                File.Copy(Path.Combine(source, name), Path.Combine(folder, name), overwrite: true);
            }

            await NpmAsync(folder, cancellationToken);
            await File.WriteAllTextAsync(stamp, "", cancellationToken);
        }

        return folder;
    }

    private static async Task NpmAsync(string folder, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(OperatingSystem.IsWindows() ? "npm.cmd" : "npm")
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            ArgumentList = { "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error" },
        };
        using var npm = Start(start);
        var (output, errors) = (npm.StandardOutput.ReadToEndAsync(cancellationToken), npm.StandardError.ReadToEndAsync(cancellationToken));
        await npm.WaitForExitAsync(cancellationToken);
        if (npm.ExitCode != 0)
        {
            throw new CannotStartException($"npm could not install Azurite. Check the network and the npm registry, then start again.\n{await output}{await errors}".TrimEnd());
        }
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            throw new CannotStartException(
                $"{start.FileName} was not found. Install Node.js 22 or newer (https://nodejs.org), or give a storage account of your own with --storage.", missing);
        }
    }

    // A repository keeps its tools below itself; an installed copy keeps them with the user.
    private static string CacheFolder()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "RoboSync.sln")))
            {
                return Path.Combine(folder.FullName, ".local");
            }
        }

        return Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "RoboSync");
    }

    private static async Task<FileStream> LockAsync(string path, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, cancellationToken);
            }
        }
    }

    private static int[] FreePorts(int count)
    {
        var listeners = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToList();
        listeners.ForEach(listener => listener.Start());
        var ports = listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port).ToArray();
        listeners.ForEach(listener => listener.Dispose());
        return ports;
    }

    private async Task WaitAsync(List<string> said, CancellationToken cancellationToken)
    {
        var deadline = TimeProvider.System.GetUtcNow() + StartLimit;
        foreach (var port in endpoints)
        {
            while (!await AnswersAsync(port, cancellationToken))
            {
                if (azurite.HasExited || TimeProvider.System.GetUtcNow() > deadline)
                {
                    string words;
                    lock (said)
                    {
                        words = string.Join('\n', said);
                    }

                    throw new CannotStartException($"Azurite did not come up. Start again; if it stays so, delete the folder .local and start again.\n{words}".TrimEnd());
                }

                await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, cancellationToken);
            }
        }
    }

    private static async Task<bool> AnswersAsync(int port, CancellationToken cancellationToken)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, port, cancellationToken);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private void Kill()
    {
        try
        {
            azurite.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It has exited before.
        }
    }
}
