using System.Text;

namespace RoboSync.Sync.EventMapping.Reading;

/// <summary>Where the two ids stand.</summary>
/// <param name="Event">Index of the column HRMOSイベントID.</param>
/// <param name="Seminar">Index of the column マイナビセミナーNo.</param>
/// <param name="Columns">How many columns the header names; 0 without a header.</param>
internal sealed record MappingColumns(int Event, int Seminar, int Columns)
{
    /// <summary>Column A and B, as the help page has them.</summary>
    public static MappingColumns Default { get; } = new(0, 1, 0);
}

/// <summary>Recognises a header however it is worded.</summary>
internal static class MappingHeader
{
    private static readonly string[] IdWords = ["id", "no", "番号", "コード", "ナンバー"];

    /// <summary>The columns that a row names, or null where the row is no header.</summary>
    public static MappingColumns? Find(IReadOnlyList<string> fields)
    {
        var names = fields.Select(Normalise).ToList();
        var eventColumn = Best(names, -1, "hrmos", "イベント", "event");
        var seminarColumn = Best(names, eventColumn, "マイナビ", "セミナー", "説明会", "miws", "seminar");
        if (eventColumn < 0 || seminarColumn < 0)
        {
            return null;
        }

        return new MappingColumns(eventColumn, seminarColumn, names.FindLastIndex(name => name.Length > 0) + 1);
    }

    // A name with a word for "id" beats one without: イベントID, not イベント名.
    private static int Best(List<string> names, int taken, params ReadOnlySpan<string> words)
    {
        var (best, bestScore) = (-1, 0);
        for (var index = 0; index < names.Count; index++)
        {
            var score = 0;
            foreach (var word in words)
            {
                score += names[index].Contains(word, StringComparison.Ordinal) ? 1 : 0;
            }

            if (score > 0 && Array.Exists(IdWords, word => names[index].Contains(word, StringComparison.Ordinal)))
            {
                score += 10;
            }

            if (index != taken && score > bestScore)
            {
                (best, bestScore) = (index, score);
            }
        }

        return best;
    }

    private static string Normalise(string field) => new([.. field.Normalize(NormalizationForm.FormKC).ToLowerInvariant().Where(char.IsLetterOrDigit)]);
}
