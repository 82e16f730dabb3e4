namespace RoboSync.Sync.EventMapping;

/// <summary>
/// What became of an uploaded event mapping, in the customer's words; blob <c>mappings/{tenantId}/results/{upload}.json</c>.
/// </summary>
public sealed record MappingOutcome
{
    /// <summary>Name of the uploaded file.</summary>
    public required string Upload { get; init; }

    /// <summary>When it was uploaded (UTC).</summary>
    public required DateTimeOffset UploadedAt { get; init; }

    /// <summary>Whether it is in force from the next run on.</summary>
    public bool Accepted { get; init; }

    /// <summary>The version that is in force now; 0 where there is none.</summary>
    public int Version { get; init; }

    /// <summary>Encoding that was found, for example UTF-8（BOM付き）; blank where the file is no text.</summary>
    public string Encoding { get; init; } = "";

    /// <summary>Delimiter that was found, for example コンマ; blank where the file is no text.</summary>
    public string Delimiter { get; init; } = "";

    /// <summary>Rows that tie a seminar to an event.</summary>
    public int Rows { get; init; }

    /// <summary>Rows with an event and no seminar: listed, not mapped.</summary>
    public int RowsWithoutSeminar { get; init; }

    /// <summary>False where HRMOS could not be asked whether the events exist.</summary>
    public bool EventsChecked { get; init; }

    /// <summary>What it changes; null where it was refused.</summary>
    public MappingChanges? Changes { get; init; }

    /// <summary>How many problems there are.</summary>
    public int ProblemCount { get; init; }

    /// <summary>Why it was refused: the first <see cref="MostListed"/> problems.</summary>
    public IReadOnlyList<MappingProblem> Problems { get; init; } = [];

    /// <summary>How many warnings there are.</summary>
    public int WarningCount { get; init; }

    /// <summary>What was cleaned or looks odd and was taken all the same: the first <see cref="MostListed"/>.</summary>
    public IReadOnlyList<MappingProblem> Warnings { get; init; } = [];

    /// <summary>Name of the customer's own file with a column エラー, below <c>results/</c>; blank where there is none.</summary>
    public string ErrorsFile { get; init; } = "";

    /// <summary>How many problems and warnings are listed each; the counts and the errors file go on.</summary>
    public const int MostListed = 1000;
}

/// <summary>How a new version differs from the one before.</summary>
/// <param name="Added">Seminars that had no event.</param>
/// <param name="Removed">Seminars that have none any more.</param>
/// <param name="Changed">Seminars that have another event.</param>
/// <param name="Unchanged">All others.</param>
public sealed record MappingChanges(int Added, int Removed, int Changed, int Unchanged)
{
    /// <summary>Whether anything differs.</summary>
    public bool Any => Added + Removed + Changed > 0;

    /// <summary>Compares two mappings.</summary>
    public static MappingChanges Between(IReadOnlyDictionary<string, string> before, IReadOnlyDictionary<string, string> after)
    {
        var changed =
            after.Count(pair => before.TryGetValue(pair.Key, out var old) && !string.Equals(old, pair.Value, StringComparison.Ordinal));
        var kept = after.Keys.Count(before.ContainsKey);
        return new MappingChanges(after.Count - kept, before.Count - kept, changed, kept - changed);
    }
}

/// <summary>One problem of an uploaded mapping.</summary>
/// <param name="Row">Row of the file as Excel counts, from 1; 0 where it is about the file.</param>
/// <param name="Column">Name of the column; blank where it is about the row or the file.</param>
/// <param name="Value">What stands there.</param>
/// <param name="Reason">What is wrong, in Japanese.</param>
/// <param name="Remedy">What to do, in Japanese.</param>
public sealed record MappingProblem(int Row, string Column, string Value, string Reason, string Remedy);
