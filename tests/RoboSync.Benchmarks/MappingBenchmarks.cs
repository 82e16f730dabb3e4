using System.Globalization;
using System.Text;
using BenchmarkDotNet.Attributes;
using RoboSync.Sync.EventMapping.Reading;

namespace RoboSync.Benchmarks;

/// <summary>
/// Reading and checking an event mapping of a million rows against CsvHelper alone, which cuts the same file into the same fields.
/// </summary>
[InProcessShort]
[MemoryDiagnoser]
public class MappingBenchmarks
{
    private const int Rows = 1_000_000;
    private const int Seminars = 5_000;

    private readonly string path = Path.Combine(Path.GetTempPath(), "robosync-mapping-benchmark.csv");
    private MappingChecks checks = null!;

    [GlobalSetup]
    public async Task SetupAsync()
    {
        var events = Enumerable.Range(0, 500).Select(number => $"22399283411296{number.ToString("00000", CultureInfo.InvariantCulture)}")
            .ToList();
        var seminars = Enumerable.Range(270_000, Seminars).Select(number => number.ToString(CultureInfo.InvariantCulture)).ToList();
        checks = new MappingChecks(events.ToHashSet(StringComparer.Ordinal), seminars.ToHashSet(StringComparer.Ordinal), int.MaxValue);
        await using var file = new StreamWriter(path, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
        await file.WriteAsync("HRMOSイベントID,マイナビセミナーNo.,イベント名\r\n");
        for (var row = 0; row < Rows; row++)
        {
            await file.WriteAsync($"{events[row % Seminars % events.Count]},{seminars[row % Seminars]},\"会社説明会, 東京\"\r\n");
        }
    }

    [GlobalCleanup]
    public void Cleanup() => File.Delete(path);

    [Benchmark(Baseline = true, Description = "1,000,000 rows: CsvHelper alone")]
    public async Task<int> CsvHelperAlone()
    {
        using var text = new StreamReader(path, Encoding.UTF8, detectEncodingFromByteOrderMarks: true, 64 * 1024);
        using var csv = CsvText.Parse(text, ",");
        var length = 0;
        while (await csv.ReadAsync())
        {
            length += csv[0].Length + csv[1].Length;
        }

        return length;
    }

    [Benchmark(Description = "1,000,000 rows: read and checked")]
    public async Task<int> Checked()
    {
        await using var stream = File.OpenRead(path);
        var (file, _) = await MappingFile.OpenAsync(stream, long.MaxValue, default);
        var reader = await file!.ReadAsync(checks, onRow: null);
        return reader.Rows + reader.WarningCount;
    }
}
