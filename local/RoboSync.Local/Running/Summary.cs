using System.Text.Json.Nodes;
using RoboSync.Simulators.World;
using RoboSync.Sync.Reports;

namespace RoboSync.Local.Running;

/// <summary>What <c>--summary</c> writes.</summary>
internal static class Summary
{
    /// <summary>The summary as JSON.</summary>
    /// <param name="slots">All slots that ran.</param>
    /// <param name="truth">HRMOS against the simulators' truth; null with sites of one's own.</param>
    public static JsonObject Of(IReadOnlyList<SlotResult> slots, GroundTruth? truth) => new()
    {
        ["runs"] = new JsonArray(
            [.. slots.Select(slot => (JsonNode)Counts([.. slot.Runs.Select(run => run.Counts)], slot.Duration.TotalSeconds))]),
        ["total"] =
            Counts([.. slots.SelectMany(slot => slot.Runs).Select(run => run.Counts)], slots.Sum(slot => slot.Duration.TotalSeconds)),
        ["groundTruth"] = truth is null
            ? null
            : new JsonObject
            {
                ["missingCandidates"] = truth.MissingCandidates,
                ["wrongCandidates"] = truth.WrongCandidates,
                ["duplicateCandidates"] = truth.DuplicateCandidates,
                ["missingBookings"] = truth.MissingBookings,
                ["wrongBookings"] = truth.WrongBookings,
                ["duplicateBookings"] = truth.DuplicateBookings,
            },
    };

    private static JsonObject Counts(List<RunCounts> counts, double seconds) => new()
    {
        ["applicants"] = new JsonObject
        {
            ["listed"] = counts.Sum(count => count.Listed),
            ["created"] = counts.Sum(count => count.Created),
            ["updated"] = counts.Sum(count => count.Updated),
            ["unchanged"] = counts.Sum(count => count.Unchanged),
            ["setAside"] = counts.Sum(count => count.SetAside),
        },
        ["bookings"] = new JsonObject
        {
            ["booked"] = counts.Sum(count => count.Booked),
            ["cancelled"] = counts.Sum(count => count.Cancelled),
            ["unmapped"] = counts.Sum(count => count.Unmapped),
            ["unlinked"] = counts.Sum(count => count.Unlinked),
        },
        ["requests"] = new JsonObject
        {
            ["miws"] = counts.Sum(count => count.MiwsRequests),
            ["hrmos"] = counts.Sum(count => count.HrmosRequests),
        },
        ["seconds"] = Math.Round(seconds, 2),
    };
}
