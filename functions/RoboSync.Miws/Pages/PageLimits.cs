namespace RoboSync.Miws.Pages;

/// <summary>How large a page may be before reading it is given up (<see cref="MiwsOptions"/>).</summary>
/// <param name="Bytes">Most bytes, unpacked.</param>
/// <param name="Elements">Most elements.</param>
/// <param name="Depth">How many elements may lie in each other.</param>
/// <param name="Time">How long reading it may take.</param>
/// <param name="Clock">What the time is measured by.</param>
internal sealed record PageLimits(int Bytes, int Elements, int Depth, TimeSpan Time, TimeProvider Clock)
{
    /// <summary>Those of <see cref="MiwsOptions"/>' defaults.</summary>
    public static PageLimits Default { get; } = Of(new MiwsOptions(), TimeProvider.System);

    /// <summary>Today in Japan.</summary>
    public DateOnly Today => DateOnly.FromDateTime(Clock.GetUtcNow().ToOffset(TimeSpan.FromHours(9)).DateTime);

    /// <summary>Those of some options.</summary>
    public static PageLimits Of(MiwsOptions options, TimeProvider clock) =>
        new(options.MaxPageBytes, options.MaxPageElements, options.MaxPageDepth, options.MaxReadingTime, clock);
}
