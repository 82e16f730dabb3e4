using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using RoboSync.EndToEndTests.Running;
using RoboSync.Local;
using RoboSync.Local.Azurite;
using RoboSync.Simulators.Miws;
using RoboSync.Simulators.SendGrid;
using RoboSync.Simulators.World;

namespace RoboSync.EndToEndTests.Console;

/// <summary>
/// The help page, Step 1 to 3, by clicks alone: from the mail with the temporary password to the first booking in HRMOS, in a browser, on
/// the published functions, which are a process of their own. It takes the pictures of the user guide (docs/ja/user-guide.md), where they
/// are wanted (<see cref="Browser.GuideVariable"/>).
/// </summary>
public sealed class FirstStepsTests(StorageFixture storage, Browser browser)
{
    private const string Operator = "unyo@robosync.example";
    private const string Recruiter = "tanaka@aozora.example";
    private const string Password = "Asagao-2027-saku";

    /// <summary>For machines with much else to do: what is waited for comes within seconds otherwise.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    [Fact]
    public async Task A_recruiter_comes_from_the_first_mail_to_the_first_booking_by_clicks_alone()
    {
        var port = AzuriteServer.FreePorts(1)[0].ToString(CultureInfo.InvariantCulture);
        var address = new Uri($"http://127.0.0.1:{port}/");
        await using var product = await Product.StartAsync(storage, applicants: 2, options =>
        {
            // The functions of the other process live in real time. The demo company is not what this is about.
            options.Start = TimeProvider.System.GetUtcNow();
            options.UploadMapping = false;
            options.Tenant = tenant => tenant["accounts"] = new JsonArray();
        });
        var world = product.World;
        product.Miws.SetBooking(world.Plans[0].SeminarNumbers[0], product.Miws.Applicants.First(IsImported).Number, "予約");
        var settings = new Dictionary<string, string>(product.ProcessSettings(), StringComparer.Ordinal)
        {
            ["Console__BaseAddress"] = address.ToString(),
            ["Console__FirstOperator"] = Operator,
            ["DevHost__HttpPort"] = port,
            ["Sync__MediaAddresses__miws"] = product.World.Miws.Server.BaseUrl.ToString(),
        };
        var folder = Directory.CreateTempSubdirectory("robosync-first-steps-");
        var log = Path.Combine(folder.FullName, "functions.log");
        var published =
            await PublishedFunctions.EnsureAsync(TestContext.Current.SendDiagnosticMessage, TestContext.Current.CancellationToken);
        await using (var functions = FunctionsProcess.Start(published, settings, log))
        {
            await Eventually.TrueAsync(() =>
            {
                functions.IsRunning.ShouldBeTrue(functions.IsRunning ? "" : Said(log));
                return functions.Address is not null;
            }, Patience);
            try
            {
                await CreateCompanyAsync(world, address);
                await TakeStepsAsync(world, address);
            }
            catch (Exception failure) when (failure is TimeoutException or OperationCanceledException)
            {
                Assert.Fail($"{failure.Message}\n{Said(log)}");
            }
        }

        product.ShouldBeInStep();
        folder.Delete(recursive: true);
    }

    /// <summary>お申し込み手続き: what the operator does.</summary>
    private async Task CreateCompanyAsync(SimulatedWorld world, Uri address)
    {
        var page = await OpenAsync(address);
        await page.GotoAsync("/sign-in");
        await SignInAsync(page, await MailAsync(world, Operator, "ログインのご案内"));
        await page.GetByRole(AriaRole.Button, new() { Name = "企業を登録する" }).ClickAsync();
        await FillAsync(page, "テナントID", "aozora");
        await FillAsync(page, "企業名", "株式会社あおぞら");
        await FillAsync(page, "企業ID", "AOZORA-001");
        await FillAsync(page, "HRMOSのAPIアドレス", world.Hrmos.Server.BaseUrl.ToString());
        await FillAsync(page, "管理者のメールアドレス", Recruiter);
        await ClickAsync(page, "企業を登録する");
        await SaysAsync(page, "企業を登録し、管理者の方にログインのご案内を送りました。");
        await page.Context.CloseAsync();
    }

    private async Task TakeStepsAsync(SimulatedWorld world, Uri address)
    {
        var page = await OpenAsync(address);

        // Step 1: 1 初回ログイン, 2 仮パスワードを変更
        await page.GotoAsync("/sign-in");
        await PictureAsync(page, "sign-in");
        await SignInAsync(page, await MailAsync(world, Recruiter, "ログインのご案内"), "password");
        await PictureAsync(page, "first-home");

        // 3 HRMOS採用のアカウント情報を登録
        await MenuAsync(page, "HRMOS");
        await FillAsync(page, "APIトークン", world.Hrmos.Token);
        await PictureAsync(page, "hrmos");
        await ClickAsync(page, "保存する");
        await SaysAsync(page, "HRMOSの設定を保存しました。");

        // 4 利用媒体の媒体設定を行う, and Step 2: 初期表示年度
        var login = world.LoginOf(2027);
        await MenuAsync(page, "媒体アカウント");
        await PictureAsync(page, "media");
        await page.GetByRole(AriaRole.Link, new() { Name = "追加する" }).ClickAsync();
        await page.GetByLabel("初期表示年度").SelectOptionAsync("2027");
        await FillAsync(page, "連携開始日", "2020-01-01");
        await FillAsync(page, "MIWSのログインID", login.LoginId);
        await FillAsync(page, "MIWSのパスワード", login.Password);
        await PictureAsync(page, "media-add");
        await ClickAsync(page, "追加する");
        await SaysAsync(page, "媒体アカウントを追加しました。");

        // 5 ログインチェックを行う
        await ClickAsync(page, "このアカウントを確認する");
        await page.GetByText("すべてのアカウントで、媒体とHRMOSに接続できることを確認しました。").WaitForAsync();
        await PictureAsync(page, "check");

        // 6 連携結果通知先、連携開始日、連携時間帯の設定
        await MenuAsync(page, "通知と連携時間帯");
        await FillAsync(page, "Cc", "saiyo-ml@aozora.example");
        await SaveAsync(page, "Cc");
        await SaysAsync(page, "配信先を保存しました。");
        await FillAsync(page, "1回目", "07:30");
        await SaveAsync(page, "1回目");
        await SaysAsync(page, "連携時間帯を保存しました。");
        await PictureAsync(page, "notifications");
        await ClickAsync(page, "テストメールを送る");
        (await MailAsync(world, Recruiter, "テストメール")).Cc.ShouldBe(["saiyo-ml@aozora.example"]);

        // 7 設定完了: nobody is written before somebody has looked at what will be.
        await RunAsync(page);
        await MailAsync(world, Recruiter, "【承認のお願い】");
        world.Hrmos.Data.Candidates.ShouldBeEmpty();
        await MenuAsync(page, "予行");
        await page.GetByRole(AriaRole.Button, new() { Name = "予行の結果を見る" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "この内容で承認する" }).WaitForAsync();
        await PictureAsync(page, "dry-run");
        await page.GetByRole(AriaRole.Button, new() { Name = "この内容で承認する" }).ClickAsync();
        await page.GetByRole(AriaRole.Checkbox).CheckAsync();
        await ClickAsync(page, "承認して連携する");
        await SaysAsync(page, "承認を受け付けました。");

        // The first run brings the candidates, with the label of their year.
        await Eventually.TrueAsync(() => GroundTruth.Compare(world).MissingCandidates == 0, Patience);
        world.Hrmos.Data.Labels.ShouldContain(label => label.Name.Contains("2027", StringComparison.Ordinal));
        await MailAsync(world, Recruiter, "連携結果", number: 2);

        // Step 3: download, complete, upload, look, apply
        await MenuAsync(page, "イベント名対応表");
        await page.GetByText("イベントに対応づけられていないためHRMOSに反映されていません。").WaitForAsync();
        await PictureAsync(page, "mapping");
        var download = await page.RunAndWaitForDownloadAsync(
            () => page.GetByRole(AriaRole.Link, new() { Name = "対応表をダウンロードする" }).ClickAsync());
        var sheet = await File.ReadAllTextAsync((await download.PathAsync())!);
        world.Hrmos.Data.Events.ShouldAllBe(item => sheet.Contains(item.Id, StringComparison.Ordinal));
        await page.GetByRole(AriaRole.Link, new() { Name = "ファイルアップロード" }).ClickAsync();
        await page.GetByLabel("ファイル選択").SetInputFilesAsync(new FilePayload
        {
            Name = "event-mapping.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(world.MappingCsv()),
        });
        await PictureAsync(page, "mapping-upload");
        await ClickAsync(page, "ファイルアップロード");
        await page.GetByText("まだ変更されていません。").WaitForAsync();
        await PictureAsync(page, "mapping-preview");
        await ClickAsync(page, "適用する");
        await SaysAsync(page, "イベント名対応表を変更しました。");

        // The first booking in HRMOS, and all others.
        await RunAsync(page);
        await Eventually.TrueAsync(() => GroundTruth.Compare(world).IsRight, Patience);
        world.Hrmos.Data.Events.SelectMany(item => world.Hrmos.Data.BookingsOf(item.Id)).ShouldNotBeEmpty();
        await MailAsync(world, Recruiter, "連携結果", number: 3);
        await MenuAsync(page, "ホーム");
        await page.GetByText("対応が必要なことはありません。").WaitForAsync();
        await PictureAsync(page, "home");
    }

    private static bool IsImported(MiwsApplicant applicant) => MiwsFlows.IsImported(applicant.Flow);

    private async Task<IPage> OpenAsync(Uri address)
    {
        var page = await browser.OpenAsync(address);
        page.SetDefaultTimeout((float)Patience.TotalMilliseconds);
        page.SetDefaultNavigationTimeout((float)Patience.TotalMilliseconds);
        return page;
    }

    /// <summary>With what the mail says, and a password of one's own.</summary>
    private static async Task SignInAsync(IPage page, ReceivedMail mail, string? picture = null)
    {
        await FillAsync(page, "ログインID（メールアドレス）", After(mail, "【ログインID】"));
        await FillAsync(page, "パスワード", After(mail, "【仮パスワード】"));
        await ClickAsync(page, "ログイン");
        await page.GetByRole(AriaRole.Heading, new() { Name = "パスワードの設定" }).WaitForAsync();
        if (picture is not null)
        {
            await PictureAsync(page, picture);
        }

        await FillAsync(page, "新しいパスワード", Password);
        await FillAsync(page, "新しいパスワード（確認）", Password);
        await ClickAsync(page, "パスワードを設定する");
        await SaysAsync(page, "パスワードを設定しました。");
    }

    private static async Task RunAsync(IPage page)
    {
        await MenuAsync(page, "ホーム");
        await page.GetByRole(AriaRole.Button, new() { Name = "今すぐ連携" }).ClickAsync();
        await ClickAsync(page, "今すぐ連携する");
        await SaysAsync(page, "「今すぐ連携」を受け付けました。");
    }

    private static Task FillAsync(IPage page, string label, string value) =>
        Field(page, label).FillAsync(value);

    // What may stay blank says so behind its name.
    private static ILocator Field(IPage page, string label) => page.GetByLabel(new Regex($@"^{Regex.Escape(label)}\s*(任意)?\s*$"));

    private static Task SaveAsync(IPage page, string label) => page.Locator("form", new() { Has = Field(page, label) })
        .GetByRole(AriaRole.Button, new() { Name = "保存する", Exact = true }).ClickAsync();

    private static Task ClickAsync(IPage page, string button) =>
        page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();

    private static async Task MenuAsync(IPage page, string entry)
    {
        await page.GetByRole(AriaRole.Navigation).GetByRole(AriaRole.Link, new() { Name = entry, Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = entry, Exact = true, Level = 1 }).WaitForAsync();
    }

    private static Task SaysAsync(IPage page, string message) =>
        page.Locator("main > .banner.success", new() { HasText = message }).WaitForAsync();

    private static async Task<ReceivedMail> MailAsync(SimulatedWorld world, string to, string subject, int number = 1)
    {
        List<ReceivedMail> Found() => [.. world.SendGrid.Mails.Where(
            item => item.To.Contains(to) && item.Subject.Contains(subject, StringComparison.Ordinal))];
        await Eventually.TrueAsync(() => Found().Count >= number, Patience);
        return Found()[number - 1];
    }

    private static string After(ReceivedMail mail, string name) =>
        mail.Text.Split('\n').First(line => line.StartsWith(name, StringComparison.Ordinal))[name.Length..].Trim();

    private static string Said(string log) => string.Join(
        '\n', File.ReadLines(log).Where(line => !line.Contains("Dispatched 0 of 0", StringComparison.Ordinal)).TakeLast(40));

    private static Task PictureAsync(IPage page, string name) =>
        Environment.GetEnvironmentVariable(Browser.GuideVariable) is { Length: > 0 } folder
            ? Browser.TakeSmallPictureAsync(page, Path.Combine(folder, $"{name}.webp"))
            : Task.CompletedTask;
}
