using System.Text;
using RoboSync.Miws.Pages;
using RoboSync.Miws.Session;
using RoboSync.Sync.Failures;

namespace RoboSync.Tests.Miws;

/// <summary>A page that would take a run's memory or time is refused with a failure of its own.</summary>
public sealed class PageBoundsTests
{
    private static readonly PageLimits Small = PageLimits.Default with { Bytes = 100_000, Elements = 2_000, Depth = 100 };

    [Fact]
    public void Elements_that_lie_in_each_other_without_end_are_refused() => Refused(Times("<div>", 1_500));

    [Fact]
    public void Elements_that_mend_each_other_are_refused() => Refused(Times("<b><p>", 1_200));

    [Fact]
    public void Many_elements_are_refused() => Refused(Times("<i></i>", 2_100));

    [Fact]
    public void Many_bytes_are_refused() => Refused(Times("あ", 40_000));

    [Fact]
    public void Ten_thousand_nested_elements_are_refused_by_the_shipped_limits() =>
        Should.Throw<SyncException>(() => SavedPage.Of(Times("<div>", 10_000))).Code.ShouldBe(FailureCode.SitePageTooLarge);

    [Fact]
    public void Reading_that_takes_too_long_ends()
    {
        var clock = new SlowClock();

        Should.Throw<SyncException>(
            () => HtmlPage.Parse(Encoding.UTF8.GetBytes(Times("<i></i>", 1_900)), null, PageLimits.Default with { Clock = clock }))
            .Code.ShouldBe(FailureCode.SitePageTooLarge);
    }

    [Fact]
    public async Task An_answer_that_unpacks_without_end_is_left_while_it_unpacks()
    {
        using var content = new StreamContent(new Endless());

        (await Should.ThrowAsync<SyncException>(() => BoundedBody.ReadAsync(content, Small.Bytes, default)))
            .Code.ShouldBe(FailureCode.SitePageTooLarge);
    }

    private static void Refused(string html) =>
        Should.Throw<SyncException>(() => HtmlPage.Parse(Encoding.UTF8.GetBytes($"<html>{html}</html>"), null, Small))
            .Code.ShouldBe(FailureCode.SitePageTooLarge);

    private static string Times(string text, int count) => string.Concat(Enumerable.Repeat(text, count));

    /// <summary>Six seconds go by between two looks at it.</summary>
    private sealed class SlowClock : TimeProvider
    {
        private long looks;

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => looks++ * 6;
    }

    private sealed class Endless : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(buffer.Length);
    }
}
