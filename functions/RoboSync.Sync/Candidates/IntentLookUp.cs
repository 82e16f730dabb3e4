using Microsoft.Extensions.Logging;
using RoboSync.Sync.Writing;

namespace RoboSync.Sync.Candidates;

/// <summary>
/// Finds out what became of creates that were announced and never linked, by asking HRMOS, and not before its search can know.
/// </summary>
internal sealed partial class IntentLookUp(RunPorts ports, People people, TimeProvider clock, ILogger logger)
{
    /// <summary>Links whom HRMOS has, and takes the other intents back.</summary>
    /// <returns>Applicant numbers that HRMOS does not have: they may be announced anew.</returns>
    public async Task<IReadOnlyList<string>> RunAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var found = new List<CandidateLink>();
        var absent = new List<string>();
        foreach (var intent in people.Links.Values.Where(link => link.IsIntent && ports.CanBeKnown(link.RunId, link.IntendedAt, now))
            .ToList())
        {
            var ids = await ports.Ats.FindByExternalIdAsync(ports.Scope.ExternalId(intent.ApplicantNumber), cancellationToken);
            if (ids.Count == 0)
            {
                absent.Add(intent.ApplicantNumber);
                continue;
            }

            if (ids.Count > 1)
            {
                LogSeveral(ports.Scope.ExternalId(intent.ApplicantNumber), ids.Count);
            }

            found.Add(intent with { CandidateId = ids[0] });
        }

        await people.LinkAsync(found, cancellationToken);
        await people.WithdrawAsync(absent, cancellationToken);
        ports.Report.Count(counts => counts with { Created = counts.Created + found.Count });

        // Whoever is linked now is not waiting for anything any more.
        await people.SetAsideAsync([], found.Select(link => link.ApplicantNumber), cancellationToken);
        return absent;
    }

    [LoggerMessage(1200, LogLevel.Warning, "HRMOS has {Count} candidates with external id {ExternalId}; the first is followed.")]
    private partial void LogSeveral(string externalId, int count);
}
