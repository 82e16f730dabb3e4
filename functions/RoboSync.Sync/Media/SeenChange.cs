using RoboSync.Sync.Calendar;

namespace RoboSync.Sync.Media;

/// <summary>What a time of change that the medium shows says of what was read.</summary>
internal static class SeenChange
{
    // MIWS shows minutes and its clock is not ours: a change this close to the reading may have come after it.
    private static readonly TimeSpan StillChanging = TimeSpan.FromMinutes(2);

    /// <summary>Whether what was read holds everything up to a change that is shown now.</summary>
    /// <param name="lastChanged">The newest change, Japan time, to the minute.</param>
    /// <param name="readAt">When it was read.</param>
    public static bool IsIn(DateTime lastChanged, DateTimeOffset readAt) => JapanTime.FromJapan(lastChanged) + StillChanging <= readAt;
}
