using System.Text.RegularExpressions;
using RoboSync.Console.SignIn;
using RoboSync.EndToEndTests.Running;
using RoboSync.Sync.Users;

namespace RoboSync.EndToEndTests.Console;

/// <summary>Signing in, from the first mail to a forgotten password.</summary>
public sealed partial class SignInTests(StorageFixture storage)
{
    private const string Hanako = "hanako@sample.example";
    private const string Own = "Harukaze-88-umi";
    private const string Refused = "ログインできませんでした。";

    [Fact]
    public async Task A_temporary_password_comes_by_mail_and_allows_nothing_but_choosing_another()
    {
        await using var site = await ConsoleSite.StartAsync(storage);
        await site.Product.Get<Invitations>().InviteAsync(Hanako, UserRole.Manager, ConsoleSite.Company, default);
        (await site.Product.PeekAsync("notifications")).ShouldHaveSingleItem().ShouldNotContain("hanako");
        await site.Product.DrainAsync();
        var mail = site.Product.Mails.Single(mail => mail.To.Contains(Hanako));
        var temporary = TemporaryPassword().Match(mail.Text).Groups["password"].Value;
        mail.Text.ShouldContain("株式会社サンプル　ご担当者様");
        mail.Text.ShouldContain($"{site.Address}sign-in");
        site.Product.Logs.ShouldNotContain(log => log.Message.Contains(temporary, StringComparison.Ordinal));
        using var visitor = site.Visit();

        var page = await visitor.SignInAsync(Hanako, temporary);
        page.Path.ShouldBe("/password", page.Text + site.Product.Errors());
        page.Title.ShouldBe("パスワードの設定");
        (await visitor.OpenAsync("/users")).Path.ShouldBe("/password", "nothing else yet");

        (await visitor.SubmitAsync("password", ("Input.New", Own), ("Input.Repeat", "other"))).Errors
            .ShouldContain("2回の入力が一致しません。同じパスワードを入力してください。");
        (await visitor.SubmitAsync("password", ("Input.New", temporary), ("Input.Repeat", temporary))).Errors
            .ShouldContain("今までと同じパスワードです。違うパスワードにしてください。");
        page = await visitor.SubmitAsync("password", ("Input.New", Own), ("Input.Repeat", Own));

        page.Path.ShouldBe("/", page.Text);
        page.Message.ShouldBe("パスワードを設定しました。ほかの端末でのログインはすべて解除されました。");
        (await visitor.OpenAsync("/")).Message.ShouldBeNull("it is said once");
        using var again = site.Visit();
        (await again.SignInAsync(Hanako, temporary)).Errors.ShouldHaveSingleItem().ShouldStartWith(Refused);
        (await again.SignInAsync(Hanako.ToUpperInvariant(), Own)).Path.ShouldBe("/");
    }

    [Theory]
    [InlineData("Aa1bcdx", "8文字以上")]
    [InlineData("harukaze-88-umi", "英大文字")]
    [InlineData("HARUKAZE-88-UMI", "英小文字")]
    [InlineData("Harukaze-umi-ao", "数字")]
    [InlineData("Harukaze 88 umi", "半角の英数字と記号だけ")]
    [InlineData("Ｈarukaze-88-umi", "半角の英数字と記号だけ")]
    [InlineData("P@ssw0rd-umi-ao", "推測されやすい")]
    [InlineData("Umi-Mynavi-88", "推測されやすい")]
    [InlineData("Sample-Umi-88", "推測されやすい")]
    [InlineData("Harukaze-88-umiHarukaze-88-umiHarukaze-88-umiHarukaze-88-umi-1234", "64文字以内")]
    public async Task A_password_that_breaks_a_rule_is_told_why(string password, string why)
    {
        await using var site = await ConsoleSite.StartAsync(storage);
        using var visitor = await site.SignedInAsync(UserRole.Manager);

        await visitor.OpenAsync("/password");
        var page = await visitor.SubmitAsync(
            "password", ("Input.Current", ConsoleSite.Password), ("Input.New", password), ("Input.Repeat", password));

        page.Errors.ShouldContain(error => error.Contains(why, StringComparison.Ordinal), string.Join(' ', page.Errors));
    }

    [Fact]
    public async Task A_temporary_password_counts_for_a_week_and_then_there_is_the_other_mail()
    {
        await using var site = await ConsoleSite.StartAsync(storage);
        await site.Product.Get<Invitations>().InviteAsync(Hanako, UserRole.Viewer, ConsoleSite.Company, default);
        await site.Product.DrainAsync();
        var temporary = TemporaryPassword().Match(site.Product.Mails.Single(mail => mail.To.Contains(Hanako)).Text).Groups["password"]
            .Value;
        site.Product.Clock.Advance(TimeSpan.FromDays(7) + TimeSpan.FromMinutes(1));
        using var visitor = site.Visit();

        (await visitor.SignInAsync(Hanako, temporary)).Errors.ShouldHaveSingleItem().ShouldStartWith("仮パスワードの期限");
        await ChooseAnewAsync(site, visitor);

        (await visitor.SignInAsync(Hanako, Own)).Path.ShouldBe("/");
    }

    [Fact]
    public async Task Who_forgot_their_password_is_mailed_a_link_that_counts_once()
    {
        await using var site = await ConsoleSite.StartAsync(storage);
        var before = await site.AddAsync(Hanako, UserRole.Manager);
        using var signedIn = site.Visit();
        await signedIn.SignInAsync(Hanako, before);
        using var visitor = site.Visit();

        var link = await ChooseAnewAsync(site, visitor);

        (await signedIn.OpenAsync("/")).Title.ShouldBe("ログイン", "sessions that were are over");
        await visitor.OpenAsync(link);
        (await visitor.SubmitAsync("reset", ("Input.New", "Another-99-yama"), ("Input.Repeat", "Another-99-yama"))).Errors
            .ShouldHaveSingleItem().ShouldStartWith("このリンクは使えません。");
        (await visitor.SignInAsync(Hanako, before)).Errors.ShouldHaveSingleItem().ShouldStartWith(Refused);
        (await visitor.SignInAsync(Hanako, Own)).Path.ShouldBe("/");
    }

    [Fact]
    public async Task A_stranger_learns_nothing_of_who_is_known()
    {
        await using var site = await ConsoleSite.StartAsync(storage);
        await site.AddAsync(Hanako, UserRole.Manager);
        using var visitor = site.Visit();

        var known = await visitor.SignInAsync(Hanako, "Wrong-1-wrong");
        var unknown = await visitor.SignInAsync("nobody@sample.example", "Wrong-1-wrong");
        unknown.Errors.ShouldBe(known.Errors);
        await visitor.OpenAsync("/forgotten");
        var asked = await visitor.SubmitAsync("forgotten", ("Input.MailAddress", "nobody@sample.example"));
        await site.Product.DrainAsync();

        asked.Title.ShouldBe("メールをご確認ください");
        site.Product.Mails.ShouldNotContain(mail => mail.Subject.Contains("パスワード", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Failed_tries_make_everybody_wait_longer_and_longer()
    {
        await using var site = await ConsoleSite.StartAsync(storage);
        var password = await site.AddAsync(Hanako, UserRole.Manager);
        using var visitor = site.Visit();
        async Task<bool> TryAsync(string tried) => (await visitor.SignInAsync(Hanako, tried)).Errors.Count == 0;
        for (var failed = 0; failed < 5; failed++)
        {
            (await TryAsync("Wrong-1-wrong")).ShouldBeFalse();
        }

        (await TryAsync(password)).ShouldBeFalse("not even the right one is looked at");
        site.Product.Clock.Advance(TimeSpan.FromSeconds(61));
        (await TryAsync("Wrong-1-wrong")).ShouldBeFalse();
        site.Product.Clock.Advance(TimeSpan.FromSeconds(61));
        (await TryAsync(password)).ShouldBeFalse("two minutes by now");
        site.Product.Clock.Advance(TimeSpan.FromSeconds(61));
        (await TryAsync(password)).ShouldBeTrue();

        using var other = site.Visit();
        (await other.SignInAsync(Hanako, "Wrong-1-wrong")).Errors.Count.ShouldBe(1);
        (await other.SignInAsync(Hanako, password)).Path.ShouldBe("/", "a good sign-in ends the count");
    }

    [Fact]
    public async Task Of_many_tries_at_once_no_more_are_looked_at_than_of_tries_in_turn()
    {
        await using var site = await ConsoleSite.StartAsync(storage);
        await site.AddAsync(Hanako, UserRole.Manager);

        await Task.WhenAll(Enumerable.Range(0, 12).Select(async _ =>
        {
            using var visitor = site.Visit();
            (await visitor.SignInAsync(Hanako, "Wrong-1-wrong")).Errors.ShouldHaveSingleItem().ShouldStartWith(Refused);
        }));

        var user = await site.Product.Get<IConsoleUsers>().FindAsync(ConsoleUser.IdOf(Hanako), default);
        user!.FailedTries.ShouldBeInRange(1, 5);
    }

    [Fact]
    public async Task The_first_operator_is_whom_the_settings_name()
    {
        await using var site = await ConsoleSite.StartAsync(
            storage, configure: options => options.Settings["Console:FirstOperator"] = "first@operator.example");
        using var visitor = site.Visit();
        await visitor.OpenAsync("/sign-in");
        await visitor.OpenAsync("/sign-in");
        await site.Product.DrainAsync();

        var mail = site.Product.Mails.Where(mail => mail.To.Contains("first@operator.example")).ShouldHaveSingleItem();
        await visitor.SignInAsync("first@operator.example", TemporaryPassword().Match(mail.Text).Groups["password"].Value);
        (await visitor.SubmitAsync("password", ("Input.New", Own), ("Input.Repeat", Own))).Path.ShouldBe("/operator");
    }

    [Theory]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example/")]
    [InlineData("\\\\evil.example/")]
    [InlineData("https://evil.example/")]
    [InlineData("/%09/evil.example/")]
    [InlineData("javascript:alert(1)")]
    [InlineData("/\t/evil.example/")]
    public async Task Nobody_is_led_elsewhere_after_signing_in(string wanted)
    {
        await using var site = await ConsoleSite.StartAsync(storage);
        var password = await site.AddAsync(Hanako, UserRole.Manager);
        using var visitor = site.Visit();

        await visitor.OpenAsync($"/sign-in?return={Uri.EscapeDataString(wanted)}");
        var page = await visitor.SubmitAsync("sign-in", ("Input.MailAddress", Hanako), ("Input.Password", password));

        page.Response.RequestMessage!.RequestUri!.Authority.ShouldBe(site.Address.Authority);
        page.Path.ShouldBeOneOf("/", "/%09/evil.example/");
    }

    private static async Task<string> ChooseAnewAsync(ConsoleSite site, Visitor visitor)
    {
        await visitor.OpenAsync("/forgotten");
        await visitor.SubmitAsync("forgotten", ("Input.MailAddress", Hanako));
        await site.Product.DrainAsync();
        var mail = site.Product.Mails.Last(mail => mail.To.Contains(Hanako));
        var link = ResetLink().Match(mail.Text).Value;
        link.ShouldStartWith(site.Address.ToString(), Case.Sensitive, mail.Text);
        await visitor.OpenAsync(link);
        var done = await visitor.SubmitAsync("reset", ("Input.New", Own), ("Input.Repeat", Own));
        done.Message.ShouldBe("新しいパスワードを設定しました。ログインしてください。", done.Text);
        return link;
    }

    [GeneratedRegex(@"【仮パスワード】(?<password>\S+)", RegexOptions.ExplicitCapture)]
    private static partial Regex TemporaryPassword();

    [GeneratedRegex(@"http://\S+/reset\S+")]
    private static partial Regex ResetLink();
}
