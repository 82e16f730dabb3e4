using RoboSync.Sync.Alarms;
using RoboSync.Sync.Media;

namespace RoboSync.Miws.Definitions;

/// <summary>
/// Which definitions a run reads by: what the operator put up where it has no mistakes, else the last one that had none, else what is
/// shipped. A mistake stops no run; it alarms the operator.
/// </summary>
internal sealed class DefinitionsInForce(IPageDefinitionOverrides overrides, OperatorAlarms alarms) : IPageDefinitionCheck
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, (string Text, PageDefinition? Definition, IReadOnlyList<string> Mistakes)> read =
        new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public string Medium => MiwsMedium.Name;

    /// <inheritdoc/>
    public IReadOnlyList<string> Names => DefinitionNeeds.Names;

    /// <summary>The definitions that count now.</summary>
    public async Task<PageDefinitions> ReadAsync(CancellationToken cancellationToken)
    {
        var putUp = await overrides.ReadAllAsync(MiwsMedium.Name, cancellationToken);
        var inForce = (await PageDefinitions.ShippedAsync()).ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal);
        foreach (var name in DefinitionNeeds.All.Where(name => putUp.ContainsKey(name)))
        {
            if (await ChooseAsync(name, putUp[name], cancellationToken) is { } chosen)
            {
                inForce[name] = chosen;
            }
        }

        return PageDefinitions.Of(inForce);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> FindMistakesAsync(string medium, string name, string text) => MistakesOfAsync(medium, name, text);

    /// <summary>Everything that is wrong with a definition: what an upload is held against.</summary>
    public static async Task<IReadOnlyList<string>> MistakesOfAsync(string medium, string name, string text) =>
        medium != MiwsMedium.Name ? [$"{medium} is no medium with page definitions; {MiwsMedium.Name} is"]
        : !DefinitionNeeds.All.Contains(name, StringComparer.Ordinal)
            ? [$"nothing reads {name}; the definitions are {string.Join(", ", DefinitionNeeds.All)}"]
        : (await DefinitionCheck.ReadAsync(name, text)).Mistakes;

    private async Task<PageDefinition?> ChooseAsync(string name, PutUpDefinition putUp, CancellationToken cancellationToken)
    {
        var (definition, mistakes) = await ReadAsync(name, putUp.Text);
        if (definition is not null)
        {
            if (putUp.LastGood != putUp.Text)
            {
                await overrides.KeepGoodAsync(MiwsMedium.Name, name, putUp.Text, cancellationToken);
            }

            return definition;
        }

        await alarms.RaiseAsync(
            AlarmTable.PageDefinitionRefused,
            [MiwsMedium.Name, name, string.Join(" ", mistakes)],
            once: $"{MiwsMedium.Name}/{name}",
            cancellationToken);
        return putUp.LastGood is null ? null : (await DefinitionCheck.ReadAsync(name, putUp.LastGood)).Definition;
    }

    // The same text for every session: checked once.
    private async Task<(PageDefinition? Definition, IReadOnlyList<string> Mistakes)> ReadAsync(string name, string text)
    {
        lock (gate)
        {
            if (read.TryGetValue(name, out var known) && known.Text == text)
            {
                return (known.Definition, known.Mistakes);
            }
        }

        var (definition, mistakes) = await DefinitionCheck.ReadAsync(name, text);
        lock (gate)
        {
            read[name] = (text, definition, mistakes);
        }

        return (definition, mistakes);
    }
}
