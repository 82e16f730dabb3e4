namespace RoboSync.Hrmos;

/// <summary>
/// The words of HRMOS that docs/hrmos-api.openapi.json names. No other word of an answer goes any further (a log, a table, a mail): it
/// could quote what was sent, and that is somebody's address.
/// </summary>
internal static class HrmosWords
{
    /// <summary>Stands for a word that the contract does not name.</summary>
    public const string Unlisted = "unlisted";

    /// <summary>Codes of errors.</summary>
    public static IReadOnlySet<string> Codes { get; } = new HashSet<string>(StringComparer.Ordinal)
    {
        "attendance_recorded", "candidate_not_found", "duplicate_suspected", "event_not_found", "label_limit_reached", "maintenance",
        "permission_missing", "query_missing", "rate_limited", "sso_required", "token_invalid", "validation_failed",
    };

    /// <summary>Fields of a candidate.</summary>
    public static IReadOnlySet<string> Fields { get; } = new HashSet<string>(StringComparer.Ordinal)
    {
        "name", "nameKana", "mail", "phone", "postalCode", "address", "vacationPostalCode", "vacationAddress", "vacationPhone",
        "schoolCategory",
        "stream", "school", "faculty", "department", "graduation", "laboratory", "club", "qualifications", "selectionFlow", "entryDate",
        "externalId", "labelIds", "allowDuplicate",
    };

    /// <summary>The code, or <see cref="Unlisted"/>.</summary>
    public static string Code(string code) => Codes.Contains(code) ? code : Unlisted;

    /// <summary>The field, or <see cref="Unlisted"/>.</summary>
    public static string Field(string field) => Fields.Contains(field) ? field : Unlisted;
}
