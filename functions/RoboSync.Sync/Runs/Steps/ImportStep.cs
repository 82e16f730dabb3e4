using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RoboSync.Sync.Candidates;
using RoboSync.Sync.Media;
using RoboSync.Sync.Writing;

namespace RoboSync.Sync.Runs.Steps;

/// <summary>Settles what earlier runs announced, then works through the worklist, a chunk and a checkpoint at a time.</summary>
public sealed class ImportStep(RegisteredMedia media, IOptions<SyncOptions> options, TimeProvider clock, ILogger<ImportStep> logger)
    : IRunStep
{
    string IRunStep.Name => "import";

    async Task<StepOutcome> IRunStep.RunAsync(RunContext context, CancellationToken cancellationToken)
    {
        var (run, worklist) = (context.Run, context.Worklist);
        if (run.State.Phase != RunPhase.Candidates)
        {
            return StepOutcome.Done;
        }

        var import = new CandidateImport(
            context.Ports,
            context.People,
            worklist.RowHashes,
            context.Hasher,
            GraduationYearLabel.Of(context.MediaAccount.DisplayYear),
            media.Of(context.MediaAccount).ImportedFlows,
            new Writer(options.Value.HrmosConcurrency, context.Way),
            new ManyGuard(options.Value.OddRecordsAtMost),
            clock);
        var again = await new IntentLookUp(context.Ports, context.People, clock, logger).RunAsync(cancellationToken);
        foreach (var chunk in again.Except(worklist.ApplicantNumbers.Skip(run.State.WorklistDone), StringComparer.Ordinal)
            .Chunk(CandidateImport.ChunkSize))
        {
            await import.ImportAsync(chunk, cancellationToken);
        }

        while (run.State.WorklistDone < worklist.ApplicantNumbers.Count)
        {
            if (clock.GetUtcNow() >= context.Deadline)
            {
                return StepOutcome.OutOfTime;
            }

            var chunk = worklist.ApplicantNumbers.Skip(run.State.WorklistDone).Take(CandidateImport.ChunkSize).ToList();
            await import.ImportAsync(chunk, cancellationToken);
            run.Change(state => state with { WorklistDone = state.WorklistDone + chunk.Count, Interruptions = 0 });
            await run.SaveAsync(cancellationToken);
        }

        // Stored with the next checkpoint; going through an empty worklist again costs nothing.
        run.Change(state => state with { Phase = RunPhase.Bookings });
        return StepOutcome.Done;
    }
}
