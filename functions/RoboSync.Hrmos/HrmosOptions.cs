using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace RoboSync.Hrmos;

/// <summary>
/// How HRMOS is asked; configuration section <c>Hrmos</c>. Its contract is an assumption (docs/hrmos-api.openapi.json), so its paths can be
/// set.
/// </summary>
public sealed class HrmosOptions
{
    private const string Relative = "^[A-Za-z0-9_-]+(/[A-Za-z0-9_-]+)*$";
    private const string NotRelative =
        "must be a path relative to the tenant's address, such as v1/events: the token goes with every request.";

    /// <summary>The token itself.</summary>
    [RegularExpression(Relative, ErrorMessage = NotRelative)]
    public string TokenPath { get; set; } = "v1/token";

    /// <summary>Candidates, relative to the tenant's base URL.</summary>
    [RegularExpression(Relative, ErrorMessage = NotRelative)]
    public string CandidatesPath { get; set; } = "v1/candidates";

    /// <summary>Labels.</summary>
    [RegularExpression(Relative, ErrorMessage = NotRelative)]
    public string LabelsPath { get; set; } = "v1/labels";

    /// <summary>Events; an event's bookings are at <c>{EventsPath}/{id}/bookings</c>.</summary>
    [RegularExpression(Relative, ErrorMessage = NotRelative)]
    public string EventsPath { get; set; } = "v1/events";

    /// <summary>How often a request that changes nothing by being repeated is tried again.</summary>
    [Range(0, 10)]
    public int MaxRetries { get; set; } = 3;

    /// <summary>Wait before the first retry; doubled, with jitter, before each further one, up to <see cref="LongestWait"/>.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Longest wait before a retry within a run. Where HRMOS asks for a longer one, the run ends and the account rests for so long.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:01:00")]
    public TimeSpan LongestWait { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>Largest answer that is read, in bytes.</summary>
    [Range(1024, 1024 * 1024 * 1024)]
    public int MaxAnswerBytes { get; set; } = 8 * 1024 * 1024;

    /// <summary>Most pages of one list that are asked for.</summary>
    [Range(1, 1_000_000)]
    public int MaxPages { get; set; } = 1000;
}

/// <summary>Checks <see cref="HrmosOptions"/>.</summary>
[OptionsValidator]
public sealed partial class HrmosOptionsValidator : IValidateOptions<HrmosOptions>;
