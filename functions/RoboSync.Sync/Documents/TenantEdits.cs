using System.Globalization;
using System.Text.Json.Nodes;
using RoboSync.Sync.Calendar;
using RoboSync.Sync.Media;
using RoboSync.Sync.Tenants;

namespace RoboSync.Sync.Documents;

/// <summary>
/// What the console changes in a tenant's document, part by part: each with the state by which a change of somebody else is seen. What the
/// console does not know of, an operator's politeness limits for example, stays.
/// </summary>
public static class TenantEdits
{
    private const string Accounts = "accounts";

    /// <summary>The state of who is mailed.</summary>
    public static string MailOf(Tenant tenant) =>
        $"{string.Join(',', tenant.Mail.To)}|{string.Join(',', tenant.Mail.Cc)}|{tenant.Mail.WhenNothingNew}";

    /// <summary>Sets who is mailed.</summary>
    public static void SetMail(this JsonObject document, MailSettings mail) => document["mail"] = new JsonObject
    {
        ["to"] = List(mail.To),
        ["cc"] = List(mail.Cc),
        ["whenNothingNew"] = mail.WhenNothingNew,
    };

    /// <summary>The state of where else the tenant is told.</summary>
    public static string WebhookOf(Tenant tenant) => tenant.Webhook is { } webhook ? $"{webhook.Kind}|{webhook.UrlSecret}" : "";

    /// <summary>Sets where else the tenant is told; null for nowhere.</summary>
    public static void SetWebhook(this JsonObject document, WebhookSettings? webhook)
    {
        document.Remove("webhook");
        if (webhook is not null)
        {
            document["webhook"] =
                new JsonObject { ["kind"] = webhook.Kind.ToString().ToLowerInvariant(), ["urlSecret"] = webhook.UrlSecret };
        }
    }

    /// <summary>The state of slots and quiet hours.</summary>
    public static string TimesOf(Tenant tenant) => $"{string.Join(',', tenant.Slots.Select(Text))}|{Text(tenant.QuietHours)}";

    /// <summary>Sets slots and quiet hours.</summary>
    public static void SetTimes(this JsonObject document, IEnumerable<TimeOnly> slots, QuietHours? quietHours)
    {
        document["slots"] = List(slots.Select(Text));
        document.Remove("quietHours");
        if (quietHours is not null)
        {
            document["quietHours"] = new JsonObject { ["from"] = Text(quietHours.From), ["to"] = Text(quietHours.To) };
        }
    }

    /// <summary>Stops a company's use, or lets it go on as it was.</summary>
    public static void SetSuspended(this JsonObject document, bool isSuspended)
    {
        document.Remove("suspended");
        if (isSuspended)
        {
            document["suspended"] = true;
        }
    }

    /// <summary>Which parts of two documents differ, in Japanese: no values, since a document holds mail addresses.</summary>
    public static IReadOnlyList<string> Differences(Tenant before, Tenant after) =>
    [
        .. new (string Part, bool Differs)[]
        {
            ("企業名・企業ID", before.Name != after.Name || before.CompanyId != after.CompanyId),
            ("配信先", MailOf(before) != MailOf(after)),
            ("Slack・Teamsへの通知", before.Webhook != after.Webhook),
            ("連携時間帯", TimesOf(before) != TimesOf(after)),
            ("HRMOSの接続先", before.Hrmos != after.Hrmos),
            ("利用の停止", before.IsSuspended != after.IsSuspended),
        }.Where(part => part.Differs).Select(part => part.Part),
        .. before.Accounts.Concat(after.Accounts).Select(account => account.AccountId).Distinct(StringComparer.Ordinal)
            .Where(id => before.FindAccount(id) != after.FindAccount(id)).Select(id => $"媒体アカウント「{id}」"),
    ];

    /// <summary>The state of where HRMOS is.</summary>
    public static string HrmosOf(Tenant tenant) => $"{tenant.Hrmos.BaseUrl}|{tenant.Hrmos.TokenSecret}";

    /// <summary>Sets where HRMOS is.</summary>
    public static void SetHrmos(this JsonObject document, string baseUrl) => document["hrmos"]!["baseUrl"] = baseUrl;

    /// <summary>The state of what the console knows of approval and of HRMOS' own mails.</summary>
    public static string CautionOf(Tenant tenant) =>
        $"{tenant.FirstRunNeedsApproval}|{tenant.Hrmos.WritesToStudents.WhenCreated}|{tenant.Hrmos.WritesToStudents.WhenBooked}";

    /// <summary>Sets whether a first run needs approval, and what HRMOS does by itself.</summary>
    public static void SetCaution(this JsonObject document, bool firstRunNeedsApproval, WritesToStudents writes)
    {
        document["firstRunNeedsApproval"] = firstRunNeedsApproval;
        var answers = new JsonObject();
        if (writes.WhenCreated is { } whenCreated)
        {
            answers["whenCreated"] = whenCreated;
        }

        if (writes.WhenBooked is { } whenBooked)
        {
            answers["whenBooked"] = whenBooked;
        }

        document["hrmos"]!["writesToStudents"] = answers;
    }

    /// <summary>The state of an account; blank where there is none.</summary>
    public static string AccountOf(Tenant tenant, string accountId) => tenant.FindAccount(accountId) is { } account
        ? string.Create(CultureInfo.InvariantCulture, $"{account.DisplayYear}|{account.Enabled}|{account.StartDate:yyyy-MM-dd}")
        : "";

    /// <summary>Sets what the console knows of an account.</summary>
    public static void SetAccount(this JsonObject document, string accountId, int displayYear, DateOnly startDate, bool isEnabled)
    {
        var account = Find(document, accountId)!;
        account["displayYear"] = displayYear;
        account["startDate"] = Text(startDate);
        account["enabled"] = isEnabled;
    }

    /// <summary>Adds an account. It is where the tenant's other accounts of the medium are, and read as politely.</summary>
    /// <param name="document">The document.</param>
    /// <param name="account">The account.</param>
    public static void AddAccount(this JsonObject document, MediaAccount account)
    {
        var accounts = (JsonArray)document[Accounts]!;
        var site = accounts.FirstOrDefault(other => (string?)other!["medium"] == account.Medium)?["site"]?.DeepClone();
        accounts.Add(new JsonObject
        {
            ["id"] = account.AccountId,
            ["medium"] = account.Medium,
            ["displayYear"] = account.DisplayYear,
            ["enabled"] = account.Enabled,
            ["startDate"] = Text(account.StartDate),
            ["credentialsSecret"] = account.CredentialsSecret,
            ["site"] = site ?? new JsonObject { ["baseUrl"] = account.Site.BaseUrl.ToString() },
        });
    }

    /// <summary>Removes an account.</summary>
    public static void RemoveAccount(this JsonObject document, string accountId) =>
        ((JsonArray)document[Accounts]!).Remove(Find(document, accountId));

    /// <summary>An id for a new account that no other one of the tenant has, for example <c>miws-2027-2</c>.</summary>
    public static string NewAccountId(Tenant tenant, string medium, int displayYear)
    {
        var first = string.Create(CultureInfo.InvariantCulture, $"{medium}-{displayYear}");
        return Enumerable.Range(2, 1000).Select(number => string.Create(CultureInfo.InvariantCulture, $"{first}-{number}")).Prepend(first)
            .First(id => tenant.FindAccount(id) is null);
    }

    /// <summary>Where a new account of a medium is.</summary>
    public static Uri AddressOf(MediumProfile medium, SyncOptions options) =>
        new(options.MediaAddresses.TryGetValue(medium.Key, out var address) ? address : medium.Address);

    private static JsonNode? Find(JsonObject document, string accountId) =>
        ((JsonArray)document[Accounts]!).FirstOrDefault(account => (string?)account!["id"] == accountId);

    private static JsonArray List(IEnumerable<string> texts) => new([.. texts.Select(text => JsonValue.Create(text))]);

    private static string Text(TimeOnly time) => time.ToString("HH:mm", CultureInfo.InvariantCulture);

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Text(QuietHours? quiet) => quiet is null ? "" : $"{Text(quiet.From)}-{Text(quiet.To)}";
}
