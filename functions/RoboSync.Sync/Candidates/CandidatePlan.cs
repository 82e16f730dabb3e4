using RoboSync.Sync.Media;
using RoboSync.Sync.Writing;

namespace RoboSync.Sync.Candidates;

/// <summary>An applicant whose detail page was read.</summary>
/// <param name="Applicant">What it shows.</param>
/// <param name="ReadAt">When (UTC).</param>
/// <param name="RowHash">Keyed hash of what the list shows of them by now.</param>
/// <param name="ContentHash">Keyed hash of what HRMOS is to hold.</param>
internal sealed record ReadApplicant(Applicant Applicant, DateTimeOffset ReadAt, string RowHash, string ContentHash)
{
    /// <summary>Keyed marks of the fields (<see cref="Candidates.FieldMarks"/>); blank where nobody made them.</summary>
    public string FieldMarks { get; init; } = "";

    /// <summary>応募者番号.</summary>
    public string Number => Applicant.ApplicantNumber;

    /// <summary>The link that says that HRMOS holds this.</summary>
    public CandidateLink ToLink(string candidateId) => new()
    {
        ApplicantNumber = Number,
        CandidateId = candidateId,
        RowHash = RowHash,
        ContentHash = ContentHash,
        Filled = FilledFields.Of(Applicant),
        FieldMarks = FieldMarks,
        ReadAt = ReadAt,
    };
}

/// <summary>Something to be written about candidates.</summary>
internal abstract record CandidateOperation(string Subject, OperationReason Reason) : Operation(Subject, Reason);

/// <summary>The graduation-year label has to exist before somebody is created with it.</summary>
internal sealed record EnsureLabel(string Name) : CandidateOperation(Name, OperationReason.New)
{
    /// <inheritdoc/>
    public override bool IsPrerequisite => true;
}

/// <summary>An applicant whom HRMOS does not have: created with their label.</summary>
internal sealed record CreateCandidate(ReadApplicant Page) : CandidateOperation(Page.Number, OperationReason.New);

/// <summary>A candidate of whom HRMOS has something else than the medium shows, or may have.</summary>
internal sealed record UpdateCandidate(ReadApplicant Page, CandidateLink Link)
    : CandidateOperation(Page.Number, Link.IsUnsettled ? OperationReason.Unsettled : OperationReason.Changed);

/// <summary>What is to be done with a chunk of applicants: decided from pages and links alone, nothing is asked or written.</summary>
/// <param name="Operations">What is to be written.</param>
/// <param name="Same">Links of those who are as HRMOS has them, with what was read now.</param>
/// <param name="Unclear">Those whose create was announced before and is not settled yet: only a look-up may say what became of it.</param>
internal sealed record CandidatePlan(
    IReadOnlyList<CandidateOperation> Operations, IReadOnlyList<CandidateLink> Same, IReadOnlyList<ReadApplicant> Unclear)
{
    /// <summary>Decides.</summary>
    /// <param name="pages">The pages read.</param>
    /// <param name="links">What is known of the people.</param>
    /// <param name="labelName">The graduation-year label.</param>
    public static CandidatePlan Of(IReadOnlyList<ReadApplicant> pages, IReadOnlyDictionary<string, CandidateLink> links, string labelName)
    {
        var operations = new List<CandidateOperation>(pages.Count);
        var same = new List<CandidateLink>();
        var unclear = new List<ReadApplicant>();
        foreach (var page in pages)
        {
            switch (links.GetValueOrDefault(page.Number))
            {
                case null:
                    operations.Add(new CreateCandidate(page));
                    break;
                case { IsIntent: true }:
                    unclear.Add(page);
                    break;
                case var link when string.Equals(link.ContentHash, page.ContentHash, StringComparison.Ordinal):
                    same.Add(page.ToLink(link.CandidateId!));
                    break;
                case var link:
                    operations.Add(new UpdateCandidate(page, link));
                    break;
            }
        }

        return new CandidatePlan(
            operations.Exists(operation => operation is CreateCandidate)
                ? [new EnsureLabel(labelName), .. operations]
                : operations, same, unclear);
    }
}
