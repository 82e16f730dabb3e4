using RoboSync.Sync.Ats;
using RoboSync.Sync.Media;
using RoboSync.Sync.Reports;
using RoboSync.Sync.Tenants;

namespace RoboSync.Sync.Writing;

/// <summary>What a run reads from, writes to and reports to: opened once, shared by its steps.</summary>
internal sealed class RunPorts : IDisposable
{
    /// <summary>The account's session on the medium.</summary>
    public required IMediumSession Medium { get; init; }

    /// <summary>The tenant's session on HRMOS.</summary>
    public required IAtsSession Ats { get; init; }

    /// <summary>Whose people the run is about.</summary>
    public required LinkScope Scope { get; init; }

    /// <summary>The account and the run: what it announces is told from what others announce by these.</summary>
    public required AccountKey Account { get; init; }

    /// <summary>The run.</summary>
    public required string RunId { get; init; }

    /// <summary>Where the steps say what they did.</summary>
    public required IRunReport Report { get; init; }

    /// <summary>How long something written may stay invisible to HRMOS' search.</summary>
    public required TimeSpan SearchLag { get; init; }

    /// <summary>How long another account's run may have a request under way.</summary>
    public required TimeSpan OthersMayWrite { get; init; }

    /// <summary>Marks what this run announces.</summary>
    public string IntentId => $"{Account.AccountId}/{RunId}";

    /// <summary>
    /// Whether HRMOS' search can know by now what became of an announcement. Ours is settled once the search's lag has passed, since the
    /// lease keeps every other run of this account away; another account may still be waiting for an answer.
    /// </summary>
    /// <param name="intentId">Who announced it.</param>
    /// <param name="at">When.</param>
    /// <param name="now">Now.</param>
    public bool CanBeKnown(string intentId, DateTimeOffset at, DateTimeOffset now)
    {
        var isOurs = intentId.StartsWith($"{Account.AccountId}/", StringComparison.Ordinal);
        return at + SearchLag + (isOurs ? TimeSpan.Zero : OthersMayWrite) <= now;
    }

    /// <summary>Ends the session on the medium.</summary>
    public void Dispose() => Medium.Dispose();
}
