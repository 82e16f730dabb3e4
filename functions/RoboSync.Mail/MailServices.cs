using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using RoboSync.Sync.Notifications;

namespace RoboSync.Mail;

/// <summary>Registers the adapter.</summary>
public static class MailServices
{
    /// <summary>Name of SendGrid's HTTP client.</summary>
    private const string SendGridClientName = "sendgrid";

    /// <summary>Adds <see cref="IMailSender"/> for the provider that <see cref="MailOptions"/>, which come from the host, name.</summary>
    public static IServiceCollection AddMail(this IServiceCollection services)
    {
        services.AddHttpClient(
            SendGridClientName, (provider, http) => http.Timeout = provider.GetRequiredService<IOptions<MailOptions>>().Value.Timeout)
            .RemoveAllLoggers();
        return services.AddTransient<IMailSender>(provider => provider.GetRequiredService<IOptions<MailOptions>>().Value.Provider switch
        {
            MailProvider.Smtp => ActivatorUtilities.CreateInstance<SmtpMailSender>(provider),
            _ => ActivatorUtilities.CreateInstance<SendGridMailSender>(
                provider, provider.GetRequiredService<IHttpClientFactory>().CreateClient(SendGridClientName)),
        });
    }
}
