using System.Globalization;

namespace RoboSync.Sync.Notifications;

/// <summary>Speaks of addresses without naming them.</summary>
internal static class MailAddresses
{
    /// <summary>Where addresses stand in a tenant's document, for example <c>mail.to[1]</c>.</summary>
    /// <param name="to">The document's list.</param>
    /// <param name="cc">The document's other list.</param>
    /// <param name="addresses">The addresses to find.</param>
    public static IReadOnlyList<string> Places(IReadOnlyList<string> to, IReadOnlyList<string> cc, IReadOnlyList<string> addresses)
    {
        var wanted = addresses.ToHashSet(StringComparer.OrdinalIgnoreCase);
        return [.. In("mail.to", to), .. In("mail.cc", cc)];

        IEnumerable<string> In(string name, IReadOnlyList<string> list) => list
            .Index().Where(item => wanted.Contains(item.Item))
            .Select(item => string.Create(CultureInfo.InvariantCulture, $"{name}[{item.Index}]"));
    }
}
