namespace RoboSync.Console.Operating;

/// <summary>What operators read.</summary>
internal static class OperatorTexts
{
    public const string Companies = "企業一覧";
    public const string Name = "企業名";
    public const string Look = "画面を見る";
}
