using System.Globalization;
using System.Net.Mail;
using System.Text.Json;
using System.Text.Json.Serialization;
using NJsonSchema;
using NJsonSchema.Validation;
using RoboSync.Sync.Scheduling;

namespace RoboSync.Sync.Accounts;

/// <summary>Reads and checks tenant documents (docs/tenant.schema.json).</summary>
public static class TenantDocument
{
    private static readonly Lazy<Task<JsonSchema>> Schema = new(LoadSchemaAsync);

    /// <summary>Reads a document that was found valid when it was stored.</summary>
    /// <exception cref="JsonException">It is not.</exception>
    public static Tenant Parse(string document)
    {
        var json = JsonSerializer.Deserialize(document, TenantJson.Default.TenantShape) ?? throw new JsonException("The tenant document is empty.");
        return new Tenant(
            json.TenantId,
            json.Name,
            json.CompanyId,
            new HrmosSite(
                new Uri(json.Hrmos.BaseUrl),
                json.Hrmos.TokenSecret,
                json.Hrmos.RequestsPerMinute ?? 90,
                TimeSpan.FromSeconds(json.Hrmos.SearchLagSeconds ?? 60),
                TimeSpan.FromSeconds(json.Hrmos.TimeoutSeconds ?? 30)),
            new MailSettings(json.Mail.To, json.Mail.Cc ?? [], json.Mail.WhenNothingNew ?? true),
            json.Slots is null ? SlotSchedule.Default : [.. json.Slots.Select(Time).Order()],
            json.QuietHours is { } quiet ? new QuietHours(Time(quiet.From), Time(quiet.To)) : null,
            [.. json.Accounts.Select(ToAccount)]);
    }

    /// <summary>Checks a document and says everything that is wrong with it at once.</summary>
    /// <param name="document">The text.</param>
    /// <param name="tenantId">The tenant that the document's name claims.</param>
    /// <returns>The mistakes, in Japanese; none where the document is valid.</returns>
    public static async Task<IReadOnlyList<string>> ValidateAsync(string document, string tenantId)
    {
        ICollection<ValidationError> errors;
        try
        {
            errors = (await Schema.Value).Validate(document);
        }
        catch (Newtonsoft.Json.JsonReaderException notJson)
        {
            return [TenantDocumentTexts.NotJson(notJson.LineNumber, notJson.LinePosition)];
        }

        return errors.Count > 0
            ? [.. Leaves(errors).Select(TenantDocumentTexts.Of)]
            : [.. Mistakes(Parse(document), tenantId)];
    }

    private static TimeOnly Time(string text) => TimeOnly.ParseExact(text, "HH:mm", CultureInfo.InvariantCulture);

    private static MediaAccount ToAccount(AccountShape account) => new(
        account.Id,
        account.Medium,
        account.DisplayYear,
        account.Enabled ?? true,
        DateOnly.TryParseExact(account.StartDate, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var start) ? start : DateOnly.MinValue,
        account.CredentialsSecret,
        new MediumSite(
            new Uri(account.Site.BaseUrl),
            TimeSpan.FromMilliseconds(account.Site.MinimumGapMilliseconds ?? 1500),
            TimeSpan.FromSeconds(account.Site.TimeoutSeconds ?? 30)));

    // What a schema cannot say.
    private static IEnumerable<string> Mistakes(Tenant tenant, string tenantId)
    {
        if (!string.Equals(tenant.TenantId, tenantId, StringComparison.Ordinal))
        {
            yield return TenantDocumentTexts.TenantIdDiffers(tenant.TenantId, tenantId);
        }

        if (tenant.Slots.Distinct().Count() != tenant.Slots.Count)
        {
            yield return TenantDocumentTexts.SlotTwice;
        }

        if (tenant.QuietHours is { } quiet)
        {
            foreach (var slot in tenant.Slots.Where(quiet.Contains))
            {
                yield return TenantDocumentTexts.SlotInQuietHours(slot);
            }
        }

        foreach (var address in tenant.Mail.To.Concat(tenant.Mail.Cc).Select((text, index) => (text, index)).Where(item => !MailAddress.TryCreate(item.text, out _)))
        {
            yield return TenantDocumentTexts.MailAddressWrong(address.index + 1);
        }

        foreach (var id in tenant.Accounts.GroupBy(account => account.AccountId, StringComparer.Ordinal).Where(same => same.Count() > 1))
        {
            yield return TenantDocumentTexts.AccountTwice(id.Key);
        }

        foreach (var account in tenant.Accounts.Where(account => account.StartDate == DateOnly.MinValue))
        {
            yield return TenantDocumentTexts.StartDateWrong(account.AccountId);
        }

        foreach (var site in tenant.Accounts.Select(account => account.Site.BaseUrl).Append(tenant.Hrmos.BaseUrl).Distinct())
        {
            if (!string.Equals(site.Scheme, Uri.UriSchemeHttps, StringComparison.Ordinal) && !site.IsLoopback)
            {
                yield return TenantDocumentTexts.NotHttps(site);
            }
        }
    }

    private static IEnumerable<ValidationError> Leaves(IEnumerable<ValidationError> errors) => errors.SelectMany(error =>
        error is ChildSchemaValidationError parent && parent.Errors.Any(child => child.Value.Count > 0)
            ? parent.Errors.SelectMany(child => Leaves(child.Value))
            : [error]);

    private static async Task<JsonSchema> LoadSchemaAsync()
    {
        await using var stream = typeof(TenantDocument).Assembly.GetManifestResourceStream("tenant.schema.json")!;
        using var reader = new StreamReader(stream);
        return await JsonSchema.FromJsonAsync(await reader.ReadToEndAsync());
    }
}

internal sealed record TenantShape(
    string TenantId, string Name, string CompanyId, HrmosShape Hrmos, MailShape Mail, string[]? Slots, QuietShape? QuietHours, AccountShape[] Accounts);

internal sealed record QuietShape(string From, string To);

internal sealed record HrmosShape(string BaseUrl, string TokenSecret, int? RequestsPerMinute, double? SearchLagSeconds, double? TimeoutSeconds);

internal sealed record MailShape(string[] To, string[]? Cc, bool? WhenNothingNew);

internal sealed record AccountShape(
    string Id, string Medium, int DisplayYear, bool? Enabled, string StartDate, string CredentialsSecret, SiteShape Site);

internal sealed record SiteShape(string BaseUrl, int? MinimumGapMilliseconds, double? TimeoutSeconds);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(TenantShape))]
[JsonSerializable(typeof(Credentials))]
[JsonSerializable(typeof(TenantDocumentResult))]
internal sealed partial class TenantJson : JsonSerializerContext;
