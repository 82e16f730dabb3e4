using RoboSync.Sync.Failures;
using RoboSync.Sync.Media;
using RoboSync.Sync.Reports;
using RoboSync.Sync.Writing;

namespace RoboSync.Sync.Candidates;

/// <summary>Brings applicants into HRMOS, a chunk at a time: read their pages, decide, write.</summary>
internal sealed class CandidateImport(
    RunPorts ports,
    People people,
    IReadOnlyDictionary<string, string> rowHashes,
    ContentHasher hasher,
    string labelName,
    Writer writer,
    Suspicion suspicion,
    TimeProvider clock)
{
    /// <summary>Applicants per chunk: as many as MIWS lists on a page, and half of what a table takes in one batch.</summary>
    public const int ChunkSize = 50;

    private readonly LabelIds labels = new();

    /// <summary>Imports one chunk and stores everything that is known of it, whatever happens.</summary>
    /// <exception cref="SyncException">The site changed, and nothing of the chunk was written; or the first failure of more than one record.</exception>
    public async Task ImportAsync(IReadOnlyList<string> applicantNumbers, CancellationToken cancellationToken)
    {
        var pages = new List<ReadApplicant>(applicantNumbers.Count);
        var gone = new List<string>();
        var unfit = new List<SetAside>();
        foreach (var number in applicantNumbers)
        {
            try
            {
                var applicant = await ports.Medium.ReadApplicantAsync(number, cancellationToken);
                if (MediumProfile.Of(ports.Scope.Medium).ImportedFlows.Contains(applicant.SelectionFlow))
                {
                    pages.Add(new ReadApplicant(applicant, clock.GetUtcNow(), hasher.OfRow(applicant), hasher.OfContent(applicant)));
                }
                else
                {
                    // Left the imported flows since the list was read, or while set aside.
                    gone.Add(number);
                }
            }
            catch (SyncException failure) when (failure.Code == FailureCode.SiteApplicantGone)
            {
                gone.Add(number);
            }
            catch (SyncException failure) when (failure.Kind == FailureKind.OneRecord)
            {
                unfit.Add(Unfit(number, failure));
            }
        }

        await NoteAsync(pages, gone, unfit, cancellationToken);
        var plan = CandidatePlan.Of(pages, people.Links, labelName);
        await writer.WriteAsync(new CandidateWriting(ports, people, plan, gone, labels, clock), plan.Operations, cancellationToken);
    }

    // Before anything of the chunk is written: many of them are a changed site.
    private async Task NoteAsync(List<ReadApplicant> pages, List<string> gone, List<SetAside> unfit, CancellationToken cancellationToken)
    {
        var blanked = pages.Count(page => people.Links.GetValueOrDefault(page.Number)?.Filled is { } before
            && FilledFields.Blanked(before, FilledFields.Of(page.Applicant)).Any());
        ports.Report.Count(counts => counts with
        {
            Read = counts.Read + pages.Count + gone.Count + unfit.Count,
            Gone = counts.Gone + gone.Count,
            Unfit = counts.Unfit + unfit.Count,
            Blanked = counts.Blanked + blanked,
            SetAside = counts.SetAside + unfit.Count,
        });
        await suspicion.CheckAsync(ports, cancellationToken);
        await people.SetAsideAsync(unfit, [], cancellationToken);
        foreach (var number in gone)
        {
            ports.Report.Note(new NotDone(NotDoneReason.ApplicantGone, number, ""));
        }

        foreach (var record in unfit)
        {
            ports.Report.Note(new NotDone(record.IsGivenUp ? NotDoneReason.GivenUp : NotDoneReasons.Of(record.Reason), record.ApplicantNumber, record.Detail));
        }
    }

    private SetAside Unfit(string number, SyncException failure) => people.SetAside.TryGetValue(number, out var before)
        ? before.Again(failure.Code, failure.Detail, rowHashes.GetValueOrDefault(number, before.RowHash), clock.GetUtcNow())
        : SetAside.First(number, failure.Code, failure.Detail, rowHashes.GetValueOrDefault(number, ""), clock.GetUtcNow());
}
