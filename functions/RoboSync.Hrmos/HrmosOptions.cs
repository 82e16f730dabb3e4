namespace RoboSync.Hrmos;

/// <summary>How HRMOS is asked; configuration section <c>Hrmos</c>. Its contract is an assumption (docs/hrmos-api.openapi.json), so its paths can be set.</summary>
public sealed class HrmosOptions
{
    /// <summary>The token itself.</summary>
    public string TokenPath { get; set; } = "v1/token";

    /// <summary>Candidates, relative to the tenant's base URL.</summary>
    public string CandidatesPath { get; set; } = "v1/candidates";

    /// <summary>Labels.</summary>
    public string LabelsPath { get; set; } = "v1/labels";

    /// <summary>Events; an event's bookings are at <c>{EventsPath}/{id}/bookings</c>.</summary>
    public string EventsPath { get; set; } = "v1/events";

    /// <summary>How often a request that changes nothing by being repeated is tried again.</summary>
    public int MaxRetries { get; set; } = 3;

    /// <summary>Wait before the first retry; doubled, with jitter, before each further one.</summary>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Longest Retry-After that is waited for within a run; a longer one ends it.</summary>
    public TimeSpan LongestWait { get; set; } = TimeSpan.FromSeconds(60);
}
