using System.Text.Json.Nodes;
using RoboSync.Console.Forms;
using RoboSync.Sync.Documents;
using RoboSync.Sync.Tenants;

namespace RoboSync.Console.Operating;

/// <summary>What an operator enters of a new company.</summary>
internal sealed class CompanyInput
{
    /// <summary>テナントID.</summary>
    public string? TenantId { get; set; }

    /// <summary>企業名.</summary>
    public string? Name { get; set; }

    /// <summary>企業ID.</summary>
    public string? CompanyId { get; set; }

    /// <summary>Address of the HRMOS API.</summary>
    public string? Hrmos { get; set; }

    /// <summary>Who is invited as its first manager, and mailed what happens.</summary>
    public string? Manager { get; set; }
}

/// <summary>Creates, suspends and resumes companies, by the path of every tenant document (<see cref="ChangeTenantDocument"/>).</summary>
internal sealed class CompanyChanges(ITenantStore tenants, ChangeTenantDocument changes)
{
    /// <summary>Creates a company, where nothing is wrong with what was entered.</summary>
    public async Task CreateAsync(CompanyInput input, FormErrors errors, CancellationToken cancellationToken)
    {
        foreach (var (field, label, value) in new[]
        {
            ("TenantId", OperatorTexts.TenantId, input.TenantId), ("Name", OperatorTexts.Name, input.Name),
            ("CompanyId", OperatorTexts.CompanyId, input.CompanyId), ("Hrmos", OperatorTexts.Hrmos, input.Hrmos),
        }.Where(entry => string.IsNullOrWhiteSpace(entry.Item3)))
        {
            errors.Add($"Input.{field}", FormTexts.Required(label));
        }

        var tenantId = input.TenantId?.Trim() ?? "";
        if (Tenant.IsId(tenantId) && await tenants.ReadAsync(tenantId, cancellationToken) is not null)
        {
            errors.Add("Input.TenantId", OperatorTexts.Known);
        }

        if (!errors.IsEmpty)
        {
            return;
        }

        input.TenantId = tenantId;
        var document = new JsonObject
        {
            ["schemaVersion"] = 1,
            ["tenantId"] = tenantId,
            ["name"] = input.Name!.Trim(),
            ["companyId"] = input.CompanyId!.Trim(),
            ["hrmos"] = new JsonObject { ["baseUrl"] = input.Hrmos!.Trim(), ["tokenSecret"] = $"{tenantId}-hrmos-token" },
            ["mail"] = new JsonObject { ["to"] = new JsonArray(input.Manager!.Trim()) },
            ["accounts"] = new JsonArray(),
        };

        // Before its turn is taken, which is a blob named after it.
        var mistakes = await TenantDocument.ValidateAsync(document.ToJsonString(), tenantId);
        foreach (var mistake in mistakes.Count > 0
            ? mistakes
            : await changes.CreateAsync(tenantId, document, cancellationToken) ?? [OperatorTexts.Known])
        {
            errors.Add(mistake);
        }
    }

    /// <summary>
    /// Stops everything of a company, or lets it go on: its accounts count as paused, and nobody of it can sign in. What its managers have
    /// set, of accounts and of users, stays as it is.
    /// </summary>
    public Task<TenantChange> SuspendAsync(string tenantId, bool isSuspended, CancellationToken cancellationToken) => changes.RunAsync(
        tenantId, seen: "", part: _ => "", document => document.SetSuspended(isSuspended), cancellationToken);
}
