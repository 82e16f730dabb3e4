using RoboSync.Sync.Failures;

namespace RoboSync.Hrmos;

/// <summary>Lets requests pass at a rate.</summary>
internal interface IRequestRate
{
    /// <summary>Waits until a request may be sent.</summary>
    /// <param name="isRepeated">Whether it was sent before and refused: it waits in front of those that were not.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="SyncException">
    /// <see cref="FailureCode.HrmosTooManyRequests"/>: HRMOS asked to be left alone for longer than a run waits.
    /// </exception>
    Task WaitAsync(bool isRepeated, CancellationToken cancellationToken);

    /// <summary>HRMOS refused a request, and asks for so long a pause.</summary>
    Task RefusedAsync(TimeSpan wait, CancellationToken cancellationToken);
}
