namespace RoboSync.Sync.Failures;

/// <summary>
/// A failure with its code. The message is for the engineer and holds nothing personal; customers read <see cref="Code"/>'s text.
/// </summary>
public sealed class SyncException : Exception
{
    /// <summary>Creates the failure.</summary>
    /// <param name="code">What failed.</param>
    /// <param name="detail">For the engineer, in English, with nothing personal in it.</param>
    /// <param name="innerException">What it came from.</param>
    public SyncException(FailureCode code, string detail, Exception? innerException = null)
        : base($"{code}: {detail}", innerException)
    {
        Code = code;
        Detail = detail;
    }

    /// <summary>What failed.</summary>
    public FailureCode Code { get; }

    /// <summary>For the engineer.</summary>
    public string Detail { get; }

    /// <summary>What it asks for.</summary>
    public FailureKind Kind => FailureKinds.Of(Code);

    /// <summary>How long the other side asked to wait; null where it did not say.</summary>
    public TimeSpan? RetryAfter { get; init; }
}

/// <summary>A conditional write found that somebody else had written since the read.</summary>
public sealed class StaleStateException(string what, Exception? innerException = null)
    : Exception($"{what} was written by somebody else in between.", innerException);
