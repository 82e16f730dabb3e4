using System.Globalization;
using Microsoft.AspNetCore.Http.Extensions;
using RoboSync.Sync.Audit;
using RoboSync.Sync.Calendar;

namespace RoboSync.Console.Auditing;

/// <summary>Which entries of the audit log are looked at.</summary>
/// <param name="Words">What they have to contain; blank for all.</param>
/// <param name="Until">The last day in Japan; null for today.</param>
/// <param name="Before">Where the page before ended, in ticks; null for the first page.</param>
public sealed record AuditFilter(string Words, DateOnly? Until, long? Before)
{
    private const string Day = "yyyy-MM-dd";

    /// <summary>The last day as a form writes it.</summary>
    public string UntilText => Until?.ToString(Day, CultureInfo.InvariantCulture) ?? "";

    /// <summary>Reads what an address says; what cannot be read counts as not said.</summary>
    public static AuditFilter Of(string? words, string? until, string? before) => new(
        words?.Trim() ?? "",
        DateOnly.TryParseExact(until, Day, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is > 2000 and < 9000
            ? day
            : null,
        long.TryParse(before, NumberStyles.None, CultureInfo.InvariantCulture, out var ticks) && ticks < DateTimeOffset.MaxValue.Ticks
            ? ticks
            : null);

    /// <summary>What stands behind the question mark of an address.</summary>
    public string Query(long? before)
    {
        var query = new QueryBuilder { { "words", Words }, { "until", UntilText } };
        if (before is { } ticks)
        {
            query.Add("before", ticks.ToString(CultureInfo.InvariantCulture));
        }

        return query.ToQueryString().Value!;
    }

    /// <summary>Reads them, the newest first.</summary>
    /// <returns>Those that fit, and where the next page begins; null where this is the last.</returns>
    public async Task<(IReadOnlyList<AuditEntry> Entries, long? Next)> ReadAsync(
        IAuditLog log, string tenantId, int most, CancellationToken cancellationToken)
    {
        var until = Before is { } ticks ? new DateTimeOffset(ticks, TimeSpan.Zero)
            : Until is { } day ? JapanTime.FromJapan(day.AddDays(1).ToDateTime(TimeOnly.MinValue))
            : DateTimeOffset.MaxValue;
        var read = await log.ReadAsync(tenantId, DateTimeOffset.MinValue, until, most, cancellationToken);
        return ([.. read.Where(Fits)], read.Count == most ? read[^1].At.UtcTicks : null);
    }

    private bool Fits(AuditEntry entry) => Words.Length == 0
        || new[] { entry.Actor, entry.Action, entry.Target, entry.Detail }
            .Any(text => text.Contains(Words, StringComparison.OrdinalIgnoreCase));
}
