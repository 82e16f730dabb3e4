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
                [.. map.Keys.Select(number => new Seminar(number, name, new DateOnly(2026, 7, 1), 1)), new Seminar("999999999999", name, new DateOnly(2026, 7, 1), 2)]);
            var bytes = MappingSheet.BuildAsync(new EventMap(1, map), known).GetAwaiter().GetResult();
            var (reader, _, refusal) = Uploads.ReadAsync(bytes).GetAwaiter().GetResult();
            return refusal is null && reader!.ProblemCount == 0 && reader.Map.Count == map.Count && map.All(pair => reader.Map[pair.Key] == pair.Value);
        },
        iter: 800);

    /// <summary>
    /// Bytes of a good file are changed at random. Where the result is still accepted, every pair that was taken stands in one line of the text, digit by
    /// digit, and no line that shows two ids was left out.
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

    private static bool IsHonest(string text)
    {
        var (reader, _, refusal) = Uploads.ReadAsync(text).GetAwaiter().GetResult();
        if (refusal is not null || reader!.ProblemCount > 0)
        {
            return true;
        }

        // An independent, simple-minded reading: the runs of digits of each physical line.
        var lines = text.Split(['\r', '\n']).Select(line => Regex.Matches(line.Normalize(NormalizationForm.FormKC), "[0-9]+").Select(match => match.Value).ToHashSet()).ToList();
        return reader.Map.All(pair => lines.Any(line => line.Contains(pair.Key) && line.Contains(pair.Value)))
            && lines.All(line => !Uploads.Events.Any(line.Contains) || line.Count < 2
                || line.Any(number => reader.Map.TryGetValue(number, out var eventId) && line.Contains(eventId))
                || reader.RowsWithoutSeminar > 0);
    }
}
