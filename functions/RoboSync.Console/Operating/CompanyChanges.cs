using System.Text;
using System.Text.Json.Nodes;
using RoboSync.Console.Forms;
using RoboSync.Sync.Documents;
using RoboSync.Sync.Tenants;
using RoboSync.Sync.Users;

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

/// <summary>Creates and suspends companies, by the path that every tenant document takes (<see cref="ApplyTenantDocument"/>).</summary>
internal sealed class CompanyChanges(ITenantStore tenants, ApplyTenantDocument apply, IConsoleUsers users)
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
        }.ToJsonString();
        foreach (var mistake in await TenantDocument.ValidateAsync(document, tenantId))
        {
            errors.Add(mistake);
        }

        if (errors.IsEmpty)
        {
            await ApplyAsync(tenantId, document, cancellationToken);
            if (await tenants.ReadAsync(tenantId, cancellationToken) is null)
            {
                errors.Add("Input.Hrmos", OperatorTexts.NotTaken);
            }
        }
    }

    /// <summary>Stops everything of a company: its accounts are paused, and nobody of it can sign in.</summary>
    public async Task SuspendAsync(StoredTenant company, CancellationToken cancellationToken)
    {
        await SuspendUsersAsync(company.TenantId, isSuspended: true, cancellationToken);
        if (company.Tenant is not null && JsonNode.Parse(company.Document) is JsonObject document)
        {
            foreach (var account in document["accounts"]!.AsArray())
            {
                account!["enabled"] = false;
            }

            await ApplyAsync(company.TenantId, document.ToJsonString(), cancellationToken);
        }
    }

    /// <summary>Lets the people of a company sign in again; their accounts stay paused until they say otherwise.</summary>
    public Task ResumeAsync(string tenantId, CancellationToken cancellationToken) =>
        SuspendUsersAsync(tenantId, isSuspended: false, cancellationToken);

    private async Task SuspendUsersAsync(string tenantId, bool isSuspended, CancellationToken cancellationToken)
    {
        foreach (var user in await users.ListAsync(tenantId, cancellationToken))
        {
            await users.SaveAsync(
                user with { IsSuspended = isSuspended, SecurityStamp = SignIn.Invitations.NewStamp() }, cancellationToken);
        }
    }

    private Task ApplyAsync(string tenantId, string document, CancellationToken cancellationToken) =>
        apply.RunAsync(tenantId, new MemoryStream(Encoding.UTF8.GetBytes(document)), cancellationToken);
}
