using System.Reflection;
using RoboSync.Sync.Media;
using RoboSync.Sync.Queues;
using RoboSync.Sync.Tenants;

namespace RoboSync.Torture.Input;

/// <summary>What the readers under test have around them and no rig looks at: it takes everything and holds nothing.</summary>
public class Outside : DispatchProxy, IPageArchive, IPageDefinitionOverrides
{
    /// <summary>Queues that take everything.</summary>
    public static IWorkQueues Queues => Create<IWorkQueues, Outside>();

    /// <inheritdoc/>
    public Task KeepAsync(
        AccountKey account,
        int graduationYear,
        string runId,
        string name,
        string maskedHtml,
        CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task<IReadOnlyDictionary<string, PutUpDefinition>> ReadAllAsync(string medium, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyDictionary<string, PutUpDefinition>>(new Dictionary<string, PutUpDefinition>(StringComparer.Ordinal));

    /// <inheritdoc/>
    public Task KeepGoodAsync(string medium, string name, string text, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task SaveResultAsync(string medium, string name, string result, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => Task.CompletedTask;
}
