using RoboSync.EndToEndTests.Running;

[assembly: AssemblyFixture(typeof(StorageFixture))]

namespace RoboSync.Torture.Engine;

/// <summary>The short form of each rig: a class each, so that they share the machine's cores.</summary>
public abstract class ShortForm(StorageFixture storage)
{
    private const int Seed = 1;

    /// <summary>Plays one case and says, where it fails, how to see it again.</summary>
    protected async Task PlayAsync(string verb, int number)
    {
        var (rig, at) = (Rigs.Find(verb)!, new TortureCase(Seed, number));
        try
        {
            TestContext.Current.SendDiagnosticMessage(await rig.PlayAsync(storage, at));
        }
        catch (Exception failure)
        {
            throw new InvalidOperationException($"Repeat: {LongForm.Repeat(rig, at)}\n{failure.Message}", failure);
        }
    }
}

/// <summary>Kills.</summary>
public sealed class KillsTests(StorageFixture storage) : ShortForm(storage)
{
    [Fact]
    public Task Whoever_is_killed_when_loses_nothing_and_doubles_nothing() => PlayAsync("kills", 1);
}

/// <summary>Lost answers.</summary>
public sealed class LostAnswersTests(StorageFixture storage) : ShortForm(storage)
{
    [Fact]
    public Task A_lost_answer_of_storage_is_no_conflict() => PlayAsync("lost-answers", 0);
}

/// <summary>Site faults.</summary>
public sealed class SiteFaultsTests(StorageFixture storage) : ShortForm(storage)
{
    public static TheoryData<int> Numbers => [.. Enumerable.Range(0, 8)];

    [Theory]
    [MemberData(nameof(Numbers))]
    public Task The_next_slots_make_good_what_a_fault_left(int number) => PlayAsync("site-faults", number);
}

/// <summary>Storage away.</summary>
public sealed class StorageAwayTests(StorageFixture storage) : ShortForm(storage)
{
    public static TheoryData<int> Numbers => [.. Enumerable.Range(0, 3)];

    [Theory]
    [MemberData(nameof(Numbers))]
    public Task Storage_that_is_away_is_no_defect(int number) => PlayAsync("storage-away", number);
}

/// <summary>A site that moves.</summary>
public sealed class MovingSiteTests(StorageFixture storage) : ShortForm(storage)
{
    public static TheoryData<int> Numbers => [.. Enumerable.Range(0, 3)];

    [Theory]
    [MemberData(nameof(Numbers))]
    public Task A_site_that_changes_while_it_is_read_ends_in_step(int number) => PlayAsync("moving-site", number);
}
