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
/// <param name="Row">Its row.</param>
/// <param name="Columns">The columns that it names.</param>
/// <param name="Score">How well it names them.</param>
/// <param name="Doubtful">Name of a column that two cells name equally well; null where each is named once.</param>
internal sealed record MappingHeader(int Row, MappingColumns Columns, int Score, string? Doubtful)
{
    private const int OfIdWord = 10;

    private static readonly string[] IdWords = ["id", "no", "番号", "コード", "ナンバー"];
    private static readonly string[] EventWords = ["hrmos", "イベント", "event"];
    private static readonly string[] SeminarWords = ["マイナビ", "セミナー", "説明会", "miws", "seminar"];

    /// <summary>Whether it names both as ids: no other row does it better.</summary>
    public bool IsCertain => Score > 2 * OfIdWord;

    /// <summary>The header that a row is, or null where it is none.</summary>
    public static MappingHeader? Find(CsvRow row)
    {
        var names = row.Fields.Select(Normalise).ToList();
        var (eventColumn, eventScore) = Best(names, EventWords, taken: -1);
        var (seminarColumn, seminarScore) = Best(names, SeminarWords, eventColumn);
        if (eventColumn < 0 || seminarColumn < 0)
        {
            return null;
        }

        // What is the better name of the other column is no second name of this one.
        bool IsTwice(string[] words, int score) =>
            Enumerable.Range(0, names.Count).Any(
                index => index != eventColumn && index != seminarColumn && Rate(names[index], words) == score);
        var doubtful = IsTwice(EventWords, eventScore)
            ? MappingTexts.EventColumn
            : IsTwice(SeminarWords, seminarScore)
            ? MappingTexts.SeminarColumn
            : null;
        var columns = new MappingColumns(eventColumn, seminarColumn, names.FindLastIndex(name => name.Length > 0) + 1);
        return new MappingHeader(row.Number, columns, eventScore + seminarScore, doubtful);
    }

    private static (int Index, int Score) Best(List<string> names, string[] words, int taken)
    {
        var (best, bestScore) = (-1, 0);
        for (var index = 0; index < names.Count; index++)
        {
            if (index != taken && Rate(names[index], words) is var score && score > bestScore)
            {
                (best, bestScore) = (index, score);
            }
        }

        return (best, bestScore);
    }

    // A name with a word for "id" beats one without: イベントID, not イベント名.
    private static int Rate(string name, string[] words)
    {
        var score = words.Count(word => name.Contains(word, StringComparison.Ordinal));
        return score > 0 && Array.Exists(IdWords, word => name.Contains(word, StringComparison.Ordinal)) ? score + OfIdWord : score;
    }

    // U+FFFE is no character to .NET's normalising, which throws.
    private static string Normalise(string field) =>
        new([.. field.Replace('\uFFFE', ' ').Normalize(NormalizationForm.FormKC).ToLowerInvariant().Where(char.IsLetterOrDigit)]);
}
