using System.Text.RegularExpressions;

namespace RoboSync.DevHost.Listening;

/// <summary>A blob trigger's path, such as <c>mappings/{tenantId}/inbox/{name}</c>.</summary>
internal sealed class BlobPath
{
    private readonly Regex pattern;

    public BlobPath(string path)
    {
        var parts = path.Split('/', 2);
        Container = parts[0];
        var named = Regex.Replace(
            Regex.Escape(parts[1]), @"\\\{(?<key>\w+)}", "(?<${key}>.*)", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
        pattern = new Regex($"^{named}$", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
    }

    /// <summary>The container.</summary>
    public string Container { get; }

    /// <summary>What a blob's name holds in place of the names in braces; null where it does not fit.</summary>
    public IReadOnlyDictionary<string, string>? Match(string name) => pattern.Match(name) is { Success: true } match
        ? pattern.GetGroupNames().Skip(1).ToDictionary(group => group, group => match.Groups[group].Value, StringComparer.OrdinalIgnoreCase)
        : null;
}
