namespace RoboSync.Sync.Media;

/// <summary>A masked page that was kept since it was not understood.</summary>
/// <param name="Name">Its name: company, account, run, time and what it is.</param>
/// <param name="At">When it was kept (UTC).</param>
/// <param name="Bytes">Its size.</param>
public sealed record KeptPage(string Name, DateTimeOffset At, long Bytes);

/// <summary>Reads the pages that <see cref="IPageArchive"/> keeps.</summary>
public interface IKeptPages
{
    /// <summary>The pages of a tenant, by name.</summary>
    /// <param name="tenantId">The tenant; blank for all.</param>
    /// <param name="most">How many at most.</param>
    /// <param name="cancellationToken">Ends the look.</param>
    Task<IReadOnlyList<KeptPage>> ListAsync(string tenantId, int most, CancellationToken cancellationToken);

    /// <summary>A page, masked; null where it is not kept.</summary>
    Task<string?> ReadAsync(string name, CancellationToken cancellationToken);
}
