using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace RoboSync.Sync.Retention;

/// <summary>
/// How long records are kept; configuration section <c>Retention</c>. Links are kept until their graduation year is purged: without them
/// people would be imported again.
/// </summary>
public sealed class RetentionOptions
{
    /// <summary>Finished runs, slot reports and notes of sent mails.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "36500.00:00:00")]
    public TimeSpan Records { get; set; } = TimeSpan.FromDays(90);

    /// <summary>What was done in the console, by whom; what names an applicant goes with their graduation year before.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "36500.00:00:00")]
    public TimeSpan Audit { get; set; } = TimeSpan.FromDays(3 * 365);

    /// <summary>Masked pages.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "36500.00:00:00")]
    public TimeSpan MaskedPages { get; set; } = TimeSpan.FromDays(30);

    /// <summary>What only a run needs: worklists and claims of slots.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "36500.00:00:00")]
    public TimeSpan Working { get; set; } = TimeSpan.FromDays(7);
}

/// <summary>Checks <see cref="RetentionOptions"/>.</summary>
[OptionsValidator]
public sealed partial class RetentionOptionsValidator : IValidateOptions<RetentionOptions>;
