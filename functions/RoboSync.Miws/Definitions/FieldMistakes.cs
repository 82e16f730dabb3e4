namespace RoboSync.Miws.Definitions;

/// <summary>What can be wrong with the fields of a definition: what the code needs, and where each of them stands.</summary>
internal static class FieldMistakes
{
    private static readonly string[] OfDates = ["date", "dateTime", "yearMonth"];

    /// <summary>All of it.</summary>
    public static IEnumerable<string> Of(PageDefinition definition)
    {
        var needs = DefinitionNeeds.FieldsOf(definition);
        return needs.SelectMany(need => OfNeed(need.Key, need.Value, definition.Fields!.GetValueOrDefault(need.Key)))
            .Concat(
                definition.Fields!.Keys.Where(field => !needs.ContainsKey(field)).Select(field => $"fields.{field}: nothing is called so"))
            .Concat(definition.Fields.SelectMany(field => OfPlace(definition, $"fields.{field.Key}", field.Value)))
            .Concat((definition.Row?.Keep ?? []).SelectMany(field => OfPlace(definition, $"row.keep.{field.Key}", field.Value)))
            .Concat((definition.Row?.Keep ?? []).Keys.Where(needs.ContainsKey).Select(name => $"row.keep.{name}: is a field"));
    }

    private static IEnumerable<string> OfNeed(string name, FieldNeed need, FieldDefinition? field)
    {
        if (field is null)
        {
            if (!need.MayLack)
            {
                yield return $"field {name} is missing";
            }

            yield break;
        }

        if (!need.Conversions.Contains(field.Convert ?? "text"))
        {
            yield return $"fields.{name}.convert: must be {string.Join(" or ", need.Conversions)}";
        }

        if (need.IsRequired && !field.Required)
        {
            yield return $"fields.{name}.required: must be true";
        }

        if (need.Values is { } values && (field.Map is null || field.Map.Values.Any(value => !values.Contains(value))))
        {
            yield return $"fields.{name}.map: must lead to {string.Join(", ", values)}";
        }
    }

    private static IEnumerable<string> OfPlace(PageDefinition definition, string place, FieldDefinition field)
    {
        if (field.Formats is not null && !OfDates.Contains(field.Convert) && field.Convert != "id")
        {
            yield return $"{place}.formats: belong to dates and ids";
        }

        var parts = field.Join is { } join ? join.Select((part, index) => ($"{place}.join[{index}]", part)) : [(place, field)];
        if (field.Join is not null && IsSomewhere(field))
        {
            yield return $"{place}: where it stands is said by its parts";
        }

        foreach (var (where, part) in parts)
        {
            if (part.Section is { } section && definition.Sections?.ContainsKey(section) is not true)
            {
                yield return $"{where}.section: there is no section {section}";
            }

            if (!IsPlaced(definition, part))
            {
                yield return $"{where}: {Expected(definition)}";
            }
        }
    }

    private static bool IsSomewhere(FieldDefinition field) =>
        (field.Column ?? field.Term) is not null || (field.Selector ?? field.Path ?? field.Section) is not null || field.Nth is not null;

    private static bool IsPlaced(PageDefinition definition, FieldDefinition field) => definition.Page!.Format switch
    {
        PageFormat.Csv => field.Column is not null && (field.Term ?? field.Under) is null
            && (field.Section ?? field.Path ?? field.Selector ?? field.Attribute) is null,
        PageFormat.Json => field.Path is not null && (field.Term ?? field.Column) is null
            && (field.Section ?? field.Selector ?? field.Attribute) is null,
        _ when field.Path is not null => false,
        _ when !DefinitionNeeds.IsList(definition.Name) => field.Column is null
            && (field.Term is not null ? field.Section is not null : field.Selector is not null),
        _ when definition.Grid!.Table is not null => field.Term is null && field.Section is null
            && (field.Column is not null || field.Selector is not null || field.Nth is not null),
        _ => field.Column is null && field.Section is null && (field.Term is not null || field.Selector is not null),
    };

    private static string Expected(PageDefinition definition) => definition.Page!.Format switch
    {
        PageFormat.Csv => "a CSV file has columns",
        PageFormat.Json => "a JSON document has paths",
        _ when !DefinitionNeeds.IsList(definition.Name) => "this page has sections and terms, or elements of a selector",
        _ when definition.Grid!.Table is not null => "a list has columns, cells by nth, or elements of a selector",
        _ => "rows of a box have terms, or elements of a selector",
    };
}
