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
    IReadOnlySet<string> flows,
    Writer writer,
    ManyGuard guard,
    TimeProvider clock)
{
    /// <summary>Applicants per chunk: as many as MIWS lists on a page, and half of what a table takes in one batch.</summary>
    public const int ChunkSize = 50;

    private readonly LabelIds labels = new();

    /// <summary>Imports one chunk and stores everything that is known of it, whatever happens.</summary>
    /// <exception cref="SyncException">The site changed, and nothing of the chunk was written; or the first failure of more than one
    /// record.</exception>
    public async Task ImportAsync(IReadOnlyList<string> applicantNumbers, CancellationToken cancellationToken)
    {
        var pages = new List<ReadApplicant>(applicantNumbers.Count);
        var gone = new List<string>();
        var unread = new List<SetAside>();
        foreach (var number in applicantNumbers)
        {
            guard.Read();
            try
            {
                var applicant = await ports.Medium.ReadApplicantAsync(number, cancellationToken);
                if (flows.Contains(applicant.SelectionFlow))
                {
                    pages.Add(new ReadApplicant(applicant, clock.GetUtcNow(), hasher.OfRow(applicant), hasher.OfContent(applicant))
                    {
                        FieldMarks = FieldMarks.Of(applicant, hasher),
                    });
                    await StopWhereManyAsync(Blanked(applicant).Select(field => guard.Note($"{field} is blank")), cancellationToken);
                    continue;
                }
            }
            catch (SyncException failure) when (failure.Code == FailureCode.SiteRecordUnread)
            {
                var isNew = people.SetAside.GetValueOrDefault(number)?.Reason != failure.Code;
                unread.Add(Unread(number, failure));
                await StopWhereManyAsync(isNew ? [guard.Note(failure.Detail)] : [], cancellationToken);
                continue;
            }
            catch (SyncException failure) when (failure.Code == FailureCode.SiteApplicantGone)
            {
                // Counted below, as those who have left the imported flows since the list was read.
            }

            gone.Add(number);
            await StopWhereManyAsync(rowHashes.ContainsKey(number) ? [guard.NoteGone()] : [], cancellationToken);
        }

        await people.SetAsideAsync(unread, [], cancellationToken);
        Report(gone, unread);
        var plan = CandidatePlan.Of(pages, people.Links, labelName);
        await writer.WriteAsync(new CandidateWriting(ports, people, plan, gone, labels, clock), plan.Operations, cancellationToken);
    }

    // Before anything of the chunk is written: a few are people, many are a page that is read wrongly.
    private async Task StopWhereManyAsync(IEnumerable<SyncException?> failures, CancellationToken cancellationToken)
    {
        if (failures.OfType<SyncException>().FirstOrDefault() is { } many)
        {
            await ports.Medium.KeepPageAsync(many.Code, cancellationToken);
            throw many;
        }
    }

    private IEnumerable<string> Blanked(Applicant applicant) =>
        people.Links.GetValueOrDefault(applicant.ApplicantNumber)?.Filled is { } before
        ? FilledFields.Blanked(before, FilledFields.Of(applicant))
        : [];

    private SetAside Unread(string number, SyncException failure) => people.SetAside.TryGetValue(number, out var before)
        ? before.Again(failure.Code, failure.Detail, rowHashes.GetValueOrDefault(number, before.RowHash), clock.GetUtcNow())
        : SetAside.First(number, failure.Code, failure.Detail, rowHashes.GetValueOrDefault(number, ""), clock.GetUtcNow());

    private void Report(List<string> gone, List<SetAside> unread)
    {
        ports.Report.Count(counts => counts with { Gone = counts.Gone + gone.Count, SetAside = counts.SetAside + unread.Count });
        foreach (var number in gone)
        {
            ports.Report.Note(new NotDone(NotDoneReason.ApplicantGone, number, ""));
        }

        foreach (var record in unread)
        {
            ports.Report.Note(record.ToNotDone());
        }
    }
}
