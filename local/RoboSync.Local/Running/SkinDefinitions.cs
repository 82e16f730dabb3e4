using RoboSync.Simulators.Miws.Skins;

namespace RoboSync.Local.Running;

/// <summary>
/// Page definitions for the skins of the simulated MIWS that the shipped ones do not fit: the files of <c>PageDefinitions/{skin}</c>, to be
/// put up as an operator would.
/// </summary>
internal static class SkinDefinitions
{
    /// <summary>Texts by name; empty for the skin that the shipped definitions are written for.</summary>
    public static IReadOnlyDictionary<string, string> Of(MiwsSkin skin) => skin == MiwsSkin.Plain
        ? new Dictionary<string, string>(StringComparer.Ordinal)
        : Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "PageDefinitions", skin.Name), "*.json")
            .ToDictionary(file => Path.GetFileNameWithoutExtension(file), File.ReadAllText, StringComparer.Ordinal);
}
