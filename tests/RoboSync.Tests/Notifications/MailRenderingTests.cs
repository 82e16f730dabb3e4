using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using RoboSync.Miws;
using RoboSync.Sync.Accounts;
using RoboSync.Sync.Alarms;
using RoboSync.Sync.Checking;
using RoboSync.Sync.EventMapping;
using RoboSync.Sync.Failures;
using RoboSync.Sync.Media;
using RoboSync.Sync.Notifications;
using RoboSync.Sync.Reports;
using RoboSync.Sync.Runs;
using RoboSync.Sync.Spreadsheets;
using RoboSync.Sync.Tenants;

namespace RoboSync.Tests.Notifications;

/// <summary>
/// Every kind of mail in a real browser, as wide as a phone and as wide as a mail program. Pictures of them are written beside the tests,
/// in mails/.
/// </summary>
public sealed partial class MailRenderingTests
{
    private const int Narrow = 360;
    private const int Wide = 720;

    private static readonly string[] Browsers = ["chromium", "chromium-browser", "google-chrome"];
    private static readonly DateTimeOffset Slot = new(2026, 6, 1, 12, 0, 0, TimeSpan.FromHours(9));

    private static readonly (string Name, NoticeContent Mail)[] Mails = [
        .. CustomerMails().Select(mail => (mail.Name, MailTexts.WithContact(
            MailTexts.WithPlaces(mail.Mail, "https://robosync.example/"), "https://support.robosync.example/contact", hasConsole: true))),
        OperatorMail()];

    // Frames, since a browser's own window cannot be narrower than 500 pixels. What is measured goes into the page, which is what
    // --dump-dom shows.
    private const string Measuring = """
        const measured = [...document.querySelectorAll('iframe')].map(frame => {
            const page = frame.contentDocument;
            return {
                title: page.title, text: page.body.innerText, scale: page.querySelector('meta[name=viewport]')?.content ?? '',
                width: page.documentElement.scrollWidth, height: page.documentElement.scrollHeight,
            };
        });
        const drawn = text => {
            const canvas = Object.assign(document.createElement('canvas'), { width: 40, height: 40 });
            const context = canvas.getContext('2d');
            context.font = '32px sans-serif';
            context.fillText(text, 0, 34);
            return canvas.toDataURL();
        };
        const result = document.body.appendChild(document.createElement('pre'));
        result.id = 'measured';
        result.textContent = JSON.stringify({ pages: measured, japanese: ['採', '用', 'ア'].map(drawn), missing: drawn('\u{10ffff}') });
        """;

    [Fact]
    public async Task Every_mail_is_as_wide_as_its_window_in_japanese_letters_and_says_the_same_as_its_text()
    {
        var browser = Browser();
        using var folder = new TemporaryFolder();

        var dom = await RunAsync(
            browser,
            folder,
            "measured",
            Page([.. Mails.SelectMany(mail => new[] { (mail.Mail, Narrow, 600), (mail.Mail, Wide, 600) })], Measuring),
            "--dump-dom");

        var result = JsonSerializer.Deserialize<Measured>(
            WebUtility.HtmlDecode(Result().Match(dom).Groups["json"].Value), JsonSerializerOptions.Web).ShouldNotBeNull(dom);
        result.Japanese.Append(result.Missing)
            .ShouldBeUnique("without a Japanese font every letter is the same box (Debian: apt-get install fonts-ipafont-gothic)");
        foreach (var ((name, mail), pages) in Mails.Zip(result.Pages.Chunk(2)))
        {
            foreach (var (page, width) in pages.Zip([Narrow, Wide]))
            {
                page.Width.ShouldBeLessThanOrEqualTo(width, $"{name} has to be scrolled sideways");
                page.Title.ShouldBe(mail.Subject);
                page.Scale.ShouldBe("width=device-width, initial-scale=1");
                var text = MailWriter.Text(mail);
                foreach (var shown in page.Text.Split(['\n', '\t'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
                {
                    text.ShouldContain(shown, Case.Sensitive, $"the text part of {name} does not say it");
                }
            }

            await PictureAsync(browser, folder, name, mail, pages.Max(page => page.Height));
        }
    }

    private static async Task PictureAsync(string browser, TemporaryFolder folder, string name, NoticeContent mail, int height)
    {
        var pictures = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "mails"));
        var picture = Path.Combine(pictures.FullName, $"{name}.png");
        File.Delete(picture);
        var size = string.Create(CultureInfo.InvariantCulture, $"--window-size={Narrow + Wide + 48},{height + 32}");

        await RunAsync(
            browser, folder, name, Page([(mail, Narrow, height), (mail, Wide, height)], script: ""), size, $"--screenshot={picture}");

        new FileInfo(picture).Length.ShouldBeGreaterThan(10_000, $"{name} is a blank picture");
    }

    /// <summary>A mail of every kind that customers are sent, each with all that it can hold.</summary>
    internal static IEnumerable<(string Name, NoticeContent Mail)> CustomerMails()
    {
        var tenant = Sample.Tenant() with { Name = "株式会社サンプルホールディングス新卒採用センター" };
        RunState Run(string accountId) =>
            new() { Account = new AccountKey("sample", accountId), RunId = "20260601T030000Z", Slot = Slot, Phase = RunPhase.Finished };
        var upload = new MappingOutcome { Upload =
            "イベント名対応表_2027年卒_最終版_修正済み_20260601.csv", UploadedAt = Slot, Encoding = "Shift_JIS", Delimiter = "コンマ" };
        CheckStep Good(string name) => new(name, null, "", "");
        CheckStep Bad(string name, FailureCode code) => new(
            name,
            code,
            FailureTexts.Of(code, MediumProfile.Of("miws").Texts).What,
            FailureTexts.Of(code, MediumProfile.Of("miws").Texts).Remedy);

        yield return ("slot", MailTexts.Slot(
            tenant,
            Slot,
            new Dictionary<string, RunState?>
            {
                ["miws-2027"] = Run("miws-2027") with
                {
                    Counts = new RunCounts { Listed =
                        12_000, Created = 1_234, Updated = 56, Unchanged = 10_684, SetAside = 26, Booked = 789, Cancelled = 12 },
                    NotDone = [.. Enum.GetValues<NotDoneReason>().SelectMany(NotDone)],
                },
                ["miws-2028"] = Run("miws-2028") with { Failure = FailureCode.SiteSignInRefused },
            },
            new Dictionary<string, AccountStatus>
            {
                ["miws-2027"] = new(AccountCondition.Good, "正常", Slot, "", ""),
                ["miws-2028"] = new(
                    AccountCondition.NeedsCustomer,
                    "要対応",
                    Slot,
                    FailureTexts.Of(FailureCode.SiteSignInRefused, MediumProfile.Of("miws").Texts).What,
                    FailureTexts.Of(FailureCode.SiteSignInRefused, MediumProfile.Of("miws").Texts).Remedy),
            }));
        yield return ("slot-late", MailTexts.Slot(
            tenant,
            Slot,
            new Dictionary<string, RunState?> { ["miws-2027"] = Run("miws-2027"), ["miws-2028"] = null },
            new Dictionary<string, AccountStatus>()));
        yield return ("needs-customer", MailTexts.NeedsCustomer(tenant, "miws-2027", FailureCode.SiteSignInRefused, Slot));
        yield return ("reminder", MailTexts.Reminder(tenant, "miws-2027", FailureCode.HrmosSsoOn, Slot));
        yield return ("test", MailTexts.Test(tenant));
        yield return ("recovered", MailTexts.Recovered(tenant, "miws-2027"));
        yield return ("overdue", MailTexts.Overdue(tenant, "miws-2027", Slot));
        yield return ("first-sign-in", MailTexts.FirstSignIn(tenant, tenant.Accounts[0], MiwsMedium.Flows));
        yield return (
            "check-good",
            MailTexts.Check(
                tenant,
                new TenantCheck(
                    Slot,
                    Slot,
                    [new AccountCheck(
                        "miws-2027",
                        [
                            Good(CheckTexts.Secrets),
                            Good(CheckTexts.SignIn(MediumProfile.Of("miws").Texts)),
                            Good(CheckTexts.Token),
                            Good(CheckTexts.Events)])])));
        yield return (
            "check-bad",
            MailTexts.Check(
                tenant,
                new TenantCheck(
                    Slot,
                    Slot,
                    [new AccountCheck(
                        "miws-2027",
                        [
                            Good(CheckTexts.Secrets),
                            Bad(CheckTexts.SignIn(MediumProfile.Of("miws").Texts), FailureCode.SiteAccountLocked),
                            Bad(CheckTexts.Token, FailureCode.HrmosTokenInvalid)])])));
        yield return ("mapping-taken", MailTexts.Mapping(tenant, upload with
        {
            Accepted = true, Rows = 1234, Version = 5, EventsChecked = true, Changes = new MappingChanges(3, 2, 1, 1228), WarningCount = 1,
            Warnings = [MappingTexts.RowTwice(7, "270100", 3)],
        }));
        yield return ("mapping-refused", MailTexts.Mapping(tenant, upload with
        {
            ProblemCount = 3, ErrorsFile = $"{upload.Upload}-errors.csv",
            Problems = [
                MappingTexts.EventWrong(3, "2.23993E+18", IdFault.Exponent, "2239928341129601024"),
                MappingTexts.BrokenText(9),
                MappingTexts.EventWrong(11, new string('9', 60), IdFault.Exponent, null)],
        }));
    }

    private static (string Name, NoticeContent Mail) OperatorMail() => ("operator-alarm", OperatorTexts.Alarm(
        AlarmTable.SiteChanged, "miws, SitePageChanged, first seen by sample/miws-2027: Page applicant-list: the column 氏名 is missing.",
        Slot));

    private static IEnumerable<NotDone> NotDone(NotDoneReason reason) =>
        Enumerable.Range(0, reason == NotDoneReason.BookingUnlinked ? 25 : 2).Select(number => new NotDone(
        reason,
        reason == NotDoneReason.EventMissing ? "2239928341129601024" : string.Create(CultureInfo.InvariantCulture, $"{10000012 + number}"),
        reason switch
        {
            NotDoneReason.SeminarUnmapped => "【オンライン・服装自由】1day仕事体験＜企画・マーケティングコース＞（2027年卒）",
            NotDoneReason.CandidateRejected => "mail,phone",
            _ => "270100",
        }));

    private static string Page(IReadOnlyList<(NoticeContent Mail, int Width, int Height)> frames, string script)
    {
        var page = new StringBuilder(
            "<!doctype html><html><meta charset=\"utf-8\"><body style=\"margin:16px;background:#888;white-space:nowrap\">");
        foreach (var (mail, width, height) in frames)
        {
            page.Append(
                CultureInfo.InvariantCulture,
                $"<iframe style=\"border:0;margin-right:16px;vertical-align:top;width:{width}px;height:{height}px\" "
                + $"srcdoc=\"{WebUtility.HtmlEncode(MailWriter.Html(mail))}\"></iframe>");
        }

        return page.Append("<script>addEventListener('load', () => {").Append(script).Append("});</script></body></html>").ToString();
    }

    private static string Browser()
    {
        var found = Browsers.SelectMany(name => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Select(folder => Path.Combine(folder, name))).FirstOrDefault(File.Exists);
        Assert.SkipUnless(
            found is not null || Environment.GetEnvironmentVariable("CI") is "true",
            "Chromium is not installed (Debian: apt-get install chromium fonts-ipafont-gothic).");
        return found ?? Browsers[0];
    }

    private static async Task<string> RunAsync(string browser, TemporaryFolder folder, string name, string html, params string[] arguments)
    {
        var page = Path.Combine(folder.Path, $"{name}.html");
        await File.WriteAllTextAsync(page, html, TestContext.Current.CancellationToken);
        var start = new ProcessStartInfo(browser) { RedirectStandardOutput = true, RedirectStandardError = true };
        string[] quiet =
        [
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
            "--disable-component-update", "--disable-sync",
            "--hide-scrollbars", "--force-device-scale-factor=1", $"--user-data-dir={Path.Combine(folder.Path, "profile")}",
        ];
        foreach (var argument in quiet.Concat(arguments).Append(new Uri(page).AbsoluteUri))
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start).ShouldNotBeNull();
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        process.ExitCode.ShouldBe(0, await errors);
        return output;
    }

    [GeneratedRegex("<pre id=\"measured\">(?<json>[^<]*)</pre>", RegexOptions.NonBacktracking)]
    private static partial Regex Result();

    private sealed record Measured(IReadOnlyList<MeasuredPage> Pages, IReadOnlyList<string> Japanese, string Missing);

    private sealed record MeasuredPage(string Title, string Text, string Scale, int Width, int Height);

    private sealed class TemporaryFolder : IDisposable
    {
        private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("robosync-mails-");

        public string Path => folder.FullName;

        public void Dispose() => folder.Delete(recursive: true);
    }
}
