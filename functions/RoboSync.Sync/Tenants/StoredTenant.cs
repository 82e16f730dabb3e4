using System.Text.Json;
using RoboSync.Sync.Failures;

namespace RoboSync.Sync.Tenants;

/// <summary>
/// A stored tenant document. It was valid when it was stored; a restored copy, a hand in the table or a version gone back to can have made
/// it one that this version cannot read. That is the operator's to mend, by uploading it again, and no other tenant's trouble.
/// </summary>
/// <param name="TenantId">The tenant that it is stored under.</param>
/// <param name="Document">Its text.</param>
/// <param name="Tenant">What it describes; null where it cannot be read.</param>
/// <param name="Unreadable">Why it cannot be read, for the engineer, with no value of it; blank where it can.</param>
public sealed record StoredTenant(string TenantId, string Document, Tenant? Tenant, string Unreadable)
{
    /// <summary>Reads a stored document.</summary>
    public static StoredTenant Of(string tenantId, string document)
    {
        try
        {
            var tenant = TenantDocument.Parse(document);
            return string.Equals(tenant.TenantId, tenantId, StringComparison.Ordinal)
                ? new StoredTenant(tenantId, document, tenant, "")
                : new StoredTenant(tenantId, document, null, "It is another tenant's.");
        }
        catch (Exception unreadable) when (unreadable is JsonException or FormatException or OverflowException or ArgumentException
            or InvalidOperationException)
        {
            // A message of a parser may quote what it stumbled over: a mail address, for example.
            var where = unreadable is JsonException { Path: { } path } ? $" at {path}" : "";
            return new StoredTenant(tenantId, document, null, $"{unreadable.GetType().Name}{where}.");
        }
    }

    /// <summary>The tenant.</summary>
    /// <exception cref="SyncException"><see cref="FailureCode.StoredUnreadable"/>: it cannot be read.</exception>
    public Tenant Readable() =>
        Tenant ?? throw new SyncException(FailureCode.StoredUnreadable, $"The stored document of tenant {TenantId}: {Unreadable}");

    /// <summary>Whether an uploaded document, which is valid, says the same.</summary>
    public bool SaysTheSameAs(string document)
    {
        if (Tenant is null)
        {
            return false;
        }

        // By elements: nodes fail on a key that stands there twice, as in documents that were taken before that was refused.
        using var before = JsonDocument.Parse(Document);
        using var after = JsonDocument.Parse(document);
        try
        {
            return JsonElement.DeepEquals(before.RootElement, after.RootElement);
        }
        catch (InvalidOperationException)
        {
            // Half of a character, with which documents were taken before that was refused: no valid one says the same.
            return false;
        }
    }

    /// <summary>Ids only: a document holds mail addresses.</summary>
    public override string ToString() => $"StoredTenant {{ {TenantId} }}";
}
