namespace RoboSync.Miws.Definitions;

/// <summary>What the code asks of a field of a definition.</summary>
/// <param name="Conversions">Conversions that give what the code can use.</param>
/// <param name="IsRequired">Whether the code cannot do without it.</param>
/// <param name="Values">The only values that it may have after its map; null for any.</param>
/// <param name="MayLack">Whether a definition may lack it, where the site does not show it.</param>
internal sealed record FieldNeed(string[] Conversions, bool IsRequired = true, string[]? Values = null, bool MayLack = false);

/// <summary>What the code asks of each definition.</summary>
internal static class DefinitionNeeds
{
    private const string DateList = "date-list";

    private static readonly string[] AnyText = ["text"];
    private static readonly FieldNeed Number = new(["id"]);
    private static readonly FieldNeed Text = new(AnyText);
    private static readonly FieldNeed OptionalText = new(AnyText, IsRequired: false);
    private static readonly FieldNeed Day = new(["date"]);
    private static readonly FieldNeed Month = new(["yearMonth", "date"]);
    private static readonly FieldNeed Time = new(["dateTime"]);
    private static readonly FieldNeed Count = new(["integer"]);

    /// <summary>The names of the definitions that are shipped, which are their files' names too.</summary>
    public static IReadOnlyList<string> Names { get; } = ["site", "applicant-list", "applicant-detail", "seminar-list", "booking-list"];

    /// <summary>The names of all definitions.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Names, DateList];

    /// <summary>The fields of a definition, by name.</summary>
    public static IReadOnlyDictionary<string, FieldNeed> FieldsOf(PageDefinition definition) =>
        definition is { Name: "booking-list", Per: BookingsPer.Applicant } ? OfApplicant : Fields[definition.Name];

    /// <summary>Whether a definition is of a page of rows.</summary>
    public static bool IsList(string name) => name.EndsWith("-list", StringComparison.Ordinal);

    /// <summary>Whether a page is asked for by a number, or by what was kept of a row.</summary>
    public static bool IsOfOne(string name) => name is "applicant-detail" or "booking-list" or DateList;

    /// <summary>The field that says whose row it is, or what it is of.</summary>
    public static string NumberOf(PageDefinition definition) => definition.Name switch
    {
        "seminar-list" => "seminarNumber",
        DateList => "dateNumber",
        "booking-list" when definition.Per == BookingsPer.Applicant => "seminarNumber",
        _ => "applicantNumber",
    };

    /// <summary>The definition whose rows lead to a page; null where none do.</summary>
    public static string? SourceOf(PageDefinition definition) => definition.Name switch
    {
        "applicant-detail" => "applicant-list",
        DateList => "seminar-list",
        "booking-list" => definition.Per switch
        {
            BookingsPer.Date => DateList,
            BookingsPer.Applicant => "applicant-list",
            _ => "seminar-list",
        },
        _ => null,
    };

    private static readonly Dictionary<string, FieldNeed> OfApplicant = new(StringComparer.Ordinal)
    {
        ["seminarNumber"] = Number, ["state"] = State,
    };

    private static FieldNeed State => Text with { Values = ["Booked", "Cancelled", "Attended", "Absent"] };

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
        ["booking-list"] = new(StringComparer.Ordinal) { ["applicantNumber"] = Number, ["state"] = State },
        [DateList] = new(StringComparer.Ordinal) { ["dateNumber"] = Number },
    };
}
