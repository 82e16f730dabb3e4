namespace RoboSync.Console.Forms;

/// <summary>What all forms say.</summary>
internal static class FormTexts
{
    public const string Optional = "任意";
    public const string Cancel = "キャンセル";
    public const string Understood = "上の内容を確認しました";

    public const string Address = "メールアドレスを正しい形式で入力してください（例：taro@example.co.jp）。";

    public static string Summary(int count) => $"{count}件の入力を確認してください。";

    public static string Required(string label) => $"「{label}」を入力してください。";
}
