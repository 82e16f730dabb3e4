using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using RoboSync.DevHost;

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

    private readonly ChildProcess azurite;
    private readonly int[] endpoints;

    private AzuriteServer(ChildProcess process, int[] ports) => (azurite, endpoints) = (process, ports);

    /// <summary>Connection string of an account.</summary>
    /// <param name="account">One of the accounts that it was started with.</param>
    public string ConnectionString(string account = "devstoreaccount1") => string.Create(
        CultureInfo.InvariantCulture,
        $"DefaultEndpointsProtocol=http;AccountName={account};AccountKey={Key};"
        + $"BlobEndpoint=http://127.0.0.1:{endpoints[0]}/{account};"
        + $"QueueEndpoint=http://127.0.0.1:{endpoints[1]}/{account};"
        + $"TableEndpoint=http://127.0.0.1:{endpoints[2]}/{account};");

    /// <summary>Installs Azurite where it is missing, starts it and waits until it answers. Everything is kept in memory.</summary>
    /// <param name="say">Is told what takes long.</param>
    /// <param name="accounts">Storage accounts; by default the well-known one.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    /// <exception cref="CannotStartException">Node or npm is missing, or Azurite did not come up.</exception>
    public static async Task<AzuriteServer> StartAsync(
        Action<string> say, IReadOnlyList<string>? accounts, CancellationToken cancellationToken)
    {
        var folder = await InstallAsync(say, cancellationToken);
        var ports = FreePorts(3);
        string Port(int index) => ports[index].ToString(CultureInfo.InvariantCulture);
        var start = new ProcessStartInfo("node")
        {
            WorkingDirectory = folder,
            ArgumentList =
            {
                Path.Combine(folder, "node_modules", "azurite", "dist", "src", "azurite.js"), "--inMemoryPersistence",
                "--skipApiVersionCheck", "--disableTelemetry", "--silent",
                "--blobHost", "127.0.0.1", "--blobPort", Port(0), "--queueHost", "127.0.0.1", "--queuePort", Port(1), "--tableHost",
                "127.0.0.1", "--tablePort", Port(2),
            },
        };
        start.Environment["AZURITE_ACCOUNTS"] = string.Join(';', (accounts ?? ["devstoreaccount1"]).Select(account => $"{account}:{Key}"));
        var said = new List<string>();
        var process = Start(start, line => Note(said, line));
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
    public ValueTask DisposeAsync() => azurite.DisposeAsync();

    private static void Note(List<string> said, string line)
    {
        lock (said)
        {
            if (line.Length > 0 && said.Count < 20)
            {
                said.Add(line);
            }
        }
    }

    private static string Words(List<string> said)
    {
        lock (said)
        {
            return string.Join('\n', said);
        }
    }

    private static async Task<string> InstallAsync(Action<string> say, CancellationToken cancellationToken)
    {
        var source = Path.Combine(AppContext.BaseDirectory, "Azurite");
        var lockFile = await File.ReadAllBytesAsync(Path.Combine(source, "package-lock.json"), cancellationToken);
        var folder = Path.Combine(Repository.Kept, $"azurite-{Convert.ToHexStringLower(SHA256.HashData(lockFile))[..12]}");
        var stamp = Path.Combine(folder, "installed");
        Directory.CreateDirectory(folder);
        await using var oneAtATime = await Repository.LockAsync(Path.Combine(folder, "lock"), cancellationToken);
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
            ArgumentList = { "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error" },
        };
        var said = new List<string>();
        await using var npm = Start(start, line => Note(said, line));
        if (await npm.EndedAsync(cancellationToken) != 0)
        {
            throw new CannotStartException(
                $"npm could not install Azurite. Check the network and the npm registry, then start again.\n{Words(said)}".TrimEnd());
        }
    }

    private static ChildProcess Start(ProcessStartInfo start, Action<string> onLine)
    {
        try
        {
            return ChildProcess.Start(start, onLine);
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            throw new CannotStartException(
                $"{start.FileName} was not found. Install Node.js 22 or newer (https://nodejs.org), or give a storage account of your own "
                + $"with --storage.",
                missing);
        }
    }

    /// <summary>Ports of the loopback interface that nobody listens on.</summary>
    internal static int[] FreePorts(int count)
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
                    throw new CannotStartException(
                        $"Azurite did not come up. Start again; if it stays so, delete the folder .local and start again.\n{Words(said)}"
                            .TrimEnd());
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
}
