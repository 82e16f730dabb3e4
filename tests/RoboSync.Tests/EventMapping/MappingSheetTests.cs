using System.Text;
using RoboSync.Sync.Ats;
using RoboSync.Sync.EventMapping;
using RoboSync.Sync.Media;
using RoboSync.Sync.Spreadsheets;

namespace RoboSync.Tests.EventMapping;

public sealed class MappingSheetTests
{
    private static readonly EventMap Map = new(3, new Dictionary<string, string>
    {
        ["270101"] = Uploads.Events[0], ["270100"] = Uploads.Events[0], ["270103"] = "2200000000000000001",
    });

    private static readonly KnownSites Known = new(
        [
            new AtsEvent(Uploads.Events[1], "=cmd|' /C calc'!A0", new DateTimeOffset(2026, 8, 1, 14, 0, 0, TimeSpan.FromHours(9))),
            new AtsEvent(Uploads.Events[0], "会社説明会", new DateTimeOffset(2026, 7, 1, 5, 0, 0, TimeSpan.Zero)),
        ],
        [
            new Seminar("270100", "会社説明会A", new DateOnly(2026, 7, 1), 3), new Seminar("270101", "会社説明会B", new DateOnly(2026, 7, 1), 0),
            new Seminar("270102", "座談会", new DateOnly(2026, 7, 5), 4),
        ]);

    [Fact]
    public async Task It_shows_every_event_with_its_seminars_and_what_is_not_mapped_yet()
    {
        var text = Encoding.UTF8.GetString(await MappingSheet.BuildAsync(Map, Known));

        text.ShouldBe("\uFEFF" + """"
            "HRMOSイベントID","マイナビセミナーNo.","イベント名","イベント日時","セミナー名","セミナー開催日","対応状況","まだ対応づけていないセミナー"
            "=""2239928341129601024""","=""270100""","会社説明会","2026/07/01 14:00","会社説明会A","2026/07/01","対応済み","No. 270102　座談会　2026/07/05　予約4件"
            "=""2239928341129601024""","=""270101""","会社説明会","2026/07/01 14:00","会社説明会B","2026/07/01","対応済み",""
            "=""2239928341129601025""","","'=cmd|' /C calc'!A0","2026/08/01 14:00","","","未対応",""
            "=""2200000000000000001""","=""270103""","（HRMOSに見つかりません）","","","","対応済み",""

            """".ReplaceLineEndings("\r\n"));
    }

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+81-90", "'+81-90")]
    [InlineData("-1", "'-1")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("\t=1", "'\t=1")]
    [InlineData(" =1", "' =1")]
    [InlineData("　＝1", "'　＝1")]
    [InlineData("=\"1\"&A1", "'=\"1\"&A1")]
    [InlineData("会社説明会", "会社説明会")]
    [InlineData("2239928341129601024", "=\"2239928341129601024\"")]
    [InlineData("270100", "270100")]
    public async Task Nothing_runs_as_a_formula_and_no_long_number_loses_a_digit(string field, string written)
    {
        using var bytes = new MemoryStream();
        await using (var csv = new SpreadsheetCsv(bytes))
        {
            await csv.WriteAsync([field]);
        }

        Encoding.UTF8.GetString(bytes.ToArray()).ShouldBe($"\uFEFF\"{written.Replace("\"", "\"\"", StringComparison.Ordinal)}\"\r\n");
    }

    [Fact]
    public void Changes_are_counted_by_seminar() => MappingChanges.Between(
        new Dictionary<string, string> { ["1"] = "a", ["2"] = "a", ["3"] = "a" },
        new Dictionary<string, string> { ["2"] = "b", ["3"] = "a", ["4"] = "a", ["5"] = "a" }).ShouldBe(new MappingChanges(2, 1, 1, 1));
}
