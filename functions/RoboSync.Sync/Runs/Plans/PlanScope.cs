using System.Globalization;

namespace RoboSync.Sync.Runs.Plans;

/// <summary>
/// Whom a plan is about: who is new or has changed, as a slot would, or everybody anew who entered since a day (再取り込み). Either way the
/// account's start date stands: who entered before it is not brought over.
/// </summary>
/// <param name="Anew">Whether everybody's page and every mapped seminar is read, whatever is known of them.</param>
/// <param name="Since">Only who entered on this day in Japan or later; null for all. Only where <paramref name="Anew"/>.</param>
public sealed record PlanScope(bool Anew, DateOnly? Since)
{
    private const string All = "all";
    private const string From = "since ";
    private const string Day = "yyyy-MM-dd";

    /// <summary>As a slot would.</summary>
    public static PlanScope Changes { get; } = new(Anew: false, Since: null);

    /// <summary>Reads what was asked for: <c>all</c>, <c>since 2026-04-01</c>, or anything else for <see cref="Changes"/>.</summary>
    /// <returns>Null where a day is meant and cannot be read: that must not become everybody.</returns>
    public static PlanScope? Parse(string text)
    {
        var asked = text.Trim('\uFEFF', ' ', '\r', '\n', '\t');
        if (!asked.StartsWith(From, StringComparison.OrdinalIgnoreCase))
        {
            return asked.Equals(All, StringComparison.OrdinalIgnoreCase) ? new PlanScope(Anew: true, Since: null) : Changes;
        }

        return DateOnly.TryParseExact(asked[From.Length..].Trim(), Day, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? new PlanScope(Anew: true, day)
            : null;
    }

    /// <summary>Writes it, for <see cref="Parse"/>.</summary>
    public string ToText() => (Anew, Since) switch
    {
        (false, _) => "changes",
        (true, null) => All,
        (true, { } day) => From + day.ToString(Day, CultureInfo.InvariantCulture),
    };

    /// <summary>Whether somebody who entered on a day is read anew.</summary>
    public bool Covers(DateOnly entryDate) => Anew && !(entryDate < Since);
}
