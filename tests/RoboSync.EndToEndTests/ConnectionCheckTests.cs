using System.Text.Json.Nodes;
using Azure.Storage.Blobs;
using Microsoft.Extensions.DependencyInjection;
using RoboSync.EndToEndTests.Running;
using RoboSync.Simulators.Miws;
using RoboSync.Simulators.SendGrid;
using RoboSync.Simulators.Serving;
using RoboSync.Storage;
using RoboSync.Sync.Checking;
using RoboSync.Sync.Failures;
using RoboSync.Sync.Runs;
using RoboSync.Sync.Tenants;

namespace RoboSync.EndToEndTests;

/// <summary>接続確認: says step by step what works, writes nothing, and locks nobody out.</summary>
public sealed class ConnectionCheckTests(StorageFixture storage)
{
    [Fact]
    public async Task It_goes_through_every_step_of_every_account_and_writes_nothing()
    {
        await using var product =
            await Product.StartAsync(storage, applicants: 10, options => options.World = options.World with { Years = [2027, 2028] });

        var (result, mail) = await CheckAsync(product);

        result["accounts"]!.AsArray().Count.ShouldBe(2);
        result["finishedAt"].ShouldNotBeNull();
        Steps(result).ShouldBe(
            ["ログイン情報の登録", "MIWSへの接続", "MIWSへのログイン", "MIWSの応募者一覧の表示", "HRMOSのAPIトークン", "HRMOSの候補者・候補者ラベル・イベントの編集権限", "HRMOSのイベントの読み取り"]);
        result["accounts"]!.AsArray().SelectMany(account => account!["steps"]!.AsArray()).ShouldAllBe(step => step!["failure"] == null);
        mail.Subject.ShouldBe("【RoboSync】接続確認が完了しました");
        mail.Text.ShouldContain("MIWSとHRMOSに接続できることを確認しました。次の連携時間帯から連携します。");
        product.World.Hrmos.Server.Requests.ShouldAllBe(request => request.Method == "GET");
        product.World.Hrmos.Data.Candidates.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(MiwsFaults.SignInRefused, "MIWSへのログイン", "ログインIDまたはパスワードが正しくありません")]
    [InlineData(MiwsFaults.AccountLocked, "MIWSへのログイン", "MIWSのアカウントがロックされている")]
    [InlineData(MiwsFaults.PasswordExpired, "MIWSへのログイン", "MIWSのパスワードの有効期限が切れている")]
    [InlineData(MiwsFaults.Challenge, "MIWSへのログイン", "画像認証などの確認画面が表示された")]
    [InlineData(MiwsFaults.Maintenance, "MIWSへの接続", "MIWSがメンテナンス中")]
    [InlineData(MiwsFaults.PermissionMissing, "MIWSの応募者一覧の表示", "このアカウントには画面を見る権限がありません")]
    [InlineData(MiwsFaults.RowsVanish, "MIWSの応募者一覧の表示", "MIWSの画面がこれまでと変わっている")]
    public async Task What_is_wrong_with_miws_is_named_at_its_step_with_its_cure(string fault, string step, string sentence)
    {
        await using var product = await Product.StartAsync(storage, applicants: 4);
        product.MiwsFaults.Arm(new Fault(fault));

        var (result, mail) = await CheckAsync(product);

        Steps(result)[^1].ShouldBe(step, "what comes behind the first failure was not tried");
        mail.Subject.ShouldBe("【RoboSync】【要対応】接続確認で問題が見つかりました");
        mail.Text.ShouldContain("【ログイン情報の登録】正常");
        mail.Text.ShouldMatch($"【{step}】.*{sentence}");
        product.World.Miws.Server.Requests.Count(request => request is { Method: "POST", Target: "/login" }).ShouldBeLessThanOrEqualTo(1);
    }

    [Fact]
    public async Task One_that_loses_the_accounts_lease_signs_in_to_nothing_any_more()
    {
        await using var product = await Product.StartAsync(storage, applicants: 4);
        using var lost = new CancellationTokenSource();
        product.World.Miws.Server.BeforeAnswer = _ => lost.Cancel();
        var check = ActivatorUtilities.CreateInstance<CheckAccounts>(
            product.Services, new LosesLease(product.Get<IAccountLeases>(), lost.Token));

        await check.RunAsync("sample", product.Clock.GetUtcNow(), TestContext.Current.CancellationToken);

        var found = (await product.Get<ICheckStore>().ReadAsync("sample", default)).ShouldNotBeNull().Accounts.ShouldHaveSingleItem();
        (found.IsBusy, found.Steps[^1].Failure).ShouldBe((true, FailureCode.EarlierRunGoesOn));
        product.World.Miws.Server.Requests.ShouldNotContain(request => request.Method == "POST");
    }

    [Fact]
    public async Task A_refused_password_is_one_try_however_often_it_is_checked_and_a_new_one_counts_at_once()
    {
        await using var product = await Product.StartAsync(storage, applicants: 4);
        var login = product.World.LoginOf(2027);
        product.World.Miws.Logins[login.LoginId] = login with { Password = "changed" };

        await CheckAsync(product);
        await CheckAsync(product);
        await product.RunSlotAsync();

        product.World.Miws.Server.Requests.Count(request => request is { Method: "POST", Target: "/login" }).ShouldBe(1);
        product.World.KeyVault.Set(
            "sample-miws-2027", new JsonObject { ["loginId"] = login.LoginId, ["password"] = "changed" }.ToJsonString());
        (await CheckAsync(product)).Mail.Subject.ShouldBe("【RoboSync】接続確認が完了しました");
        (await product.RunSlotAsync()).Run.Failure.ShouldBeNull();
        product.ShouldBeInStep();
    }

    [Fact]
    public async Task A_token_without_a_permission_is_found_before_a_run_needs_it()
    {
        await using var product = await Product.StartAsync(storage, applicants: 4);
        product.World.Hrmos.Permissions = ["candidates:write"];

        (await CheckAsync(product)).Mail.Text.ShouldContain("【HRMOSのAPIトークン】正常\n【HRMOSの候補者・候補者ラベル・イベントの編集権限】HRMOSのAPIトークンに必要な権限がありません。");
        product.World.Hrmos.Token = "reissued";
        (await CheckAsync(product)).Mail.Text.ShouldContain("【HRMOSのAPIトークン】HRMOSに接続できませんでした。HRMOSのAPIトークンが無効です。");
        product.World.KeyVault.Remove("sample-miws-2027");
        (await CheckAsync(product)).Mail.Text.ShouldContain("MIWSまたはHRMOSのログイン情報が登録されていません。");
    }

    [Fact]
    public async Task An_account_whose_run_is_going_on_is_not_signed_in_to_a_second_time()
    {
        await using var product = await Product.StartAsync(storage, applicants: 4);
        await using var lease = await product.Get<IAccountLeases>().TryAcquireAsync(new AccountKey("sample", "miws-2027"), default);

        var (result, mail) = await CheckAsync(product);

        product.World.Miws.Server.Requests.ShouldBeEmpty();
        mail.Subject.ShouldBe("【RoboSync】連携中のため接続確認を行いませんでした");
        mail.Text.ShouldContain("連携中のため、確認しませんでした。連携が終わってから、もう一度確認してください。");
        result["accounts"]![0]!["steps"]![1]!["failure"]!.GetValue<string>().ShouldBe(nameof(FailureCode.EarlierRunGoesOn));
    }

    [Fact]
    public async Task Accounts_are_checked_side_by_side()
    {
        await using var product = await StartPatientlyAsync(storage);
        product.MiwsFaults.Arm(new Fault(FaultNames.Timeout, "/login"));
        using var stop = new CancellationTokenSource();

        var check = product.Get<CheckAccounts>().RunAsync("sample", product.Clock.GetUtcNow(), stop.Token);

        await Eventually.TrueAsync(() => product.World.Miws.Server.Requests.Count == 2);
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(check);
    }

    [Fact]
    public async Task Who_looks_meanwhile_sees_the_steps_that_are_done()
    {
        await using var product = await StartPatientlyAsync(storage);
        product.MiwsFaults.Arm(new Fault(FaultNames.Timeout, "/login", Times: 1));
        using var stop = new CancellationTokenSource();

        var check = product.Get<CheckAccounts>().RunAsync("sample", product.Clock.GetUtcNow(), stop.Token);

        JsonNode? seen = null;
        int[] Steps() => [.. seen!["accounts"]!.AsArray().Select(account => account!["steps"]!.AsArray().Count).Order()];
        await Eventually.TrueAsync(async () => (seen = await ReadAsync(product)) is not null && Steps()[^1] == 7);
        Steps()[0].ShouldBeInRange(0, 2, "the other account waits for its sign-in");
        seen!["finishedAt"].ShouldBeNull();
        check.IsCompleted.ShouldBeFalse();
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(check);
    }

    // Two accounts, whose requests may hang for longer than any test waits.
    private static Task<Product> StartPatientlyAsync(StorageFixture storage) => Product.StartAsync(storage, applicants: 4, options =>
    {
        options.World = options.World with { Years = [2027, 2028] };
        options.Tenant = tenant =>
        {
            foreach (var account in tenant["accounts"]!.AsArray())
            {
                account!["site"]!["timeoutSeconds"] = 300;
            }
        };
    });

    private static List<string> Steps(JsonNode result) =>
        [.. result["accounts"]![0]!["steps"]!.AsArray().Select(step => step!["name"]!.GetValue<string>())];

    private static async Task<JsonNode?> ReadAsync(Product product)
    {
        var blob = product.Get<BlobServiceClient>().GetBlobContainerClient(StorageNames.TenantResultsContainer)
            .GetBlobClient("sample-check.json");
        return (await blob.ExistsAsync()).Value ? JsonNode.Parse((await blob.DownloadContentAsync()).Value.Content) : null;
    }

    private static async Task<(JsonNode Result, ReceivedMail Mail)> CheckAsync(Product product)
    {
        product.Clock.Advance(TimeSpan.FromMinutes(1));
        await product.Get<BlobServiceClient>().GetBlobContainerClient(StorageNames.TenantsContainer).GetBlobClient("sample/check")
            .UploadAsync(BinaryData.FromString(""), overwrite: true);
        await product.DrainAsync();
        return ((await ReadAsync(product))!, product.Mails.Last(mail => mail.Subject.Contains("接続確認", StringComparison.Ordinal)));
    }

    private sealed class LosesLease(IAccountLeases leases, CancellationToken lost) : IAccountLeases
    {
        public async Task<IAccountLease?> TryAcquireAsync(AccountKey account, CancellationToken cancellationToken) =>
            await leases.TryAcquireAsync(account, cancellationToken) is { } lease ? new Losing(lease, lost) : null;

        private sealed class Losing(IAccountLease lease, CancellationToken lost) : IAccountLease
        {
            public CancellationToken Lost => lost;

            public ValueTask DisposeAsync() => lease.DisposeAsync();
        }
    }
}
