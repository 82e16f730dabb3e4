using RoboSync.Miws.Definitions;
using RoboSync.Sync.Failures;

namespace RoboSync.Miws.Pages;

/// <summary>
/// A page that is not as its definition says, or that could be read in two ways. The message names the definition and the place, never
/// what stands there.
/// </summary>
internal static class ChangedPage
{
    /// <summary>The failure.</summary>
    public static SyncException Of(PageDefinition definition, string what) => Of(definition.Name, what);

    /// <inheritdoc cref="Of(PageDefinition, string)"/>
    public static SyncException Of(string name, string what) => new(FailureCode.SitePageChanged, $"Page {name}: {what}.");
}
