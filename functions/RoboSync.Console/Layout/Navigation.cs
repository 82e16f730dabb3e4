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
        new("/runs", "連携の履歴", Policies.Company),
        new("/set-aside", "取り込めていない応募者", Policies.Company),
        new("/why", "なぜ入っていない？", Policies.Company),
        new("/dry-run", "予行", Policies.Company),
        new("/media", "媒体アカウント", Policies.Company),
        new("/mapping", "イベント名対応表", Policies.Company),
        new("/reconcile", "突き合わせ", Policies.Company),
        new("/notifications", "通知と連携時間帯", Policies.Managers),
        new("/hrmos", "HRMOS", Policies.Managers),
        new("/users", "利用者", Policies.Managers),
        new("/audit", "操作の記録", Policies.Company),
        new("/operator", "企業一覧", Policies.Operators),
        new("/operator/overdue", "止まっている連携", Policies.Operators),
        new("/operator/poison", "処理できなかったメッセージ", Policies.Operators),
        new("/operator/definitions", "画面定義", Policies.Operators),
        new("/operator/pages", "保管した画面", Policies.Operators),
        new("/operator/audit", "操作の記録", Policies.Operators),
    ];

    /// <summary>What somebody can open.</summary>
    public static IEnumerable<NavigationItem> For(Visit visit) => All.Where(item => AccessRule.IsAllowed(visit, item.Policy, isLook: true));
}
