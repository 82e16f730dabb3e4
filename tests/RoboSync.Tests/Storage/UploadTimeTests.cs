using RoboSync.Storage.Blobs;

namespace RoboSync.Tests.Storage;

public sealed class UploadTimeTests
{
    private static readonly DateTimeOffset LastModified = new(2026, 6, 1, 3, 0, 5, TimeSpan.Zero);

    [Fact]
    public void Of_two_uploads_in_one_second_the_later_one_is_known() =>
        UploadTime.Of("2026-06-01T03:00:05.2000000Z", LastModified)
            .ShouldBeLessThan(UploadTime.Of("2026-06-01T03:00:05.7000000Z", LastModified));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("7")]
    [InlineData("2020-06-01T03:00:05.2000000Z")]
    public void Without_versions_it_is_the_last_change(string? versionId) => UploadTime.Of(versionId, LastModified).ShouldBe(LastModified);
}
