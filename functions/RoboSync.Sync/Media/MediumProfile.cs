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
        });
}
