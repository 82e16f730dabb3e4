using System.Text.Json;

namespace RoboSync.DevHost.Listening;

/// <summary>
/// Which blobs a function is told of. In Azure that is Event Grid's business, not the trigger's: a blob that passes the filter and does
/// not fit the path arrives without the path's values. The file is the one that infra/ deploys.
/// </summary>
internal sealed class EventSubscriptions
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    private readonly Dictionary<string, Subscription> byFunction;

    private EventSubscriptions(IEnumerable<Subscription> subscriptions) =>
        byFunction = subscriptions.ToDictionary(subscription => subscription.Function, StringComparer.Ordinal);

    /// <summary>Reads the file; none where there is no file.</summary>
    public static EventSubscriptions Read(string? file) =>
        new(file is null ? [] : JsonSerializer.Deserialize<IReadOnlyList<Subscription>>(File.ReadAllBytes(file), Web)!);

    /// <summary>Whether a function is told of a blob of its container.</summary>
    /// <param name="function">The function's name.</param>
    /// <param name="path">Its trigger's path.</param>
    /// <param name="name">The blob's name.</param>
    public bool Tells(string function, BlobPath path, string name) => byFunction.TryGetValue(function, out var subscription)
        ? name.Contains(subscription.Contains, StringComparison.Ordinal) && name.EndsWith(subscription.EndsWith, StringComparison.Ordinal)
        : path.Match(name) is not null;

    private sealed record Subscription(string Function, string Container, string Contains, string EndsWith);
}
