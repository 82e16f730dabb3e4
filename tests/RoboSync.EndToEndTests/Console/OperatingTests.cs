using System.Text;
using System.Text.Json.Nodes;
using Azure.Storage.Blobs;
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

    }

    [Fact]
    public async Task A_company_that_was_suspended_goes_on_exactly_as_it_was()
    {
        await using var site = await ConsoleSite.StartAsync(
            storage, configure: options => options.World = options.World with { Years = [2027, 2028] });
        var (users, tenants) = (site.Product.Get<IConsoleUsers>(), site.Product.Get<ITenantStore>());
        var password = await site.AddAsync("sato@sample.example", UserRole.Viewer);
        using var manager = await site.SignedInAsync(UserRole.Manager);
        await manager.OpenAsync("/media/miws-2028");
        (await manager.SubmitAsync("account", ("Input.Enabled", "false"))).Message.ShouldNotBeNull(manager.Current.Text);
        await manager.OpenAsync($"/users/{ConsoleUser.IdOf("sato@sample.example")}");
        (await manager.SubmitAsync("suspend")).Message.ShouldNotBeNull(manager.Current.Text);
        using var visitor = await site.SignedInAsync(UserRole.Operator);

        await visitor.OpenAsync("/operator/companies/sample/suspend");
        (await visitor.SubmitAsync("suspend")).Message.ShouldBe("企業の利用を停止しました。", site.Product.Errors());

        (await tenants.FindAsync("sample", default))!.Accounts.ShouldAllBe(account => !account.Enabled);
        (await site.Product.Get<IDueSlotStore>().ReadDueAsync(site.Product.Clock.GetUtcNow().AddDays(2), default)).ShouldBeEmpty();
        (await manager.OpenAsync("/")).Path.ShouldStartWith("/sign-in", Case.Sensitive, "sessions end at once");
        (await manager.SignInAsync("manager@sample.example", ConsoleSite.Password)).Errors.ShouldNotBeEmpty();
        await manager.OpenAsync("/forgotten");
        await manager.SubmitAsync("forgotten", ("Input.MailAddress", "manager@sample.example"));
        await site.Product.DrainAsync();
        site.Product.Mails.ShouldNotContain(mail => mail.Subject.Contains("パスワードの再設定"));

        await visitor.OpenAsync("/operator/companies/sample/suspend");
        (await visitor.SubmitAsync("suspend")).Message.ShouldBe("利用の停止を解除しました。", site.Product.Errors());

        (await tenants.FindAsync("sample", default))!.Accounts.Select(account => (account.AccountId, account.Enabled))
            .ShouldBe([("miws-2027", true), ("miws-2028", false)]);
        (await manager.SignInAsync("manager@sample.example", ConsoleSite.Password)).Title.ShouldBe("ホーム");
        (await manager.SignInAsync("sato@sample.example", password)).Errors.ShouldNotBeEmpty("a manager had shut them out");
        (await users.FindAsync(ConsoleUser.IdOf("manager@sample.example"), default))!.IsSuspended.ShouldBeFalse();
        (await site.Product.RunSlotAsync()).Of("miws-2027").Failure.ShouldBeNull();
    }

    [Fact]
    public async Task A_file_of_before_the_console_changed_something_takes_nothing_back()
    {
        await using var site = await ConsoleSite.StartAsync(storage);
        var (product, tenants) = (site.Product, site.Product.Get<ITenantStore>());
        using var manager = await site.SignedInAsync(UserRole.Manager);
        await manager.OpenAsync("/notifications");
        (await manager.SubmitAsync("times", ("Times.Slot1", "06:45"))).Message.ShouldNotBeNull(manager.Current.Text);

        // The operator changes something else, in the file as it was.
        product.Document["name"] = "株式会社サンプル（新）";
        await product.ApplyAsync();

        var result = await ResultAsync(product);
        result["accepted"]!.GetValue<bool>().ShouldBeFalse();
        var said = result["errors"]!.AsArray().ShouldHaveSingleItem()!.GetValue<string>();
        said.ShouldContain("現在のrevisionは1");
        said.ShouldContain("違い：企業名・企業ID、連携時間帯。");
        var stored = (await tenants.FindAsync("sample", default))!;
        (stored.Name, stored.Slots[0]).ShouldBe(("株式会社サンプル", new TimeOnly(6, 45)));

        // What is in force is downloaded, edited and uploaded; both changes count.
        using var visitor = await site.SignedInAsync(UserRole.Operator);
        var page = await visitor.OpenAsync("/operator/companies/sample");
        var link = page.Document.QuerySelectorAll("main a").Single(item => item.TextContent == "設定の文書をダウンロードする");
        using var file = await visitor.GetAsync(link.GetAttribute("href")!);
        file.Content.Headers.ContentDisposition!.FileName!.Trim('"').ShouldBe("sample.json");
        var document = (JsonObject)JsonNode.Parse(await file.Content.ReadAsStringAsync())!;
        document["name"] = "株式会社サンプル（新）";
        await product.UploadAsync("tenants", "sample.json", document.ToJsonString());
        (await ResultAsync(product))["accepted"]!.GetValue<bool>().ShouldBeTrue();
        stored = (await tenants.FindAsync("sample", default))!;
        (stored.Name, stored.Slots[0], stored.Revision).ShouldBe(("株式会社サンプル（新）", new TimeOnly(6, 45), 1));

        // The operator's own files count as before, as long as nobody changes anything in the console.
        document["name"] = "株式会社サンプル";
        await product.UploadAsync("tenants", "sample.json", document.ToJsonString());
        (await ResultAsync(product))["accepted"]!.GetValue<bool>().ShouldBeTrue();
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

    private static async Task<JsonNode> ResultAsync(Product product)
    {
        var blob = product.Get<BlobServiceClient>().GetBlobContainerClient("tenant-results").GetBlobClient("sample.json");
        return JsonNode.Parse((await blob.DownloadContentAsync()).Value.Content.ToString())!;
    }
}
