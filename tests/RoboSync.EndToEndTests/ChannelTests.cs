using System.Text.Json.Nodes;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using Microsoft.Extensions.DependencyInjection;
using RoboSync.EndToEndTests.Running;
using RoboSync.EndToEndTests.Storage;
using RoboSync.Storage;
using RoboSync.Sync;
using RoboSync.Sync.Alarms;
using RoboSync.Sync.Failures;
using RoboSync.Sync.Notifications;
using RoboSync.Sync.Notifications.Channels;
using RoboSync.Sync.Notifications.Notices;
using RoboSync.Sync.Queues;
using RoboSync.Sync.Tenants;
using SentMail = RoboSync.Sync.Notifications.Mail;

namespace RoboSync.EndToEndTests;

/// <summary>
/// What a second channel needs, on Azurite: each is told once by itself, and what was mailed before there were channels is not mailed
/// again.
/// </summary>
public sealed class ChannelTests(StorageFixture storage) : IAsyncLifetime
{
    private static readonly NotificationMessage Recovered =
        NotificationMessage.ForAccount(
            NotificationKind.Recovered, new AccountKey("sample", "miws-2027"), FailureCode.SiteMaintenance, new DateOnly(2026, 6, 1));

    private readonly TestClock clock = new(new DateTimeOffset(2026, 6, 1, 3, 0, 0, TimeSpan.Zero));
    private readonly Mailbox mailbox = new();
    private readonly Hook hook = new();
    private StorageClients clients = null!;
    private ServiceProvider services = null!;

    public async ValueTask InitializeAsync()
    {
        var connection = await storage.TakeAccountAsync();
        clients = new StorageClients(
            new TableServiceClient(connection), new BlobServiceClient(connection),
            new QueueServiceClient(connection, StorageClients.QueueOptions), NoVault.Client);
        services = new ServiceCollection().AddLogging().AddMetrics().AddSingleton<TimeProvider>(clock).AddSync().AddRoboSyncStorage(clients)
            .AddSingleton<IMailSender>(mailbox).AddSingleton<INotificationChannel>(hook)
            .Configure<SyncOptions>(
                options => (options.MailRetryDelay, options.OperatorMail) = (TimeSpan.Zero, "operator@robosync.example"))
            .BuildServiceProvider();
        await StorageSetup.EnsureCreatedAsync(clients.Tables, clients.Blobs, clients.Queues, default);
        var document = (JsonObject)JsonNode.Parse("""
            {
              "schemaVersion": 1, "tenantId": "sample", "name": "株式会社サンプル", "companyId": "SAMPLE-001",
              "hrmos": { "baseUrl": "https://sample.n-ats.hrmos.example/api/", "tokenSecret": "token" },
              "mail": { "to": ["saiyo@sample.example"] },
              "accounts": [
                { "id": "miws-2027", "medium": "miws", "displayYear": 2027, "startDate": "2026-03-01", "credentialsSecret": "login", "site": { "baseUrl": "https://miws.example/" } }
              ]
            }
            """)!;
        await services.GetRequiredService<ITenantStore>().SaveAsync("sample", document.ToJsonString(), default);
    }

    public ValueTask DisposeAsync() => services.DisposeAsync();

    [Fact]
    public async Task A_channel_that_is_away_is_tried_again_alone()
    {
        hook.Fails = new NotToldException("It is away.", permanent: false);
        await SendAsync(NotificationMessages.Write(Recovered));
        (mailbox.Mails.Count, hook.Told.Count).ShouldBe((1, 0));
        var kept = await TakeAsync();
        hook.Fails = null;

        await SendAsync(kept);
        await SendAsync(kept);
        await SendAsync(NotificationMessages.Write(Recovered));

        NotificationMessages.Parse(kept).ShouldBe(Recovered with { Channel = "hook", Tries = 1 });
        mailbox.Mails.ShouldHaveSingleItem().Subject.ShouldEndWith("の連携が再開しました");
        hook.Told.ShouldHaveSingleItem().Content.Subject.ShouldEndWith("の連携が再開しました");
    }

    [Fact]
    public async Task A_channel_that_fails_for_a_reason_nobody_foresaw_keeps_no_other_waiting()
    {
        mailbox.Fails = new InvalidOperationException("Nobody foresaw it.");

        await Should.ThrowAsync<InvalidOperationException>(SendAsync(NotificationMessages.Write(Recovered)));
        hook.Told.Count.ShouldBe(1);
        mailbox.Fails = null;
        await SendAsync(NotificationMessages.Write(Recovered));

        (mailbox.Mails.Count, hook.Told.Count).ShouldBe((1, 1));
    }

    [Fact]
    public async Task What_was_mailed_before_there_were_channels_is_not_mailed_again()
    {
        await services.GetRequiredService<INoticeLedger>().NoteToldAsync("sample", Recovered.DedupKey, default);

        await SendAsync("""{"schema":"notification/1","kind":"Recovered","tenantId":"sample","subject":"miws-2027","dedupKey":"Recovered/miws-2027/SiteMaintenance/2026-06-01","reason":"SiteMaintenance"}""");

        mailbox.Mails.ShouldBeEmpty();
        hook.Told.Count.ShouldBe(1, "this channel has not told it");
    }

    [Fact]
    public async Task A_receiver_that_is_not_reached_is_told_by_the_channels_own_alarm()
    {
        hook.Unreachable = ["hooks[1]"];

        await SendAsync("""{"schema":"notification/1","kind":"Recovered","tenantId":"sample","subject":"miws-2027","dedupKey":"Recovered/miws-2027/SiteMaintenance/2026-06-01","reason":"SiteMaintenance"}""");

        (await TakeAsync()).ShouldContain("\"alarm\":\"HookUnreachable\"");
    }

    [Fact]
    public async Task A_channel_that_refuses_for_good_raises_its_own_alarm()
    {
        hook.Fails = new NotToldException("gone", permanent: true);

        await SendAsync("""{"schema":"notification/1","kind":"Recovered","tenantId":"sample","subject":"miws-2027","dedupKey":"Recovered/miws-2027/SiteMaintenance/2026-06-01","reason":"SiteMaintenance"}""");

        (await TakeAsync()).ShouldContain("\"alarm\":\"HookRefused\"");
    }

    [Theory]
    [InlineData("SiteChanged", "", "[RoboSync] SiteChanged: a site no longer looks as its page definitions say")]
    [InlineData("PoisonedSync", "", "[RoboSync] PoisonedSync: a run failed for a reason nobody foresaw")]
    [InlineData("PoisonedSync", ",\"alarmEvent\":1411", "[RoboSync] PoisonedSync: a message that asks for a run could not be read")]
    [InlineData("PoisonedSync", ",\"alarmEvent\":9999", "[RoboSync] PoisonedSync: a run failed for a reason nobody foresaw")]
    [InlineData("OfTomorrow", ",\"alarmEvent\":1", "[RoboSync] OfTomorrow: an alarm of another version of RoboSync")]
    public async Task An_alarm_of_a_message_of_another_version_is_told(string name, string more, string subject)
    {
        await SendAsync($$"""{"schema":"notification/1","kind":"OperatorAlarm","tenantId":"","subject":"sample/miws-2027","dedupKey":"{{name}}/2026-06-01"{{more}},"alarm":"{{name}}"}""");

        var mail = mailbox.Mails.ShouldHaveSingleItem();
        (mail.Subject, mail.To[0]).ShouldBe((subject, "operator@robosync.example"));
        hook.Told.ShouldBeEmpty("it does not reach the operator");
    }

    [Fact]
    public void Each_kind_has_its_notice() =>
        services.GetServices<INotice>().Select(notice => notice.Kind).ShouldBe(
            Enum.GetValues<NotificationKind>().Except([NotificationKind.FirstLogin, NotificationKind.PasswordReset]),
            ignoreOrder: true,
            "what is told to its users the console writes itself");

    private Task SendAsync(string message) => services.GetRequiredService<SendNotification>().RunAsync(message, default);

    private async Task<string> TakeAsync()
    {
        var message = (await clients.Queues.GetQueueClient(StorageNames.NotificationsQueue).ReceiveMessagesAsync())
            .Value.ShouldHaveSingleItem();
        return message.Body.ToString();
    }

    private sealed class Mailbox : IMailSender
    {
        public List<SentMail> Mails { get; } = [];

        public Exception? Fails { get; set; }

        public Task<IReadOnlyList<string>> SendAsync(SentMail mail, CancellationToken cancellationToken)
        {
            if (Fails is { } failure)
            {
                throw failure;
            }

            Mails.Add(mail);
            return Task.FromResult<IReadOnlyList<string>>([]);
        }

        public Task<IReadOnlyList<string>> ListUndeliverableAsync(CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<string>>([]);
    }

    private sealed class Hook : INotificationChannel
    {
        public List<Notice> Told { get; } = [];

        public Exception? Fails { get; set; }

        public string Name => "hook";

        public IReadOnlyList<string> Unreachable { get; set; } = [];

        public ChannelAlarms Alarms { get; } = new(Alarm("Refused", 3), Alarm("Unreachable", 2), Alarm("Delayed", 3));

        public bool Reaches(Tenant? tenant) => tenant is not null;

        public Task<IReadOnlyList<string>> TellAsync(Notice notice, CancellationToken cancellationToken)
        {
            if (Fails is { } failure)
            {
                throw failure;
            }

            Told.Add(notice);
            return Task.FromResult(Unreachable);
        }

        private static Alarm Alarm(string name, int values) => new(
            $"Hook{name}", 4900, AlarmMails.Daily, string.Join(' ', "{A} {B} {C}".Split(' ').Take(values)), "a hook does not work",
            "Mend it.");
    }
}
