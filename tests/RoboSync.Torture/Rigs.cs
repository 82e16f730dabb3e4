using RoboSync.EndToEndTests.Running;
using RoboSync.Torture.Engine;

namespace RoboSync.Torture;

/// <summary>A rig: plays one case after another, each from a seed of its own.</summary>
/// <param name="Verb">What it is called on the command line.</param>
/// <param name="What">What it does, for the list.</param>
/// <param name="PlayAsync">Plays the case; fails where a promise of docs/reliability.md is broken. The text says what was played.</param>
internal sealed record Rig(string Verb, string What, Func<StorageFixture, TortureCase, Task<string>> PlayAsync);

/// <summary>One case of a rig. The same seed and number are the same case.</summary>
/// <param name="Seed">Of the whole series.</param>
/// <param name="Number">From 0.</param>
internal sealed record TortureCase(int Seed, int Number)
{
    /// <summary>A source of randomness that nothing else of the case draws from.</summary>
    public Random Random() => new(unchecked((Seed * 1_000_003) + Number));

    /// <summary>Seed of the simulated world.</summary>
    public int WorldSeed => unchecked((Seed * 7919) + (Number * 104_729)) & int.MaxValue;
}

/// <summary>Every rig there is.</summary>
internal static class Rigs
{
    public static IReadOnlyList<Rig> All { get; } = [.. EngineRigs.All];

    public static Rig? Find(string verb) => All.FirstOrDefault(rig => string.Equals(rig.Verb, verb, StringComparison.Ordinal));
}
