namespace RoboSync.Miws.Definitions;

/// <summary>The definitions of all pages, each found to be without mistakes.</summary>
/// <param name="Site">What is the same on all pages.</param>
/// <param name="ApplicantList">The list of applicants.</param>
/// <param name="ApplicantDetail">The page of one applicant.</param>
/// <param name="SeminarList">The list of seminars.</param>
/// <param name="BookingList">The list of bookings, of whatever it is per.</param>
/// <param name="DateList">The list of a seminar's dates; null where bookings are not per date.</param>
internal sealed record PageDefinitions(
    SiteShape Site, PageDefinition ApplicantList, PageDefinition ApplicantDetail, PageDefinition SeminarList, PageDefinition BookingList,
    PageDefinition? DateList)
{
    private static readonly Lazy<Task<IReadOnlyDictionary<string, PageDefinition>>> Shipped = new(ReadShippedAsync);

    /// <summary>The definitions that are shipped, by name.</summary>
    public static Task<IReadOnlyDictionary<string, PageDefinition>> ShippedAsync() => Shipped.Value;

    /// <summary>All of them, from a definition by each name.</summary>
    public static PageDefinitions Of(IReadOnlyDictionary<string, PageDefinition> byName) => new(
        byName["site"].Site!, byName["applicant-list"], byName["applicant-detail"], byName["seminar-list"], byName["booking-list"],
        byName.GetValueOrDefault("date-list"));

    /// <summary>All of them.</summary>
    public IEnumerable<PageDefinition> All =>
        DateList is null ? [ApplicantList, ApplicantDetail, SeminarList, BookingList]
        : [ApplicantList, ApplicantDetail, SeminarList, BookingList, DateList];

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
