using RoboSync.Sync.Ats;
using RoboSync.Sync.Failures;
using RoboSync.Sync.Reports;
using RoboSync.Sync.Writing;

namespace RoboSync.Sync.Candidates;

/// <summary>How a chunk's candidates are announced, sent and settled: creates and updates in one batch of the link table each.</summary>
internal sealed class CandidateWriting(
    RunPorts ports, People people, CandidatePlan plan, IReadOnlyCollection<string> gone, LabelIds labels, TimeProvider clock)
        : IWriting<CandidateOperation>
{
    /// <inheritdoc/>
    public async Task<IReadOnlySet<CandidateOperation>> AnnounceAsync(
        IReadOnlyList<CandidateOperation> operations, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var ours = await people.AnnounceAsync([.. operations.Select(operation => Announcement(operation, now))], cancellationToken);
        return operations.Where(operation => ours.Contains(operation.Subject)).ToHashSet();
    }

    /// <inheritdoc/>
    public async Task<Settlement<CandidateOperation>> SendAsync(CandidateOperation operation, CancellationToken cancellationToken)
    {
        switch (operation)
        {
            case EnsureLabel label:
                await labels.EnsureAsync(ports.Ats, label.Name, cancellationToken);
                return new Settlement<CandidateOperation>(operation, Fate.Done);
            case UpdateCandidate update:
                await ports.Ats.UpdateCandidateAsync(update.Link.CandidateId!, update.Page.Applicant, cancellationToken);
                return new Settlement<CandidateOperation>(operation, Fate.Done) { Id = update.Link.CandidateId };
            case CreateCandidate create:
                return new Settlement<CandidateOperation>(operation, Fate.Done) { Id = await CreateAsync(create, cancellationToken) };
            default:
                throw new InvalidOperationException($"{operation.GetType().Name} is no operation on candidates.");
        }
    }

    /// <inheritdoc/>
    public async Task<Settlement<CandidateOperation>> ForeseeAsync(CandidateOperation operation, CancellationToken cancellationToken)
    {
        switch (operation)
        {
            case UpdateCandidate update:
                return new Settlement<CandidateOperation>(operation, Fate.Done) { Id = update.Link.CandidateId };
            case CreateCandidate create:
                var suspected = create.Page.Applicant.Mail is { } mail
                    ? await ports.Ats.FindByMailAsync(mail, cancellationToken)
                    : [];
                return Same(create, suspected) is null && suspected.Any(IsOfOthers)
                    ? new Settlement<CandidateOperation>(operation, Fate.Refused) { Failure = Ambiguous() }
                    : new Settlement<CandidateOperation>(operation, Fate.Done)
                    {
                        Id = Same(create, suspected)?.CandidateId ?? $"planned:{create.Subject}",
                    };
            default:
                return new Settlement<CandidateOperation>(operation, Fate.Done);
        }
    }

    /// <inheritdoc/>
    public PlannedOperation Describe(CandidateOperation operation) => operation switch
    {
        CreateCandidate create => new PlannedOperation(PlannedKind.Create, create.Subject, create.Reason)
        {
            ContentHash = create.Page.ContentHash,
        },
        UpdateCandidate update => new PlannedOperation(PlannedKind.Update, update.Subject, update.Reason)
        {
            ContentHash = update.Page.ContentHash,
            Fields = update.Link.IsUnsettled ? null : FieldMarks.Changed(update.Link.FieldMarks, update.Page.FieldMarks),
        },
        _ => new PlannedOperation(PlannedKind.Label, operation.Subject, operation.Reason),
    };

    /// <inheritdoc/>
    public async Task SettleAsync(IReadOnlyList<Settlement<CandidateOperation>> settlements)
    {
        var linked = settlements.Where(settled => settled.Fate == Fate.Done).Select(Link).OfType<CandidateLink>().ToList();
        var restored = settlements.Where(IsCertainlyNotDone).Select(settled => settled.Operation).OfType<UpdateCandidate>()
            .Select(update => update.Link);
        await people.LinkAsync([.. linked, .. restored, .. plan.Same], CancellationToken.None);
        await people.WithdrawAsync(
            [.. settlements.Where(IsCertainlyNotDone).Select(settled => settled.Operation).OfType<CreateCandidate>()
                .Select(create => create.Subject)],
            CancellationToken.None);

        var failed =
            settlements.Where(settled => settled.Failure is not null || (settled is { Fate: Fate.Elsewhere, Operation: CreateCandidate }))
            .Select(ToSetAside)
            .Concat(plan.Unclear.Select(page => ToSetAside(page, FailureCode.CandidateUnclear, "Announced before and not settled yet.")))
            .ToList();
        await people.SetAsideAsync(
            failed, linked.Concat(plan.Same).Select(link => link.ApplicantNumber).Concat(gone), CancellationToken.None);
        Report(settlements, failed);
    }

    private CandidateLink Announcement(CandidateOperation operation, DateTimeOffset now) => operation switch
    {
        // An announced update forgets what HRMOS was given: whatever the page shows next time is sent again.
        UpdateCandidate update => update.Link with { RowHash = "", ContentHash = "", IntendedAt = now, RunId = ports.IntentId },
        CreateCandidate create => create.Page.ToLink("") with { CandidateId = null, IntendedAt = now, RunId = ports.IntentId },
        _ => throw new InvalidOperationException($"{operation.GetType().Name} is not announced."),
    };

    // HRMOS suspects on any one of name, mail or phone: namesakes and families are created, HRMOS shows its alert to the staff.
    private async Task<string> CreateAsync(CreateCandidate create, CancellationToken cancellationToken)
    {
        var externalId = ports.Scope.ExternalId(create.Subject);
        var first = await ports.Ats.CreateCandidateAsync(create.Page.Applicant, externalId, labels.IdOfYear, false, cancellationToken);
        if (first.CandidateId is { } created)
        {
            return created;
        }

        if (Same(create, first.Suspected) is { } same)
        {
            await ports.Ats.UpdateCandidateAsync(same.CandidateId, create.Page.Applicant, cancellationToken);
            return same.CandidateId;
        }

        if (first.Suspected.Any(IsOfOthers))
        {
            throw Ambiguous();
        }

        var second = await ports.Ats.CreateCandidateAsync(create.Page.Applicant, externalId, labels.IdOfYear, true, cancellationToken);
        return second.CandidateId
            ?? throw new SyncException(FailureCode.HrmosAnswerUnknown, "HRMOS suspects a duplicate although duplicates were allowed.");
    }

    private SuspectedDuplicate? Same(CreateCandidate create, IReadOnlyList<SuspectedDuplicate> suspected) => suspected.FirstOrDefault(
        suspect => string.Equals(suspect.ExternalId, ports.Scope.ExternalId(create.Subject), StringComparison.Ordinal));

    private bool IsOfOthers(SuspectedDuplicate suspect) =>
        suspect.SameMail && suspect.ExternalId?.StartsWith($"{ports.Scope.Medium}:", StringComparison.Ordinal) is not true;

    private static SyncException Ambiguous() =>
        new(FailureCode.CandidateAmbiguous, "A candidate that was not imported by us has the same mail address.");

    private static bool IsCertainlyNotDone(Settlement<CandidateOperation> settled) => settled.Fate is Fate.Refused or Fate.NotDone;

    private static CandidateLink? Link(Settlement<CandidateOperation> settled) => settled.Operation switch
    {
        CreateCandidate create => create.Page.ToLink(settled.Id!),
        UpdateCandidate update => update.Page.ToLink(settled.Id!),
        _ => null,
    };

    private SetAside ToSetAside(Settlement<CandidateOperation> settled) => settled.Failure is { } failure
        ? ToSetAside(Page(settled.Operation), failure.Code, failure.Detail)
        : ToSetAside(Page(settled.Operation), FailureCode.CandidateElsewhere, "Somebody else announced the same external id.");

    private SetAside ToSetAside(ReadApplicant page, FailureCode code, string detail) =>
        people.SetAside.TryGetValue(page.Number, out var before)
            ? before.Again(code, detail, page.RowHash, clock.GetUtcNow())
            : SetAside.First(page.Number, code, detail, page.RowHash, clock.GetUtcNow());

    private static ReadApplicant Page(CandidateOperation operation) => operation switch
    {
        CreateCandidate create => create.Page,
        UpdateCandidate update => update.Page,
        _ => throw new InvalidOperationException($"{operation.GetType().Name} is about nobody."),
    };

    private void Report(IReadOnlyList<Settlement<CandidateOperation>> settlements, List<SetAside> failed)
    {
        foreach (var record in failed)
        {
            ports.Report.Note(record.ToNotDone());
        }

        var withheld = settlements.Where(settled => settled is { Fate: Fate.Withheld, Operation.IsPrerequisite: false }).ToList();
        foreach (var settled in withheld)
        {
            ports.Report.Note(new NotDone(NotDoneReason.OutsidePlan, settled.Operation.Subject, ""));
        }

        int Done<T>() => settlements.Count(settled => settled is { Fate: Fate.Done, Operation: T });
        ports.Report.Count(counts => counts with
        {
            Created = counts.Created + Done<CreateCandidate>(),
            Updated = counts.Updated + Done<UpdateCandidate>(),
            Unchanged = counts.Unchanged + plan.Same.Count,
            SetAside = counts.SetAside + failed.Count,
            Withheld = counts.Withheld + withheld.Count,
        });
    }
}

/// <summary>The id of the run's label, asked for once.</summary>
internal sealed class LabelIds
{
    private string? id;

    /// <summary>Id of the graduation-year label; there is one once <see cref="EnsureLabel"/> was sent.</summary>
    public string IdOfYear => id ?? throw new InvalidOperationException("The label was not asked for.");

    /// <summary>Finds the label or creates it.</summary>
    public async Task EnsureAsync(IAtsSession ats, string name, CancellationToken cancellationToken) =>
        id ??= await ats.EnsureLabelAsync(name, cancellationToken);
}
