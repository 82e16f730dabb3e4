namespace RoboSync.Console.Layout;

/// <summary>How severe a banner or a state is.</summary>
public enum BannerKind
{
    /// <summary>Done, all is well.</summary>
    Success,

    /// <summary>Good to know; going on.</summary>
    Info,

    /// <summary>Somebody should look.</summary>
    Warning,

    /// <summary>It does not work.</summary>
    Error,

    /// <summary>Off, over, not yet.</summary>
    Quiet,
}
