using RoboSync.Console.Access;

namespace RoboSync.Console.Layout;

/// <summary>An entry of the menu.</summary>
/// <param name="Path">The page.</param>
/// <param name="Text">What it is called.</param>
/// <param name="Policy">Who sees it: the policy of the page.</param>
internal sealed record NavigationItem(string Path, string Text, string Policy);

/// <summary>The menu: an entry a line, in the order in which they stand.</summary>
internal static class Navigation
{
    private static readonly IReadOnlyList<NavigationItem> All =
    [
        new("/", "ホーム", Policies.Company),
        new("/media", "媒体アカウント", Policies.Company),
        new("/mapping", "イベント名対応表", Policies.Company),
        new("/notifications", "通知と連携時間帯", Policies.Managers),
        new("/hrmos", "HRMOS", Policies.Managers),
        new("/users", "利用者", Policies.Managers),
        new("/operator", "企業一覧", Policies.Operators),
    ];

    /// <summary>What somebody can open.</summary>
    public static IEnumerable<NavigationItem> For(Visit visit) => All.Where(item => AccessRule.IsAllowed(visit, item.Policy, isLook: true));
}
