namespace RoboSync.Sync.Failures;

/// <summary>Reads <see cref="FailureCode"/>s by the names they are stored under, today's and former ones.</summary>
public static class FailureCodes
{
    private const string FormerSitePrefix = "Miws";
    private const string SitePrefix = "Site";

    /// <summary>
    /// The code of a stored name. A name that this version does not know was written by a newer one, before somebody went back to this: it
    /// is read as <see cref="FailureCode.Defect"/>, so that no row of it is unreadable.
    /// </summary>
    public static FailureCode Parse(string name)
    {
        var today = name.StartsWith(FormerSitePrefix, StringComparison.Ordinal) ? SitePrefix + name[FormerSitePrefix.Length..] : name;
        return StoredNames.Parse(today, FailureCode.Defect);
    }
}

/// <summary>Writes a code as its name and reads it by <see cref="FailureCodes.Parse"/>.</summary>
public sealed class FailureCodeJson() : StoredNameJson<FailureCode>(FailureCodes.Parse);
