using System.Globalization;
using System.Net.Mail;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using NJsonSchema;
using NJsonSchema.Validation;
using RoboSync.Sync.Calendar;

namespace RoboSync.Sync.Tenants;

/// <summary>Reads and checks tenant documents (docs/tenant.schema.json).</summary>
public static class TenantDocument
{
    private const string Day = "yyyy-MM-dd";

    // Fifty accounts take a tenth of it; a row of the table, in which it is kept in two bytes a character, twice as much.
    private const int MostBytes = 256 * 1024;
    private const int MostListed = 100;

    private static readonly IndentedJson Readable = new(
        new JsonSerializerOptions { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    private static readonly Lazy<Task<JsonSchema>> Schema = new(LoadSchemaAsync);

    /// <summary>Reads a document that was found valid when it was stored.</summary>
    /// <exception cref="JsonException">It is not: something is missing, or of another kind.</exception>
    /// <exception cref="FormatException">It is not: a time, day or address is none.</exception>
    public static Tenant Parse(string document)
    {
        var json = Read(document);
        return new Tenant(
            json.TenantId,
            json.Name,
            json.CompanyId,
            new HrmosSite(
                new Uri(json.Hrmos.BaseUrl),
                json.Hrmos.TokenSecret,
                json.Hrmos.RequestsPerMinute ?? 90,
                TimeSpan.FromSeconds(json.Hrmos.SearchLagSeconds ?? 60),
                TimeSpan.FromSeconds(json.Hrmos.TimeoutSeconds ?? 30))
            {
                WritesToStudents = new WritesToStudents(
                    json.Hrmos.WritesToStudents?.WhenCreated, json.Hrmos.WritesToStudents?.WhenBooked),
            },
            new MailSettings(json.Mail.To, json.Mail.Cc ?? [], json.Mail.WhenNothingNew ?? true),
            json.Slots is null ? SlotSchedule.Default : [.. json.Slots.Select(Time).Order()],
            json.QuietHours is { } quiet ? new QuietHours(Time(quiet.From), Time(quiet.To)) : null,
            [.. json.Accounts.Select(account => ToAccount(account, json.Suspended ?? false))])
        {
            Webhook = json.Webhook is { } webhook
                ? new WebhookSettings(Enum.Parse<WebhookKind>(webhook.Kind, ignoreCase: true), webhook.UrlSecret)
                : null,
            IsSuspended = json.Suspended ?? false,
            Revision = json.Revision ?? 0,
            FirstRunNeedsApproval = json.FirstRunNeedsApproval ?? true,
        };
    }

    /// <summary>The same document as people read it: indented, with Japanese as it is. One that is no JSON stays as it is.</summary>
    public static string Indent(string document)
    {
        try
        {
            using var parsed = JsonDocument.Parse(document);
            return JsonSerializer.Serialize(parsed.RootElement, Readable.JsonElement);
        }
        catch (JsonException)
        {
            return document;
        }
    }

    /// <summary>Reads an upload as text.</summary>
    /// <param name="content">The upload; UTF-8, with or without its mark.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The text, or what is wrong with the upload, in Japanese.</returns>
    public static async Task<(string? Document, string? Mistake)> ReadAsync(Stream content, CancellationToken cancellationToken)
    {
        var bytes = new byte[MostBytes + 1];
        var length = await content.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken);
        return length > MostBytes ? (null, TenantDocumentTexts.TooLarge(MostBytes)) : DocumentText.Decode(bytes.AsSpan(0, length));
    }

    /// <summary>Checks a document and says everything that is wrong with it at once.</summary>
    /// <param name="document">The text.</param>
    /// <param name="tenantId">The tenant that the document's name claims.</param>
    /// <returns>The mistakes, in Japanese; none where the document is valid.</returns>
    public static async Task<IReadOnlyList<string>> ValidateAsync(string document, string tenantId)
    {
        if (document.Length > MostBytes)
        {
            return [TenantDocumentTexts.TooLarge(MostBytes)];
        }

        var mistakes = await FindMistakesAsync(document, tenantId);
        return mistakes.Count <= MostListed
            ? mistakes
            : [.. mistakes.Take(MostListed), TenantDocumentTexts.More(mistakes.Count - MostListed)];
    }

    private static async Task<IReadOnlyList<string>> FindMistakesAsync(string document, string tenantId)
    {
        try
        {
            // The schema's reader takes more for JSON than the program does afterwards: comments, trailing commas, single quotes, a key
            // twice.
            using var strict = JsonDocument.Parse(document);
            if (DocumentText.KeysTwice(strict.RootElement, "").ToList() is { Count: > 0 } twice)
            {
                return twice;
            }

            var errors = (await Schema.Value).Validate(document);
            if (errors.Count > 0)
            {
                return [.. Leaves(errors).Select(TenantDocumentTexts.Of).Distinct(StringComparer.Ordinal)];
            }

            IReadOnlyList<string> mistakes = [.. Mistakes(Read(document), tenantId)];
            DocumentText.ReadTexts(strict.RootElement);
            return mistakes;
        }
        catch (JsonException notJson)
        {
            return [NotJson(document, notJson)];
        }
        catch (Newtonsoft.Json.JsonReaderException notJson)
        {
            return [TenantDocumentTexts.NotJson(notJson.LineNumber, notJson.LinePosition)];
        }
        catch (Exception noValue)
            when (noValue is InvalidOperationException or ArgumentException or OverflowException or FormatException or InvalidCastException)
        {
            // Half of a character as an escape, or a number that no reader holds.
            return [TenantDocumentTexts.NotReadable];
        }
    }

    private static TenantShape Read(string document) =>
        JsonSerializer.Deserialize(document, TenantJson.Default.TenantShape) ?? throw new JsonException("The tenant document is empty.");

    // The parser counts from 0, and in bytes where people count characters.
    private static string NotJson(string document, JsonException notJson)
    {
        var line = (int)(notJson.LineNumber ?? 0);
        var text = Encoding.UTF8.GetBytes(document.Split('\n').ElementAtOrDefault(line) ?? "");
        var before = Encoding.UTF8.GetCharCount(text, 0, (int)Math.Min(notJson.BytePositionInLine ?? 0, text.Length));
        return TenantDocumentTexts.NotJson(line + 1, before + 1);
    }

    private static TimeOnly Time(string text) => TimeOnly.ParseExact(text, "HH:mm", CultureInfo.InvariantCulture);

    private static MediaAccount ToAccount(AccountShape account, bool isSuspended) => new(
        account.Id,
        account.Medium,
        account.DisplayYear,
        (account.Enabled ?? true) && !isSuspended,
        DateOnly.ParseExact(account.StartDate, Day, CultureInfo.InvariantCulture),
        account.CredentialsSecret,
        new MediumSite(
            new Uri(account.Site.BaseUrl),
            TimeSpan.FromMilliseconds(account.Site.MinimumGapMilliseconds ?? 1500),
            TimeSpan.FromSeconds(account.Site.TimeoutSeconds ?? 30)));

    // What a schema cannot say.
    private static IEnumerable<string> Mistakes(TenantShape json, string tenantId)
    {
        if (!string.Equals(json.TenantId, tenantId, StringComparison.Ordinal))
        {
            yield return TenantDocumentTexts.TenantIdDiffers(json.TenantId, tenantId);
        }

        foreach (var mistake in SlotMistakes(
            json.Slots is null ? SlotSchedule.Default : [.. json.Slots.Select(Time).Order()], json.QuietHours)
            .Concat(json.Mail.To.Concat(json.Mail.Cc ?? []).SelectMany(AddressMistakes))
            .Concat(AccountMistakes(json.Accounts, json.Hrmos.TokenSecret))
            .Concat(SiteMistakes(json)))
        {
            yield return mistake;
        }

        // Key Vault's names know no case.
        if (json.Webhook is { } webhook && json.Accounts.Select(account => account.CredentialsSecret).Append(json.Hrmos.TokenSecret)
            .Contains(webhook.UrlSecret, StringComparer.OrdinalIgnoreCase))
        {
            yield return TenantDocumentTexts.WebhookIsLogin;
        }
    }

    private static IEnumerable<string> SlotMistakes(IReadOnlyList<TimeOnly> slots, QuietShape? quietHours)
    {
        if (slots.Distinct().Count() != slots.Count)
        {
            yield return TenantDocumentTexts.SlotTwice;
        }

        if (quietHours is null)
        {
            yield break;
        }

        var quiet = new QuietHours(Time(quietHours.From), Time(quietHours.To));
        if (quiet.From == quiet.To)
        {
            yield return TenantDocumentTexts.QuietHoursEmpty;
        }

        foreach (var slot in slots.Where(quiet.Contains))
        {
            yield return TenantDocumentTexts.SlotInQuietHours(slot);
        }
    }

    private static IEnumerable<string> AddressMistakes(string text, int index)
    {
        if (!MailAddress.TryCreate(text, out var address) || text.Any(char.IsControl))
        {
            yield return TenantDocumentTexts.MailAddressWrong(index + 1);
        }
        else if (!string.Equals(address.Address, text, StringComparison.Ordinal))
        {
            // A name before it would be sent to the mail service as a part of the address.
            yield return TenantDocumentTexts.MailAddressNotAlone(index + 1);
        }
    }

    private static IEnumerable<string> AccountMistakes(IReadOnlyList<AccountShape> accounts, string tokenSecret) => accounts
        .GroupBy(account => account.Id, StringComparer.Ordinal).Where(same => same.Count() > 1)
            .Select(same => TenantDocumentTexts.AccountTwice(same.Key))

        // Key Vault's names know no case. One login in two accounts would sign in twice at once, and one wrong password lock both.
        .Concat(accounts.DistinctBy(account => account.Id, StringComparer.Ordinal)
            .GroupBy(account => account.CredentialsSecret, StringComparer.OrdinalIgnoreCase).Where(same => same.Count() > 1)
            .Select(same => TenantDocumentTexts.LoginTwice([.. same.Select(account => account.Id)])))
        .Concat(accounts.Where(account => string.Equals(account.CredentialsSecret, tokenSecret, StringComparison.OrdinalIgnoreCase))
            .Select(account => TenantDocumentTexts.LoginIsToken(account.Id)))
        .Concat(accounts
            .Where(account => !DateOnly.TryParseExact(account.StartDate, Day, CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
            .Select(account => TenantDocumentTexts.StartDateWrong(account.Id)));

    private static IEnumerable<string> SiteMistakes(TenantShape json)
    {
        var sites = json.Accounts.Select((account, index) =>
            (Where: string.Create(CultureInfo.InvariantCulture, $"accounts[{index}].site.baseUrl"), account.Site.BaseUrl))
            .Append((Where: "hrmos.baseUrl", json.Hrmos.BaseUrl));
        foreach (var (where, text) in sites.DistinctBy(site => site.BaseUrl, StringComparer.Ordinal))
        {
            if (!Uri.TryCreate(text, UriKind.Absolute, out var site))
            {
                yield return TenantDocumentTexts.SiteWrong(where);
            }
            else if (!string.Equals(site.Scheme, Uri.UriSchemeHttps, StringComparison.Ordinal) && !site.IsLoopback)
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
