using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using RoboSync.Simulators.World;

namespace RoboSync.EndToEndTests.PageDefinitions;

/// <summary>A person with a browser on the simulator's second look, who saves its pages under the names that the recipe asks for.</summary>
internal sealed partial class Person : IDisposable
{
    private static readonly Encoding WindowsShiftJis = CodePagesEncodingProvider.Instance.GetEncoding(932)!;

    private readonly SimulatedWorld world;
    private readonly string folder;
    private readonly HttpClientHandler handler = new() { CookieContainer = new CookieContainer() };
    private readonly HttpClient browser;
    private (Uri Address, string Text) page;

    private Person(SimulatedWorld world, string folder)
    {
        (this.world, this.folder) = (world, folder);
        browser = new HttpClient(handler) { BaseAddress = world.Miws.Server.BaseUrl };
    }

    /// <summary>Walks through the site and saves.</summary>
    public static async Task SaveAsync(SimulatedWorld world, string folder)
    {
        Directory.CreateDirectory(folder);
        using var other = new Person(world, folder);
        await other.SignInAsync(isSaving: false);
        using var person = new Person(world, folder);
        await person.SignInAsync(isSaving: true);
        await person.SaveApplicantsAsync();
        await person.SaveSeminarsAsync();
        await person.GoAsync("auth/timeout.do");
        person.Save("site-timeout");
    }

    public void Dispose()
    {
        browser.Dispose();
        handler.Dispose();
    }

    // Another terminal that is signed in has read the news of the day; who signs in next is asked whether it may be signed out.
    private async Task SignInAsync(bool isSaving)
    {
        await GoAsync("auth/index.do");
        Save("site-1-entry");
        await GoAsync("auth/login.do");
        Save("site-2-login");
        if (isSaving)
        {
            await SendAsync("auth/login.do", Login("wrong"));
            Save("site-refused");
        }

        await SendAsync("auth/login.do", Login(world.LoginOf(2027).Password));
        if (isSaving)
        {
            Save("site-4-other");
            await SendAsync("auth/tanmatsu.do", ("keizoku", "続行する"));
        }
        else
        {
            Save("site-3-news");
            await SendAsync("auth/oshirase.do", ("oshiraseId", "1204"), ("kakunin", "確認しました"));
        }

        Save("site-5-year");
        await SendAsync("auth/nendo.do", ("nendo", "2027"), ("settei", "設定"));
        Save("site-6-frames");
        await GoAsync("top/main.do");
        Save("site-7-top");
    }

    private (string, string)[] Login(string password) =>
    [
        ("org.apache.struts.taglib.html.TOKEN", Token().Match(page.Text).Groups["token"].Value), ("kubun", "1"),
        ("userId", world.LoginOf(2027).LoginId), ("passwd", password), ("btnLogin.x", "3"), ("btnLogin.y", "4"),
    ];

    private async Task SaveApplicantsAsync()
    {
        await GoAsync("oubo/kensaku.do");
        Save("applicant-list-step-search");
        await SendAsync(
            "oubo/ichiran.do", ("gamen", "OB010"), ("entryNo", ""), ("flow", "10"), ("flow", "20"), ("jun", "2"), ("kensu", "50"),
            ("kensaku", "検索する"));
        Save("applicant-list");
        var keys = Key().Matches(WebUtility.HtmlDecode(page.Text)).Select(match => match.Groups["key"].Value).Take(3).ToList();
        await GoAsync("oubo/ichiran.do?start=50");
        Save("applicant-list-p2");
        foreach (var (key, index) in keys.Append("00000001").Select((key, index) => (key, index)))
        {
            await SendAsync("oubo/syosai.do", ("key", key));
            Save(index < keys.Count
                ? string.Create(CultureInfo.InvariantCulture, $"applicant-detail-{index + 1}")
                : "applicant-detail-gone");
        }
    }

    private async Task SaveSeminarsAsync()
    {
        await GoAsync("setsumei/ichiran.do");
        Save("seminar-list");
        await GoAsync($"setsumei/nittei.do?semNo={Seminar().Match(page.Text).Groups["number"].Value}");
        Save("date-list");
        foreach (var (date, index) in Date().Matches(page.Text).Select((match, index) => (match.Groups["number"].Value, index)).ToList())
        {
            await GoAsync($"setsumei/yoyaku.do?nitteiNo={date}");
            Save(string.Create(CultureInfo.InvariantCulture, $"booking-list-{index + 1}"));
        }
    }

    private async Task GoAsync(string path) => await ShowAsync(await browser.GetAsync(path));

    private async Task SendAsync(string path, params (string Name, string Value)[] values)
    {
        var form = string.Join('&', values.Select(value => $"{value.Name}={Encoded(value.Value)}"));
        using var content = new StringContent(form, Encoding.ASCII, "application/x-www-form-urlencoded");
        await ShowAsync(await browser.PostAsync(path, content));
    }

    // A browser goes where a page leads by itself.
    private async Task ShowAsync(HttpResponseMessage answer)
    {
        using (answer)
        {
            page = (answer.RequestMessage!.RequestUri!, WindowsShiftJis.GetString(await answer.Content.ReadAsByteArrayAsync()));
        }

        if (Leads().Match(page.Text) is { Success: true } match)
        {
            await GoAsync(match.Groups["address"].Value);
        }
    }

    // As browsers save a whole page: where it was read stands before it.
    private void Save(string name)
    {
        var address = page.Address.AbsoluteUri;
        var note = string.Create(CultureInfo.InvariantCulture, $"<!-- saved from url=({address.Length:0000}){address} -->\n");
        File.WriteAllBytes(
            Path.Combine(folder, $"{name}.html"),
            WindowsShiftJis.GetBytes(page.Text.Insert(page.Text.IndexOf("<html", StringComparison.Ordinal), note)));
    }

    private static string Encoded(string text) => string.Concat(WindowsShiftJis.GetBytes(text).Select(one => $"%{one:X2}"));

    [GeneratedRegex("TOKEN\" value=\"(?<token>[^\"]+)\"", RegexOptions.ExplicitCapture)]
    private static partial Regex Token();

    [GeneratedRegex(@"goDetail\('(?<key>[0-9A-F]{8})'\)", RegexOptions.ExplicitCapture)]
    private static partial Regex Key();

    [GeneratedRegex("semNo=(?<number>[0-9]+)", RegexOptions.ExplicitCapture)]
    private static partial Regex Seminar();

    [GeneratedRegex("nitteiNo=(?<number>[0-9]+)", RegexOptions.ExplicitCapture)]
    private static partial Regex Date();

    [GeneratedRegex("(?:URL=|location\\.href = \")(?<address>[^\"]+)\"", RegexOptions.ExplicitCapture)]
    private static partial Regex Leads();
}
