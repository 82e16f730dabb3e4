using RoboSync.Sync.Calendar;

namespace RoboSync.Sync.Tenants;

/// <summary>A customer company (企業), as its validated tenant document describes it (docs/tenant.schema.json).</summary>
/// <param name="TenantId">Stable key of the tenant: lower-case letters, digits and hyphens.</param>
/// <param name="Name">企業名, as customers read it in mails.</param>
/// <param name="CompanyId">企業ID, as customers read it in mails.</param>
/// <param name="Hrmos">Where the tenant's HRMOS is, and how fast it may be asked.</param>
/// <param name="Mail">Who is told what happened.</param>
/// <param name="Slots">One to four daily times in Japan Standard Time, ascending (help page: 1日4回設定したタイミングで).</param>
/// <param name="QuietHours">When MIWS is left alone; null for never.</param>
/// <param name="Accounts">The media accounts, each with an id of its own.</param>
public sealed record Tenant(
    string TenantId,
    string Name,
    string CompanyId,
    HrmosSite Hrmos,
    MailSettings Mail,
    IReadOnlyList<TimeOnly> Slots,
    QuietHours? QuietHours,
    IReadOnlyList<MediaAccount> Accounts)
{
    private const int LongestId = 40;

    /// <summary>Where it is told the same beside the mails; null for nowhere.</summary>
    public WebhookSettings? Webhook { get; init; }

    /// <summary>Whether its use has been stopped: its accounts count as paused, and nobody of it can sign in to the console.</summary>
    public bool IsSuspended { get; init; }

    /// <summary>How often the console has changed the document: an upload bears the number of what it was made from.</summary>
    public int Revision { get; init; }

    /// <summary>Whether the first run of a new account waits until somebody has approved its plan.</summary>
    public bool FirstRunNeedsApproval { get; init; }

    /// <summary>
    /// Whether a text can be the id of a tenant or an account at all (docs/tenant.schema.json): two to forty small letters, digits and
    /// hyphens.
    /// </summary>
    public static bool IsId(string? text) =>
        text is { Length: >= 2 and <= LongestId }
            && text.All(character => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character) || character == '-');

    /// <summary>The account with this id, or null where the document has none.</summary>
    public MediaAccount? FindAccount(string accountId) =>
        Accounts.FirstOrDefault(account => string.Equals(account.AccountId, accountId, StringComparison.Ordinal));
}

/// <summary>Where a tenant's HRMOS is. No public reference states its limits, so they are configuration.</summary>
/// <param name="BaseUrl">Address that the paths of docs/hrmos-api.openapi.json are relative to.</param>
/// <param name="TokenSecret">Name of the secret that holds the API token.</param>
/// <param name="RequestsPerMinute">How many requests a minute are sent at the most.</param>
/// <param name="SearchLag">How long a written candidate may stay invisible to a search.</param>
/// <param name="Timeout">How long one request may take.</param>
public sealed record HrmosSite(Uri BaseUrl, string TokenSecret, int RequestsPerMinute, TimeSpan SearchLag, TimeSpan Timeout)
{
    /// <summary>What HRMOS does by itself for this tenant.</summary>
    public WritesToStudents WritesToStudents { get; init; } = new(null, null);
}

/// <summary>
/// Whether HRMOS, as the tenant has set it up, writes to a student by itself. Nothing of it is asked of HRMOS: it is what the tenant says.
/// </summary>
/// <param name="WhenCreated">When a candidate is registered; null where nobody has said.</param>
/// <param name="WhenBooked">When a booking is made for them; null where nobody has said.</param>
public sealed record WritesToStudents(bool? WhenCreated, bool? WhenBooked)
{
    /// <summary>Whether both are known.</summary>
    public bool IsAnswered => WhenCreated is not null && WhenBooked is not null;
}

/// <summary>Who is mailed, and when.</summary>
/// <param name="To">At least one address (配信先メールアドレス To).</param>
/// <param name="Cc">Further addresses (Cc, 任意).</param>
/// <param name="WhenNothingNew">Whether a slot that brought nothing new is mailed too.</param>
public sealed record MailSettings(IReadOnlyList<string> To, IReadOnlyList<string> Cc, bool WhenNothingNew);

/// <summary>What a webhook understands. Documents name them in small letters.</summary>
public enum WebhookKind
{
    /// <summary>An incoming webhook of Slack.</summary>
    Slack,

    /// <summary>A workflow of Teams that posts what a webhook receives.</summary>
    Teams,
}

/// <summary>Where a tenant is told beside the mails.</summary>
/// <param name="Kind">What is posted.</param>
/// <param name="UrlSecret">Name of the secret that holds the address: whoever knows it can post there.</param>
public sealed record WebhookSettings(WebhookKind Kind, string UrlSecret);
