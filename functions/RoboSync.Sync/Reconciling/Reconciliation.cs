using RoboSync.Sync.Failures;
using RoboSync.Sync.Tenants;

namespace RoboSync.Sync.Reconciling;

/// <summary>What is known of how an account's bookings compare with HRMOS': what runs and people have found, the newest of each event.
/// </summary>
public sealed record Reconciliation
{
    /// <summary>The account.</summary>
    public required AccountKey Account { get; init; }

    /// <summary>Its display year when it was compared: a purge of the year takes it along.</summary>
    public required int GraduationYear { get; init; }

    /// <summary>When a run last compared the seminars of the next days (UTC); null before the first.</summary>
    public DateTimeOffset? DailyAt { get; init; }

    /// <summary>Which request to compare everything was taken last (UTC, when it was made); null before the first.</summary>
    public DateTimeOffset? AskedAt { get; init; }

    /// <summary>When everything was last compared (UTC); null before the first.</summary>
    public DateTimeOffset? WholeAt { get; init; }

    /// <summary>Why the newest request came to nothing; null where it did not.</summary>
    public FailureCode? Failure { get; init; }

    /// <summary>The events, by day and key.</summary>
    public IReadOnlyList<ComparedEvent> Events { get; init; } = [];

    /// <summary>The same with some events compared anew; the others stay.</summary>
    public Reconciliation With(IReadOnlyCollection<ComparedEvent> compared)
    {
        var anew = compared.SelectMany(item => item.Seminars).Select(seminar => seminar.Number).ToHashSet(StringComparer.Ordinal);

        // A seminar that was mapped to another event since stands in one row.
        return this with
        {
            Events = Sorted(Events.Where(item => !item.Seminars.Any(seminar => anew.Contains(seminar.Number))).Concat(compared)),
        };
    }

    /// <summary>The same with everything compared anew.</summary>
    public Reconciliation WithAll(IEnumerable<ComparedEvent> compared) => this with { Events = Sorted(compared) };

    private static IReadOnlyList<ComparedEvent> Sorted(IEnumerable<ComparedEvent> events) =>
        [.. events.OrderBy(item => item.Date).ThenBy(item => item.Key, StringComparer.Ordinal)];
}

/// <summary>Keeps an account's <see cref="Reconciliation"/>, and beside it the same as a file for Excel. Losing it loses nothing else.
/// </summary>
public interface IReconciliationStore
{
    /// <summary>The account's, of the year that it shows; null where there is none.</summary>
    Task<Reconciliation?> FindAsync(AccountKey account, int graduationYear, CancellationToken cancellationToken);

    /// <summary>Replaces the account's. Whoever calls it holds the account's lease.</summary>
    /// <param name="reconciliation">What is known.</param>
    /// <param name="csv">The same as a file (<see cref="ReconciliationCsv"/>).</param>
    /// <param name="cancellationToken">Ends the write.</param>
    Task SaveAsync(Reconciliation reconciliation, byte[] csv, CancellationToken cancellationToken);
}

/// <summary>Asks for everything to be compared, which the function of that name then does: it outlasts a browser's patience.</summary>
public interface IReconciliationRequests
{
    /// <summary>Asks for it.</summary>
    Task AskAsync(string tenantId, CancellationToken cancellationToken);
}
