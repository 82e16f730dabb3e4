using RoboSync.Sync.EventMapping.Reading;

namespace RoboSync.Tests.EventMapping;

/// <summary>A blob's stream cannot seek on a real host.</summary>
public sealed class SeekableUploadTests
{
    [Fact]
    public async Task What_cannot_seek_is_copied_and_read_as_it_is()
    {
        var bytes = "2239928341129601024,270100\r\n"u8.ToArray();

        await using var stream = await SeekableUpload.OpenAsync(new ForwardStream(bytes.Length, bytes), bytes.Length, default);

        var (file, _) = await MappingFile.OpenAsync(stream.ShouldNotBeNull(), bytes.Length, default);
        (await file!.ReadAsync(new MappingChecks(null, Uploads.Seminars.ToHashSet(), 10), onRow: null)).Map.ShouldHaveSingleItem()
            .Value.ShouldBe("2239928341129601024");
    }

    [Fact]
    public async Task Of_what_is_too_large_no_more_is_read_than_may_be()
    {
        await using var endless = new ForwardStream(long.MaxValue, "2239928341129601024,270100\r\n"u8.ToArray());

        (await SeekableUpload.OpenAsync(endless, 1024 * 1024, default)).ShouldBeNull();

        endless.HandedOut.ShouldBeLessThan(1024 * 1024 + 128 * 1024);
    }

    [Fact]
    public async Task What_can_seek_is_not_copied()
    {
        await using var stream = new MemoryStream(new byte[100]);

        (await SeekableUpload.OpenAsync(stream, 100, default)).ShouldBeSameAs(stream);
        (await SeekableUpload.OpenAsync(stream, 99, default)).ShouldBeNull();
    }
}
