using RoboSync.Console.Layout;
using RoboSync.Sync.Accounts;
using RoboSync.Sync.Failures;
using RoboSync.Sync.Notifications;

namespace RoboSync.Console.Home;

/// <summary>Something that needs somebody of the company.</summary>
/// <param name="Kind">How severe it is.</param>
/// <param name="Name">The same in a word.</param>
/// <param name="Text">What it is and what to do.</param>
/// <param name="Cure">Where that is done; null where it is not done in the console.</param>
internal sealed record Need(BannerKind Kind, string Name, string Text, ConsolePlace? Cure)
{
    private const string Act = "要対応";
    private const string Look = "確認";

    /// <summary>All there is, the most severe first.</summary>
    public static IEnumerable<Need> Of(IReadOnlyList<AccountView> views, int mappingVersion)
    {
        if (views.Count == 0)
        {
            yield return new Need(BannerKind.Warning, Act, HomeTexts.NoAccounts, ConsolePlace.AddAccount);
            yield break;
        }

        foreach (var view in views.Where(view => view.Status.Condition == AccountCondition.NeedsCustomer))
        {
            var code = view.State.RestReason ?? FailureCode.SiteSignInRefused;
            yield return new Need(
                BannerKind.Error, Act, $"「{view.Account.AccountId}」：{view.Status.Why}{view.Status.NextStep}",
                ConsolePlace.Of(code, view.Account.AccountId));
        }

        if (mappingVersion == 0)
        {
            yield return new Need(BannerKind.Warning, Act, HomeTexts.NoMapping, ConsolePlace.Mapping);
        }

        foreach (var view in views.Where(view => view.Last is not null))
        {
            var (id, counts) = (view.Account.AccountId, view.Last!.Counts);
            if (counts.Unmapped > 0 && mappingVersion > 0)
            {
                yield return new Need(BannerKind.Warning, Act, HomeTexts.Unmapped(id, counts.Unmapped), ConsolePlace.Mapping);
            }

            if (counts.SetAside > 0)
            {
                yield return new Need(BannerKind.Warning, Look, HomeTexts.Waiting(id, counts.SetAside), ConsolePlace.SetAside);
            }
        }
    }
}
