namespace RoboSync.Sync.Writing;

/// <summary>How the operations of a run go another way than straight to HRMOS: a dry run, or a run that keeps to a plan.</summary>
internal interface IWritingWay
{
    /// <summary>The writing that stands before another one.</summary>
    IWriting<TOperation> Over<TOperation>(IWriting<TOperation> writing)
        where TOperation : Operation;
}
