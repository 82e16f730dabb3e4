using Azure.Data.Tables;
using Azure.Identity;
using Azure.Security.KeyVault.Secrets;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using RoboSync.Console;
using RoboSync.Hrmos;
using RoboSync.Mail;
using RoboSync.Miws;
using RoboSync.Storage;
using RoboSync.Sync;
using RoboSync.Sync.Retention;
using RoboSync.Sync.Sites;

namespace RoboSync.Functions;

/// <summary>The composition root: which adapter stands behind which port.</summary>
public static class RoboSyncServices
{
    /// <summary>Adds everything that the triggers need.</summary>
    /// <exception cref="InvalidOperationException">Settings are missing or wrong: a sentence per mistake.</exception>
    public static IServiceCollection AddRoboSync(this IServiceCollection services, IConfiguration configuration)
    {
        if (SettingMistakes.Of(configuration).ToList() is { Count: > 0 } mistakes)
        {
            throw new InvalidOperationException(string.Join('\n', mistakes));
        }

        services.AddSingleton(TimeProvider.System);
        services.Configure<SyncOptions>(configuration.GetSection("Sync"));
        services.Configure<RetentionOptions>(configuration.GetSection("Retention"));
        services.Configure<SitesOptions>(configuration.GetSection("Sites"));
        services.Configure<MiwsOptions>(configuration.GetSection("Miws"));
        services.Configure<HrmosOptions>(configuration.GetSection("Hrmos"));
        services.Configure<MailOptions>(configuration.GetSection("Mail"));
        services.AddTelemetry(configuration, Credential(configuration));
        return services.AddSync().AddMiws().AddHrmos().AddMail().AddConsole(configuration)
            .AddRoboSyncStorage(Clients(configuration));
    }

    private static StorageClients Clients(IConfiguration configuration)
    {
        var vault = new Uri(configuration["KeyVault:Uri"]!);

        // A vault on this machine is a simulator: its name cannot be the one that its challenge names.
        var secrets = new SecretClient(
            vault, Credential(configuration), new SecretClientOptions { DisableChallengeResourceVerification = vault.IsLoopback });
        if (configuration["AzureWebJobsStorage"] is { Length: > 0 } connection)
        {
            return new StorageClients(
                new TableServiceClient(connection, StorageClients.TableOptions),
                new BlobServiceClient(connection, StorageClients.BlobOptions),
                new QueueServiceClient(connection, StorageClients.QueueOptions),
                secrets);
        }

        var credential = Credential(configuration);
        Uri Service(string name) => new(configuration[$"AzureWebJobsStorage:{name}"]!);
        return new StorageClients(
            new TableServiceClient(Service("tableServiceUri"), credential, StorageClients.TableOptions),
            new BlobServiceClient(Service("blobServiceUri"), credential, StorageClients.BlobOptions),
            new QueueServiceClient(Service("queueServiceUri"), credential, StorageClients.QueueOptions),
            secrets);
    }

    private static ManagedIdentityCredential Credential(IConfiguration configuration) => new ManagedIdentityCredential(
        configuration["AzureWebJobsStorage:clientId"] is { Length: > 0 } clientId
            ? ManagedIdentityId.FromUserAssignedClientId(clientId)
            : ManagedIdentityId.SystemAssigned);
}
