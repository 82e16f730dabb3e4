using System.Text.Json;
using System.Text.Json.Serialization;

namespace RoboSync.Sync.Tenants;

// What stands in a document, as it stands there; what may be left out has a default.
internal sealed record TenantShape(
    string TenantId, string Name, string CompanyId, HrmosShape Hrmos, MailShape Mail, AccountShape[] Accounts, string[]? Slots = null,
    QuietShape? QuietHours = null, bool? Suspended = null, int? Revision = null,
    WebhookShape? Webhook = null, bool? FirstRunNeedsApproval = null);

internal sealed record WebhookShape(string Kind, string UrlSecret);

internal sealed record QuietShape(string From, string To);

internal sealed record HrmosShape(
    string BaseUrl, string TokenSecret, int? RequestsPerMinute = null, double? SearchLagSeconds = null, double? TimeoutSeconds = null,
    WritesShape? WritesToStudents = null);

internal sealed record WritesShape(bool? WhenCreated = null, bool? WhenBooked = null);

internal sealed record MailShape(string[] To, string[]? Cc = null, bool? WhenNothingNew = null);

internal sealed record AccountShape(
    string Id, string Medium, int DisplayYear, string StartDate, string CredentialsSecret, SiteShape Site, bool? Enabled = null);

internal sealed record SiteShape(string BaseUrl, int? MinimumGapMilliseconds = null, double? TimeoutSeconds = null);

/// <summary>What became of an uploaded tenant document; written beside it for the operator.</summary>
/// <param name="Accepted">Whether it is in force now.</param>
/// <param name="At">When (UTC).</param>
/// <param name="Errors">Everything that is wrong with it.</param>
/// <param name="Notes">What it does that one should know of, and what looks like an oversight; it is in force all the same.</param>
public sealed record TenantDocumentResult(bool Accepted, DateTimeOffset At, IReadOnlyList<string> Errors, IReadOnlyList<string> Notes);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(TenantShape))]
[JsonSerializable(typeof(Credentials))]
[JsonSerializable(typeof(TenantDocumentResult))]
internal sealed partial class TenantJson : JsonSerializerContext;

[JsonSerializable(typeof(JsonElement))]
internal sealed partial class IndentedJson : JsonSerializerContext;
