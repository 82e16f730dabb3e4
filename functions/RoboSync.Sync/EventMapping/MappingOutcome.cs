namespace RoboSync.Sync.EventMapping;

/// <summary>What became of an uploaded event mapping, in the customer's words.</summary>
/// <param name="Upload">Name of the uploaded file.</param>
/// <param name="Accepted">Whether it is in force from the next run on.</param>
/// <param name="Rows">Rows with content, header left out.</param>
/// <param name="Version">The version it became; 0 where it was refused.</param>
/// <param name="Problems">Why it was refused: every problem of every row.</param>
public sealed record MappingOutcome(string Upload, bool Accepted, int Rows, int Version, IReadOnlyList<MappingProblem> Problems);

/// <summary>One problem of an uploaded mapping.</summary>
/// <param name="Row">Row of the file, from 1; 0 where it is about the file.</param>
/// <param name="Column">Name of the column.</param>
/// <param name="Value">What stands there.</param>
/// <param name="Reason">What is wrong, in Japanese.</param>
/// <param name="Remedy">What to do, in Japanese.</param>
public sealed record MappingProblem(int Row, string Column, string Value, string Reason, string Remedy);
