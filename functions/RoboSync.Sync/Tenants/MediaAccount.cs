using RoboSync.Sync.Calendar;

namespace RoboSync.Sync.Tenants;

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
