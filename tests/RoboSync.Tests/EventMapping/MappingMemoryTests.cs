using System.Text;
using RoboSync.Sync.EventMapping.Reading;

namespace RoboSync.Tests.EventMapping;

/// <summary>Measures the whole process, so that nothing else may run beside it.</summary>
[CollectionDefinition(nameof(MappingMemoryTests), DisableParallelization = true)]
[Collection(nameof(MappingMemoryTests))]
public sealed class MappingMemoryTests
{
    [Fact]
    public async Task Memory_does_not_grow_with_the_file()
    {
        const int Rows = 400_000;
        var row = Encoding.UTF8.GetBytes("2239928341129601024,270100,\"会社説明会, 東京\"\r\n");
        await using var stream = new RepeatedStream(row, Rows);
        var (file, _) = await MappingFile.OpenAsync(stream, long.MaxValue, default);
        var (rows, early, late) = (0, 0L, 0L);

        var reader =
            await file!.ReadAsync(new MappingChecks(Uploads.Events.ToHashSet(), Uploads.Seminars.ToHashSet(), int.MaxValue), (_, _, _, _) =>
            {
                rows++;
                early = rows == Rows / 10 ? GC.GetTotalMemory(forceFullCollection: true) : early;
                late = rows == Rows ? GC.GetTotalMemory(forceFullCollection: true) : late;
                return Task.CompletedTask;
            });

        (reader.Rows, reader.WarningCount, rows).ShouldBe((1, Rows - 1, Rows));
        (late - early).ShouldBeLessThan(2 * 1024 * 1024, $"{stream.Length:N0} bytes were read");
    }
}
