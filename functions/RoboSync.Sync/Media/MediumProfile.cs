using RoboSync.Sync.Failures;

namespace RoboSync.Sync.Media;

/// <summary>
/// What customers read of a medium; all else of it is its adapter's. A medium is an entry here and a project with its
/// <see cref="IMedium"/>.
/// </summary>
/// <param name="Key">Its name in tenant documents, external ids and blobs.</param>
/// <param name="Texts">How customers read of it.</param>
public sealed record MediumProfile(string Key, MediumTexts Texts)
{
    /// <summary>What one signs in with: the form of its accounts, from top to bottom. They are the secret's names, too.</summary>
    public IReadOnlyList<SignInField> SignInFields { get; init; } = [];

    /// <summary>Where the medium is, for a new account; another one is set by <see cref="SyncOptions.MediaAddresses"/>.</summary>
    public string Address { get; init; } = "";

    /// <summary>What to know of signing in, in Japanese; blank for nothing.</summary>
    public string SignInHint { get; init; } = "";

    /// <summary>All media that have an entry.</summary>
    public static IReadOnlyList<MediumProfile> All => [.. Known.Values];

    private static readonly Dictionary<string, MediumProfile> Known =
        new[] { Miws() }.ToDictionary(profile => profile.Key, StringComparer.Ordinal);

    /// <summary>The profile of a medium. One without an entry is called by its key.</summary>
    public static MediumProfile Of(string key) =>
        Known.GetValueOrDefault(key) ?? new MediumProfile(key, new MediumTexts(key, key, key));

    private static MediumProfile Miws() => new(
        "miws",
        new MediumTexts("MIWS", "マイナビ", "マイナビ新卒（MIWS）")
        {
            Own = new Dictionary<FailureCode, FailureText>
            {
                [FailureCode.SiteSignInRefused] = new(
                    "MIWSにログインできませんでした。ログインIDまたはパスワードが正しくありません。",
                    "MIWSの「MIWSで作成したアカウントでログイン」からログインできるIDとパスワードを確認し、登録しなおしてください。登録しなおすまで、ログインは試しません。"),
            },
        })
    {
        Address = "https://miws.mynavi.jp/",
        SignInHint = "MIWSのログイン画面で「MIWSで作成したアカウントでログイン」からログインできるIDとパスワードを入力してください。",
        SignInFields =
        [
            new("loginId", "MIWSのログインID", IsPassword: false),
            new("password", "MIWSのパスワード", IsPassword: true),
        ],
    };
}

/// <summary>A thing that one signs in to a medium with.</summary>
/// <param name="Name">Its name in the secret.</param>
/// <param name="Label">What it is called, in Japanese.</param>
/// <param name="IsPassword">Whether nobody may look over a shoulder.</param>
public sealed record SignInField(string Name, string Label, bool IsPassword);
