using System.Collections.Concurrent;
using RoboSync.Sync.Failures;

namespace RoboSync.Sync.Writing;

/// <summary>
/// The one way to HRMOS: announce, send, settle. Killing the process between any two lines loses nothing and doubles nothing: what was
/// announced and never settled is looked up by the next run, never repeated blindly (docs/architecture.md).
/// </summary>
/// <param name="concurrency">How many requests may be under way at once.</param>
/// <param name="way">Another way than straight to HRMOS; null for that.</param>
internal sealed class Writer(int concurrency, IWritingWay? way = null)
{
    /// <summary>Writes what was decided and stores everything that is known of it, whatever happens.</summary>
    /// <exception cref="SyncException">The first failure that concerns more than one record; the operations behind it were not
    /// sent.</exception>
    public async Task WriteAsync<TOperation>(
        IWriting<TOperation> writing, IReadOnlyList<TOperation> operations, CancellationToken cancellationToken)
        where TOperation : Operation
    {
        writing = way?.Over(writing) ?? writing;
        if (operations.Count == 0)
        {
            await writing.SettleAsync([]);
            return;
        }

        var ours = await writing.AnnounceAsync([.. operations.Where(operation => !operation.IsPrerequisite)], cancellationToken);
        var settlements = new ConcurrentQueue<Settlement<TOperation>>(
            operations.Where(operation => !operation.IsPrerequisite && !ours.Contains(operation))
                .Select(operation => new Settlement<TOperation>(operation, Fate.Elsewhere)));
        var failures = new ConcurrentQueue<SyncException>();

        async ValueTask Send(TOperation operation, CancellationToken token) =>
            settlements.Enqueue(
                failures.IsEmpty && !cancellationToken.IsCancellationRequested
                    ? await SendAsync(writing, operation, failures, cancellationToken)
                    : new Settlement<TOperation>(operation, Fate.NotDone));

        foreach (var operation in operations.Where(operation => operation.IsPrerequisite && ours.Count > 0))
        {
            await Send(operation, cancellationToken);
        }

        // Not cancelled by the loop itself: each operation that was begun has to say how it ended.
        await Parallel.ForEachAsync(
            operations.Where(ours.Contains),
            new ParallelOptions { MaxDegreeOfParallelism = concurrency, CancellationToken = CancellationToken.None }, Send);
        await writing.SettleAsync([.. settlements]);
        if (failures.TryPeek(out var first))
        {
            throw first;
        }

        cancellationToken.ThrowIfCancellationRequested();
    }

    private static async Task<Settlement<TOperation>> SendAsync<TOperation>(
        IWriting<TOperation> writing, TOperation operation, ConcurrentQueue<SyncException> failures, CancellationToken cancellationToken)
        where TOperation : Operation
    {
        try
        {
            return await writing.SendAsync(operation, cancellationToken);
        }
        catch (SyncException failure) when (failure.Kind == FailureKind.OneRecord)
        {
            return new Settlement<TOperation>(operation, MayHaveArrived(failure) ? Fate.Unknown : Fate.Refused) { Failure = failure };
        }
        catch (SyncException failure)
        {
            failures.Enqueue(failure);
            return new Settlement<TOperation>(operation, MayHaveArrived(failure) ? Fate.Unknown : Fate.NotDone);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return new Settlement<TOperation>(operation, Fate.Unknown);
        }
    }

    private static bool MayHaveArrived(SyncException failure) =>
        failure.Code is FailureCode.CandidateUnclear or FailureCode.HrmosUnreachable or FailureCode.HrmosAnswerUnknown;
}
