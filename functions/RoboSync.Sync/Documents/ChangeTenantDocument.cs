using System.Text.Json.Nodes;
using RoboSync.Sync.Tenants;
using RoboSync.Sync.Uploads;

namespace RoboSync.Sync.Documents;

/// <summary>What became of a change.</summary>
public enum TenantChangeOutcome
{
    /// <summary>It is in force.</summary>
    Applied,

    /// <summary>It says what was so before.</summary>
    Unchanged,

    /// <summary>Somebody else has changed the same part meanwhile: nothing was done.</summary>
    Stale,

    /// <summary>The document would not be valid: nothing was done.</summary>
    Refused,

    /// <summary>Another change is being applied, and did not end in time: nothing was done.</summary>
    Busy,
}

/// <summary>What became of a change.</summary>
/// <param name="Outcome">What.</param>
/// <param name="Current">The tenant as it is stored now.</param>
/// <param name="Errors">Why it was refused, in Japanese; else none.</param>
public sealed record TenantChange(TenantChangeOutcome Outcome, Tenant Current, IReadOnlyList<string> Errors);

/// <summary>
/// Changes a part of a tenant's document and leaves the rest as it is, by the rule of uploaded documents and in turn with them: nothing is
/// written over that was not seen. Each change counts the document's revision up, so that a file of before is refused (docs/operations.md).
/// </summary>
public sealed class ChangeTenantDocument(ITenantStore tenants, IUploadStore uploads, ApplyTenantDocument apply, TimeProvider clock)
{
    private const string TenantsContainer = "tenants";
    private const string Revision = "revision";
    private const int Tries = 20;
    private static readonly TimeSpan Wait = TimeSpan.FromMilliseconds(250);

    /// <summary>Changes a document.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="seen">What <paramref name="part"/> gave when the part was shown.</param>
    /// <param name="part">Tells the state of the part that is changed; a change of another part meanwhile is no conflict.</param>
    /// <param name="edit">Changes the document.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="InvalidOperationException">The tenant has no document.</exception>
    public async Task<TenantChange> RunAsync(
        string tenantId, string seen, Func<Tenant, string> part, Action<JsonObject> edit, CancellationToken cancellationToken)
    {
        await using var turn = await TakeTurnAsync(tenantId, cancellationToken);
        var stored = await tenants.ReadAsync(tenantId, cancellationToken)
            ?? throw new InvalidOperationException($"Tenant {tenantId} has no document to change.");
        var before = stored.Readable();
        if (turn is null)
        {
            return new TenantChange(TenantChangeOutcome.Busy, before, []);
        }

        if (!string.Equals(part(before), seen, StringComparison.Ordinal))
        {
            return new TenantChange(TenantChangeOutcome.Stale, before, []);
        }

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, turn.Lost);
        var document = (JsonObject)JsonNode.Parse(stored.Document)!;
        edit(document);
        var text = document.ToJsonString();

        // The same document once more wakes accounts that wait for the customer: that is what an operator's upload is for, not this.
        if (stored.SaysTheSameAs(text))
        {
            return new TenantChange(TenantChangeOutcome.Unchanged, before, []);
        }

        document[Revision] = before.Revision + 1;
        text = document.ToJsonString();
        var result = await apply.ApplyAsync(tenantId, text, mistake: null, isUpload: false, stop.Token);
        return result.Accepted
            ? new TenantChange(TenantChangeOutcome.Applied, TenantDocument.Parse(text), [])
            : new TenantChange(TenantChangeOutcome.Refused, before, result.Errors);
    }

    /// <summary>Makes the document of a tenant that has none.</summary>
    /// <returns>What is wrong with it, in Japanese; none where it is in force. Null where the tenant has one, or somebody else is just
    /// uploading one: nothing was done.</returns>
    public async Task<IReadOnlyList<string>?> CreateAsync(string tenantId, JsonObject document, CancellationToken cancellationToken)
    {
        await using var turn = await TakeTurnAsync(tenantId, cancellationToken);
        if (turn is null || await tenants.ReadAsync(tenantId, cancellationToken) is not null)
        {
            return null;
        }

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, turn.Lost);
        document[Revision] = 1;
        return (await apply.ApplyAsync(tenantId, document.ToJsonString(), mistake: null, isUpload: false, stop.Token)).Errors;
    }

    private async Task<IUploadTurn?> TakeTurnAsync(string tenantId, CancellationToken cancellationToken)
    {
        // The turn of uploaded documents: both doors are one.
        var blob = new UploadedBlob(nameof(ApplyTenantDocument), TenantsContainer, tenantId, $"{tenantId}.json");
        for (var tries = 0; tries < Tries; tries++)
        {
            if (await uploads.TryTakeTurnAsync(blob, cancellationToken) is { } turn)
            {
                return turn;
            }

            await Task.Delay(Wait, clock, cancellationToken);
        }

        return null;
    }
}
