using RoboSync.Sync.Ats;
using RoboSync.Sync.Media;
using RoboSync.Sync.Runs;
using RoboSync.Sync.Tenants;

namespace RoboSync.Sync.Candidates;

/// <summary>What the chunks of a run share.</summary>
internal sealed class ImportContext : IDisposable
{
    public required RunRecord Run { get; init; }

    public required LinkScope Scope { get; init; }

    public required IMediumSession Medium { get; init; }

    public required IAtsSession Ats { get; init; }

    public required ContentHasher Hasher { get; init; }

    /// <summary>How long a written candidate may stay invisible to a search.</summary>
    public required TimeSpan SearchLag { get; init; }

    /// <summary>How long another account's run may have a create under way.</summary>
    public required TimeSpan OthersMayWrite { get; init; }

    public required string LabelName { get; init; }

    public string? LabelId { get; set; }

    public required Dictionary<string, CandidateLink> Links { get; init; }

    public required Dictionary<string, SetAside> SetAside { get; init; }

    /// <summary>Marks the intents of this run, so that those of this account are told from those of another.</summary>
    public string IntentId => $"{Run.Account.AccountId}/{Run.State.RunId}";

    /// <summary>
    /// Whether HRMOS' search can know by now what became of an intent. Ours is settled once its lag has passed, since the lease
    /// keeps every other run of this account away; another account may still be waiting for an answer.
    /// </summary>
    public bool CanBeKnown(CandidateLink intent, DateTimeOffset now)
    {
        var isOurs = intent.RunId.StartsWith($"{Run.Account.AccountId}/", StringComparison.Ordinal);
        return intent.IntendedAt + SearchLag + (isOurs ? TimeSpan.Zero : OthersMayWrite) <= now;
    }

    /// <summary>Ends the medium's session.</summary>
    public void Dispose() => Medium.Dispose();
}
