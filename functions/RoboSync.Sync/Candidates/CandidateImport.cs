using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using RoboSync.Sync.Ats;
using RoboSync.Sync.Failures;
using RoboSync.Sync.Media;
using RoboSync.Sync.Reports;

namespace RoboSync.Sync.Candidates;

/// <summary>
/// Brings applicants into HRMOS, a chunk at a time: read their pages, decide, announce the creates, write, link. Killing the
/// process between any two lines loses nobody and makes nobody twice.
/// </summary>
internal sealed partial class CandidateImport(
    ICandidateLinkStore linkStore,
    ISetAsideStore setAsideStore,
    TimeProvider clock,
    int concurrency,
    ILogger logger)
{
    /// <summary>Applicants per chunk: as many as MIWS lists on a page, and half of what a table takes in one batch.</summary>
    public const int ChunkSize = 50;

    /// <summary>
    /// Finds out what became of creates that were announced and never linked, by asking HRMOS, and not before its search can know.
    /// </summary>
    /// <returns>Applicant numbers that HRMOS does not have: their intents are gone and they may be announced anew.</returns>
    public async Task<IReadOnlyList<string>> ResolveIntentsAsync(ImportContext context, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var found = new List<CandidateLink>();
        var absent = new List<string>();
        foreach (var intent in context.Links.Values.Where(link => link.IsIntent && context.CanBeKnown(link, now)).ToList())
        {
            var ids = await context.Ats.FindByExternalIdAsync(context.Scope.ExternalId(intent.ApplicantNumber), cancellationToken);
            if (ids.Count == 0)
            {
                absent.Add(intent.ApplicantNumber);
                continue;
            }

            if (ids.Count > 1)
            {
                LogSeveral(context.Scope.ExternalId(intent.ApplicantNumber), ids.Count);
            }

            found.Add(intent with { CandidateId = ids[0] });
        }

        if (found.Count > 0)
        {
            await linkStore.SaveAsync(context.Scope, found, cancellationToken);
            Remember(context, found);
            context.Run.Count(counts => counts with { Created = counts.Created + found.Count });
        }

        if (absent.Count > 0)
        {
            await linkStore.RemoveIntentsAsync(context.Scope, absent, cancellationToken);
            absent.ForEach(number => context.Links.Remove(number));
        }

        // Whoever is linked now is not waiting for anything any more.
        var settled = found.Select(link => link.ApplicantNumber).Where(context.SetAside.ContainsKey).ToList();
        await SaveSetAsideAsync(context, [], settled, cancellationToken);
        return absent;
    }

    /// <summary>Imports one chunk and stores everything that is known of it, whatever happens.</summary>
    public async Task ImportAsync(ImportContext context, IReadOnlyList<string> applicantNumbers, CancellationToken cancellationToken)
    {
        var (pages, gone) = await ReadAsync(context, applicantNumbers, cancellationToken);
        var work = pages.Select(page => Decide(context, page)).ToList();
        await AnnounceAsync(context, work, cancellationToken);

        // The label is asked for by the first create only: a run that creates nobody sends HRMOS nothing.
        if (work.Any(item => item.Decision == Decision.Create && !item.IsSetAside))
        {
            context.LabelId ??= await WithdrawOnFailureAsync(
                context, work, () => context.Ats.EnsureLabelAsync(context.LabelName, cancellationToken));
        }

        var failure = await WriteAsync(context, work, cancellationToken);
        await StoreAsync(context, work, gone);
        if (failure is not null)
        {
            throw failure;
        }
    }

    private async Task<(List<ReadPage> Pages, List<string> Gone)> ReadAsync(
        ImportContext context, IReadOnlyList<string> applicantNumbers, CancellationToken cancellationToken)
    {
        var pages = new List<ReadPage>(applicantNumbers.Count);
        var gone = new List<string>();
        foreach (var number in applicantNumbers)
        {
            try
            {
                var applicant = await context.Medium.ReadApplicantAsync(number, cancellationToken);
                if (ApplicantListing.ImportedFlows.Contains(applicant.SelectionFlow))
                {
                    pages.Add(new ReadPage(applicant, clock.GetUtcNow()));
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
        }

        return (pages, gone);
    }

    private static Item Decide(ImportContext context, ReadPage page)
    {
        var link = context.Links.GetValueOrDefault(page.Applicant.ApplicantNumber);
        var contentHash = context.Hasher.OfContent(page.Applicant);
        return new Item(page, contentHash, context.Hasher.OfRow(page.Applicant), link, Decisions.Of(contentHash, link));
    }

    private async Task AnnounceAsync(ImportContext context, List<Item> work, CancellationToken cancellationToken)
    {
        var creates = work.Where(item => item.Decision == Decision.Create).ToList();
        if (creates.Count == 0)
        {
            return;
        }

        // A link to an intent means that this run, or a run before, got no answer: only a look-up may settle it.
        foreach (var item in creates.Where(item => item.Link is not null))
        {
            item.SetAside(FailureCode.CandidateUnclear, "Announced before and not settled yet.");
        }

        var now = clock.GetUtcNow();
        var intents = creates.Where(item => !item.IsSetAside).Select(item => item.ToLink(null) with { IntendedAt = now, RunId = context.IntentId }).ToList();
        var ours = await linkStore.AddIntentsAsync(context.Scope, intents, cancellationToken);
        Remember(context, intents.Where(intent => ours.Contains(intent.ApplicantNumber)));
        foreach (var item in creates.Where(item => !item.IsSetAside && !ours.Contains(item.Number)))
        {
            item.SetAside(FailureCode.CandidateElsewhere, "Somebody else announced the same external id.");
        }
    }

    private async Task<SyncException?> WriteAsync(ImportContext context, List<Item> work, CancellationToken cancellationToken)
    {
        var failures = new ConcurrentQueue<SyncException>();
        var open = work.Where(item => item.Decision != Decision.Skip && !item.IsSetAside);
        await Parallel.ForEachAsync(open, new ParallelOptions { MaxDegreeOfParallelism = concurrency }, async (item, _) =>
        {
            if (!failures.IsEmpty || cancellationToken.IsCancellationRequested)
            {
                return;
            }

            try
            {
                await WriteAsync(context, item, cancellationToken);
            }
            catch (SyncException failure) when (failure.Kind == FailureKind.OneRecord)
            {
                item.SetAside(failure.Code, failure.Detail);
            }
            catch (SyncException failure)
            {
                // HRMOS refused and did nothing, unless its answer cannot be understood.
                item.Sent &= failure.Code == FailureCode.HrmosAnswerUnknown;
                failures.Enqueue(failure);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                // Whether the request arrived is unknown: a create stays announced, an update is sent again.
                item.Interrupted = true;
            }
        });
        return failures.TryPeek(out var first) ? first : null;
    }

    private static async Task WriteAsync(ImportContext context, Item item, CancellationToken cancellationToken)
    {
        if (item.Decision == Decision.Update)
        {
            await context.Ats.UpdateCandidateAsync(item.Link!.CandidateId!, item.Page.Applicant, cancellationToken);
            item.CandidateId = item.Link.CandidateId;
            return;
        }

        var externalId = context.Scope.ExternalId(item.Number);
        item.Sent = true;
        var outcome = await context.Ats.CreateCandidateAsync(item.Page.Applicant, externalId, context.LabelId!, false, cancellationToken);
        if (outcome.CandidateId is null)
        {
            outcome = await SettleSuspicionAsync(context, item, externalId, outcome, cancellationToken);
        }

        item.CandidateId = outcome.CandidateId;
    }

    // HRMOS suspects on any one of name, mail or phone: namesakes and families are created, HRMOS shows its alert to the staff.
    private static async Task<CreateOutcome> SettleSuspicionAsync(
        ImportContext context, Item item, string externalId, CreateOutcome outcome, CancellationToken cancellationToken)
    {
        item.Sent = false;
        var same = outcome.Suspected.FirstOrDefault(suspect => string.Equals(suspect.ExternalId, externalId, StringComparison.Ordinal));
        if (same is not null)
        {
            await context.Ats.UpdateCandidateAsync(same.CandidateId, item.Page.Applicant, cancellationToken);
            return new CreateOutcome(same.CandidateId, []);
        }

        var ours = $"{context.Scope.Medium}:";
        if (outcome.Suspected.Any(suspect => suspect.SameMail && suspect.ExternalId?.StartsWith(ours, StringComparison.Ordinal) is not true))
        {
            throw new SyncException(FailureCode.CandidateAmbiguous, "A candidate that was not imported by us has the same mail address.");
        }

        item.Sent = true;
        var second = await context.Ats.CreateCandidateAsync(item.Page.Applicant, externalId, context.LabelId!, true, cancellationToken);
        return second.CandidateId is not null
            ? second
            : throw new SyncException(FailureCode.HrmosAnswerUnknown, "HRMOS suspects a duplicate although duplicates were allowed.");
    }

    // Not cancelled: what HRMOS has accepted must be linked even while the process is being stopped.
    private async Task StoreAsync(ImportContext context, List<Item> work, List<string> gone)
    {
        var links = work.Where(item => item.CandidateId is not null || item.Decision == Decision.Skip)
            .Select(item => item.ToLink(item.CandidateId ?? item.Link!.CandidateId)).ToList();
        await linkStore.SaveAsync(context.Scope, links, CancellationToken.None);
        Remember(context, links);
        await WithdrawAsync(context, work.Where(item => item.IsWithdrawable));

        var now = clock.GetUtcNow();
        var failed = work.Where(item => item.IsSetAside).Select(item => item.ToSetAside(context, now)).ToList();
        var settled = links.Select(link => link.ApplicantNumber).Concat(gone).Where(context.SetAside.ContainsKey).ToList();
        await SaveSetAsideAsync(context, failed, settled, CancellationToken.None);
        foreach (var item in failed)
        {
            context.Run.Note(new NotDone(NotDoneReasons.Of(item.Reason), item.ApplicantNumber, item.Detail));
        }

        int Done(Decision decision) => work.Count(item => item.Decision == decision && (decision == Decision.Skip || item.CandidateId is not null));
        context.Run.Count(counts => counts with
        {
            Created = counts.Created + Done(Decision.Create),
            Updated = counts.Updated + Done(Decision.Update),
            Unchanged = counts.Unchanged + Done(Decision.Skip),
            SetAside = counts.SetAside + failed.Count,
        });
    }

    private async Task<T> WithdrawOnFailureAsync<T>(ImportContext context, List<Item> work, Func<Task<T>> action)
    {
        try
        {
            return await action();
        }
        catch (SyncException)
        {
            await WithdrawAsync(context, work.Where(item => item.IsWithdrawable));
            throw;
        }
    }

    private async Task WithdrawAsync(ImportContext context, IEnumerable<Item> items)
    {
        var numbers = items.Select(item => item.Number).ToList();
        if (numbers.Count > 0)
        {
            await linkStore.RemoveIntentsAsync(context.Scope, numbers, CancellationToken.None);
            numbers.ForEach(number => context.Links.Remove(number));
        }
    }

    private async Task SaveSetAsideAsync(
        ImportContext context, List<SetAside> failed, List<string> settled, CancellationToken cancellationToken)
    {
        if (failed.Count == 0 && settled.Count == 0)
        {
            return;
        }

        await setAsideStore.SaveAsync(context.Scope, failed, settled, cancellationToken);
        failed.ForEach(item => context.SetAside[item.ApplicantNumber] = item);
        settled.ForEach(number => context.SetAside.Remove(number));
    }

    private static void Remember(ImportContext context, IEnumerable<CandidateLink> links)
    {
        foreach (var link in links)
        {
            context.Links[link.ApplicantNumber] = link;
        }
    }

    [LoggerMessage(1200, LogLevel.Warning, "HRMOS has {Count} candidates with external id {ExternalId}; the first is followed.")]
    private partial void LogSeveral(string externalId, int count);

    private sealed record ReadPage(Applicant Applicant, DateTimeOffset ReadAt);

    private sealed class Item(ReadPage page, string contentHash, string rowHash, CandidateLink? link, Decision decision)
    {
        private (FailureCode Code, string Detail)? failure;

        public ReadPage Page => page;

        public string Number => page.Applicant.ApplicantNumber;

        public CandidateLink? Link => link;

        public Decision Decision => decision;

        public string? CandidateId { get; set; }

        /// <summary>A create is on its way, or its answer was lost.</summary>
        public bool Sent { get; set; }

        public bool Interrupted { get; set; }

        public bool IsSetAside => failure is not null;

        /// <summary>Announced by this chunk, and HRMOS certainly has nobody for it.</summary>
        public bool IsWithdrawable => Decision == Decision.Create && link is null && CandidateId is null && !Interrupted
            && failure?.Code != FailureCode.CandidateElsewhere && (!Sent || failure?.Code is FailureCode.CandidateRejected);

        public void SetAside(FailureCode code, string detail) => failure = (code, detail);

        public CandidateLink ToLink(string? candidateId) => new()
        {
            ApplicantNumber = Number,
            CandidateId = candidateId,
            ContentHash = contentHash,
            RowHash = rowHash,
            ReadAt = page.ReadAt,
        };

        public SetAside ToSetAside(ImportContext context, DateTimeOffset now)
        {
            var before = context.SetAside.GetValueOrDefault(Number);
            return new SetAside(Number, failure!.Value.Code, failure.Value.Detail, before?.Since ?? now, (before?.Attempts ?? 0) + 1);
        }
    }
}
