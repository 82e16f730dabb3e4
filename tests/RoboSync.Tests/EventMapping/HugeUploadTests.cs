using System.Text;
using RoboSync.Sync.EventMapping.Reading;

namespace RoboSync.Tests.EventMapping;

/// <summary>
/// Files of twenty million characters that no spreadsheet program makes: each is refused in words, and memory does not follow its size.
/// </summary>
[Collection(nameof(MappingMemoryTests))]
public sealed class HugeUploadTests
{
    private const int Size = 20 * 1024 * 1024;
    private const long MostAllocated = 1024 * 1024 * 1024;
    private const long MostHeld = 24 * 1024 * 1024;

    [Theory]
    [InlineData(",", "列が多すぎます（上限 1,000列）。")]
    [InlineData(";\t,", "列が多すぎます（上限 1,000列）。")]
    [InlineData("\"", "1つのセルの文字が多すぎます（上限 10,000文字）。")]
    [InlineData("あ", "1つのセルの文字が多すぎます（上限 10,000文字）。")]
    [InlineData("\"\n\",", "列が多すぎます（上限 1,000列）。")]
    [InlineData("\"\"\n\"", "行が多すぎます（上限 100,000行）。")]
    [InlineData(
        "0123456789 0123456789 0123456789 0123456789 0123456789 0123456789 0123456789 0123456789 0123456789,",
        "1行の文字が多すぎます（上限 200,000文字）。",
        100_000)]
    [InlineData("\r\n", "行が多すぎます（上限 100,000行）。")]
    [InlineData(",\r\n", "行が多すぎます（上限 100,000行）。")]
    [InlineData("2239928341129601024,270100\r\n", "行が多すぎます（上限 100,000行）。")]
    [InlineData("2 3,4 5\r\n", "行が多すぎます（上限 100,000行）。")]
    public async Task It_is_refused_in_words_and_memory_does_not_follow_its_size(string part, string reason, int columns = 1000)
    {
        var bytes = Encoding.UTF8.GetBytes(part);
        await using var stream = new RepeatedStream(bytes, Size / bytes.Length);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var allocated = GC.GetTotalAllocatedBytes(precise: true);

        var (file, refusal) = await MappingFile.OpenAsync(stream, Size, default);
        var reader = file is null ? null : await file.ReadAsync(
            new MappingChecks(Uploads.Events.ToHashSet(), Uploads.Seminars.ToHashSet(), 100_000) { MostColumns = columns }, onRow: null);

        allocated = GC.GetTotalAllocatedBytes(precise: true) - allocated;
        (refusal ?? reader!.Problems[0]).Reason.ShouldBe(reason);
        allocated.ShouldBeLessThan(MostAllocated, "with all that was garbage at once");
        (GC.GetTotalMemory(forceFullCollection: true) - before).ShouldBeLessThan(MostHeld);
    }
}
