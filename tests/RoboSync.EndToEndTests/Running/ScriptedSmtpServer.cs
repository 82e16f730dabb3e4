using System.Net;
using System.Net.Sockets;
using System.Text;

namespace RoboSync.EndToEndTests.Running;

/// <summary>
/// An SMTP server that answers one command, or a whole mail, with what a test wants: what aiosmtpd cannot be made to say.
/// </summary>
internal sealed class ScriptedSmtpServer : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stopping = new();
    private readonly Task serving;
    private readonly string command;
    private readonly string answer;

    /// <param name="command">The command that is answered so; blank for the greeting, a full stop for the end of the mail.</param>
    /// <param name="answer">The answer.</param>
    public ScriptedSmtpServer(string command, string answer)
    {
        (this.command, this.answer) = (command, answer);
        listener.Start();
        serving = ServeAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await serving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        listener.Dispose();
        stopping.Dispose();
    }

    private async Task ServeAsync()
    {
        var conversations = new List<Task>();
        while (!stopping.IsCancellationRequested)
        {
            conversations.RemoveAll(conversation => conversation.IsCompleted);
            conversations.Add(TalkAsync(await listener.AcceptTcpClientAsync(stopping.Token)));
        }
    }

    private async Task TalkAsync(TcpClient client)
    {
        using var connection = client;
        using var reader = new StreamReader(client.GetStream(), Encoding.ASCII);
        await using var writer = new StreamWriter(client.GetStream(), Encoding.ASCII) { AutoFlush = true, NewLine = "\r\n" };
        await writer.WriteLineAsync(command.Length == 0 ? answer : "220 scripted");
        var isMail = false;
        while (await reader.ReadLineAsync(stopping.Token) is { } line)
        {
            if (isMail && line != ".")
            {
                continue;
            }

            isMail = false;
            if (command.Length > 0 && line.StartsWith(command, StringComparison.Ordinal))
            {
                await writer.WriteLineAsync(answer);
            }
            else
            {
                isMail = line == "DATA";
                await writer.WriteLineAsync(isMail ? "354 Go on" : line == "QUIT" ? "221 Bye" : "250 Ok");
            }
        }
    }
}
