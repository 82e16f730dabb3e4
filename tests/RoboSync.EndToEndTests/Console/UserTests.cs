using System.Net;
using RoboSync.EndToEndTests.Running;
using RoboSync.Sync.Audit;
using RoboSync.Sync.Users;

namespace RoboSync.EndToEndTests.Console;

/// <summary>A manager looks after who signs in for their company.</summary>
public sealed class UserTests(StorageFixture storage)
{
    private const string Colleague = "colleague@sample.example";

    [Fact]
    public async Task A_manager_adds_changes_suspends_and_deletes_a_colleague_and_it_is_on_record()
    {
        await using var site = await ConsoleSite.StartAsync(storage);
        using var visitor = await site.SignedInAsync(UserRole.Manager);
        var users = site.Product.Get<IConsoleUsers>();
        var id = ConsoleUser.IdOf(Colleague);

        await visitor.OpenAsync("/users");
        (await visitor.SubmitAsync("add-user", ("Input.MailAddress", "no address"))).Errors.ShouldHaveSingleItem()
            .ShouldStartWith("メールアドレスを正しい形式で");
        var page = await visitor.SubmitAsync("add-user", ("Input.MailAddress", Colleague), ("Input.Role", "Operator"));
        page.Message.ShouldBe("利用者を追加し、ログインのご案内を送りました。", page.Text + site.Product.Errors());
        (await users.FindAsync(id, default))!.Role.ShouldBe(UserRole.Viewer, "nobody makes an operator of a colleague");
        page.Text.ShouldContain("初回ログイン待ち");
        (await visitor.SubmitAsync("add-user", ("Input.MailAddress", Colleague))).Errors.ShouldHaveSingleItem()
            .ShouldStartWith("このメールアドレスはすでに登録されています。");
        await site.Product.DrainAsync();
        site.Product.Mails.Count(mail => mail.To.Contains(Colleague)).ShouldBe(1);

        await visitor.OpenAsync($"/users/{id}");
        (await visitor.SubmitAsync("role", ("Input.Role", "Manager"))).Message.ShouldBe("権限を変更しました。");
        await visitor.OpenAsync($"/users/{id}");
        (await visitor.SubmitAsync("again")).Message.ShouldBe("ログインのご案内を送りました。");
        await visitor.OpenAsync($"/users/{id}");
        (await visitor.SubmitAsync("suspend")).Message.ShouldBe("利用を停止しました。");
        (await users.FindAsync(id, default))!.IsSuspended.ShouldBeTrue();
        (await visitor.OpenAsync($"/users/{id}/delete")).Text.ShouldContain(Colleague);
        (await visitor.SubmitAsync("delete-user")).Message.ShouldBe("利用者を削除しました。");
        (await users.FindAsync(id, default)).ShouldBeNull();

        var log = await site.Product.Get<IAuditLog>().ReadAsync(ConsoleSite.Company, DateTimeOffset.MinValue, 100, default);
        log.Select(entry => entry.Action).ShouldBe(
            ["利用者の追加", "利用者の権限の変更", "ログインのご案内の再送", "利用者の停止", "利用者の削除"], ignoreOrder: true);
        log.ShouldAllBe(entry => entry.Actor == "manager@sample.example" && entry.Target == Colleague);
    }

    [Fact]
    public async Task Nobody_reaches_users_of_another_company_operators_or_themselves()
    {
        await using var site = await ConsoleSite.StartAsync(storage);
        using var visitor = await site.SignedInAsync(UserRole.Manager);
        await site.AddAsync("other@elsewhere.example", UserRole.Viewer, "elsewhere");
        await site.AddAsync("operator@robosync.example", UserRole.Operator);
        foreach (var mailAddress in new[] { "other@elsewhere.example", "operator@robosync.example", "manager@sample.example" })
        {
            var page = await visitor.OpenAsync($"/users/{ConsoleUser.IdOf(mailAddress)}");
            page.Status.ShouldBe(HttpStatusCode.NotFound);
            page.Title.ShouldBe("画面が見つかりません");
            page.Document.QuerySelector("nav.menu").ShouldNotBeNull("a page of the console, not a bare one");
            (await visitor.OpenAsync($"/users/{ConsoleUser.IdOf(mailAddress)}/delete")).Status.ShouldBe(HttpStatusCode.NotFound);
        }

        (await visitor.OpenAsync("/users")).Text.ShouldNotContain("elsewhere.example");
    }
}
