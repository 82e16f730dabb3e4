namespace RoboSync.Miws.Definitions;

/// <summary>What the code asks of a field of a definition.</summary>
/// <param name="Conversions">Conversions that give what the code can use.</param>
/// <param name="IsRequired">Whether the code cannot do without it.</param>
/// <param name="Values">The only values that it may have after its map; null for any.</param>
/// <param name="MayLack">Whether a definition may lack it, where the site does not show it.</param>
internal sealed record FieldNeed(string[] Conversions, bool IsRequired = true, string[]? Values = null, bool MayLack = false);

/// <summary>What the code asks of each definition: its fields, and what its path must name.</summary>
internal static class DefinitionNeeds
{
    private static readonly string[] AnyText = ["text"];
    private static readonly FieldNeed Number = new(["id"]);
    private static readonly FieldNeed Text = new(AnyText);
    private static readonly FieldNeed OptionalText = new(AnyText, IsRequired: false);
    private static readonly FieldNeed Day = new(["date"]);
    private static readonly FieldNeed Month = new(["yearMonth", "date"]);
    private static readonly FieldNeed Time = new(["dateTime"]);
    private static readonly FieldNeed Count = new(["integer"]);

    /// <summary>The names of all definitions, which are their files' names too.</summary>
    public static IReadOnlyList<string> Names { get; } = ["site", "applicant-list", "applicant-detail", "seminar-list", "booking-list"];

    /// <summary>The fields of a definition, by name.</summary>
    public static IReadOnlyDictionary<string, FieldNeed> FieldsOf(string definition) => Fields[definition];

    /// <summary>What a definition's path must name.</summary>
    public static IReadOnlyList<string> PlaceholdersOf(string definition) => definition switch
    {
        "applicant-list" or "seminar-list" => [PathTemplate.Page],
        "applicant-detail" => [PathTemplate.Number],
        "booking-list" => [PathTemplate.Page, PathTemplate.Number],
        _ => [],
    };

    private static readonly Dictionary<string, Dictionary<string, FieldNeed>> Fields = new(StringComparer.Ordinal)
    {
        ["site"] = [],
        ["applicant-list"] = new(StringComparer.Ordinal)
        {
            ["applicantNumber"] = Number, ["name"] = Text, ["selectionFlow"] = Text, ["entryDate"] = Day, ["lastChanged"] = Time,
        },
        ["applicant-detail"] = new(StringComparer.Ordinal)
        {
            ["applicantNumber"] = Number, ["name"] = Text, ["nameKana"] = Text, ["mail"] = OptionalText, ["phone"] = OptionalText,
            ["postalCode"] = OptionalText,
            ["address"] = OptionalText, ["vacationPhone"] = OptionalText, ["vacationPostalCode"] = OptionalText,
            ["vacationAddress"] = OptionalText,
            ["schoolCategory"] = OptionalText, ["stream"] = OptionalText, ["school"] = Text, ["faculty"] = OptionalText,
            ["department"] = OptionalText,
            ["graduation"] = Month, ["laboratory"] = OptionalText, ["club"] = OptionalText, ["qualifications"] = OptionalText,
            ["selectionFlow"] = Text,
            ["entryDate"] = Day, ["lastChanged"] = Time,
        },
        ["seminar-list"] =
            new(StringComparer.Ordinal)
            {
                ["seminarNumber"] = Number, ["name"] = Text, ["date"] = Day, ["bookings"] = Count,
                ["bookingsChanged"] = Time with { IsRequired = false, MayLack = true },
            },
        ["booking-list"] = new(StringComparer.Ordinal)
        {
            ["applicantNumber"] = Number, ["state"] = Text with { Values = ["Booked", "Cancelled", "Attended", "Absent"] },
        },
    };
}
