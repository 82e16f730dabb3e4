using System.Text.Json.Nodes;
using RoboSync.EndToEndTests.Running;
using RoboSync.Simulators.Miws;
using RoboSync.Simulators.Miws.Skins;
using RoboSync.Simulators.Serving;
using RoboSync.Sync.Accounts;
using RoboSync.Sync.Failures;
using RoboSync.Sync.Tenants;

namespace RoboSync.EndToEndTests.Faults;

/// <summary>
/// MIWS does not let us in: one try, one mail at once, rest until the customer has acted, and a mail that it works again.
/// </summary>
public abstract class MiwsSignInFaults(StorageFixture storage, MiwsSkin skin)
{
    [Theory]
    [InlineData(MiwsFaults.SignInRefused, FailureCode.SiteSignInRefused, "ログインIDまたはパスワードが正しくありません")]
    [InlineData(MiwsFaults.AccountLocked, FailureCode.SiteAccountLocked, "MIWSのアカウントがロックされている")]
    [InlineData(MiwsFaults.PasswordExpired, FailureCode.SitePasswordExpired, "MIWSのパスワードの有効期限が切れている")]
    public async Task A_refusal_is_tried_once_and_rests_until_a_new_password_is_stored(string fault, FailureCode code, string sentence)
    {
        await using var product = await StartAsync();
        product.ArmMiws(new Fault(fault));

        var refused = await product.RunSlotAsync();
        var resting = await product.RunSlotAsync();

        refused.SignIns.ShouldBe(1);
        refused.Run.Failure.ShouldBe(code);
        refused.HrmosRequests.ShouldBeEmpty();
        var needsYou = refused.Mails.Single(mail => mail.Subject.Contains("【要対応】", StringComparison.Ordinal));
        needsYou.Subject.ShouldBe("【RoboSync】【要対応】マイナビ2027（miws-2027）の連携が止まっています");
        needsYou.Text.ShouldContain(sentence);
        needsYou.Text.ShouldContain("【企業ID】SAMPLE-001");
        refused.Mail.Text.ShouldContain(sentence);
        refused.Mail.Subject.ShouldEndWith("（要対応あり）");
        resting.MiwsRequests.ShouldBeEmpty("the refused password would lock the account");
        resting.Run.Failure.ShouldBe(FailureCode.Resting);
        resting.Mails.ShouldNotContain(mail => mail.Subject.Contains("の連携が止ま", StringComparison.Ordinal), "the same day has its mail");

        product.MiwsFaults.Clear();
        StorePassword(product);
        var recovered = await product.RunSlotAsync();

        recovered.Run.Failure.ShouldBeNull();
        recovered.Mails.ShouldContain(mail => mail.Subject == "【RoboSync】マイナビ2027（miws-2027）の連携が再開しました");
        product.ShouldBeInStep();
    }

    [Fact]
    public async Task A_resting_account_is_mailed_again_on_the_next_day()
    {
        await using var product = await StartAsync();
        product.ArmMiws(new Fault(MiwsFaults.SignInRefused));
        await product.RunSlotAsync();
        await product.RunSlotAsync();
        await product.RunSlotAsync();

        var nextDay = await product.RunSlotAsync();

        nextDay.Mails.ShouldContain(mail => mail.Subject == "【RoboSync】【要対応・再送】マイナビ2027（miws-2027）の連携が止まったままです");
        SignIns(product).ShouldBe(1);
    }

    [Fact]
    public async Task Applying_the_tenant_document_again_wakes_a_resting_account()
    {
        await using var product = await StartAsync();
        product.ArmMiws(new Fault(MiwsFaults.AccountLocked, Times: 1));
        await product.RunSlotAsync();

        await product.ApplyAsync();
        var woken = await product.RunSlotAsync();

        woken.Run.Failure.ShouldBeNull();
        product.ShouldBeInStep();
    }

    [Fact]
    public async Task An_upload_that_changes_something_else_does_not_try_the_refused_password_again()
    {
        await using var product = await StartAsync(applicants: 4);
        product.ArmMiws(new Fault(MiwsFaults.SignInRefused));
        await product.RunSlotAsync();

        foreach (var number in Enumerable.Range(1, 4))
        {
            product.Document["mail"]!["cc"] = new JsonArray($"other{number}@sample.example");
            await product.ApplyAsync();
            await product.RunSlotAsync();
        }

        SignIns(product).ShouldBe(1);
    }

    [Fact]
    public async Task Credentials_under_another_name_or_another_site_wake_their_account()
    {
        await using var product = await StartAsync(applicants: 4);
        var login = product.World.LoginOf(2027);
        product.ArmMiws(new Fault(MiwsFaults.SignInRefused, Times: 2));
        await product.RunSlotAsync();

        product.Document["accounts"]![0]!["site"]!["baseUrl"] = product.World.Miws.Server.BaseUrl.ToString()
            .Replace("127.0.0.1", "localhost", StringComparison.Ordinal);
        await product.ApplyAsync();
        (await product.RunSlotAsync()).Run.Failure.ShouldBe(FailureCode.SiteSignInRefused);
        product.World.KeyVault.Set(
            "sample-miws-other", new JsonObject { ["loginId"] = login.LoginId, ["password"] = login.Password }.ToJsonString());
        product.Document["accounts"]![0]!["credentialsSecret"] = "sample-miws-other";
        await product.ApplyAsync();

        (await product.RunSlotAsync()).Run.Failure.ShouldBeNull();
        product.ShouldBeInStep();
    }

    [Fact]
    public async Task A_vault_that_is_away_does_not_forget_the_refused_password_and_the_customer_is_reminded_all_the_same()
    {
        await using var product = await StartAsync(applicants: 4);
        product.ArmMiws(new Fault(MiwsFaults.SignInRefused));
        await product.RunSlotAsync();
        product.World.KeyVault.Server.Faults.Arm(
            new Fault(FaultNames.Status, Value: new JsonObject { ["status"] = 503 }, Path: "/secrets/sample"));
        foreach (var _ in Enumerable.Range(0, 6))
        {
            await product.RunSlotAsync();
        }

        Reminders(product).ShouldBe(2, "one on each of the two days");
        product.World.KeyVault.Server.Faults.Clear();
        foreach (var _ in Enumerable.Range(0, 6))
        {
            (await product.RunSlotAsync()).Run.Failure.ShouldBe(FailureCode.Resting);
        }

        SignIns(product).ShouldBe(1);
        Reminders(product).ShouldBe(4);
    }

    [Fact]
    public async Task A_secret_that_was_missing_meanwhile_does_not_forget_the_refused_password()
    {
        await using var product = await StartAsync(applicants: 4);
        product.ArmMiws(new Fault(MiwsFaults.SignInRefused));
        await product.RunSlotAsync();
        product.World.KeyVault.Remove("sample-hrmos-token");
        (await product.RunSlotAsync()).Run.Failure.ShouldBe(FailureCode.SecretMissing);
        product.World.KeyVault.Set("sample-hrmos-token", product.World.Hrmos.Token);

        (await product.RunSlotAsync()).Run.Failure.ShouldBe(FailureCode.Resting);

        SignIns(product).ShouldBe(1);
        (await product.Get<IAccountStateStore>().ReadAsync(new AccountKey("sample", "miws-2027"), default))
            .RestReason.ShouldBe(FailureCode.SiteSignInRefused);
    }

    [Fact]
    public async Task Another_display_year_writes_nothing_and_says_which_setting_to_check()
    {
        await using var product = await StartAsync();
        product.ArmMiws(new Fault(MiwsFaults.DisplayYearDiffers, Value: JsonValue.Create(2026)));

        var slot = await product.RunSlotAsync();

        slot.Run.Failure.ShouldBe(FailureCode.SiteDisplayYearDiffers);
        slot.HrmosRequests.ShouldBeEmpty();
        slot.Mail.Text.ShouldContain("MIWSに表示された年度が、登録された初期表示年度と違います。");
        await product.ShouldHealAsync();
    }

    [Fact]
    public async Task An_account_that_may_not_see_the_bookings_is_told_and_goes_on_by_itself_once_it_may()
    {
        await using var product = await StartAsync();
        product.ArmMiws(new Fault(MiwsFaults.PermissionMissing, "/seminars/bookings"));

        var slot = await product.RunSlotAsync();

        slot.Run.Failure.ShouldBe(FailureCode.SitePermissionMissing);
        slot.Mail.Text.ShouldContain("このアカウントには画面を見る権限がありません。");
        product.Logs.ShouldNotContain(log => log.Message.StartsWith("OperatorAlarm", StringComparison.Ordinal), "the site has not changed");
        await product.ShouldHealAsync();
    }

    [Fact]
    public async Task A_challenge_page_is_never_answered_and_the_operator_is_alarmed()
    {
        await using var product = await StartAsync();
        product.ArmMiws(new Fault(MiwsFaults.Challenge));

        var slot = await product.RunSlotAsync();

        slot.Run.Failure.ShouldBe(FailureCode.SiteChallenge);
        slot.SignIns.ShouldBe(1);
        slot.MiwsRequests.ShouldNotContain(request => request.Method == "POST" && request.Target != skin.Addresses.Credentials);
        slot.HrmosRequests.ShouldBeEmpty();
        slot.Mail.Text.ShouldContain("MIWSで画像認証などの確認画面が表示されたため、連携を止めました。");
        product.Logs.ShouldContain(log => log.Message.StartsWith("OperatorAlarm SiteChanged", StringComparison.Ordinal));
        await product.ShouldHealAsync();
    }

    [Fact]
    public async Task A_missing_secret_is_named_to_the_customer_and_healed_by_storing_it()
    {
        await using var product = await StartAsync();
        product.World.KeyVault.Remove("sample-miws-2027");

        var slot = await product.RunSlotAsync();

        slot.Run.Failure.ShouldBe(FailureCode.SecretMissing);
        slot.MiwsRequests.ShouldBeEmpty();
        slot.Mail.Text.ShouldContain("MIWSまたはHRMOSのログイン情報が登録されていません。");
        StorePassword(product);
        await product.ShouldHealAsync();
    }

    [Fact]
    public async Task An_unreachable_vault_is_transient()
    {
        await using var product = await StartAsync();
        product.World.KeyVault.Server.Faults.Arm(
            new Fault(FaultNames.Status, Value: new JsonObject { ["status"] = 503 }, Path: "/secrets/sample"));

        var slot = await product.RunSlotAsync();

        slot.Run.Failure.ShouldBe(FailureCode.VaultUnreachable);
        slot.Mail.Text.ShouldContain("ログイン情報の保管場所に接続できませんでした。");
        product.World.KeyVault.Server.Faults.Clear();
        await product.ShouldHealAsync();
    }

    [Fact]
    public async Task One_bad_account_never_stops_the_other()
    {
        await using var product =
            await StartAsync(applicants: 20, options => options.World = options.World with { Years = [2027, 2028] });
        product.World.Miws.Logins["sample-2028"] = product.World.LoginOf(2028) with { Password = "changed-by-the-customer" };

        var slot = await product.RunSlotAsync();

        slot.Of("miws-2027").Failure.ShouldBeNull();
        slot.Of("miws-2028").Failure.ShouldBe(FailureCode.SiteSignInRefused);
        product.World.Hrmos.Data.Candidates.Count.ShouldBe(10);
        slot.Mail.Text.ShouldContain("【今回の連携】正常に終了しました");
        slot.Mail.Text.ShouldContain("【今回の連携】連携できませんでした");
    }

    [Fact]
    public async Task Failures_that_pass_by_themselves_rest_longer_from_the_second_slot_on()
    {
        await using var product = await StartAsync();
        product.ArmMiws(new Fault(MiwsFaults.Maintenance));
        var first = await product.RunSlotAsync();
        var second = await product.RunSlotAsync();

        var third = await product.RunSlotAsync();

        first.Run.Failure.ShouldBe(FailureCode.SiteMaintenance);
        second.Run.Failure.ShouldBe(FailureCode.SiteMaintenance);
        third.Run.Failure.ShouldBe(FailureCode.Resting);
        third.MiwsRequests.ShouldBeEmpty();
        var state = await product.Get<IAccountStateStore>().ReadAsync(new AccountKey("sample", "miws-2027"), default);
        state.RestUntil.ShouldNotBeNull().ShouldBeGreaterThan(product.Clock.GetUtcNow());
        product.MiwsFaults.Clear();
        await product.ShouldHealAsync();
    }

    private static int SignIns(Product product) =>
        product.World.Miws.Server.Requests.Count(product.Skin.Addresses.IsSignIn);

    private static int Reminders(Product product) => product.Mails.Count(mail =>
        mail.Subject.EndsWith("の連携が止まっています", StringComparison.Ordinal) || mail.Subject.EndsWith("の連携が止まったままです", StringComparison.Ordinal));

    private static void StorePassword(Product product)
    {
        var login = product.World.LoginOf(2027);
        product.World.KeyVault.Set(
            "sample-miws-2027", new JsonObject { ["loginId"] = login.LoginId, ["password"] = login.Password }.ToJsonString());
    }

    private Task<Product> StartAsync(int applicants = 24, Action<ProductOptions>? configure = null) =>
        Product.StartAsync(storage, applicants, configure, skin);
}

/// <summary>On the skin that is shipped for.</summary>
public sealed class MiwsSignInFaultTests(StorageFixture storage) : MiwsSignInFaults(storage, MiwsSkin.Plain);
