using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using MimeKit;

namespace RoboSync.EndToEndTests.Running;

/// <summary>aiosmtpd (Debian's python3-aiosmtpd), a real SMTP server that keeps mails in a Maildir.</summary>
internal sealed class SmtpServer : IAsyncDisposable
{
    private readonly Process process;
    private readonly string folder = Path.Combine(Directory.CreateTempSubdirectory("robosync-smtp-").FullName, "mails");

    private SmtpServer(string[] options)
    {
        using (var free = new TcpListener(IPAddress.Loopback, 0))
        {
            free.Start();
            Port = ((IPEndPoint)free.LocalEndpoint).Port;
        }

        var start = new ProcessStartInfo("aiosmtpd");
        foreach (var argument in new[] { "-n", "-l", string.Create(
            CultureInfo.InvariantCulture, $"127.0.0.1:{Port}"), "-c", "aiosmtpd.handlers.Mailbox" }.Concat(options).Append(folder))
        {
            start.ArgumentList.Add(argument);
        }

        process = Process.Start(start)!;
    }

    public int Port { get; }

    public static async Task<SmtpServer> StartAsync(params string[] options)
    {
        var isThere = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Any(path => File.Exists(Path.Combine(path, "aiosmtpd")));
        Assert.SkipUnless(
            isThere || Environment.GetEnvironmentVariable("CI") is "true",
            "aiosmtpd is not installed (Debian: apt-get install python3-aiosmtpd).");
        var server = new SmtpServer(options);
        await Eventually.TrueAsync(server.Listens);
        return server;
    }

    /// <summary>The mails it accepted.</summary>
    public IReadOnlyList<MimeMessage> Mails() =>
        Directory.Exists(Path.Combine(folder, "new"))
            ? [.. Directory.GetFiles(Path.Combine(folder, "new")).Select(file => MimeMessage.Load(file))]
            : [];

    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        Directory.Delete(Path.GetDirectoryName(folder)!, recursive: true);
    }

    private bool Listens()
    {
        try
        {
            using var client = new TcpClient();
            client.Connect(IPAddress.Loopback, Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
