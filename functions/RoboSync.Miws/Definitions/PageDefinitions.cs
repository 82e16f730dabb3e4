namespace RoboSync.Miws.Definitions;

/// <summary>The definitions of all pages, each found to be without mistakes.</summary>
internal sealed record PageDefinitions(
    SiteShape Site, PageDefinition ApplicantList, PageDefinition ApplicantDetail, PageDefinition SeminarList, PageDefinition BookingList)
{
    private static readonly Lazy<Task<IReadOnlyDictionary<string, PageDefinition>>> Shipped = new(ReadShippedAsync);

    /// <summary>The definitions that are shipped, by name.</summary>
    public static Task<IReadOnlyDictionary<string, PageDefinition>> ShippedAsync() => Shipped.Value;

    /// <summary>All five, from a definition by each name.</summary>
    public static PageDefinitions Of(IReadOnlyDictionary<string, PageDefinition> byName) => new(
        byName["site"].Site!, byName["applicant-list"], byName["applicant-detail"], byName["seminar-list"], byName["booking-list"]);

    /// <summary>All of them.</summary>
    public IEnumerable<PageDefinition> All => [ApplicantList, ApplicantDetail, SeminarList, BookingList];

    private static async Task<IReadOnlyDictionary<string, PageDefinition>> ReadShippedAsync()
    {
        var shipped = new Dictionary<string, PageDefinition>(StringComparer.Ordinal);
        foreach (var name in DefinitionNeeds.Names)
        {
            var (definition, mistakes) = await DefinitionCheck.ReadAsync(name, await Resources.ReadAsync($"{name}.json"));
            shipped[name] = definition
                ?? throw new InvalidOperationException($"A shipped definition has mistakes: {string.Join("; ", mistakes)}");
        }

        return shipped;
    }
}
