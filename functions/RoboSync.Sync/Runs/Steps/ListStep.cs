using Microsoft.Extensions.Options;
using RoboSync.Sync.Calendar;
using RoboSync.Sync.Candidates;
using RoboSync.Sync.Media;

namespace RoboSync.Sync.Runs.Steps;

/// <summary>Reads the applicant list, finds it whole and decides whose pages have to be read; a continuation goes on with what was decided.</summary>
public sealed class ListStep(IRunStore runs, IOptions<SyncOptions> options, TimeProvider clock) : IRunStep
{
    string IRunStep.Name => "list";

    async Task<StepOutcome> IRunStep.RunAsync(RunContext context, CancellationToken cancellationToken)
    {
        var (run, account, state) = (context.Run, context.MediaAccount, context.State);
        if (run.State.Phase != RunPhase.Listing
            && await runs.ReadWorklistAsync(run.Account, run.State.RunId, cancellationToken) is { } stored)
        {
            context.Worklist = stored;
            return StepOutcome.Done;
        }

        var now = clock.GetUtcNow();
        var isFullToday = state.LastFullListing == JapanTime.DateInJapan(now);
        var downTo = isFullToday ? state.Watermark - options.Value.WatermarkOverlap : null;
        var listing = await ApplicantListing.ReadAsync(
            context.Ports.Medium, MediumProfile.Of(context.MediaAccount.Medium).ImportedFlows, downTo, state.LastTotal, cancellationToken);
        var imported = listing.Rows.Where(row => row.EntryDate >= account.StartDate).Select(row => (Row: row, Hash: context.Hasher.OfRow(row))).ToList();
        var (toRead, unchanged) = Decisions.Worklist(imported, context.People.Links, context.People.SetAside, now);
        var hashes = imported.ToDictionary(item => item.Row.ApplicantNumber, item => item.Hash, StringComparer.Ordinal);
        context.Worklist = new Worklist(toRead, listing.Newest, listing.Full, listing.Total, account.DisplayYear)
        {
            RowHashes = toRead.Where(hashes.ContainsKey).ToDictionary(number => number, number => hashes[number], StringComparer.Ordinal),
        };
        await runs.SaveWorklistAsync(run.Account, run.State.RunId, context.Worklist, cancellationToken);

        // A list that is read anew begins a new worklist: nothing of it is done.
        run.Change(current => current with { Phase = RunPhase.Candidates, WorklistCount = toRead.Count, WorklistDone = 0 });
        run.Count(counts => counts with { Listed = listing.Rows.Count, Unchanged = unchanged });
        await run.SaveAsync(cancellationToken);
        return StepOutcome.Done;
    }
}
