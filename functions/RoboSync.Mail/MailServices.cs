using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using RoboSync.Sync.Notifications;
using RoboSync.Sync.Notifications.Channels;
using RoboSync.Sync.Sites;

namespace RoboSync.Mail;

/// <summary>Registers the adapter.</summary>
public static class MailServices
{
    /// <summary>Name of SendGrid's HTTP client.</summary>
    private const string SendGridClientName = "sendgrid";

    /// <summary>Name of the webhooks' HTTP client.</summary>
    internal const string WebhookClientName = "webhooks";

    // A person waits for a test of it before a screen.
    private static readonly TimeSpan WebhookTimeout = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Adds <see cref="IWebhookSender"/>, and <see cref="IMailSender"/> for the provider that <see cref="MailOptions"/>, which come from
    /// the host, name.
    /// </summary>
    public static IServiceCollection AddMail(this IServiceCollection services)
    {
        services.AddHttpClient(
            SendGridClientName, (provider, http) => http.Timeout = provider.GetRequiredService<IOptions<MailOptions>>().Value.Timeout)
            .RemoveAllLoggers();
        return services.AddWebhooks().AddTransient<IMailSender>(
            provider => provider.GetRequiredService<IOptions<MailOptions>>().Value.Provider switch
            {
                MailProvider.Smtp => ActivatorUtilities.CreateInstance<SmtpMailSender>(provider),
                _ => ActivatorUtilities.CreateInstance<SendGridMailSender>(
                    provider, provider.GetRequiredService<IHttpClientFactory>().CreateClient(SendGridClientName)),
            });
    }

    // The channel with its port: whoever composes the rules without this adapter has mails alone.
    private static IServiceCollection AddWebhooks(this IServiceCollection services)
    {
        services.AddSiteConnections().AddHttpClient(WebhookClientName, http => http.Timeout = WebhookTimeout)
            .ConfigurePrimaryHttpMessageHandler(provider => new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                ConnectCallback = (context, cancellationToken) => provider.GetRequiredService<SiteConnections>()
                    .OpenAsync(context.InitialRequestMessage.RequestUri!, cancellationToken),
                PooledConnectionLifetime = TimeSpan.FromMinutes(5),
                UseCookies = false,
                UseProxy = false,
            })
            .RemoveAllLoggers();
        return services
            .AddSingleton<IWebhookSender, WebhookSender>()
            .AddSingleton<WebhookChannel>()
            .AddSingleton<INotificationChannel>(provider => provider.GetRequiredService<WebhookChannel>());
    }
}
