namespace RoboSync.Miws;

/// <summary>How MIWS is read; configuration section <c>Miws</c>. Where it is and how fast is the account's <see cref="Sync.Tenants.MediumSite"/>.</summary>
public sealed class MiwsOptions
{
    /// <summary>User-Agent that is sent.</summary>
    public string UserAgent { get; set; } = "RoboSync/1.0";

    /// <summary>How often a page that failed in passing is asked for again.</summary>
    public int MaxRetries { get; set; } = 3;

    /// <summary>Wait before the first retry; doubled, with jitter, before each further one.</summary>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Longest Retry-After that is waited for within a run; a longer one ends it.</summary>
    public TimeSpan LongestWait { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Most bytes that a page may have, unpacked; a larger one is not read (<c>SitePageTooLarge</c>).</summary>
    public int MaxPageBytes { get; set; } = 4 * 1024 * 1024;

    /// <summary>Most elements that a page may have.</summary>
    public int MaxPageElements { get; set; } = 100_000;

    /// <summary>How many elements of a page may lie in each other.</summary>
    public int MaxPageDepth { get; set; } = 256;

    /// <summary>How long reading a page that has arrived may take.</summary>
    public TimeSpan MaxReadingTime { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Seed of the jitter between two requests.</summary>
    public int JitterSeed { get; set; } = 1;
}
