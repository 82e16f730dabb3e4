using System.Text;
using RoboSync.Sync.EventMapping;

namespace RoboSync.Tests.EventMapping;

public sealed class MappingReaderTests
{
    public static TheoryData<UploadCase> Cases => [.. MappingFileTable.All];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Each_file_of_the_table_becomes_what_it_should(UploadCase file)
    {
        var (reader, _, refusal) = await Uploads.ReadAsync(file.Bytes);

        var problems = refusal is null ? reader!.Problems : [refusal];
        var found = problems.Select(problem => $"{problem.Row}:{problem.Reason}")
            .Concat(reader?.Warnings.Select(warning => $"{warning.Row}*:{warning.Reason}") ?? []).ToList();
        found.Count.ShouldBe(file.Found.Length, string.Join('\n', found));
        foreach (var (actual, expected) in found.Zip(file.Found))
        {
            actual.ShouldStartWith(expected);
        }

        if (file.Map.Length > 0)
        {
            problems.ShouldBeEmpty();
            string.Join(' ', reader!.Map.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}"))
                .ShouldBe(file.Map);
        }
        else
        {
            problems.ShouldNotBeEmpty();
        }
    }

    [Fact]
    public void The_table_is_long_enough_to_be_believed() => MappingFileTable.All.Count().ShouldBeGreaterThanOrEqualTo(60);

    [Theory]
    [InlineData("UTF-8（BOM付き）", "コンマ")]
    [InlineData("Shift_JIS", "タブ")]
    [InlineData("UTF-16", "セミコロン")]
    public async Task The_encoding_and_the_delimiter_that_were_found_are_told(string encoding, string delimiter)
    {
        var separator = delimiter switch { "コンマ" => ',', "タブ" => '\t', _ => ';' };
        var text = $"HRMOSイベントID{separator}マイナビセミナーNo.\r\n2239928341129601024{separator}270100\r\n";
        byte[] bytes = encoding switch
        {
            "Shift_JIS" => Uploads.Cp932.GetBytes(text),
            "UTF-16" => [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(text)],
            _ => [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(text)],
        };

        var (reader, file, _) = await Uploads.ReadAsync(bytes);

        (file!.EncodingName, file.DelimiterName, reader!.Rows).ShouldBe((encoding, delimiter, 1));
    }

    [Theory]
    [InlineData("2.241E+18", "2241000000000000123")]
    [InlineData("2241000000000000000", "2241000000000000123")]
    [InlineData("2.23993E+18", null)]
    [InlineData("2305843009213690000", null)]
    public async Task Did_you_mean_is_asked_only_where_one_event_fits_and_never_taken(string damaged, string? suggestion)
    {
        var (reader, _, _) = await Uploads.ReadAsync($"{damaged},270100\r\n");

        var problem = reader!.Problems.ShouldHaveSingleItem();
        reader.Map.ShouldBeEmpty();
        problem.Remedy.StartsWith('「').ShouldBe(suggestion is not null, problem.Remedy);
        problem.Remedy.ShouldContain(suggestion is null ? "表示形式が「文字列」" : $"「{suggestion}」ではありませんか。");
    }

    [Fact]
    public async Task Without_hrmos_the_form_alone_is_checked()
    {
        var bytes = Encoding.UTF8.GetBytes("2239928341129609999,270100\r\n2.2E+18,270101\r\n2239928341129600000,270102\r\n");

        var (reader, _, _) = await Uploads.ReadAsync(bytes, isHrmosReachable: false);

        reader!.Problems.Select(problem => problem.Row).ShouldBe([2, 3]);
    }

    [Fact]
    public async Task Without_hrmos_did_you_mean_goes_by_the_events_that_were_seen_last()
    {
        var (reader, _, _) =
            await Uploads.ReadAsync(Encoding.UTF8.GetBytes("2.241E+18,270100\r\n2241000000000000000,270101\r\n"), isHrmosReachable: false);

        reader!.Problems.Count.ShouldBe(2);
        reader.Problems.ShouldAllBe(problem => problem.Remedy.StartsWith("「2241000000000000123」ではありませんか。", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Problems_are_counted_on_where_they_are_not_listed_any_more()
    {
        var (reader, _, _) = await Uploads.ReadAsync(
            Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 1500).Select(number => $"x,{number}\r\n"))), mostRows: 10_000);

        (reader!.ProblemCount, reader.Problems.Count).ShouldBe((1500, MappingOutcome.MostListed));
    }

    [Fact]
    public async Task Too_many_rows_and_too_large_a_file_are_refused_with_the_limit()
    {
        var rows = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("2239928341129601024,270100\r\n2239928341129601024,\r\n", 20)));

        (await Uploads.ReadAsync(rows, mostRows: 10)).Reader!.Problems[0].Reason.ShouldBe("行が多すぎます（上限 10行）。");
        (await Uploads.ReadAsync(new byte[1024 * 1024 + 1])).Refusal!.Reason.ShouldBe("ファイルが大きすぎます（上限 1 MB）。");
    }

    [Fact]
    public async Task Rows_are_counted_as_excel_counts_them()
    {
        var (reader, _, _) =
            await Uploads.ReadAsync("HRMOSイベントID,マイナビセミナーNo.,名前\r\n\r\n2239928341129601024,270100,\"一\r\n二\"\r\nx,270101,\r\n");

        reader!.Problems.ShouldHaveSingleItem().Row.ShouldBe(4);
    }
}
