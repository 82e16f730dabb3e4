using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using RoboSync.Sync.Failures;
using RoboSync.Sync.Tenants;

namespace RoboSync.Sync.Queues;

/// <summary>What kind of run is asked for. Stored by name.</summary>
[JsonConverter(typeof(RunModeJson))]
public enum RunMode
{
    /// <summary>A slot's run: everything that is new is brought over.</summary>
    Ordinary,

    /// <summary>予行: reads and decides as a run does, and writes nothing but its plan.</summary>
    DryRun,

    /// <summary>A slot's run that does what an approved plan says.</summary>
    Approved,

    /// <summary>What a newer version asked for, before somebody went back to this one: nothing is run for it.</summary>
    Other,
}

/// <summary>Reads a mode that this version does not know as <see cref="RunMode.Other"/>: it may be one that writes nothing.</summary>
public sealed class RunModeJson() : StoredNameJson<RunMode>(name => StoredNames.Parse(name, RunMode.Other));

/// <summary>
/// Asks for a run: the one record that is carried from dispatch to the run's end, and the message of the queue <c>account-syncs</c>. Holds
/// ids only.
/// </summary>
/// <param name="Schema">Name and version of this shape, so that messages outlive a deploy.</param>
/// <param name="TenantId">The tenant.</param>
/// <param name="AccountId">The account.</param>
/// <param name="Slot">The slot (UTC).</param>
public sealed record RunRequest(string Schema, string TenantId, string AccountId, DateTimeOffset Slot)
{
    private const string What = $"schema {CurrentSchema}";

    /// <summary>The schema written today.</summary>
    public const string CurrentSchema = "account-sync/1";

    /// <summary>What kind of run; <see cref="RunMode.Ordinary"/> in messages that do not say.</summary>
    public RunMode Mode { get; init; }

    /// <summary>
    /// Whether the message was put back since an earlier run held the account's lease. A dead worker's lease is held for up to a minute:
    /// only who holds it still at a second look is alive.
    /// </summary>
    public bool HasWaited { get; init; }

    /// <summary>The account.</summary>
    [JsonIgnore]
    public AccountKey Account => new(TenantId, AccountId);

    /// <summary>The run: derived from the slot, so that one slot is one run.</summary>
    [JsonIgnore]
    public string RunId => IdOf(Slot);

    /// <summary>Asks for the run of a slot.</summary>
    public static RunRequest Of(AccountKey account, DateTimeOffset slot) => new(CurrentSchema, account.TenantId, account.AccountId, slot);

    /// <summary>Asks for a dry run.</summary>
    /// <param name="account">The account.</param>
    /// <param name="askedAt">When it was asked for: it names the plan.</param>
    public static RunRequest ForDryRun(AccountKey account, DateTimeOffset askedAt) =>
        Of(account, askedAt) with { Mode = RunMode.DryRun };

    /// <summary>The run of a slot.</summary>
    public static string IdOf(DateTimeOffset slot) => slot.ToUniversalTime().ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    /// <summary>Reads a message.</summary>
    /// <exception cref="JsonException">It is not one, or of a schema this version does not know.</exception>
    public static RunRequest Parse(string? message)
    {
        var parsed = MessageText.Read(message, RunRequestJson.Default.RunRequest, What);
        return parsed is { Schema: CurrentSchema } && Tenant.IsId(parsed.TenantId) && Tenant.IsId(parsed.AccountId)
            && MessageText.IsPlausible(parsed.Slot)
            ? parsed
            : throw MessageText.NotOurs(What);
    }

    /// <summary>Writes the message.</summary>
    public string ToMessage() => JsonSerializer.Serialize(this, RunRequestJson.Default.RunRequest);
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    AllowDuplicateProperties = false,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(RunRequest))]
internal sealed partial class RunRequestJson : JsonSerializerContext;
