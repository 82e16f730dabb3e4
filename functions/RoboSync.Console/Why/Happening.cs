using RoboSync.Sync.Audit;
using RoboSync.Sync.Failures;
using RoboSync.Sync.Media;
using RoboSync.Sync.Reports;
using RoboSync.Sync.Runs;

namespace RoboSync.Console.Why;

/// <summary>Something that happened to an applicant.</summary>
/// <param name="At">When (UTC); null where that is not known.</param>
/// <param name="Text">What.</param>
internal sealed record Happening(DateTimeOffset? At, string Text)
{
    /// <summary>All of a trail, the oldest first.</summary>
    public static IReadOnlyList<Happening> Of(Trail trail, IEnumerable<AuditEntry> mappingChanges)
    {
        var medium = MediumProfile.Of(trail.Account.Medium).Texts;
        var all = new List<Happening>();
        if (trail.Listed is { } listed)
        {
            all.Add(new Happening(listed.Run.StartedAt, WhyTexts.Listed(listed.As)));
        }

        if (trail.NotListed is { } without)
        {
            all.Add(new Happening(without.StartedAt, WhyTexts.NotListed()));
        }

        if (trail.Link is { } link)
        {
            if (link.ReadAt != default)
            {
                all.Add(new Happening(link.ReadAt, WhyTexts.Read()));
            }

            all.Add(link.CandidateId is { } id
                ? new Happening(link.ReadAt == default ? null : link.ReadAt, WhyTexts.Linked(id))
                : new Happening(link.IntendedAt, WhyTexts.Sent()));
        }

        if (trail.SetAside is { } record)
        {
            all.Add(new Happening(record.Since, WhyTexts.FirstFailed(FailureTexts.Of(record.Reason, medium).What, record.Attempts)));
        }

        all.AddRange(trail.LeftOut.Select(item => new Happening(
            item.Run.FinishedAt ?? item.Run.StartedAt, WhyTexts.LeftOut(NotDoneTexts.Of(item.NotDone.Reason, medium)))));
        all.AddRange(trail.Bookings.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => new Happening(
            pair.Value.IntendedAt == default ? null : pair.Value.IntendedAt, WhyTexts.Booking(pair.Key, pair.Value))));
        if (all.Count > 0)
        {
            all.AddRange(mappingChanges.Select(entry => new Happening(entry.At, WhyTexts.MappingChange(entry.Actor, entry.Action))));
        }

        return [.. all.OrderBy(happening => happening.At ?? DateTimeOffset.MaxValue)];
    }
}
