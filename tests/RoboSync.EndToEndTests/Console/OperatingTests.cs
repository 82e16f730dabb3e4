using System.Text;
using Azure.Storage.Queues;
using RoboSync.EndToEndTests.Running;
using RoboSync.Local;
using RoboSync.Simulators.Miws;
using RoboSync.Simulators.Serving;
using RoboSync.Sync.Media;
using RoboSync.Sync.Scheduling;
using RoboSync.Sync.Tenants;
using RoboSync.Sync.Users;

namespace RoboSync.EndToEndTests.Console;

/// <summary>What operators do: companies, messages that could not be handled, page definitions.</summary>
public sealed class OperatingTests(StorageFixture storage)
{
    [Fact]
    public async Task A_company_is_created_invited_looked_at_suspended_and_resumed()
    {
        await using var site = await ConsoleSite.StartAsync(storage);
        using var visitor = await site.SignedInAsync(UserRole.Operator);

        await visitor.OpenAsync("/operator/companies/new");
        (await visitor.SubmitAsync("create-company")).Errors.Count.ShouldBeGreaterThan(3);
        (string, string)[] entered =
        [
            ("Input.TenantId", "newco"), ("Input.Name", "株式会社新規"), ("Input.CompanyId", "NEW-1"),
            ("Input.Hrmos", (string)site.Product.Document["hrmos"]!["baseUrl"]!),
            ("Input.Manager", "boss@newco.example"),
        ];
        await visitor.OpenAsync("/operator/companies/new");
        var page = await visitor.SubmitAsync("create-company", entered);
        page.Message.ShouldNotBeNull(page.Text + site.Product.Errors()).ShouldContain("企業を登録し");
        page.Text.ShouldContain("boss@newco.example");
        await site.Product.DrainAsync();
        site.Product.Mails.Count(mail => mail.To.Contains("boss@newco.example")).ShouldBe(1);
        await visitor.OpenAsync("/operator/companies/new");
        (await visitor.SubmitAsync("create-company", entered)).Errors.Count.ShouldBe(2, "known already");
        (await visitor.OpenAsync("/operator?search=%E6%96%B0%E8%A6%8F")).Document.QuerySelectorAll("tbody tr").ShouldHaveSingleItem();
        (await visitor.OpenAsync("/view/newco")).Text.ShouldContain("媒体アカウントが登録されていません");

        await site.AddAsync("tanaka@sample.example", UserRole.Manager);
        await visitor.OpenAsync("/operator/companies/sample/suspend");
        (await visitor.SubmitAsync("suspend")).Message.ShouldBe("企業の利用を停止しました。", site.Product.Errors());
        (await site.Product.Get<ITenantStore>().FindAsync("sample", default))!.Accounts.ShouldAllBe(account => !account.Enabled);
        var users = site.Product.Get<IConsoleUsers>();
        (await users.ListAsync("sample", default)).ShouldAllBe(user => user.IsSuspended);
        await visitor.OpenAsync("/operator/companies/sample/suspend");
        await visitor.SubmitAsync("suspend");
        (await users.ListAsync("sample", default)).ShouldAllBe(user => !user.IsSuspended);
    }

    [Fact]
    public async Task A_poisoned_message_is_looked_at_replayed_or_discarded()
    {
        await using var site = await ConsoleSite.StartAsync(storage);
        var poison = site.Product.Get<QueueServiceClient>().GetQueueClient("account-syncs-poison");
        await poison.SendMessageAsync("first");
        await poison.SendMessageAsync("second");
        using var visitor = await site.SignedInAsync(UserRole.Operator);

        var page = await visitor.OpenAsync("/operator/poison");
        page.Text.ShouldContain("second", Case.Sensitive, site.Product.Errors());
        var all = await site.Product.Get<IPoisonMessages>().ListAsync(default);
        await visitor.SubmitAsync("poison", ("Input.Replay", $"account-syncs-poison/{all[0].MessageId}"));
        visitor.Current.Message.ShouldBe("メッセージを元のキューに戻しました。");
        (await site.Product.Get<QueueServiceClient>().GetQueueClient("account-syncs").PeekMessagesAsync(10)).Value
            .ShouldContain(message => message.Body.ToString() == all[0].Text);
    }

    [Fact]
    public async Task A_page_definition_is_checked_put_up_and_put_back_and_what_is_overdue_is_listed()
    {
        await using var site = await ConsoleSite.StartAsync(storage);
        using var visitor = await site.SignedInAsync(UserRole.Operator);
        var overrides = site.Product.Get<IPageDefinitionOverrides>();

        await visitor.OpenAsync("/operator/definitions");
        var page = await visitor.SubmitAsync("upload-definition", ("site.json", Encoding.UTF8.GetBytes("{}")), ("Input.Name", "site"));
        page.Errors.ShouldNotBeEmpty(page.Text + site.Product.Errors());
        (await overrides.ReadAllAsync("miws", default)).ShouldBeEmpty("nothing is put up that has mistakes");
        var shipped = Path.Combine(Repository.Folder!, "functions/RoboSync.Miws/PageDefinitions/site.json");
        await visitor.OpenAsync("/operator/definitions");
        page = await visitor.SubmitAsync("upload-definition", ("site.json", await File.ReadAllBytesAsync(shipped)), ("Input.Name", "site"));
        page.Message.ShouldNotBeNull(page.Text).ShouldContain("アップロードしました");
        await visitor.OpenAsync("/operator/definitions/site/put-back");
        (await visitor.SubmitAsync("put-back")).Message.ShouldBe("標準の定義に戻しました。");
        (await overrides.ReadAllAsync("miws", default)).ShouldBeEmpty();

        (await visitor.OpenAsync("/operator/overdue")).Text.ShouldContain("止まっている連携はありません。");
        site.Product.MiwsFaults.Arm(new Fault(MiwsFaults.Maintenance, Times: 1000));
        site.Product.Clock.Advance(TimeSpan.FromDays(2));
        using var later = await site.SignedInAsync(UserRole.Operator);
        (await later.OpenAsync("/operator/overdue")).Document.QuerySelectorAll("tbody tr").ShouldHaveSingleItem();
        (await later.OpenAsync("/operator/pages")).Status.ShouldBe(System.Net.HttpStatusCode.OK);
    }
}
