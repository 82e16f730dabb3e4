using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using RoboSync.Local.Azurite;
using RoboSync.Simulators.KeyVault;
using RoboSync.Simulators.World;

namespace RoboSync.Local.Running;

/// <summary>What a local run is set up with: a tenant document, its event mapping, its secrets, and settings of the functions.</summary>
/// <param name="TenantId">The tenant.</param>
/// <param name="Document">Tenant document, JSON.</param>
/// <param name="MappingCsv">イベント名対応表; null for none.</param>
/// <param name="Secrets">Values by secret name; they live in the simulated Key Vault of this run only.</param>
/// <param name="Settings">Further app settings.</param>
internal sealed record LocalTenant(
    string TenantId, string Document, string? MappingCsv, IReadOnlyDictionary<string, string> Secrets,
    IReadOnlyDictionary<string, string> Settings)
{
    private static readonly JsonSerializerOptions Readable =
        new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>株式会社サンプル, whose applicants are in the simulators.</summary>
    public static LocalTenant Demo(SimulatedWorld world)
    {
        var secrets = new Dictionary<string, string>(StringComparer.Ordinal) { ["sample-hrmos-token"] = world.Hrmos.Token };
        var accounts = new JsonArray();
        foreach (var year in world.Years)
        {
            var login = world.LoginOf(year);
            var secret = string.Create(CultureInfo.InvariantCulture, $"sample-miws-{year}");
            secrets[secret] = new JsonObject { ["loginId"] = login.LoginId, ["password"] = login.Password }.ToJsonString();
            accounts.Add(new JsonObject
            {
                ["id"] = string.Create(CultureInfo.InvariantCulture, $"miws-{year}"),
                ["medium"] = "miws",
                ["displayYear"] = year,
                ["startDate"] = "2020-01-01",
                ["credentialsSecret"] = secret,
                ["site"] = new JsonObject { ["baseUrl"] =
                    world.Miws.Server.BaseUrl.ToString(), ["minimumGapMilliseconds"] = 0, ["timeoutSeconds"] = 10 },
            });
        }

        var document = new JsonObject
        {
            ["schemaVersion"] = 1,
            ["tenantId"] = "sample",
            ["name"] = "株式会社サンプル",
            ["companyId"] = "SAMPLE-001",
            ["hrmos"] = new JsonObject
            {
                ["baseUrl"] = world.Hrmos.Server.BaseUrl.ToString(),
                ["tokenSecret"] = "sample-hrmos-token",
                ["requestsPerMinute"] = 60_000,
                ["searchLagSeconds"] = 5,
                ["timeoutSeconds"] = 10,
            },
            ["mail"] = new JsonObject
            {
                ["to"] = new JsonArray("saiyo@sample.example"),
                ["cc"] = new JsonArray("saiyo-ml@sample.example"),
            },
            // A demo shows the whole at once; of a new company's account the first run waits for approval (docs/ja/dry-run.md).
            ["firstRunNeedsApproval"] = false,
            ["slots"] = new JsonArray("08:00", "12:00", "16:00", "20:00"),
            ["accounts"] = accounts,
        };
        return new LocalTenant(
            "sample", document.ToJsonString(Readable), world.MappingCsv(), secrets, new Dictionary<string, string>(StringComparer.Ordinal));
    }

    /// <summary>Reads a file of one's own (docs/local-run.md).</summary>
    /// <exception cref="CannotStartException">The file, or something it names, cannot be used.</exception>
    public static LocalTenant FromFile(FileInfo file)
    {
        try
        {
            var config = JsonNode.Parse(File.ReadAllText(file.FullName)) as JsonObject ?? throw new JsonException("It is not an object.");
            var tenant = config["tenant"] as JsonObject ?? throw new JsonException("\"tenant\" is missing: it holds the tenant document.");
            var mapping = config["mappingFile"]?.GetValue<string>();
            return new LocalTenant(
                tenant["tenantId"]?.GetValue<string>() ?? throw new JsonException("\"tenant.tenantId\" is missing."),
                tenant.ToJsonString(Readable),
                mapping is null ? null : File.ReadAllText(Path.Combine(file.DirectoryName!, mapping)),
                Values(config["secrets"], FromEnvironment),
                Values(config["settings"], value => value));
        }
        catch (Exception failure) when (failure is JsonException or IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            throw new CannotStartException(
                $"The file {file.Name} cannot be used: {failure.Message} docs/local-run.md shows its form.", failure);
        }
    }

    /// <summary>Puts the secrets into the vault, with the keys that an installation has, where they are not given.</summary>
    public void FillVault(KeyVaultSite vault, int seed)
    {
        foreach (var (name, value) in Secrets)
        {
            vault.Set(name, value);
        }

        var random = new Random(seed);
        foreach (var name in new[] { "content-hash-key", "console-key" })
        {
            var key = new byte[32];
            random.NextBytes(key);
            if (!Secrets.ContainsKey(name))
            {
                vault.Set(name, Convert.ToBase64String(key));
            }
        }
    }

    private static Dictionary<string, string> Values(JsonNode? node, Func<string, string> value) => (node as JsonObject ?? [])
        .ToDictionary(pair => pair.Key, pair => value(pair.Value!.GetValue<string>()), StringComparer.Ordinal);

    // The file names environment variables, so that no secret stands in a file.
    private static string FromEnvironment(string variable) =>
        Environment.GetEnvironmentVariable(variable)
            ?? throw new InvalidOperationException($"the environment variable {variable} is not set.");
}
