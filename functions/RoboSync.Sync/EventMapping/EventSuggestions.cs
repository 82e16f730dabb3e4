using System.Text;
using RoboSync.Sync.Ats;
using RoboSync.Sync.Calendar;
using RoboSync.Sync.Media;

namespace RoboSync.Sync.EventMapping;

/// <summary>Which events a seminar may belong to: by the pairs of characters that the names share, and by the day.</summary>
public static class EventSuggestions
{
    private const double SameDay = 0.5;
    private const double Least = 0.7;
    private const int Most = 3;

    /// <summary>The likeliest events, the best first; none where nothing is like it.</summary>
    public static IReadOnlyList<AtsEvent> For(Seminar seminar, IEnumerable<AtsEvent> events)
    {
        var pairs = Pairs(seminar.Name);
        return
        [
            .. events.Select(item => (Event: item, Score: Likeness(pairs, Pairs(item.Name)) + (IsSameDay(seminar, item) ? SameDay : 0)))
                .Where(item => item.Score >= Least)
                .OrderByDescending(item => item.Score).ThenBy(item => item.Event.EventId, StringComparer.Ordinal)
                .Take(Most).Select(item => item.Event),
        ];
    }

    private static bool IsSameDay(Seminar seminar, AtsEvent item) =>
        item.StartsAt is { } start && JapanTime.DateInJapan(start) == seminar.Date;

    private static double Likeness(HashSet<string> left, HashSet<string> right) =>
        left.Count + right.Count == 0 ? 0 : 2.0 * left.Count(right.Contains) / (left.Count + right.Count);

    // Wide and narrow letters are the same to a reader, and so are marks between words.
    private static HashSet<string> Pairs(string name)
    {
        var text = string.Concat(
            name.Normalize(NormalizationForm.FormKC).ToLowerInvariant().Where(char.IsLetterOrDigit));
        return [.. Enumerable.Range(0, Math.Max(0, text.Length - 1)).Select(at => text.Substring(at, 2))];
    }
}
