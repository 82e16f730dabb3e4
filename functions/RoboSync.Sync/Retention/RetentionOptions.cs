namespace RoboSync.Sync.Retention;

/// <summary>How long records are kept; configuration section <c>Retention</c>. Links are kept until their graduation year is purged: without them people would be imported again.</summary>
public sealed class RetentionOptions
{
    /// <summary>Finished runs, slot reports and notes of sent mails.</summary>
    public TimeSpan Records { get; set; } = TimeSpan.FromDays(90);

    /// <summary>Masked pages.</summary>
    public TimeSpan MaskedPages { get; set; } = TimeSpan.FromDays(30);

    /// <summary>What only a run needs: worklists and claims of slots.</summary>
    public TimeSpan Working { get; set; } = TimeSpan.FromDays(7);
}
