namespace RoboSync.Sync.Media;

/// <summary>One page of a list of the medium.</summary>
/// <param name="Rows">The rows; empty only where the page says itself that there are none, or where all of them are unread.</param>
/// <param name="Total">How many entries the page states in all.</param>
/// <param name="HasNext">Whether the page links to a next one.</param>
public sealed record ListPage<TRow>(IReadOnlyList<TRow> Rows, int Total, bool HasNext)
{
    /// <summary>Rows that are there and count, and of which a value does not fit.</summary>
    public IReadOnlyList<UnreadRow> Unread { get; init; } = [];
}

/// <summary>A row of which a value does not fit.</summary>
/// <param name="Key">応募者番号 or セミナーNo.</param>
/// <param name="Field">The field, as page definitions name it. What stands there is told to nobody.</param>
public sealed record UnreadRow(string Key, string Field);
