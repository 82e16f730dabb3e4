using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using RoboSync.EndToEndTests.Running;
using RoboSync.Simulators.Miws;
using RoboSync.Simulators.Serving;
using RoboSync.Sync.Audit;
using RoboSync.Sync.Tenants;
using RoboSync.Sync.Users;

namespace RoboSync.EndToEndTests.Console;

/// <summary>Notices in Slack and Teams, set and tried in the console.</summary>
public sealed class WebhookTests(StorageFixture storage)
{
    [Fact]
    public async Task A_webhook_is_set_tried_told_of_a_slot_and_taken_away()
    {
        await using var site = await ConsoleSite.StartAsync(storage);
        await using var receiver = await WebhookReceiver.StartAsync();
        using var visitor = await site.SignedInAsync(UserRole.Manager);

        (await visitor.OpenAsync("/notifications")).Text.ShouldContain("今は使っていません。");
        await visitor.OpenAsync("/notifications/webhook");
        (await visitor.SubmitAsync("webhook", ("Input.Kind", "Slack"))).Errors.ShouldHaveSingleItem().ShouldStartWith("「WebhookのURL」を");
        foreach (var wrong in new[]
        {
            "hooks.slack.example", "http://hooks.slack.example/x", "https://10.0.0.1/x", "https://169.254.169.254/",
        })
        {
            (await visitor.SubmitAsync("webhook", ("Input.Kind", "Slack"), ("Input.Address", wrong))).Errors
                .ShouldHaveSingleItem(wrong).ShouldStartWith("「https://」で始まる");
        }

        var page = await visitor.SubmitAsync("webhook", ("Input.Kind", "Slack"), ("Input.Address", receiver.Address.AbsoluteUri));
        page.Message.ShouldNotBeNull(page.Text + site.Product.Errors());
        page.Html.ShouldNotContain("whoever-knows");
        (await visitor.SubmitAsync("test-webhook")).Message.ShouldBe("テスト通知を送りました。通知先の画面で確認してください。");
        Text(receiver.Received.Last()).ShouldContain("*RoboSyncのテスト通知*");
        Text(receiver.Received.Last()).ShouldContain($"<{site.Address}notifications|通知の設定を開く>");
        await visitor.SubmitAsync("webhook", ("Input.Kind", "Teams"));
        visitor.Current.Errors.ShouldHaveSingleItem("an address belongs to its service").ShouldStartWith("「WebhookのURL」を");

        var mails = site.Product.Mails.Count;
        var slot = await site.Product.RunSlotAsync();
        slot.Mails.ShouldHaveSingleItem("mails go on as ever");
        var told = receiver.Received.Select(Text).ToList();
        told.Count(text => text.Contains("の連携結果：新規4名", StringComparison.Ordinal)).ShouldBe(1, string.Join('\n', told));
        var all = string.Join('\n', receiver.Received.Select(item => item.ToJsonString(Readable)));
        site.Product.Miws.Applicants.ShouldAllBe(person => !all.Contains(person.Number) && !all.Contains(person.Person.Name));
        all.ShouldNotContain("@sample.example");

        site.Product.Logs.ShouldAllBe(log => !log.Message.Contains("whoever-knows") && !$"{log.Exception}".Contains("whoever-knows"));
        var audit = await site.Product.Get<IAuditLog>().ReadAsync(ConsoleSite.Company, DateTimeOffset.MinValue, 100, default);
        JsonSerializer.Serialize(audit).ShouldNotContain("whoever-knows");
        audit.ShouldContain(entry => entry.Action == "Slack・Teamsへの通知の変更" && entry.Target == "Slack");

        var before = receiver.Received.Count;
        await visitor.OpenAsync("/notifications/webhook");
        (await visitor.SubmitAsync("webhook", ("Input.Kind", ""))).Message.ShouldBe("Slack・Teamsへの通知をやめました。", visitor.Current.Text);
        (await site.Product.Get<ITenantStore>().FindAsync(ConsoleSite.Company, default))!.Webhook.ShouldBeNull();
        await site.Product.RunSlotAsync();
        receiver.Received.Count.ShouldBe(before);
    }

    [Fact]
    public async Task Teams_gets_a_card_and_what_does_not_take_it_keeps_no_mail_waiting()
    {
        await using var site = await ConsoleSite.StartAsync(storage);
        await using var receiver = await WebhookReceiver.StartAsync();
        using var visitor = await site.SignedInAsync(UserRole.Manager);
        await visitor.OpenAsync("/notifications/webhook");
        await visitor.SubmitAsync("webhook", ("Input.Kind", "Teams"), ("Input.Address", receiver.Address.AbsoluteUri));
        visitor.Current.Message.ShouldNotBeNull(visitor.Current.Text + site.Product.Errors());
        site.Product.MiwsFaults.Arm(new Fault(MiwsFaults.SignInRefused, Times: 10));

        await site.Product.RunSlotAsync();

        var card = receiver.Received.Select(Card)
            .Single(item => item.ToJsonString(Readable).Contains("連携が止まっています", StringComparison.Ordinal));
        card["type"]!.GetValue<string>().ShouldBe("AdaptiveCard");
        card["body"]!.AsArray().Select(Run).ShouldBe(
        [
            "【RoboSync】【要対応】マイナビ2027（miws-2027）の連携が止まっています",
            "MIWSにログインできませんでした。ログインIDまたはパスワードが正しくありません。",
            "MIWSの「MIWSで作成したアカウントでログイン」からログインできるIDとパスワードを確認し、登録しなおしてください。登録しなおすまで、ログインは試しません。",
        ]);
        card["actions"]![0]!["url"]!.GetValue<string>().ShouldBe($"{site.Address}media/miws-2027");

        // A redirect is not followed: where it leads nobody has said.
        receiver.Answer = HttpStatusCode.Redirect;
        await visitor.OpenAsync("/notifications/webhook");
        (await visitor.SubmitAsync("test-webhook")).Errors.ShouldHaveSingleItem().ShouldStartWith("テスト通知を送れませんでした。");
        receiver.Answer = HttpStatusCode.ServiceUnavailable;
        (await visitor.SubmitAsync("test-webhook")).Errors.ShouldHaveSingleItem().ShouldStartWith("通知先が応答しませんでした。");
        receiver.Answer = HttpStatusCode.Gone;
        site.Product.MiwsFaults.Clear();
        (await site.Product.RunSlotAsync()).Mails.ShouldNotBeEmpty();
        site.Product.Logs.ShouldContain(
            log => log.Message.StartsWith("OperatorAlarm WebhookRefused: SlotFinished of sample", StringComparison.Ordinal));
    }

    private static JsonSerializerOptions Readable { get; } =
        new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static string Text(JsonNode slack) =>
        string.Join('\n', slack["blocks"]!.AsArray().Select(block => block!["text"]!["text"]!.GetValue<string>()));

    private static JsonNode Card(JsonNode teams) => teams["attachments"]![0]!["content"]!;

    private static string Run(JsonNode? block) => block!["inlines"]![0]!["text"]!.GetValue<string>();
}
