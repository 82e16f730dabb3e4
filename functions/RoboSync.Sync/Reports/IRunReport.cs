namespace RoboSync.Sync.Reports;

/// <summary>Where the steps of a run say what they did and did not do.</summary>
internal interface IRunReport
{
    /// <summary>Counts something that was done.</summary>
    void Count(Func<RunCounts, RunCounts> change);

    /// <summary>Names something that was not done. The same thing said again is kept once.</summary>
    void Note(NotDone notDone);
}
