using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using RoboSync.EndToEndTests.Running;
using RoboSync.Sync.Users;

namespace RoboSync.EndToEndTests.Console;

/// <summary>The optional second factor: codes of an authenticator app.</summary>
public sealed class SecondFactorTests(StorageFixture storage)
{
    private const string Manager = "manager@sample.example";

    [Fact]
    public async Task A_code_of_the_app_is_asked_for_once_it_is_set_up_and_counts_once()
    {
        await using var site = await ConsoleSite.StartAsync(storage);
        using var visitor = await site.SignedInAsync(UserRole.Manager);
        var (key, recovery) = await SetUpAsync(visitor);
        var stored = await site.Product.Get<IConsoleUsers>().FindAsync(ConsoleUser.IdOf(Manager), default);
        stored!.SealedAuthenticatorKey.ShouldNotBeNull().ShouldNotContain(key);
        stored.RecoveryCodes.ShouldNotContain(code => recovery.Contains(code));
        (await visitor.OpenAsync("/")).Title.ShouldBe("ホーム", "this session goes on");
        using var other = site.Visit();

        var page = await other.SignInAsync(Manager, ConsoleSite.Password);
        page.Title.ShouldBe("確認コードの入力", page.Text);
        (await other.OpenAsync("/")).Title.ShouldBe("ログイン", "a password alone opens nothing");
        await other.OpenAsync("/sign-in/code");
        (await other.SubmitAsync("code", ("Input.Code", "000000"))).Errors.ShouldHaveSingleItem().ShouldStartWith("確認コードが違うか");

        // The clock of codes is the machine's: the one after this is taken as well.
        var code = Code(key, step: 1);
        (await other.SubmitAsync("code", ("Input.Code", $" {code[..3]} {code[3..]}"))).Title.ShouldBe("ホーム");

        using var third = site.Visit();
        await third.SignInAsync(Manager, ConsoleSite.Password);
        (await third.SubmitAsync("code", ("Input.Code", code))).Errors.Count.ShouldBe(1, "it was used");
        (await third.SubmitAsync("code", ("Input.Code", recovery[3].ToLowerInvariant()))).Title.ShouldBe("ホーム");
        using var fourth = site.Visit();
        await fourth.SignInAsync(Manager, ConsoleSite.Password);
        (await fourth.SubmitAsync("code", ("Input.Code", recovery[3]))).Errors.Count.ShouldBe(1, "it was used");
    }

    [Fact]
    public async Task Wrong_codes_lock_as_wrong_passwords_do_and_the_right_password_between_does_not_help()
    {
        await using var site = await ConsoleSite.StartAsync(storage);
        using var visitor = await site.SignedInAsync(UserRole.Manager);
        var (_, recovery) = await SetUpAsync(visitor);
        using var other = site.Visit();
        await other.SignInAsync(Manager, ConsoleSite.Password);
        for (var tries = 0; tries < 4; tries++)
        {
            (await other.SubmitAsync("code", ("Input.Code", "000000"))).Errors.Count.ShouldBe(1);
        }

        (await other.SubmitAsync("code", ("Input.Code", recovery[0]))).Errors.Count.ShouldBe(1, "locked by now");
        (await other.SignInAsync(Manager, ConsoleSite.Password)).Errors.Count.ShouldBe(1);
    }

    [Fact]
    public async Task It_can_be_turned_off_with_the_password()
    {
        await using var site = await ConsoleSite.StartAsync(storage);
        using var visitor = await site.SignedInAsync(UserRole.Manager);
        await SetUpAsync(visitor);

        await visitor.OpenAsync("/second-factor");
        (await visitor.SubmitAsync("turn-off", ("Off.Password", "wrong"))).Errors.ShouldBe(["現在のパスワードが違います。"]);
        (await visitor.SubmitAsync("turn-off", ("Off.Password", ConsoleSite.Password))).Message.ShouldBe("2段階認証を解除しました。");

        using var other = site.Visit();
        (await other.SignInAsync(Manager, ConsoleSite.Password)).Path.ShouldBe("/");
    }

    private static async Task<(string Key, IReadOnlyList<string> Recovery)> SetUpAsync(Visitor visitor)
    {
        await visitor.OpenAsync("/second-factor");
        var page = await visitor.SubmitAsync("begin");
        var key = page.Document.QuerySelector("code")!.TextContent.Replace(" ", "", StringComparison.Ordinal);
        page.Document.QuerySelector("svg.qr path").ShouldNotBeNull();
        (await visitor.SubmitAsync("turn-on", ("On.Code", "12345"))).Errors.Count.ShouldBe(1);
        page = await visitor.SubmitAsync("turn-on", ("On.Code", Code(key, step: 0)));
        page.Title.ShouldBe("2段階認証を設定しました", page.Text);
        return (key, [.. page.Document.QuerySelectorAll(".codes code").Select(code => code.TextContent)]);
    }

    // RFC 6238, as authenticator apps do it.
    private static string Code(string key, int step)
    {
        var counter = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, (TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() / 30) + step);
#pragma warning disable CA5350 // What all authenticator apps do.
        var hash = HMACSHA1.HashData(FromBase32(key), counter);
#pragma warning restore CA5350
        var number = (BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(hash[^1] & 0xF)) & int.MaxValue) % 1_000_000;
        return number.ToString("D6", CultureInfo.InvariantCulture);
    }

    private static byte[] FromBase32(string text)
    {
        var bits = string.Concat(text.Select(
            letter => Convert.ToString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(letter, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        return [.. bits.Chunk(8).Where(chunk => chunk.Length == 8).Select(chunk => Convert.ToByte(new string(chunk), 2))];
    }
}
