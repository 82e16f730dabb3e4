using System.Diagnostics;
using System.Globalization;
using RoboSync.DevHost;

namespace RoboSync.EndToEndTests.DevHost;

/// <summary>Processes that this one starts.</summary>
public sealed class ChildProcessTests
{
    [Fact]
    public async Task A_grandchild_that_keeps_the_output_open_holds_nobody_up()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The test speaks sh.");
        var said = new List<string>();
        var child = ChildProcess.Start(new ProcessStartInfo("sh") { ArgumentList = { "-c", "sleep 300 & echo $!" } }, said.Add);

        (await child.EndedAsync(TestContext.Current.CancellationToken)).ShouldBe(0);
        await child.DisposeAsync();

        using var grandchild = Process.GetProcessById(int.Parse(said.ShouldHaveSingleItem(), CultureInfo.InvariantCulture));
        grandchild.HasExited.ShouldBeFalse("it would have been waited for");
        grandchild.Kill();
    }

    [Fact]
    public async Task Its_last_words_are_heard()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The test speaks sh.");
        var said = new List<string>();
        await using var child = ChildProcess.Start(
            new ProcessStartInfo("sh") { ArgumentList = { "-c", "seq 1 5000; echo last >&2; exit 3" } }, said.Add);

        (await child.EndedAsync(TestContext.Current.CancellationToken)).ShouldBe(3);

        said.Count.ShouldBe(5001);
        said.ShouldContain("last");
    }
}
