using CsCheck;
using RoboSync.Sync.Ats;
using RoboSync.Sync.EventMapping;
using RoboSync.Sync.Media;

namespace RoboSync.Tests.EventMapping;

/// <summary>The sheet goes round; mutated files are the rig `mappings` of RoboSync.Torture.</summary>
public sealed class MappingPropertyTests
{
    private static readonly Gen<string> EventIds = Gen.Int[0, Uploads.Events.Length - 1].Select(index => Uploads.Events[index]);
    private static readonly Gen<string> SeminarNumbers = Gen.String[Gen.Char['0', '9'], 1, 9];
    private static readonly Gen<Dictionary<string, string>> Maps = Gen.Dictionary(SeminarNumbers, EventIds)[1, 30];
    private static readonly Gen<string> Names = Gen.String[Gen.Char["=+-@\t\",;\r\n' 　会社1A"], 0, 12];

    [Fact]
    public void What_the_sheet_shows_is_read_as_it_is() => Gen.Select(Maps, Names).Each(
        800,
        sample =>
        {
            var (map, name) = sample;
            var known = new KnownSites(
                [.. Uploads.Events.Select(id => new AtsEvent(id, name, null))],
                [
                    .. map.Keys.Select(number => new Seminar(number, name, new DateOnly(2026, 7, 1), 1)),
                    new Seminar("999999999999", name, new DateOnly(2026, 7, 1), 2)]);
            var bytes = MappingSheet.BuildAsync(new EventMap(1, map), known).GetAwaiter().GetResult();
            var (reader, _, refusal) = Uploads.ReadAsync(bytes).GetAwaiter().GetResult();

            refusal.ShouldBeNull();
            reader!.Problems.ShouldBeEmpty();
            reader.Map.ShouldBe(map, ignoreOrder: true);
        });
}
