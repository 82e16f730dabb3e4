namespace RoboSync.Pages;

/// <summary>What a verb ends with.</summary>
internal static class ExitCode
{
    /// <summary>Done, and nothing is wrong.</summary>
    public const int Good = 0;

    /// <summary>Done, and something is wrong with a page, a definition or the site: the output says what.</summary>
    public const int Found = 1;

    /// <summary>Not done: an option, a file or a setting is wrong, or a site or storage is out of reach.</summary>
    public const int NotDone = 2;
}
