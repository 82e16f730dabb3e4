namespace RoboSync.DevHost.Listening;

/// <summary>Looks for work of one function.</summary>
internal interface IListener
{
    /// <summary>Works off what is there now: a step of a test.</summary>
    /// <returns>How many items were handled.</returns>
    Task<int> WorkOffAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Listens, and ends only when stopped or by a failure. What is in hand when <paramref name="stopping"/> is cancelled is cancelled
    /// too, and has ended when this returns.
    /// </summary>
    Task ListenAsync(CancellationToken stopping);
}
