using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using RoboSync.EndToEndTests.Running;
using RoboSync.Sync.Audit;
using RoboSync.Sync.Checking;
using RoboSync.Sync.Documents;
using RoboSync.Sync.Tenants;
using RoboSync.Sync.Users;

namespace RoboSync.EndToEndTests.Console;

/// <summary>Media accounts, HRMOS and the sign-in check.</summary>
public sealed class MediaAccountTests(StorageFixture storage)
{
    private const string Secretive = "pa\"ss=<b>word";

    [Fact]
    public async Task A_manager_adds_changes_checks_and_deletes_an_account_and_no_password_is_shown_again()
    {
        await using var site = await ConsoleSite.StartAsync(storage);
        await site.Product.ApplyAsync();
        using var visitor = await site.SignedInAsync(UserRole.Manager);
        var tenants = site.Product.Get<ITenantStore>();

        (await visitor.OpenAsync("/media")).Text.ShouldContain("マイナビ新卒（MIWS） 2027年度");
        await visitor.OpenAsync("/media/add/miws");
        var page = await visitor.SubmitAsync("add-account", ("Input.StartDate", "2026-02-30"), ("Input.Fields[loginId]", "new-login"));
        page.Errors.Count.ShouldBe(2, page.Text);
        page.Document.QuerySelector("[name='Input.Fields[loginId]']")!.GetAttribute("value").ShouldBe("new-login", "what was typed stays");
        page = await visitor.SubmitAsync(
            "add-account", ("Input.StartDate", "2026-03-01"), ("Input.Year", "2028"), ("Input.Fields[password]", Secretive));
        page.Message.ShouldNotBeNull(page.Text + site.Product.Errors());
        page.Path.ShouldBe("/media/miws-2028");
        page.Html.ShouldNotContain("ss=&lt;b", Case.Sensitive);
        page.Html.ShouldNotContain("ss=<b", Case.Sensitive);
        var account = (await tenants.FindAsync(ConsoleSite.Company, default))!.FindAccount("miws-2028")!;
        account.DisplayYear.ShouldBe(2028);
        var secret = await site.Product.Get<ISecretVault>().ReadAsync(account.CredentialsSecret, default);
        Credentials.Parse(secret, "it").ShouldBe(new Credentials("new-login", Secretive));

        page = await visitor.SubmitAsync("account", ("Input.StartDate", "2026-04-01"), ("Input.Fields[loginId]", "half"));
        page.Errors.ShouldHaveSingleItem().ShouldContain("IDとパスワードの両方");
        page = await visitor.SubmitAsync("account", ("Input.Fields[loginId]", ""));
        page.Message.ShouldBe("媒体アカウントを保存しました。", page.Text);
        (await tenants.FindAsync(ConsoleSite.Company, default))!.FindAccount("miws-2028")!.StartDate.ShouldBe(new DateOnly(2026, 4, 1));
        (await site.Product.Get<ISecretVault>().ReadAsync(account.CredentialsSecret, default)).ShouldBe(secret, "it was not given anew");

        await visitor.OpenAsync("/media/miws-2027");
        page = await visitor.SubmitAsync("check-account");
        page.Text.ShouldContain("開始を待っています");
        page.Document.QuerySelector("meta[http-equiv=refresh]").ShouldNotBeNull();
        await site.Product.DrainAsync();
        page = await visitor.OpenAsync(page.Path);
        page.Text.ShouldContain("接続できることを確認しました");
        page.Text.ShouldContain("MIWSへのログイン");
        page.Text.ShouldNotContain("2028年度", Case.Sensitive, "one account was asked for");
        page.Document.QuerySelector("meta[http-equiv=refresh]").ShouldBeNull();

        page = await visitor.OpenAsync("/media/miws-2028/delete");
        page.Text.ShouldContain("二重に登録されることはありません");
        (await visitor.SubmitAsync("delete-account")).Errors.ShouldHaveSingleItem();
        page = await visitor.SubmitAsync("delete-account", ("Input.Understood", "true"));
        page.Message.ShouldBe("媒体アカウントを削除しました。", page.Text);
        (await tenants.FindAsync(ConsoleSite.Company, default))!.FindAccount("miws-2028").ShouldBeNull();
        (await visitor.OpenAsync("/media/miws-2028")).Status.ShouldBe(HttpStatusCode.NotFound);

        var log = await site.Product.Get<IAuditLog>().ReadAsync(ConsoleSite.Company, DateTimeOffset.MinValue, 100, default);
        log.Select(entry => entry.Action).ShouldBe(
            ["媒体アカウントの追加", "媒体アカウントの変更", "ログインチェックの実行", "媒体アカウントの削除"], ignoreOrder: true);
        log.ShouldContain(entry => entry.Detail == "連携開始日：2026-03-01→2026-04-01");
        JsonSerializer.Serialize(log).ShouldNotContain("word");
    }

    [Fact]
    public async Task A_check_of_one_account_keeps_what_was_found_of_the_others()
    {
        await using var site = await ConsoleSite.StartAsync(
            storage, configure: options => options.World = options.World with { Years = [2027, 2028] });
        using var visitor = await site.SignedInAsync(UserRole.Manager);
        var login = site.Product.World.LoginOf(2027);
        site.Product.World.Miws.Logins[login.LoginId] = login with { Password = "another" };
        await visitor.OpenAsync("/media");
        await visitor.SubmitAsync("check-all");
        await site.Product.DrainAsync();

        await visitor.OpenAsync("/media/miws-2028");
        await visitor.SubmitAsync("check-account");
        await site.Product.DrainAsync();

        var page = await visitor.OpenAsync("/media/check");
        page.Text.ShouldContain("接続できないアカウントがあります。", Case.Sensitive, "the other one still is none that works");
        page.Document.QuerySelectorAll("main section").Length.ShouldBe(2);
        page.Text.ShouldContain("MIWSにログインできませんでした。");
        page.Text.Split("に開始した確認の結果です。").Length.ShouldBe(3, "each result says of when it is");
        var check = (await site.Product.Get<ICheckStore>().ReadAsync(ConsoleSite.Company, default))!;
        check.Alone().Accounts.ShouldHaveSingleItem("the mail is about its own check").AccountId.ShouldBe("miws-2028");
    }

    [Fact]
    public async Task A_change_meanwhile_is_named_and_what_was_typed_stays()
    {
        await using var site = await ConsoleSite.StartAsync(storage);
        await site.Product.ApplyAsync();
        using var visitor = await site.SignedInAsync(UserRole.Manager);
        await visitor.OpenAsync("/media/miws-2027");
        await ChangeAsync(site, document => document.SetAccount("miws-2027", 2027, new DateOnly(2026, 1, 15), true));

        var page = await visitor.SubmitAsync("account", ("Input.StartDate", "2026-02-01"));
        page.Errors.Count.ShouldBe(2, page.Text);
        page.Errors[0].ShouldStartWith("この画面を開いたあとに、ほかの方が設定を変更しました。");
        page.Errors[1].ShouldBe("「連携開始日」は、現在「2026-01-15」です。");
        page.Document.QuerySelector("[name='Input.StartDate']")!.GetAttribute("value").ShouldBe("2026-02-01");

        // Something else that changed meanwhile is no conflict, and is kept.
        await ChangeAsync(site, document => document.SetTimes([new(9, 0)], null));
        (await visitor.SubmitAsync("account")).Message.ShouldBe("媒体アカウントを保存しました。");
        var tenant = (await site.Product.Get<ITenantStore>().FindAsync(ConsoleSite.Company, default))!;
        tenant.FindAccount("miws-2027")!.StartDate.ShouldBe(new DateOnly(2026, 2, 1));
        tenant.Slots.ShouldBe([new TimeOnly(9, 0)]);
    }

    [Fact]
    public async Task A_new_address_of_hrmos_wants_its_own_token()
    {
        await using var site = await ConsoleSite.StartAsync(storage);
        await site.Product.ApplyAsync();
        using var visitor = await site.SignedInAsync(UserRole.Manager);
        await visitor.OpenAsync("/hrmos");
        (await visitor.SubmitAsync("hrmos", ("Input.Address", "https://other.hrmos.example/"))).Errors.ShouldHaveSingleItem()
            .ShouldStartWith("接続先のアドレスを変更するときは");
        (await visitor.SubmitAsync("hrmos", ("Input.Address", "ftp://x"), ("Input.Token", "t"))).Errors.ShouldNotBeEmpty();
        await visitor.OpenAsync("/hrmos");
        var page = await visitor.SubmitAsync("hrmos", ("Input.Token", "fresh-token"));
        page.Message.ShouldNotBeNull(page.Text);
        page.Html.ShouldNotContain("fresh-token");
        var tenant = (await site.Product.Get<ITenantStore>().FindAsync(ConsoleSite.Company, default))!;
        (await site.Product.Get<ISecretVault>().ReadAsync(tenant.Hrmos.TokenSecret, default)).Value.ShouldBe("fresh-token");
    }

    [Fact]
    public void No_two_companies_share_a_secret() =>
        Sync.Accounts.SaveCredentials.NameFor(new AccountKey("a-b", "cc"))
            .ShouldNotBe(Sync.Accounts.SaveCredentials.NameFor(new AccountKey("a", "b-cc")));

    private static async Task ChangeAsync(ConsoleSite site, Action<JsonObject> edit) =>
        (await site.Product.Get<ChangeTenantDocument>().RunAsync(ConsoleSite.Company, "", _ => "", edit, default))
            .Outcome.ShouldBe(TenantChangeOutcome.Applied);
}
