namespace RoboSync.Torture.Engine;

/// <summary>The rigs for the engine: what happens between two machines.</summary>
internal static class EngineRigs
{
    public static IReadOnlyList<Rig> All { get; } =
    [
        new("kills", "Functions processes are killed at any moment while slots, an upload and a check are worked on.", Kills.PlayAsync),
        new("lost-answers", "Each kind of storage write of a slot is done, and its answer is cut, once.", LostAnswers.PlayAsync),
        new("site-faults", "A fault of MIWS or HRMOS at a step: once, three times, or until it is healed.", SiteFaults.PlayAsync),
        new("storage-away", "Storage is busy or cuts connections, for a while.", StorageAway.PlayAsync),
        new("moving-site", "People enter, leave, change, book and cancel between the requests of a run.", MovingSite.PlayAsync),
    ];
}
