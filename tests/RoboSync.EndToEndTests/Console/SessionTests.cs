using System.Net;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Hosting;
using RoboSync.Console.SignIn;
using RoboSync.EndToEndTests.Running;
using RoboSync.Sync.Users;

namespace RoboSync.EndToEndTests.Console;

/// <summary>Sessions and the keys that protect them: on all instances, over restarts, and over at once where they shall be.</summary>
public sealed class SessionTests(StorageFixture storage)
{
    [Fact]
    public async Task A_session_goes_on_on_another_instance_and_after_a_restart()
    {
        var account = await storage.TakeAccountAsync();
        await using var first = await ConsoleSite.StartAsync(storage, configure: options => options.Storage = account);
        using var visitor = await first.SignedInAsync(UserRole.Manager);
        await using var second = await ConsoleSite.StartAsync(storage, configure: options => options.Storage = account);
        using var elsewhere = second.Visit();

        elsewhere.Cookies.Add(second.Address, visitor.Cookies.GetCookies(first.Address));

        (await elsewhere.OpenAsync("/")).Title.ShouldBe("ホーム", second.Product.Errors());
    }

    [Fact]
    public async Task Signing_out_everywhere_ends_every_session_at_once()
    {
        await using var site = await ConsoleSite.StartAsync(storage);
        using var here = await site.SignedInAsync(UserRole.Manager);
        using var there = site.Visit();
        await there.SignInAsync("manager@sample.example", ConsoleSite.Password);

        await here.OpenAsync("/account");
        (await here.SubmitAsync("everywhere")).Message.ShouldBe("すべての端末からログアウトしました。");

        (await there.OpenAsync("/")).Title.ShouldBe("ログイン");
        (await here.OpenAsync("/")).Title.ShouldBe("ログイン");
    }

    [Fact]
    public async Task Signing_out_ends_one_session_and_needs_a_form()
    {
        await using var site = await ConsoleSite.StartAsync(storage);
        using var here = await site.SignedInAsync(UserRole.Manager);
        using var there = site.Visit();
        await there.SignInAsync("manager@sample.example", ConsoleSite.Password);

        await here.OpenAsync("/sign-out");
        (await here.OpenAsync("/")).Title.ShouldBe("ホーム", "a look signs nobody out");
        (await here.SubmitAsync("sign-out")).Message.ShouldBe("ログアウトしました。");

        (await here.OpenAsync("/")).Title.ShouldBe("ログイン");
        (await there.OpenAsync("/")).Title.ShouldBe("ホーム");
    }

    [Fact]
    public async Task Another_role_and_being_shut_out_count_at_once()
    {
        await using var site = await ConsoleSite.StartAsync(storage);
        using var visitor = await site.SignedInAsync(UserRole.Manager);
        var users = site.Product.Get<IConsoleUsers>();
        (await visitor.OpenAsync("/users")).Status.ShouldBe(HttpStatusCode.OK);

        var user = await users.FindAsync(ConsoleUser.IdOf("manager@sample.example"), default);
        user = await users.SaveAsync(user! with { Role = UserRole.Viewer }, default);
        (await visitor.OpenAsync("/users")).Status.ShouldBe(HttpStatusCode.Forbidden);
        await users.SaveAsync(user with { IsSuspended = true }, default);

        (await visitor.OpenAsync("/")).Title.ShouldBe("ログイン");
        (await visitor.SignInAsync("manager@sample.example", ConsoleSite.Password)).Errors.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Deployed_cookies_are_for_https_and_this_host_alone()
    {
        await using var site = await ConsoleSite.StartAsync(
            storage, configure: options => options.Settings["Console:BaseAddress"] = "https://console.example/");
        var password = await site.AddAsync("a@sample.example", UserRole.Manager);
        using var visitor = site.Visit();
        using var response = await visitor.GetAsync("/sign-in");
        var page = await Page.ReadAsync(response);
        var form = page.Form("sign-in");
        var cookie = response.Headers.GetValues("Set-Cookie").ShouldHaveSingleItem();

        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(site.Address, "sign-in"));
        request.Headers.Add("Cookie", cookie.Split(';')[0]);
        request.Headers.Add("X-Forwarded-Host", "evil.example");
        request.Headers.Add("X-Forwarded-Proto", "http");
        request.Content = new FormUrlEncodedContent(
        [
            .. form.QuerySelectorAll("input[type=hidden]").Select(
                input => KeyValuePair.Create(input.GetAttribute("name")!, input.GetAttribute("value")!)),
            KeyValuePair.Create("Input.MailAddress", "a@sample.example"), KeyValuePair.Create("Input.Password", password),
        ]);
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false };
        using var client = new HttpClient(handler);
        using var signedIn = await client.SendAsync(request);

        signedIn.StatusCode.ShouldBe(HttpStatusCode.Redirect, site.Product.Errors());
        signedIn.Headers.Location!.ToString().ShouldBeOneOf("/", "https://console.example/");
        foreach (var set in signedIn.Headers.GetValues("Set-Cookie").Append(cookie))
        {
            set.ShouldStartWith("__Host-robosync-");
            set.ShouldContain("; secure", Case.Insensitive);
            set.ShouldContain("; httponly", Case.Insensitive);
            set.ShouldContain("; samesite=lax", Case.Insensitive);
            set.ShouldContain("; path=/;", Case.Insensitive);
            set.ShouldNotContain("domain=", Case.Insensitive);
        }

        signedIn.Headers.GetValues("Strict-Transport-Security").ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Instances_that_begin_at_once_make_one_key()
    {
        var account = await storage.TakeAccountAsync();
        await using var first = await ConsoleSite.StartAsync(storage, configure: options => options.Storage = account);
        await using var second = await ConsoleSite.StartAsync(storage, configure: options => options.Storage = account);
        IDataProtector[] protectors =
        [
            .. new[] { first, second }.Select(site => site.Product.Get<IDataProtectionProvider>().CreateProtector("test")),
        ];

        var texts = await Task.WhenAll(protectors.Select(protector => Task.Run(() => protector.Protect("kept"))));

        protectors[0].Unprotect(texts[1]).ShouldBe("kept");
        protectors[1].Unprotect(texts[0]).ShouldBe("kept");
        var ring = (await first.Product.Get<IKeyRingStore>().ReadAsync(default))!.Content;
        ring.Split("<key ").Length.ShouldBe(2, ring);
        ring.ShouldNotContain("masterKey", Case.Sensitive, "encrypted");
    }

    [Fact]
    public async Task A_key_ring_that_cannot_be_read_is_never_written_over()
    {
        await using var site = await ConsoleSite.StartAsync(storage);
        var ring = site.Product.Get<IKeyRingStore>();
        (await ring.TryWriteAsync("<keys><key", "", default)).ShouldBeTrue();
        using var visitor = site.Visit();

        var page = await visitor.OpenAsync("/sign-in");

        page.Status.ShouldBe(HttpStatusCode.InternalServerError);
        page.Title.ShouldBe("画面を表示できませんでした");
        (await ring.ReadAsync(default))!.Content.ShouldBe("<keys><key");
        await site.Product.DrainAsync();
        site.Product.OperatorMails.ShouldHaveSingleItem().Text.ShouldContain("key-ring.xml cannot be read, and nobody can sign in");
    }

    [Fact]
    public async Task A_key_that_is_made_while_others_hold_alarms_the_operator()
    {
        await using var site = await ConsoleSite.StartAsync(storage);
        var repository = site.Product.Get<KeyRing>();
        site.Product.Get<IDataProtectionProvider>().CreateProtector("test").Protect("first");
        await site.Product.DrainAsync();
        site.Product.OperatorMails.ShouldBeEmpty("the first key is expected");
        var next = new XElement(repository.GetAllElements().Single());
        next.SetAttributeValue("id", "another");

        repository.StoreElement(next, "key-another");
        await site.Product.DrainAsync();

        site.Product.OperatorMails.ShouldHaveSingleItem().Text.ShouldContain("key-another was made although 1 others hold");
    }

    [Fact]
    public async Task A_start_reads_no_keys()
    {
        await using var site = await ConsoleSite.StartAsync(storage);
        foreach (var hosted in site.Product.Get<IEnumerable<IHostedService>>())
        {
            await hosted.StartAsync(default);
        }

        (await site.Product.Get<IKeyRingStore>().ReadAsync(default)).ShouldBeNull();
    }
}
