using System.Reflection;
using RoboSync.Sync.Media;
using RoboSync.Sync.Queues;

namespace RoboSync.Tests.Miws;

/// <summary>The folder of page definitions, as storage keeps it.</summary>
internal sealed class PutUp(params (string Name, string Text)[] definitions) : IPageDefinitionOverrides
{
    public Dictionary<string, string> Texts { get; } =
        definitions.ToDictionary(definition => definition.Name, definition => definition.Text, StringComparer.Ordinal);

    public Dictionary<string, string> Good { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, string> Results { get; } = new(StringComparer.Ordinal);

    public Task<IReadOnlyDictionary<string, PutUpDefinition>> ReadAllAsync(string medium, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyDictionary<string, PutUpDefinition>>(
            Texts.ToDictionary(
                text => text.Key, text => new PutUpDefinition(text.Value, Good.GetValueOrDefault(text.Key)), StringComparer.Ordinal));

    public Task KeepGoodAsync(string medium, string name, string text, CancellationToken cancellationToken)
    {
        Good[name] = text;
        return Task.CompletedTask;
    }

    public Task SaveResultAsync(string medium, string name, string result, CancellationToken cancellationToken)
    {
        Results[name] = result;
        return Task.CompletedTask;
    }
}

/// <summary>Queues that take everything and count it.</summary>
public class NoQueues : DispatchProxy
{
    public static IWorkQueues Create() => Create<IWorkQueues, NoQueues>();

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => Task.CompletedTask;
}
