namespace RoboSync.Console.History;

/// <summary>Which button of a list of set-aside records was pressed: one of the three is filled.</summary>
internal sealed class SetAsideInput
{
    /// <summary>Try this 応募者番号 again.</summary>
    public string? Retry { get; set; }

    /// <summary>Try it no more.</summary>
    public string? Ignore { get; set; }

    /// <summary>Any text: try all again.</summary>
    public string? All { get; set; }
}
