using Azure.Data.Tables;

namespace RoboSync.Storage.Tables;

/// <summary>What the rows of both link tables say of an announcement: who made it, and when.</summary>
internal static class Announcements
{
    /// <summary>Column of when it was announced.</summary>
    public const string At = "IntendedAt";

    /// <summary>Column of the account and the run that announced it.</summary>
    public const string By = "RunId";

    /// <summary>Whether a stored row is this very announcement, stored by a try whose answer was lost.</summary>
    public static bool IsSame(TableEntity stored, TableEntity ours) =>
        stored.GetDateTimeOffset(At) is { } at && at == ours.GetDateTimeOffset(At)
        && string.Equals(stored.GetString(By), ours.GetString(By), StringComparison.Ordinal);
}
