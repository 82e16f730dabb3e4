using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace RoboSync.Miws;

/// <summary>
/// How MIWS is read; configuration section <c>Miws</c>. Where it is and how fast is the account's <see cref="Sync.Tenants.MediumSite"/>.
/// </summary>
public sealed class MiwsOptions
{
    /// <summary>User-Agent that is sent.</summary>
    [Required(ErrorMessage = "must say who asks.")]
    [RegularExpression(@"^[A-Za-z0-9._-]+/[A-Za-z0-9._-]+$", ErrorMessage = "must be a name and a version, such as RoboSync/1.0.")]
    public string UserAgent { get; set; } = "RoboSync/1.0";

    /// <summary>How often a page that failed in passing is asked for again.</summary>
    [Range(0, 10)]
    public int MaxRetries { get; set; } = 3;

    /// <summary>Wait before the first retry; doubled, with jitter, before each further one, up to <see cref="LongestWait"/>.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Longest wait before a retry within a run. Where MIWS asks for a longer one, the run ends and the account rests for so long.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:01:00")]
    public TimeSpan LongestWait { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>
    /// How often one invocation signs in again because MIWS ended its session; more often than that, somebody else keeps taking it.
    /// </summary>
    [Range(0, 10)]
    public int MaxRenewals { get; set; } = 2;

    /// <summary>Most bytes that a page may have, unpacked; a larger one is not read (<c>SitePageTooLarge</c>).</summary>
    [Range(10_000, 100_000_000)]
    public int MaxPageBytes { get; set; } = 4 * 1024 * 1024;

    /// <summary>Most elements that a page may have.</summary>
    [Range(100, 10_000_000)]
    public int MaxPageElements { get; set; } = 100_000;

    /// <summary>How many elements of a page may lie in each other.</summary>
    [Range(16, 10_000)]
    public int MaxPageDepth { get; set; } = 256;

    /// <summary>How long reading a page that has arrived may take.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:02:00")]
    public TimeSpan MaxReadingTime { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Seed of the jitter between two requests.</summary>
    [Range(0, int.MaxValue)]
    public int JitterSeed { get; set; } = 1;
}

/// <summary>Checks <see cref="MiwsOptions"/>.</summary>
[OptionsValidator]
public sealed partial class MiwsOptionsValidator : IValidateOptions<MiwsOptions>;
