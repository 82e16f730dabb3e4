using Microsoft.Extensions.Options;
using RoboSync.Sync.Calendar;
using RoboSync.Sync.Candidates;
using RoboSync.Sync.Media;
using RoboSync.Sync.Reports;

namespace RoboSync.Sync.Runs.Steps;

/// <summary>
/// Reads the applicant list, finds it whole and decides whose pages have to be read; a continuation goes on with what was read or decided.
/// </summary>
public sealed class ListStep(RegisteredMedia media, IOptions<SyncOptions> options, TimeProvider clock) : IRunStep
{
    // Of fifty rows: a process that dies reads so many again.
    private const int PagesPerCheckpoint = 40;

    string IRunStep.Name => "list";

    async Task<StepOutcome> IRunStep.RunAsync(RunContext context, CancellationToken cancellationToken)
    {
        var run = context.Run;
        var isBegun = run.State.Phase != RunPhase.Listing || run.State.ListedPages > 0;
        var stored = isBegun ? await run.ReadWorklistAsync(cancellationToken) : null;
        if (stored is { Listing: null })
        {
            context.Worklist = stored;
            return StepOutcome.Done;
        }

        if (await ReadAsync(context, stored?.Listing, cancellationToken) is not { } listing)
        {
            return StepOutcome.OutOfTime;
        }

        await DecideAsync(context, listing, cancellationToken);
        return StepOutcome.Done;
    }

    private async Task<Listing?> ReadAsync(RunContext context, ListProgress<ApplicantRow>? begun, CancellationToken cancellationToken)
    {
        var (state, now) = (context.State, clock.GetUtcNow());
        var turn = DailyTurn.DayOf(context.Tenant.Slots, context.Run.Account.ToString(), context.Run.State.StartedAt);
        var hadItsTurn = state.LastFullListing >= turn;
        var request = new ListingRequest(
            media.Of(context.MediaAccount).ImportedFlows,
            JapanTime.ToJapan(now).DateTime,
            hadItsTurn ? state.Watermark - options.Value.WatermarkOverlap : null,
            state.LastTotal,
            context.People.Links.Count)
        {
            Begun = begun,
            MayGoOn = (progress, token) => CheckpointAsync(context, progress, token),
        };
        return await ApplicantListing.ReadAsync(context.Ports.Medium, request, cancellationToken);
    }

    private async Task<bool> CheckpointAsync(RunContext context, ListProgress<ApplicantRow> progress, CancellationToken cancellationToken)
    {
        var isOutOfTime = clock.GetUtcNow() >= context.Deadline;
        if (isOutOfTime || progress.NextPage % PagesPerCheckpoint == 0)
        {
            var nameless = progress with
            {
                Rows = [.. progress.Rows.Select(row => row with { Name = "" })],
                First = progress.First is { } first ? first with { Name = "" } : null,
            };
            var unfinished = new Worklist([], null, Full: false, progress.Total, context.MediaAccount.DisplayYear) { Listing = nameless };
            await context.Run.SaveWorklistAsync(unfinished, cancellationToken);
            context.Run.Change(state => state with { ListedPages = progress.NextPage - 1, Interruptions = 0 });
            await context.Run.SaveAsync(cancellationToken);
        }

        return !isOutOfTime;
    }

    private async Task DecideAsync(RunContext context, Listing listing, CancellationToken cancellationToken)
    {
        var (run, account) = (context.Run, context.MediaAccount);
        var imported = listing.Rows.Where(row => row.EntryDate >= account.StartDate)
            .Select(row => (Row: row, Hash: context.Hasher.OfRow(row))).ToList();
        var (toRead, unchanged) = Decisions.Worklist(imported, context.People.Links, context.People.SetAside, clock.GetUtcNow());
        var hashes = imported.ToDictionary(item => item.Row.ApplicantNumber, item => item.Hash, StringComparer.Ordinal);
        context.Worklist = new Worklist(toRead, listing.Newest, listing.Full, listing.Total, account.DisplayYear)
        {
            Listed = ListedAs.Of(listing.Rows),
            RowHashes = toRead.Where(hashes.ContainsKey).ToDictionary(number => number, number => hashes[number], StringComparer.Ordinal),
        };
        await run.SaveWorklistAsync(context.Worklist, cancellationToken);

        // A list that is read anew begins a new worklist: nothing of it is done.
        run.Change(current => current with { Phase = RunPhase.Candidates, WorklistCount = toRead.Count, WorklistDone = 0 });
        run.Count(counts => counts with
        {
            Listed = listing.Rows.Count + listing.Unread.Count, Unchanged = unchanged, SetAside = counts.SetAside + listing.Unread.Count,
        });
        foreach (var row in listing.Unread)
        {
            run.Note(new NotDone(NotDoneReason.ApplicantUnread, row.Key, row.Field));
        }

        await run.SaveAsync(cancellationToken);
    }
}
