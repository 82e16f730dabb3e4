namespace RoboSync.Torture.Input;

/// <summary>The short form of the rigs; docs/reliability.md has the figures of the long one.</summary>
public sealed class InputTests
{
    private const int Seed = 20_260_701;

    [Theory]
    [InlineData("pages", 1_200)]
    [InlineData("mappings", 4_000)]
    [InlineData("documents", 1_000)]
    [InlineData("definitions", 400)]
    [InlineData("messages", 5_000)]
    [InlineData("answers", 2_500)]
    public async Task Input_from_outside_is_read_right_or_refused_with_a_failure_of_its_kind(string verb, int count)
    {
        var run = new InputRun(verb, InputRigs.ByVerb[verb], Seed);

        await run.RunAsync(0, count, lanes: 2, mostWrong: 5);

        run.Wrong.ShouldBeEmpty();
        run.ByMutation.Values.Sum(sum => sum.Right).ShouldBeGreaterThan(count / 20, "a rig that refuses everything shows nothing");
    }
}
