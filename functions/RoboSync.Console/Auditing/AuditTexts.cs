namespace RoboSync.Console.Auditing;

/// <summary>What the audit log's page says.</summary>
internal static class AuditTexts
{
    public const string Title = "操作の記録";
    public const string Lead = "この管理画面で、いつ、誰が、何をしたかの記録です。新しい順に表示します。";
    public const string When = "日時";
    public const string Actor = "操作した人";
    public const string Action = "操作";
    public const string Target = "対象";
    public const string Detail = "内容";
    public const string Words = "言葉で絞り込む";
    public const string WordsHint = "操作した人、操作、対象、内容に含まれる言葉";
    public const string Until = "この日まで";
    public const string Filter = "絞り込む";
    public const string None = "条件に合う記録はありません。";
    public const string Older = "さらに古い記録";
    public const string Download = "この条件の記録をCSVでダウンロード";
}
