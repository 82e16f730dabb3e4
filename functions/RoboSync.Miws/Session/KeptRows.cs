using RoboSync.Miws.Definitions;
using RoboSync.Miws.Fields;

namespace RoboSync.Miws.Session;

/// <summary>What this session kept of the rows that it read, by definition and number: later requests name it as {row.NAME}.</summary>
internal sealed class KeptRows
{
    private readonly Dictionary<(string Definition, string Number), IReadOnlyDictionary<string, string>> rows = [];

    /// <summary>Keeps what a definition says of rows.</summary>
    public void Keep(PageDefinition definition, IEnumerable<FieldValues> read)
    {
        if (definition.Row?.Keep is null)
        {
            return;
        }

        foreach (var row in read)
        {
            if (row.Find(DefinitionNeeds.NumberOf(definition)) is { } number)
            {
                rows[(definition.Name, number)] = row.Kept;
            }
        }
    }

    /// <summary>What was kept of a row; null where it was not read.</summary>
    public IReadOnlyDictionary<string, string>? Find(string definition, string number) => rows.GetValueOrDefault((definition, number));
}
