using RoboSync.Sync.Failures;

namespace RoboSync.Sync.Writing;

/// <summary>What became of an operation.</summary>
internal enum Fate
{
    /// <summary>HRMOS has it.</summary>
    Done,

    /// <summary>HRMOS kept what its staff had set.</summary>
    KeptByStaff,

    /// <summary>HRMOS did nothing, for a reason that concerns this record alone.</summary>
    Refused,

    /// <summary>Nothing was done: it was not sent, or HRMOS said so. The announcement is taken back.</summary>
    NotDone,

    /// <summary>It may have arrived. The announcement stays, and the next run looks before it sends anything.</summary>
    Unknown,

    /// <summary>Somebody else has announced something for the same record: it is theirs.</summary>
    Elsewhere,

    /// <summary>The plan that the run keeps to does not have it: neither announced nor sent.</summary>
    Withheld,
}

/// <summary>An operation and what became of it.</summary>
/// <param name="Operation">The operation.</param>
/// <param name="Fate">What became of it.</param>
internal sealed record Settlement<TOperation>(TOperation Operation, Fate Fate)
    where TOperation : Operation
{
    /// <summary>Id of what was written, where HRMOS gave it one.</summary>
    public string? Id { get; init; }

    /// <summary>Why this record alone failed; null where it did not.</summary>
    public SyncException? Failure { get; init; }
}
