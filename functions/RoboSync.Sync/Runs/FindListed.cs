using RoboSync.Sync.Candidates;
using RoboSync.Sync.Tenants;

namespace RoboSync.Sync.Runs;

/// <summary>How the lists of an account's runs of late showed people.</summary>
public sealed class FindListed(IRunHistory history, IRunStore runs, TimeProvider clock)
{
    // A whole list is read once a day: two days of four slots.
    private const int MostWorklists = 8;

    private static readonly TimeSpan LooksBack = TimeSpan.FromDays(14);

    /// <summary>Reads worklists, the newest first, down to one of a list that was read to its end.</summary>
    /// <param name="account">The account.</param>
    /// <param name="graduationYear">Its display year.</param>
    /// <param name="cancellationToken">Ends the look.</param>
    public async Task<ListedPeople> ReadAsync(AccountKey account, int graduationYear, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var shown = new Dictionary<string, ListedAs>(StringComparer.Ordinal);
        foreach (var run in (await history.ReadAsync(account, now - LooksBack, now.AddDays(1), cancellationToken)).Take(MostWorklists))
        {
            if (await runs.ReadWorklistAsync(account, run.RunId, cancellationToken) is { Listing: null, Listed.Count: > 0 } worklist
                && worklist.GraduationYear == graduationYear)
            {
                foreach (var (number, listed) in worklist.Listed)
                {
                    shown.TryAdd(number, listed);
                }

                if (worklist.Full)
                {
                    return new ListedPeople(shown, IsWhole: true);
                }
            }
        }

        return new ListedPeople(shown, IsWhole: false);
    }
}
