using System.Text;
using System.Text.RegularExpressions;
using CsCheck;
using RoboSync.Sync.Ats;
using RoboSync.Sync.EventMapping;
using RoboSync.Sync.Media;

namespace RoboSync.Tests.EventMapping;

public sealed class MappingPropertyTests
{
    private static readonly Gen<string> EventIds = Gen.Int[0, Uploads.Events.Length - 1].Select(index => Uploads.Events[index]);
    private static readonly Gen<string> SeminarNumbers = Gen.String[Gen.Char['0', '9'], 1, 9];
    private static readonly Gen<Dictionary<string, string>> Maps = Gen.Dictionary(SeminarNumbers, EventIds)[1, 30];
    private static readonly Gen<string> Names = Gen.String[Gen.Char["=+-@\t\",;\r\n' 　会社1A"], 0, 12];

    [Fact]
    public void What_the_sheet_shows_is_read_as_it_is() => Gen.Select(Maps, Names).Sample(
        (map, name) =>
        {
            var known = new KnownSites(
                [.. Uploads.Events.Select(id => new AtsEvent(id, name, null))],
                [
                    .. map.Keys.Select(number => new Seminar(number, name, new DateOnly(2026, 7, 1), 1)),
                    new Seminar("999999999999", name, new DateOnly(2026, 7, 1), 2)]);
            var bytes = MappingSheet.BuildAsync(new EventMap(1, map), known).GetAwaiter().GetResult();
            var (reader, _, refusal) = Uploads.ReadAsync(bytes).GetAwaiter().GetResult();
            return refusal is null && reader!.ProblemCount == 0 && reader.Map.Count == map.Count
                && map.All(pair => reader.Map[pair.Key] == pair.Value);
        },
        iter: 800);

    /// <summary>
    /// Bytes of a good file are changed at random. Where the result is still accepted, every pair that was taken stands in one line of the
    /// text, digit by digit, and no line that shows two ids was left out.
    /// </summary>
    [Fact]
    public void No_mutated_file_is_accepted_with_another_meaning_than_it_shows()
    {
        string[] inserts = ["", "\"", ",", "\n", "\r\n", "0", "9", "=", "'", " ", "　", "E", "+", ".", "-", ";", "\t", "３", "x", "\u200B"];
        var edits = Gen.Select(Gen.Int[0, 4000], Gen.Int[0, inserts.Length - 1].Select(index => inserts[index])).List[1, 6];
        Gen.Select(Maps, edits, Gen.Bool).Sample(
            (map, changes, withHeader) =>
            {
                var text = new StringBuilder(withHeader ? "HRMOSイベントID,マイナビセミナーNo.,名前\r\n" : "");
                foreach (var (seminar, eventId) in map)
                {
                    text.Append(eventId).Append(',').Append(seminar).Append(",\"説明会, 東京\"\r\n");
                }

                foreach (var (at, insert) in changes)
                {
                    var index = at % text.Length;
                    text = insert.Length == 0 ? text.Remove(index, 1) : text.Insert(index, insert);
                }

                return IsHonest(text.ToString());
            },
            iter: 3000);
    }

    /// <summary>
    /// As a person reads it: the rows under the header, cut by somebody else's hand, and in each the two cells. What is taken is all of
    /// that and nothing else; whatever stands above the header, whatever separates the cells, and in whatever encoding the file is.
    /// </summary>
    [Fact]
    public void What_is_taken_is_exactly_what_a_person_reads()
    {
        string[] titles = ["2027年卒 イベント名対応表", "出力日：2026/04/01", "採用課,03-1234-5678", "", ",,", "件数,12", "【社外秘】"];
        string[] inserts =
            ["", "\"", ",", "\n", "\r\n", "0", "9", "'", " ", "　", "E+", ".", "-", "/", "、", ";", "３", "x", "\u200B", "\"\"", "\"1\""];
        var edits = Gen.Select(Gen.Int[0, 8000], Gen.Int[0, inserts.Length - 1].Select(index => inserts[index])).List[0, 5];
        var tops = Gen.Int[0, titles.Length - 1].Select(index => titles[index]).List[0, 4];
        Gen.Select(Maps, edits, tops, Gen.Bool, Gen.Bool).Sample(
            (map, changes, top, isSwapped, isTabbed) =>
            {
                var separator = isTabbed ? '\t' : ',';
                var text = new StringBuilder(string.Concat(top.Select(title => title.Replace(',', separator) + "\r\n")));
                text.Append(isSwapped ? $"マイナビセミナーNo.{separator}HRMOSイベントID" : $"HRMOSイベントID{separator}マイナビセミナーNo.").Append(separator)
                    .Append("名前\r\n");
                foreach (var (seminar, eventId) in map)
                {
                    text.Append(isSwapped ? $"{seminar}{separator}\"{eventId}\"" : $"{eventId}{separator}{seminar}").Append(separator)
                        .Append("\"説明会\r\n東京, 2\"\r\n");
                }

                foreach (var (at, insert) in changes)
                {
                    var index = at % text.Length;
                    text = insert.Length == 0 ? text.Remove(index, 1) : text.Insert(index, insert);
                }

                var (reader, _, refusal) = Uploads.ReadAsync(isTabbed
                    ? [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(text.ToString())]
                    : Encoding.UTF8.GetBytes(text.ToString())).GetAwaiter().GetResult();
                if (changes.Count == 0)
                {
                    (refusal is null && reader!.ProblemCount == 0)
                        .ShouldBeTrue(text + string.Join('\n', reader?.Problems.Select(problem => problem.Reason) ?? []));
                }

                return refusal is not null || reader!.ProblemCount > 0 || IsAsRead(reader.Map, text.ToString(), separator);
            },
            iter: 4000);
    }

    private static bool IsAsRead(IReadOnlyDictionary<string, string> taken, string text, char separator)
    {
        var rows = ByHand(text, separator);
        var header = rows.FindIndex(row => Named(row, "HRMOS", "イベント") >= 0 && Named(row, "マイナビ", "セミナー") >= 0);
        var (eventAt, seminarAt) = header < 0 ? (0, 1) : (Named(rows[header], "HRMOS", "イベント"), Named(rows[header], "マイナビ", "セミナー"));
        var read = rows.Skip(header + 1).Where(row => row.Length > Math.Max(eventAt, seminarAt))
            .Select(row => (Event: Plain(row[eventAt]), Seminar: Plain(row[seminarAt])))
            .Where(pair => Regex.IsMatch(pair.Event, @"\A[0-9]{15,}\z") && pair.Seminar.Length > 0).ToList();
        return read.TrueForAll(pair => taken.TryGetValue(pair.Seminar, out var eventId) && eventId == pair.Event)
            && read.Select(pair => pair.Seminar).Distinct().Count() == taken.Count;
    }

    private static int Named(string[] row, params string[] words) =>
        Array.FindIndex(row, cell => words.Any(word => Regex.Replace(cell, @"[^\p{L}]", "").Contains(word, StringComparison.Ordinal)));

    private static string Plain(string cell) => cell.Normalize(NormalizationForm.FormKC).Trim(' ', '\u200B', '\'', '"', '\r', '\n', '\t');

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
            else if (!quoted && character == separator)
            {
                row.Add(cell.ToString());
                cell.Clear();
            }
            else if (!quoted && character is '\r' or '\n' && !quoted)
            {
                row.Add(cell.ToString());
                cell.Clear();
                rows.Add([.. row]);
                row.Clear();
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

    private static bool IsHonest(string text)
    {
        var (reader, _, refusal) = Uploads.ReadAsync(text).GetAwaiter().GetResult();
        if (refusal is not null || reader!.ProblemCount > 0)
        {
            return true;
        }

        // An independent, simple-minded reading: the runs of digits of each physical line.
        var lines = text.Split(['\r', '\n'])
            .Select(line => Regex.Matches(line.Normalize(NormalizationForm.FormKC), "[0-9]+").Select(match => match.Value).ToHashSet())
            .ToList();
        return reader.Map.All(pair => lines.Any(line => line.Contains(pair.Key) && line.Contains(pair.Value)))
            && lines.All(line => !Uploads.Events.Any(line.Contains) || line.Count < 2
                || line.Any(number => reader.Map.TryGetValue(number, out var eventId) && line.Contains(eventId))
                || reader.RowsWithoutSeminar > 0);
    }
}
