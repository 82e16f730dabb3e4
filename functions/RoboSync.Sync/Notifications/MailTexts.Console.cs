using RoboSync.Sync.Failures;
using RoboSync.Sync.Queues;
using RoboSync.Sync.Tenants;

namespace RoboSync.Sync.Notifications;

internal static partial class MailTexts
{
    /// <summary>A mail that only shows that it arrives.</summary>
    public static NoticeContent Test(Tenant tenant) => new(
        "【RoboSync】テストメール",
        [
            new Paragraph($"{tenant.Name}　ご担当者様"),
            new Paragraph("配信先の設定を確認するためのテストメールです。このメールが届いていれば、連携結果のお知らせも届きます。お客様の操作は必要ありません。"),
            Footer(tenant),
        ]);

    /// <summary>The same with the place in the console where what it asks for is done; unchanged where there is none.</summary>
    /// <param name="content">A mail to a customer.</param>
    /// <param name="kind">What it is about.</param>
    /// <param name="reason">Why an account waits; null where it is not about that.</param>
    /// <param name="console">Where the console is; blank where there is none.</param>
    public static NoticeContent WithPlace(
        NoticeContent content, NotificationKind kind, FailureCode? reason, string console) =>
        console.Length > 0 && PlaceOf(kind, reason) is { } place
            ? content with { Blocks = [.. content.Blocks, new Paragraph($"{place.What}：{new Uri(new Uri(console), place.Path)}")] }
            : content;

    private static (string What, string Path)? PlaceOf(NotificationKind kind, FailureCode? reason) => kind switch
    {
        NotificationKind.PlanResult => ("予行の結果の確認と承認", "/dry-run"),
        NotificationKind.NeedsCustomer when reason is FailureCode.AwaitsApproval or FailureCode.PlanOutdated =>
            ("予行の結果の確認と承認", "/dry-run"),
        NotificationKind.SlotFinished => ("連携結果の確認", "/"),
        NotificationKind.NeedsCustomer or NotificationKind.Overdue => ("媒体アカウントの設定の確認・変更", "/media"),
        NotificationKind.CheckResult => ("ログインチェックの結果と設定の変更", "/media/check"),
        NotificationKind.MappingResult => ("イベント名対応表の確認・変更", "/mapping"),
        NotificationKind.Test => ("配信先の設定の変更", "/notifications"),
        _ => null,
    };
}
