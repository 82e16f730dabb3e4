using RoboSync.Sync.Media;

namespace RoboSync.Sync.Candidates;

/// <summary>Decides from hashes and links alone; no site is asked.</summary>
public static class Decisions
{
    /// <summary>Whether the detail page of a listed applicant has to be read.</summary>
    /// <param name="row">The list row.</param>
    /// <param name="rowHash">Its keyed hash.</param>
    /// <param name="link">The applicant's link; null where there is none.</param>
    public static bool HasToBeRead(ApplicantRow row, string rowHash, CandidateLink? link)
    {
        if (link is null)
        {
            return true;
        }

        // An intent is looked up in HRMOS first (IntentLookUp).
        return !link.IsIntent
            && (!string.Equals(link.RowHash, rowHash, StringComparison.Ordinal)
                || !SeenChange.IsIn(row.LastChanged, link.ReadAt));
    }

    /// <summary>Whose detail pages a run has to read, in the order of the list; behind them, who is waiting for another try.</summary>
    /// <param name="rows">Rows of the list, each with its keyed hash.</param>
    /// <param name="links">What is known of the people.</param>
    /// <param name="setAside">What the account has set aside.</param>
    /// <param name="now">Now.</param>
    public static (IReadOnlyList<string> ToRead, int Unchanged) Worklist(
        IReadOnlyList<(ApplicantRow Row, string Hash)> rows,
        IReadOnlyDictionary<string, CandidateLink> links,
        IReadOnlyDictionary<string, SetAside> setAside,
        DateTimeOffset now)
    {
        bool Waits(string number, string rowHash) =>
            setAside.TryGetValue(number, out var record) && !record.IsDue(now)
                && string.Equals(record.RowHash, rowHash, StringComparison.Ordinal);

        var changed = rows
            .Where(item => HasToBeRead(item.Row, item.Hash, links.GetValueOrDefault(item.Row.ApplicantNumber)))
            .Select(item => (item.Row.ApplicantNumber, item.Hash)).ToList();
        var toRead = changed.Where(item => !Waits(item.ApplicantNumber, item.Hash)).Select(item => item.ApplicantNumber).ToList();
        var again = setAside.Values.Where(record => record.IsDue(now)).Select(record => record.ApplicantNumber)
            .Concat(links.Values.Where(link => link.IsUnsettled && !link.IsIntent).Select(link => link.ApplicantNumber));
        return ([.. toRead.Concat(again).Distinct(StringComparer.Ordinal)], rows.Count - changed.Count);
    }
}
