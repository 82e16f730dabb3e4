using System.Text.Json.Nodes;
using RoboSync.EndToEndTests.Running;
using RoboSync.Simulators.Miws;
using RoboSync.Simulators.Serving;
using RoboSync.Sync.Notifications;
using RoboSync.Sync.Queues;
using RoboSync.Sync.Runs;
using RoboSync.Sync.Tenants;

namespace RoboSync.EndToEndTests.Faults;

/// <summary>A mail service that is away, and addresses that cannot be reached: nobody waits in silence.</summary>
public sealed class MailFaultTests(StorageFixture storage)
{
    private const string FirstTo = "saiyo@sample.example";
    private const string FirstCc = "saiyo-ml@sample.example";
    private static readonly AccountKey Account = new("sample", "miws-2027");

    [Fact]
    public async Task A_mail_service_that_is_down_for_a_while_loses_no_mail_and_doubles_none()
    {
        await using var product = await Product.StartAsync(storage, applicants: 12);
        product.World.SendGrid.Server.Faults.Arm(new Fault(FaultNames.Status, Times: 9, Value: new JsonObject { ["status"] = 503 }));

        var slot = await product.RunSlotAsync();

        slot.Mails.ShouldHaveSingleItem().Subject.ShouldContain("新規12名");
        (await product.PeekAsync("notifications-poison")).ShouldBeEmpty();
        (await product.RunSlotAsync()).Mails.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_mail_service_that_stays_away_alarms_the_operator_and_what_it_missed_is_tried_once_a_day()
    {
        await using var product = await Product.StartAsync(storage, applicants: 4, options => options.Settings["Sync:MailDays"] = "3");
        product.World.SendGrid.Server.Faults.Arm(new Fault(FaultNames.Cut));

        (await product.RunSlotAsync()).Mails.ShouldBeEmpty();

        Alarms(product, "MailDelayed: mail SlotFinished of sample").ShouldBe(1);
        Alarms(product, "PoisonedNotification: mail SlotFinished of sample").ShouldBe(4, "after all its tries, and on three days");
        product.ShouldBeInStep();
    }

    [Fact]
    public async Task A_mail_service_that_comes_back_after_all_tries_takes_the_mail_all_the_same()
    {
        await using var product = await Product.StartAsync(storage, applicants: 4, options => options.Settings["Sync:MailDays"] = "3");

        // Twelve times each, of four mails: the slot's, the first sign-in's and the operator's two; then some of the daily ones.
        product.World.SendGrid.Server.Faults.Arm(new Fault(FaultNames.Cut, Times: 60));

        var slot = await product.RunSlotAsync();

        slot.Mails.ShouldHaveSingleItem().Subject.ShouldContain("新規4名");
        Alarms(product, "PoisonedNotification: mail SlotFinished of sample").ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task A_key_that_is_missing_from_the_vault_alarms_the_operator_and_ends_on_the_poison_queue()
    {
        await using var product = await Product.StartAsync(storage, applicants: 4);
        product.World.KeyVault.Remove("sendgrid-api-key");

        (await product.RunSlotAsync()).Mails.ShouldBeEmpty();

        Alarms(product, "MailDelayed: mail SlotFinished of sample").ShouldBe(1);
        Alarms(product, "PoisonedNotification: mail SlotFinished of sample").ShouldBe(1);
    }

    [Fact]
    public async Task A_vault_that_is_away_for_a_while_loses_no_mail_and_doubles_none()
    {
        await using var product = await Product.StartAsync(storage, applicants: 4);
        product.World.KeyVault.Server.Faults.Arm(
            new Fault(FaultNames.Status, "/secrets/sendgrid-api-key", Times: 9, Value: new JsonObject { ["status"] = 503 }));

        var slot = await product.RunSlotAsync();

        slot.Mails.ShouldHaveSingleItem().Subject.ShouldContain("新規4名");
        (await product.PeekAsync("notifications-poison")).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_answer_400_that_is_not_the_mail_services_own_keeps_the_mail()
    {
        await using var product = await Product.StartAsync(storage, applicants: 4);
        product.World.SendGrid.Server.Faults.Arm(new Fault(FaultNames.Status, Times: 9, Value: new JsonObject { ["status"] = 400 }));

        var slot = await product.RunSlotAsync();

        slot.Mails.ShouldHaveSingleItem();
        Alarms(product, "MailRefused").ShouldBe(0);
    }

    [Fact]
    public async Task A_mail_that_fails_for_a_reason_nobody_foresaw_ends_on_the_poison_queue_and_does_not_go_round_for_ever()
    {
        await using var product =
            await Product.StartAsync(storage, applicants: 4, options => options.Settings["Mail:SendGridHost"] = "nowhere");

        await product.RunSlotAsync();

        Alarms(product, "PoisonedNotification: mail SlotFinished of sample").ShouldBe(1);
    }

    [Fact]
    public async Task A_slot_that_was_said_to_be_late_is_told_of_again_although_it_brought_nothing_new()
    {
        await using var product = await Product.StartAsync(
            storage, applicants: 4, options => options.Tenant = tenant => tenant["mail"]!["whenNothingNew"] = false);
        await product.RunSlotAsync();
        var before = product.Mails.Count;
        var slot = await product.StartSlotAsync();
        product.Clock.Advance(TimeSpan.FromMinutes(61));

        // Whoever holds the account's lease works: the slot's run waits, and its mail is late.
        await using (await product.Get<IAccountLeases>().TryAcquireAsync(Account, default))
        {
            await product.Get<IWorkQueues>().EnqueueNotificationAsync(NotificationMessage.ForSlot("sample", slot), TimeSpan.Zero, default);
            await product.DrainAsync();
        }

        product.Mails.Skip(before).ShouldHaveSingleItem().Text.ShouldContain("まだ連携中です。終わりしだい、もう一度メールでお知らせします。");
        await product.Get<IWorkQueues>().EnqueueSyncAsync(
            new RunRequest(RunRequest.CurrentSchema, "sample", "miws-2027", slot), TimeSpan.Zero, default);
        await product.DrainAsync();

        product.Mails.Count.ShouldBe(before + 2);
        product.Mails[^1].Text.ShouldContain("【今回の連携】正常に終了しました");
        (await product.RunSlotAsync()).Mails.ShouldBeEmpty("it was in time, and brought nothing new");
    }

    [Fact]
    public async Task An_account_that_is_refused_recovers_and_is_refused_again_is_mailed_each_time()
    {
        await using var product = await Product.StartAsync(
            storage,
            applicants: 4,
            options => options.Tenant = tenant => tenant["slots"] = new JsonArray("10:00", "12:00", "14:00", "16:00"));
        var login = product.World.LoginOf(2027);
        foreach (var password in new[] { "second", "third" })
        {
            product.World.Miws.Logins[login.LoginId] = login with { Password = password };
            (await product.RunSlotAsync()).Mails.ShouldContain(mail => mail.Subject == "【RoboSync】【要対応】マイナビ2027（miws-2027）の連携が止まっています");
            product.World.KeyVault.Set(
                "sample-miws-2027", new JsonObject { ["loginId"] = login.LoginId, ["password"] = password }.ToJsonString());
            (await product.RunSlotAsync()).Mails.ShouldContain(mail => mail.Subject == "【RoboSync】マイナビ2027（miws-2027）の連携が再開しました");
        }
    }

    [Fact]
    public async Task Whom_a_customer_asks_stands_at_the_end_of_every_mail_to_customers_and_of_no_other()
    {
        await using var product = await Product.StartAsync(storage, applicants: 4);
        product.World.SendGrid.Refused.Add(FirstCc);

        await product.RunSlotAsync();

        product.Mails.Count.ShouldBeGreaterThan(1);
        product.Mails.ShouldAllBe(mail => mail.Text.EndsWith("\n\nお問い合わせ・登録内容の変更：support@robosync.example\n"));
        product.OperatorMails.ShouldNotBeEmpty();
        product.OperatorMails.ShouldAllBe(mail => !mail.Text.Contains("お問い合わせ"));
    }

    [Fact]
    public async Task One_wrong_address_keeps_nobody_else_from_the_mail_and_is_shown_to_the_operator()
    {
        await using var product = await Product.StartAsync(storage, applicants: 4);
        product.World.SendGrid.Refused.Add(FirstTo);

        var slot = await product.RunSlotAsync();

        slot.Mail.To.ShouldBe([FirstCc], "the copy's receiver is the one who is left");
        product.OperatorMails.ShouldHaveSingleItem().Text.ShouldContain("【About】mail.to[0] of tenant sample");
        product.Logs.ShouldNotContain(log => log.Message.Contains("saiyo", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Where_every_address_is_wrong_the_operator_is_told_and_nothing_is_tried_for_ever()
    {
        await using var product = await Product.StartAsync(storage, applicants: 4);
        product.World.SendGrid.Refused.Add(FirstTo);
        product.World.SendGrid.Refused.Add(FirstCc);

        var slot = await product.RunSlotAsync();

        slot.Mails.ShouldBeEmpty();
        Alarms(product, "MailRefused: mail SlotFinished of sample is refused for good").ShouldBe(1);
        product.OperatorMails.ShouldHaveSingleItem()
            .Subject.ShouldBe("[RoboSync] MailRefused: the mail service refuses a mail or an address");
    }

    [Fact]
    public async Task An_address_that_mails_come_back_from_is_shown_to_the_operator_once_a_day()
    {
        await using var product = await Product.StartAsync(storage, applicants: 4);
        foreach (var other in Enumerable.Range(0, 600))
        {
            product.World.SendGrid.Bounced.Add($"gone-{other}@elsewhere.example");
        }

        product.World.SendGrid.Bounced.Add(FirstCc.ToUpperInvariant());

        await WatchAsync(product);
        await WatchAsync(product);

        Alarms(product, "MailRefused: mail.cc[0] of tenant sample cannot be reached").ShouldBe(2);
        product.OperatorMails.ShouldHaveSingleItem().Text.ShouldContain("【About】mail.cc[0] of tenant sample");
    }

    [Fact]
    public async Task A_key_that_may_not_read_the_lists_is_a_warning_and_not_an_alarm()
    {
        await using var product = await Product.StartAsync(storage, applicants: 4);
        product.World.SendGrid.MayReadSuppressions = false;

        await WatchAsync(product);

        product.OperatorMails.ShouldBeEmpty();
        product.Logs.ShouldContain(log => log.Id.Id == 4020);
    }

    [Fact]
    public async Task A_site_that_changed_for_everybody_is_one_mail_to_the_operator_a_day()
    {
        await using var product =
            await Product.StartAsync(storage, applicants: 8, options => options.World = options.World with { Years = [2027, 2028] });
        product.MiwsFaults.Arm(new Fault(MiwsFaults.ColumnMissing, "/applicants", Value: "氏名"));

        await product.RunSlotAsync();
        await product.RunSlotAsync();

        Alarms(product, "SiteChanged: miws no longer looks as its page definitions say").ShouldBe(4);
        var mail = product.OperatorMails.ShouldHaveSingleItem();
        mail.Subject.ShouldBe("[RoboSync] SiteChanged: a site no longer looks as its page definitions say");
        mail.Text.ShouldContain("docs/when-miws-changes.md");
        product.Clock.Advance(TimeSpan.FromDays(1));
        await product.RunSlotAsync();
        product.OperatorMails.Count.ShouldBe(2);
    }

    private static int Alarms(Product product, string begin) =>
        product.Logs.Count(log => log.Message.StartsWith($"OperatorAlarm {begin}", StringComparison.Ordinal));

    private static async Task WatchAsync(Product product)
    {
        (await product.FireAsync(nameof(WatchMailAddresses))).ShouldBeTrue(product.Errors());
        await product.DrainAsync();
    }
}
