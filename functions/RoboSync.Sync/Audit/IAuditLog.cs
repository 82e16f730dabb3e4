namespace RoboSync.Sync.Audit;

/// <summary>Something that somebody did in the console.</summary>
/// <param name="At">When (UTC).</param>
/// <param name="TenantId">The company that it is about; blank for none.</param>
/// <param name="Actor">Who: a ログインID.</param>
/// <param name="Action">What, in Japanese, for example 「媒体アカウントの追加」: it is read as it is stored.</param>
/// <param name="Target">To what, for example the name of an account; blank for nothing.</param>
/// <param name="Detail">What changed, in Japanese, with no secret in it; blank for nothing more.</param>
public sealed record AuditEntry(DateTimeOffset At, string TenantId, string Actor, string Action, string Target, string Detail)
{
    /// <summary>The graduation year of the applicant whom the target names by their number; null where it names none.</summary>
    public int? GraduationYear { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"AuditEntry {{ {TenantId} }}";
}

/// <summary>Keeps what was done in the console, by whom.</summary>
public interface IAuditLog
{
    /// <summary>Adds an entry.</summary>
    Task AddAsync(AuditEntry entry, CancellationToken cancellationToken);

    /// <summary>The entries of a company, the newest first.</summary>
    /// <param name="tenantId">The company; blank for what is about none.</param>
    /// <param name="from">The oldest time (UTC).</param>
    /// <param name="until">The first time behind the newest (UTC).</param>
    /// <param name="most">How many at most.</param>
    /// <param name="cancellationToken">Ends the look.</param>
    Task<IReadOnlyList<AuditEntry>> ReadAsync(
        string tenantId, DateTimeOffset from, DateTimeOffset until, int most, CancellationToken cancellationToken);
}

/// <summary>What every audit log offers.</summary>
public static class AuditLogs
{
    /// <summary>The newest entries of a company, the newest first.</summary>
    public static Task<IReadOnlyList<AuditEntry>> ReadAsync(
        this IAuditLog log, string tenantId, DateTimeOffset from, int most, CancellationToken cancellationToken) =>
        log.ReadAsync(tenantId, from, DateTimeOffset.MaxValue, most, cancellationToken);
}
