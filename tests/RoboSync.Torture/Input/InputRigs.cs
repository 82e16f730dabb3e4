using RoboSync.Torture.Input.Pages;

namespace RoboSync.Torture.Input;

/// <summary>The rigs by the verbs that they are run by.</summary>
internal static class InputRigs
{
    /// <summary>Makes a rig, by its verb.</summary>
    public static IReadOnlyDictionary<string, Func<IInputRig>> ByVerb { get; } =
        new Dictionary<string, Func<IInputRig>>(StringComparer.Ordinal)
        {
            ["pages"] = () => new PageRig(),
            ["mappings"] = () => new MappingRig(),
            ["documents"] = () => new DocumentRig(),
            ["definitions"] = () => new DefinitionRig(),
            ["messages"] = () => new MessageRig(),
            ["answers"] = () => new AnswerRig(),
        };
}
