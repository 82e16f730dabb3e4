using System.Text.Json;
using Azure.Storage.Queues;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using RoboSync.Functions;
using RoboSync.Storage;
using RoboSync.Sync;

namespace RoboSync.Tests.Functions;

/// <summary>What Azure reads from the triggers and from host.json.</summary>
public sealed class TriggerTests
{
    private static readonly JsonElement HostJson = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "host.json")))
        .RootElement;

    private static readonly string[] Expected =
    [
        "ApplyTenantDocument: blob tenants/{tenantId}.json EventGrid",
        "ApprovePlan: blob tenants/{tenantId}/approve-{accountId} EventGrid",
        "AskDryRun: blob tenants/{tenantId}/dry-run-{accountId} EventGrid",
        "CheckAccounts: blob tenants/{tenantId}/check EventGrid",
        "CleanUp: timer 0 40 17 * * *",
        "HandlePoisonedNotification: queue notifications-poison",
        "HandlePoisonedResume: queue uploads-poison",
        "HandlePoisonedSync: queue account-syncs-poison",
        "HandlePoisonedUpload: queue webjobs-blobtrigger-poison",
        "ImportEventMapping: blob mappings/{tenantId}/inbox/{name} EventGrid",
        "PurgeYear: blob tenants/{tenantId}/purge-{year} EventGrid",
        "ReconcileAccounts: blob tenants/{tenantId}/reconcile EventGrid",
        "ResumeUpload: queue uploads",
        "RunNow: blob tenants/{tenantId}/run-now EventGrid",
        "SendNotification: queue notifications",
        "ServeConsole: http {*path} Anonymous get,head,post",
        "StartDueSyncs: timer %DispatchSchedule%",
        "SyncAccount: queue account-syncs",
        "TakePageDefinition: blob page-definitions/{medium}/{name}.json EventGrid",
        "WatchMailAddresses: timer 0 50 0 * * *",
        "WatchOpenSlots: timer 0 3,18,33,48 * * * *",
        "WatchOverdueRuns: timer 0 20 * * * *",
        "WatchPoisonQueues: timer 0 35 * * * *",
    ];

    [Fact]
    public void Each_function_listens_where_the_architecture_page_says() =>
        DeclaredTrigger.All.Select(trigger => trigger.ToString()).ShouldBe(Expected);

    [Fact]
    public void Queues_are_written_in_the_encoding_that_host_json_reads()
    {
        var queues = HostJson.GetProperty("extensions").GetProperty("queues");

        queues.GetProperty("messageEncoding").GetString().ShouldBe("base64");
        StorageClients.QueueOptions.MessageEncoding.ShouldBe(QueueMessageEncoding.Base64);
    }

    [Fact]
    public void A_run_gives_up_its_time_before_the_host_takes_it()
    {
        var timeout =
            TimeSpan.Parse(HostJson.GetProperty("functionTimeout").GetString()!, System.Globalization.CultureInfo.InvariantCulture);

        new SyncOptions().TimeBudget.ShouldBeLessThan(timeout - TimeSpan.FromMinutes(2));
    }

    [Fact]
    public void Missing_settings_are_named_all_at_once()
    {
        var nothing = new ConfigurationBuilder().Build();

        var mistakes = Should.Throw<InvalidOperationException>(() => new ServiceCollection().AddRoboSync(nothing)).Message.Split('\n');

        mistakes.ShouldBe(
        [
            "The setting DispatchSchedule is missing.",
            "The setting KeyVault:Uri is missing.",
            "The setting Sync:SupportContact must say whom customers turn to: a mail address or a URL.",
            "Mail:From is not a mail address.",
            "Mail:SecretName must name the secret that holds SendGrid's API key.",
            "The setting AzureWebJobsStorage__blobServiceUri is missing, and AzureWebJobsStorage is not set either.",
            "The setting AzureWebJobsStorage__queueServiceUri is missing, and AzureWebJobsStorage is not set either.",
            "The setting AzureWebJobsStorage__tableServiceUri is missing, and AzureWebJobsStorage is not set either.",
        ]);
    }

    [Theory]
    [InlineData("Sync:TimeBuget", "00:10:00", "The setting Sync:TimeBuget is not known; did you mean one of ")]
    [InlineData("Sync:TimeBudget", "soon", "The setting Sync:TimeBudget cannot be read; it should be a time such as 00:25:00.")]
    [InlineData("Sync:TimeBudget", "00:00:00", "The setting Sync:TimeBudget must be between 00:00:00.0010000 and 1.00:00:00.")]
    [InlineData(
        "Sync:TimeBudget",
        "00:30:00",
        "The setting Sync:TimeBudget must be at least 00:03:00 shorter than functionTimeout, which is 00:30:00: ")]
    [InlineData(
        "AzureFunctionsJobHost:functionTimeout",
        "00:10:00",
        "The setting Sync:TimeBudget must be at least 00:03:00 shorter than functionTimeout, which is 00:10:00: ")]
    [InlineData("Sync:HrmosConcurrency", "0", "The setting Sync:HrmosConcurrency must be between 1 and 100.")]
    [InlineData(
        "Hrmos:EventsPath",
        "https://elsewhere.example/events",
        "The setting Hrmos:EventsPath must be a path relative to the tenant's address")]
    [InlineData("Hrmos:LongestWait", "01:00:00", "The setting Hrmos:LongestWait must be between 00:00:00.0010000 and 00:01:00.")]
    [InlineData("Sites:AllowLoopback", "yes please", "The setting Sites:AllowLoopback cannot be read; it should be true or false.")]
    [InlineData(
        "Sync:SupportContact", "  ", "The setting Sync:SupportContact must say whom customers turn to: a mail address or a URL.")]
    [InlineData("Sync:MailTries", "-1", "The setting Sync:MailTries must be between 0 and 10000.")]
    [InlineData(
        "Sync:OperatorMail",
        "operator@robosync.example, nobody",
        "Sync:OperatorMail holds something that is not a mail address; separate addresses by commas.")]
    [InlineData("Retention:Records", "-1.00:00:00", "The setting Retention:Records must be between 00:00:00 and 36500.00:00:00.")]
    [InlineData("Mail:Provider", "Pigeon", "The setting Mail:Provider cannot be read; it should be one of SendGrid, Smtp.")]
    [InlineData("Miws:MaxRetries", "three", "The setting Miws:MaxRetries cannot be read; it should be a whole number.")]
    public void A_wrong_setting_is_one_sentence_before_anything_starts(string name, string value, string sentence)
    {
        var settings = new Dictionary<string, string?>(ByIdentity(), StringComparer.Ordinal) { [name] = value };

        var mistakes = Should.Throw<InvalidOperationException>(
            () => new ServiceCollection().AddRoboSync(new ConfigurationBuilder().AddInMemoryCollection(settings).Build()));

        mistakes.Message.Split('\n').ShouldHaveSingleItem().ShouldStartWith(sentence);
    }

    [Fact]
    public void Settings_by_identity_compose_without_a_key()
    {
        var services = new ServiceCollection().AddLogging();

        services.AddRoboSync(new ConfigurationBuilder().AddInMemoryCollection(ByIdentity()).Build());

        using var provider = services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
        provider.GetRequiredService<QueueServiceClient>().Uri.Host.ShouldBe("account.queue.core.windows.net");
    }

    private static Dictionary<string, string?> ByIdentity() => new(StringComparer.Ordinal)
    {
        ["DispatchSchedule"] = "0 */5 * * * *",
        ["KeyVault:Uri"] = "https://vault.example/",
        ["Mail:From"] = "no-reply@robosync.example",
        ["Mail:SecretName"] = "sendgrid-api-key",
        ["Sync:SupportContact"] = "support@robosync.example",
        ["AzureWebJobsStorage:blobServiceUri"] = "https://account.blob.core.windows.net",
        ["AzureWebJobsStorage:queueServiceUri"] = "https://account.queue.core.windows.net",
        ["AzureWebJobsStorage:tableServiceUri"] = "https://account.table.core.windows.net",
    };
}
