namespace RoboSync.Sync.Retention;

/// <summary>Why a purge was refused, in Japanese: the proof may be shown to the customer.</summary>
internal static class PurgeTexts
{
    public const string Unreadable =
        "保存されている企業の設定を読み取れないため、削除していません。設定（tenants/{企業}.json）をもう一度アップロードしてから、実行してください。";

    public static string StillRead(string accountId) =>
        $"媒体アカウント「{accountId}」がこの年度を連携中のため、削除していません。アカウントを停止または削除してから、もう一度実行してください。";

    public static string StillWorking(string accountId) =>
        $"媒体アカウント「{accountId}」の連携がまだ終わっていないため、削除していません。連携が終わってから、もう一度実行してください。";
}
