using System.Text.Json.Serialization;
using RoboSync.Sync.Failures;

namespace RoboSync.Sync.Writing;

/// <summary>Why an operation was decided. Stored by name.</summary>
[JsonConverter(typeof(OperationReasonJson))]
public enum OperationReason
{
    /// <summary>HRMOS does not have it.</summary>
    New,

    /// <summary>The medium shows something else than HRMOS was given.</summary>
    Changed,

    /// <summary>It was announced before, and how it ended is not known.</summary>
    Unsettled,
}

/// <summary>Reads a reason that this version does not know as a change.</summary>
public sealed class OperationReasonJson() : StoredNameJson<OperationReason>(name => StoredNames.Parse(name, OperationReason.Changed));

/// <summary>
/// Something that is to be written to HRMOS, decided without writing anything: a dry run is a list of these. How it gets there is
/// <see cref="Writer"/>'s.
/// </summary>
/// <param name="Subject">応募者番号, or the name of what is not about one person.</param>
/// <param name="Reason">Why.</param>
public abstract record Operation(string Subject, OperationReason Reason)
{
    /// <summary>Whether the others stand on it: it is sent alone, before them, and none of them is sent where it fails.</summary>
    public virtual bool IsPrerequisite => false;
}
