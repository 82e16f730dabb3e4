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
        ])
    {
        Brief = "配信先の設定を確認するためのテストです。",
        Places = [ConsolePlace.Notices],
    };

    /// <summary>A message to a webhook that only shows that it arrives.</summary>
    public static NoticeContent WebhookTest(Tenant tenant) => new("RoboSyncのテスト通知", [])
    {
        Brief = $"{tenant.Name}様の通知先の設定を確認するためのテストです。このメッセージが届いていれば、連携結果のお知らせも届きます。",
        Places = [ConsolePlace.Notices],
    };

    /// <summary>The same with where in the console is done what it asks for; unchanged where there is no console.</summary>
    /// <param name="content">What is told to a customer.</param>
    /// <param name="console">Where the console is; blank where there is none.</param>
    public static NoticeContent WithPlaces(NoticeContent content, string console) => console.Length == 0
        ? content
        : content with
        {
            Blocks =
            [
                .. content.Blocks,
                new Paragraph("次の画面で手続きができます。"),
                new Table([.. content.Places.Select(place => (place.Text, AddressOf(place, console)))]),
            ],
        };

    /// <summary>The address of a place.</summary>
    public static string AddressOf(ConsolePlace place, string console) => new Uri(new Uri(console), place.Path).ToString();
}
