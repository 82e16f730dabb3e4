using System.Globalization;
using RoboSync.EndToEndTests.Running;

namespace RoboSync.EndToEndTests;

/// <summary>Mails by SMTP, to a real server.</summary>
public sealed class SmtpTests(StorageFixture storage)
{
    [Fact]
    public async Task A_slots_mail_arrives_with_both_parts_and_all_recipients()
    {
        await using var server = await SmtpServer.StartAsync();
        await using var product = await StartAsync(server.Port);

        await product.RunSlotAsync();

        var mail = server.Mails().Single(received => received.Subject?.Contains("連携結果", StringComparison.Ordinal) is true);
        mail.Subject.ShouldBe("【RoboSync】6/1 12:00の連携結果：新規4名・更新0名");
        mail.From.ToString().ShouldContain("no-reply@robosync.example");
        mail.To.Mailboxes.Select(box => box.Address).ShouldBe(["saiyo@sample.example"]);
        mail.Cc.Mailboxes.Select(box => box.Address).ShouldBe(["saiyo-ml@sample.example"]);
        mail.TextBody.ShouldNotBeNull().ShouldContain("株式会社サンプル　ご担当者様");
        mail.HtmlBody.ShouldNotBeNull().ShouldContain("マイナビ2027（miws-2027）");
    }

    [Fact]
    public async Task A_server_that_refuses_a_mail_for_good_alarms_the_operator_and_is_not_asked_again()
    {
        await using var server = await SmtpServer.StartAsync("-s", "200");
        await using var product = await StartAsync(server.Port);

        await product.RunSlotAsync();

        server.Mails().ShouldBeEmpty();
        product.Logs.Count(log => log.Message.StartsWith("OperatorAlarm MailRefused: mail SlotFinished", StringComparison.Ordinal))
            .ShouldBe(1);
        product.Logs.ShouldNotContain(log => log.Message.Contains("saiyo", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("", "554 No SMTP service here")]
    [InlineData("MAIL", "530 5.7.0 Authentication required")]
    [InlineData("MAIL", "553 5.7.1 Sender address rejected: not owned by user")]
    [InlineData("RCPT", "451 4.7.1 Greylisted, come again")]
    [InlineData("DATA", "503 5.5.1 Bad sequence of commands")]
    public async Task A_server_that_refuses_for_another_reason_than_the_mail_or_its_receivers_loses_no_mail(string command, string answer)
    {
        await using var server = new ScriptedSmtpServer(command, answer);
        await using var product = await StartAsync(server.Port);

        await product.RunSlotAsync();

        product.Logs.ShouldNotContain(log => log.Message.StartsWith("OperatorAlarm MailRefused", StringComparison.Ordinal));
        product.Logs.ShouldContain(log => log.Message.StartsWith("OperatorAlarm MailDelayed: mail SlotFinished", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("RCPT", "550 5.1.1 User unknown")]
    [InlineData(".", "554 5.6.0 Message content rejected")]
    public async Task A_server_that_refuses_the_mail_or_all_its_receivers_is_not_asked_again(string command, string answer)
    {
        await using var server = new ScriptedSmtpServer(command, answer);
        await using var product = await StartAsync(server.Port);

        await product.RunSlotAsync();

        product.Logs.Count(log => log.Message.StartsWith("OperatorAlarm MailRefused: mail SlotFinished", StringComparison.Ordinal))
            .ShouldBe(1);
    }

    [Fact]
    public async Task A_server_that_is_down_loses_no_mail()
    {
        int port;
        await using (var server = await SmtpServer.StartAsync())
        {
            port = server.Port;
        }

        await using var product = await StartAsync(port);

        await product.RunSlotAsync();

        (await product.PeekAsync("notifications-poison")).ShouldBeEmpty("the operator was told of what is there");
        product.Logs.ShouldContain(log => log.Message.StartsWith("OperatorAlarm MailDelayed: mail SlotFinished", StringComparison.Ordinal));
        product.Logs.ShouldContain(
            log => log.Message.StartsWith("OperatorAlarm PoisonedNotification: mail SlotFinished", StringComparison.Ordinal));
        product.ShouldBeInStep();
    }

    private Task<Product> StartAsync(int port) => Product.StartAsync(storage, applicants: 4, options =>
    {
        options.UploadMapping = false;
        options.Settings["Mail:Provider"] = "Smtp";
        options.Settings["Mail:SmtpHost"] = "127.0.0.1";
        options.Settings["Mail:SmtpPort"] = port.ToString(CultureInfo.InvariantCulture);
    });
}
