using System.Buffers;
using System.Collections.Frozen;
using System.Text;

namespace RoboSync.Miws.Definitions;

/// <summary>Words of a definition, to be found on a page in whatever width they are written there (NFKC).</summary>
internal sealed class Words(IEnumerable<string>? words)
{
    private const char WideSpace = '\u3000';

    private readonly string[] all = [.. (words ?? []).Select(Narrow)];
    private SearchValues<char>? beginnings;

    /// <summary>Whether a text, in NFKC, is one of them.</summary>
    public bool Contain(string text) => Array.IndexOf(all, text) >= 0;

    /// <summary>Whether a text as it is written can be one of them, by what costs next to nothing to look at.</summary>
    public bool MayContain(string text) => all.Length > 0 && (text.Length == 0 || !IsNarrow(text[0])
        || (beginnings ??= SearchValues.Create([.. all.Where(word => word.Length > 0).Select(word => word[0])])).Contains(text[0]));

    /// <summary>Whether there are any.</summary>
    public bool Any => all.Length > 0;

    /// <summary>A text in NFKC: ﾌﾘｶﾞﾅ and フリガナ are one, １ and 1, （ and (.</summary>
    public static string Narrow(string text)
    {
        var hasWideSpace = false;
        foreach (var character in text)
        {
            if (character == WideSpace)
            {
                hasWideSpace = true;
            }
            else if (!IsNarrow(character))
            {
                return text.Normalize(NormalizationForm.FormKC);
            }
        }

        return hasWideSpace ? text.Replace(WideSpace, ' ') : text;
    }

    // What most texts are made of, and what NFKC leaves as it is.
    private static bool IsNarrow(char character) => character is (>= ' ' and <= '~') or (>= '\u4E00' and <= '\u9FFF')
        or (>= '\u3041' and <= '\u3096') or (>= '\u30A1' and <= '\u30FE') or '\u3005' or '\u3001' or '\u3002' or '\n';
}

/// <summary>The only words that a field may be, and what each means.</summary>
internal sealed class WordMap
{
    private readonly FrozenDictionary<string, string> values;

    /// <summary>Of the words that stand for themselves, or of those that stand for others.</summary>
    public WordMap(string[]? oneOf, Dictionary<string, string>? map)
    {
        var byWord = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var word in oneOf ?? [])
        {
            byWord[Words.Narrow(word)] = word;
        }

        foreach (var (word, value) in map ?? [])
        {
            byWord[Words.Narrow(word)] = value;
        }

        values = byWord.ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>What a text, in NFKC, means; null where it is none of the words.</summary>
    public string? Find(string text) => values.GetValueOrDefault(text);
}
