using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using RoboSync.Sync.Notifications;
using RoboSync.Sync.Sites;
using RoboSync.Sync.Tenants;

namespace RoboSync.Mail;

/// <summary>
/// Posts to webhooks of Slack and Teams. An address holds the right to post: it is in no log and no error, and is followed nowhere else.
/// </summary>
internal sealed class WebhookSender(IHttpClientFactory clients, SiteConnections connections) : IWebhookSender
{
    public bool IsPossible(Uri address) => connections.IsPossible(address);

    public async Task SendAsync(WebhookKind kind, Uri address, WebhookMessage message, CancellationToken cancellationToken)
    {
        var body = kind switch
        {
            WebhookKind.Slack => WebhookPayloads.Slack(message),
            WebhookKind.Teams => WebhookPayloads.Teams(message),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "A webhook without a form."),
        };
        var status = await PostAsync(address, body, cancellationToken);
        if ((int)status is < 200 or > 299)
        {
            // What it says is not read: it may quote what was sent, or where to.
            throw new NotToldException($"The webhook answered {(int)status}.", permanent: !PassesBy(status));
        }
    }

    private static bool PassesBy(HttpStatusCode status) =>
        status is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests || (int)status >= 500;

    private async Task<HttpStatusCode> PostAsync(Uri address, JsonObject body, CancellationToken cancellationToken)
    {
        try
        {
            using var http = clients.CreateClient(MailServices.WebhookClientName);
            using var content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
            using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = content };
            using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            return answer.StatusCode;
        }
        catch (HttpRequestException failure) when (failure.InnerException is AddressRefusedException)
        {
            throw new NotToldException("The webhook's address is no public one, or not https.", permanent: true);
        }
        catch (Exception failure)
            when (failure is HttpRequestException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            throw new NotToldException($"The webhook did not answer: {failure.GetType().Name}.", permanent: false);
        }
    }
}
