using System.Globalization;
using RoboSync.Sync.Failures;

namespace RoboSync.Sync.Media;

/// <summary>
/// Tells one person's matter from a changed site, across a run. A value that does not fit, or a field that was filled and is blank: a few
/// are people; more than a few, and more than one in ten of those read, is the site. Somebody who is gone: more than a few is the site,
/// however many were read.
/// </summary>
/// <param name="few">How many are few.</param>
/// <remarks>What was known before this run (a record that is already set aside for the same reason) is not reported here: it would count
/// again in every run.</remarks>
public sealed class ManyGuard(int few = ManyGuard.Few)
{
    /// <summary>How many are few unless a setting says otherwise.</summary>
    public const int Few = 3;

    private const int OneIn = 10;
    private const string Gone = "gone";

    private readonly Dictionary<string, int> odd = new(StringComparer.Ordinal);
    private int read;

    /// <summary>Whether a number of odd ones among all that were read is more than people.</summary>
    public static bool IsMany(int odd, int read, int few = Few) => odd > few && odd * OneIn > read;

    /// <summary>Somebody's page was asked for, however it was read.</summary>
    public void Read() => read++;

    /// <summary>Somebody is odd in some way.</summary>
    /// <param name="what">The way, for example <c>phone</c> or <c>phone is blank</c>; nothing personal.</param>
    /// <returns>The failure to end the run with, its page kept first; null while there are few.</returns>
    public SyncException? Note(string what) => IsMany(Count(what), read, few) ? Failure(what) : null;

    /// <summary>The site says that somebody is gone, or they have left the imported flows.</summary>
    /// <returns>The failure to end the run with, its page kept first; null while there are few.</returns>
    public SyncException? NoteGone() => Count(Gone) > few ? Failure(Gone) : null;

    private int Count(string what) => odd[what] = odd.GetValueOrDefault(what) + 1;

    private SyncException Failure(string what) => new(
        FailureCode.SitePageChanged, string.Create(
            CultureInfo.InvariantCulture, $"{what}: {odd[what]} of {read} applicants read, which is the site and not the people."));
}
