using RoboSync.Sync.Media;

namespace RoboSync.Sync.Candidates;

/// <summary>How a list showed an applicant, without anybody's name.</summary>
/// <param name="Flow">選考フロー, as shown.</param>
/// <param name="EntryDate">エントリー日 in Japan.</param>
/// <param name="LastChanged">最終更新日時, Japan time.</param>
public sealed record ListedAs(string Flow, DateOnly EntryDate, DateTime LastChanged)
{
    /// <summary>How it shows these rows.</summary>
    public static Dictionary<string, ListedAs> Of(IEnumerable<ApplicantRow> rows) => rows.ToDictionary(
        row => row.ApplicantNumber, row => new ListedAs(row.SelectionFlow, row.EntryDate, row.LastChanged), StringComparer.Ordinal);
}

/// <summary>How lists of late showed people.</summary>
/// <param name="Shown">By applicant number, the newest list first.</param>
/// <param name="IsWhole">Whether a list that was read to its end is among them: who is not shown was not on it.</param>
public sealed record ListedPeople(IReadOnlyDictionary<string, ListedAs> Shown, bool IsWhole)
{
    /// <summary>The same with a newer list.</summary>
    /// <param name="newer">How it showed people.</param>
    /// <param name="isWhole">Whether it was read to its end.</param>
    public ListedPeople With(IEnumerable<KeyValuePair<string, ListedAs>> newer, bool isWhole)
    {
        var shown = new Dictionary<string, ListedAs>(Shown, StringComparer.Ordinal);
        foreach (var (number, listed) in newer)
        {
            shown[number] = listed;
        }

        return new ListedPeople(shown, IsWhole || isWhole);
    }
}
