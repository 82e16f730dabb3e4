using System.Text;
using System.Text.RegularExpressions;
using RoboSync.Sync.EventMapping.Reading;

namespace RoboSync.Torture.Input;

/// <summary>
/// Mappings: a file is refused, or what is taken of it is exactly what a person reads in it: the rows under the header, cut by another
/// hand, and in each the two cells; whatever stands above the header, whatever separates the cells, in whatever encoding the file is.
/// </summary>
internal sealed class MappingRig : IInputRig
{
    private static readonly string[] Events =
        ["2239928341129601024", "2239928341129601025", "2241000000000000123", "2305843009213693952", "2305843009213693999"];

    private static readonly string[] Titles = ["2027年卒 イベント名対応表", "出力日：2026/04/01", "採用課,03-1234-5678", "", ",,", "件数,12", "【社外秘】"];

    private static readonly string[] Inserts =
        [
            "",
            "",
            "\"",
            ",",
            "\n",
            "\r\n",
            "0",
            "9",
            "'",
            " ",
            "　",
            "E+",
            ".",
            "-",
            "/",
            "、",
            ";",
            "\t",
            "３",
            "x",
            "=",
            "\u200B",
            "\"\"",
            "\"1\"",
            "2239928341129601025",
            "270100",
            "\0",
            "\uFEFF"];

    private static readonly Encoding[] Strict =
    [
        new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true),
        CodePagesEncodingProvider.Instance.GetEncoding(932, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!,
        new UnicodeEncoding(bigEndian: false, byteOrderMark: true, throwOnInvalidBytes: true),
        new UnicodeEncoding(bigEndian: true, byteOrderMark: true, throwOnInvalidBytes: true),
    ];

    /// <inheritdoc/>
    public Task StartAsync()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task<Verdict> TryAsync(Random random)
    {
        var separator = random.Next(3) switch { 0 => '\t', 1 => ';', _ => ',' };
        var hasHeader = random.Next(5) != 0;
        var isSwapped = hasHeader && random.Next(2) == 0;
        var text = new StringBuilder();
        for (var titles = hasHeader ? random.Next(5) : 0; titles > 0; titles--)
        {
            text.Append(Titles[random.Next(Titles.Length)].Replace(',', separator)).Append("\r\n");
        }

        var map = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var rows = random.Next(1, 30); rows > 0; rows--)
        {
            map[Digits(random)] = Events[random.Next(Events.Length)];
        }

        // Who sorts a sheet in Excel sorts its header among the rows.
        var isSorted = hasHeader && random.Next(20) == 0;
        var headerAt = isSorted ? random.Next(map.Count + 1) : 0;
        var header = isSwapped
            ? $"マイナビセミナーNo.{separator}HRMOSイベントID{separator}名前\r\n"
            : $"HRMOSイベントID{separator}マイナビセミナーNo.{separator}名前\r\n";
        var lines = map.Select(pair => (isSwapped
            ? $"{pair.Key}{separator}\"{pair.Value}\""
            : $"{pair.Value}{separator}{pair.Key}") + separator).ToList();
        for (var index = 0; index <= lines.Count; index++)
        {
            text.Append(hasHeader && index == headerAt ? header : "")
                .Append(index < lines.Count ? lines[index] + "\"説明会\r\n東京, 2\"\r\n" : "");
        }

        var changes = random.Next(6);
        for (var times = changes; times > 0; times--)
        {
            var insert = Inserts[random.Next(Inserts.Length)];
            var at = random.Next(text.Length);
            text = insert.Length == 0 ? text.Remove(at, 1) : text.Insert(at, insert);
        }

        var (bytes, encoding) = Encoded(text.ToString(), random);
        var name = isSorted ? "csv: header among the rows" : $"csv: {(changes == 0 ? "as it is" : "characters")}, {encoding}";
        if (random.Next(6) == 0)
        {
            bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
            (name, changes) = ("csv: a bit flipped", -1);
        }

        var taken = await ReadAsync(bytes);
        return taken is null
            ? new Verdict(name, IsRefused: true, changes == 0 && !isSorted ? $"refused as it was: {text}" : null)
            : new Verdict(name, IsRefused: false, changes < 0
                ? JudgeFlipped(taken, bytes)
                : Judge(taken, text.ToString(), separator) ?? FindLost(taken, text.ToString(), map, lines));
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static string Digits(Random random) =>
        string.Concat(Enumerable.Range(0, random.Next(1, 10)).Select(_ => (char)('0' + random.Next(10))));

    private static (byte[] Bytes, string Name) Encoded(string text, Random random) => random.Next(4) switch
    {
        0 => ([0xFF, 0xFE, .. Encoding.Unicode.GetBytes(text)], "UTF-16"),
        1 when !text.Any(character => character is '\u200B' or '\uFEFF') => (Encoding.GetEncoding(932).GetBytes(text), "Shift_JIS"),
        2 => ([0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(text)], "UTF-8 with its mark"),
        _ => (Encoding.UTF8.GetBytes(text), "UTF-8"),
    };

    private static async Task<IReadOnlyDictionary<string, string>?> ReadAsync(byte[] bytes)
    {
        using var stream = new MemoryStream(bytes);
        var (file, _) = await MappingFile.OpenAsync(stream, mostBytes: 1024 * 1024, default);
        var reader = file is null ? null : await file.ReadAsync(
            new MappingChecks(Events.ToHashSet(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal), 1000), onRow: null);
        return reader is null || reader.ProblemCount > 0 ? null : reader.Map;
    }

    // A line that stands there as it was made is a row to everybody who looks at the file: a quote above it may not swallow it.
    private static string? FindLost(
        IReadOnlyDictionary<string, string> taken, string text, Dictionary<string, string> map, List<string> lines)
    {
        var there = text.Split('\n', '\r');
        var lost = map.Where((pair, index) => !taken.Contains(pair)
            && Array.Exists(there, line => line.StartsWith(lines[index], StringComparison.Ordinal))).ToList();
        return lost.Count == 0 ? null : $"{lost[0]} is lost of\n{text}";
    }

    private static string? Judge(IReadOnlyDictionary<string, string> taken, string text, char separator) =>
        IsAsRead(taken, text, separator) ? null : $"taken {string.Join(' ', taken)} of\n{text}";

    // Flipped, a file is another file: what is taken must be all that it says now, in an encoding that all of its bytes fit. An id that
    // changed on the way is seen, and so is a row that fell out.
    private static string? JudgeFlipped(IReadOnlyDictionary<string, string> taken, byte[] bytes)
    {
        var texts = Strict.Select(encoding => Decode(encoding, bytes)).OfType<string>().Select(text => text.TrimStart('\uFEFF')).ToList();
        return texts.Exists(text => IsAsRead(taken, text, ',') || IsAsRead(taken, text, ';') || IsAsRead(taken, text, '\t'))
            ? null
            : $"taken {string.Join(' ', taken)} of\n{texts.FirstOrDefault() ?? "what fits no encoding"}";
    }

    private static string? Decode(Encoding encoding, byte[] bytes)
    {
        try
        {
            return encoding.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private static string Narrow(string text) => text.Normalize(NormalizationForm.FormKC);

    private static bool IsAsRead(IReadOnlyDictionary<string, string> taken, string text, char separator)
    {
        var rows = ByHand(text, separator);
        // Where both names stand in one cell, the row says of no column which it is.
        var header = rows.FindIndex(row => Named(row, "HRMOS", "イベント") is >= 0 and var named
            && Named(row, "マイナビ", "セミナー") is >= 0 and var other && other != named);
        var (eventAt, seminarAt) = header < 0 ? (0, 1) : (Named(rows[header], "HRMOS", "イベント"), Named(rows[header], "マイナビ", "セミナー"));
        var read = rows.Skip(header + 1).Where(row => row.Length > Math.Max(eventAt, seminarAt))
            .Select(row => (Event: Plain(row[eventAt]), Seminar: Plain(row[seminarAt])))
            .Where(pair => Regex.IsMatch(pair.Event, @"\A[0-9]{15,}\z") && pair.Seminar.Length > 0).ToList();
        return read.TrueForAll(pair => taken.TryGetValue(pair.Seminar, out var eventId) && eventId == pair.Event)
            && read.Select(pair => pair.Seminar).Distinct(StringComparer.Ordinal).Count() == taken.Count;
    }

    // Of two cells that name it, the one that says that it is an id: マイナビセミナーNo., not マイナビ.
    private static int Named(string[] row, params string[] words)
    {
        var names = Array.ConvertAll(row, cell => Regex.Replace(Narrow(cell), @"[^\p{L}\p{N}]", "").ToUpperInvariant());
        bool Names(string name) => words.Any(word => name.Contains(word, StringComparison.Ordinal));
        var id = Array.FindIndex(
            names, name => Names(name) && (name.Contains("ID", StringComparison.Ordinal) || name.Contains("NO", StringComparison.Ordinal)));
        return id >= 0 ? id : Array.FindIndex(names, Names);
    }

    private static string Plain(string cell) => new([.. Narrow(cell).SkipWhile(IsAround).Reverse().SkipWhile(IsAround).Reverse()]);

    private static bool IsAround(char character) => char.IsWhiteSpace(character) || character is '\u200B' or '\uFEFF' or '\'' or '"' or '=';

    // RFC 4180, a character at a time.
    private static List<string[]> ByHand(string text, char separator)
    {
        var (rows, row, cell, quoted) = (new List<string[]>(), new List<string>(), new StringBuilder(), false);
        for (var index = 0; index < text.Length; index++)
        {
            var character = text[index];
            if (quoted && character == '"' && index + 1 < text.Length && text[index + 1] == '"')
            {
                cell.Append('"');
                index++;
            }
            else if (character == '"' && (quoted || cell.Length == 0))
            {
                quoted = !quoted;
            }
            else if (!quoted && (character == separator || character is '\r' or '\n'))
            {
                row.Add(cell.ToString());
                cell.Clear();
                if (character != separator)
                {
                    rows.Add([.. row]);
                    row.Clear();
                }
            }
            else
            {
                cell.Append(character);
            }
        }

        row.Add(cell.ToString());
        rows.Add([.. row]);
        return rows;
    }
}
