using System.Text.Json;
using RoboSync.Sync.Scheduling;

namespace RoboSync.Sync.Accounts;

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
public sealed record HrmosSite(Uri BaseUrl, string TokenSecret, int RequestsPerMinute, TimeSpan SearchLag, TimeSpan Timeout);

/// <summary>Who is mailed, and when.</summary>
/// <param name="To">At least one address (配信先メールアドレス To).</param>
/// <param name="Cc">Further addresses (Cc, 任意).</param>
/// <param name="WhenNothingNew">Whether a slot that brought nothing new is mailed too.</param>
public sealed record MailSettings(IReadOnlyList<string> To, IReadOnlyList<string> Cc, bool WhenNothingNew);

/// <summary>One login of a tenant on a medium (媒体アカウント).</summary>
/// <param name="AccountId">Key of the account within its tenant; it plays no part in the identity of a candidate.</param>
/// <param name="Medium">Which medium; <c>miws</c> is the only one so far.</param>
/// <param name="DisplayYear">初期表示年度: the graduation year the account shows, for example 2027.</param>
/// <param name="Enabled">False while the customer has paused it (連携を有効にする is off).</param>
/// <param name="StartDate">連携開始日 in Japan: who entered before it is not imported.</param>
/// <param name="CredentialsSecret">Name of the secret that holds <see cref="Credentials"/> as JSON.</param>
/// <param name="Site">Where the medium is, and how politely it is read.</param>
public sealed record MediaAccount(
    string AccountId,
    string Medium,
    int DisplayYear,
    bool Enabled,
    DateOnly StartDate,
    string CredentialsSecret,
    MediumSite Site)
{
    /// <summary>Whether its year is over: who graduates in 2027 does so in March, and April begins in Japan.</summary>
    public bool HasGraduated(DateTimeOffset now) => JapanTime.DateInJapan(now) >= new DateOnly(DisplayYear, 4, 1);
}

/// <summary>Where a medium is, and how politely it is read.</summary>
/// <param name="BaseUrl">Address that the paths of the page definitions are relative to.</param>
/// <param name="MinimumGap">Least time between two requests of one account; up to half of it is added at random.</param>
/// <param name="Timeout">How long one request may take.</param>
public sealed record MediumSite(Uri BaseUrl, TimeSpan MinimumGap, TimeSpan Timeout);

/// <summary>Names one media account everywhere: rows, leases, messages.</summary>
public readonly record struct AccountKey(string TenantId, string AccountId)
{
    /// <inheritdoc/>
    public override string ToString() => $"{TenantId}/{AccountId}";
}

/// <summary>What signs in to a medium. Never logged: the text form shows nothing.</summary>
/// <param name="LoginId">ID of the account on the medium.</param>
/// <param name="Password">Its password.</param>
public sealed record Credentials(string LoginId, string Password)
{
    /// <summary>Reads the secret that holds them as JSON.</summary>
    /// <param name="secret">The secret.</param>
    /// <param name="name">Its name, for the error.</param>
    /// <exception cref="Runs.SyncException"><see cref="Runs.FailureCode.SecretMissing"/> where it does not hold both.</exception>
    public static Credentials Parse(Secret secret, string name)
    {
        try
        {
            if (JsonSerializer.Deserialize(secret.Value, TenantJson.Default.Credentials) is { LoginId.Length: > 0, Password.Length: > 0 } credentials)
            {
                return credentials;
            }
        }
        catch (JsonException)
        {
            // The parser's message may quote the secret: it is not passed on.
        }

        throw new Runs.SyncException(Runs.FailureCode.SecretMissing, $"Secret {name} does not hold loginId and password as JSON.");
    }

    /// <inheritdoc/>
    public override string ToString() => "Credentials { *** }";
}
