namespace RoboSync.Console.Home;

/// <summary>What the first page of a company says.</summary>
internal static class HomeTexts
{
    public const string Title = "ホーム";
}
