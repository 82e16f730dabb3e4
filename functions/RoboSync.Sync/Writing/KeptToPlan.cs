using RoboSync.Sync.Failures;

namespace RoboSync.Sync.Writing;

/// <summary>
/// The way of a run that was approved: what the plan says is written, and nothing else. An operation that the plan does not have, or has
/// with another content, is withheld: neither announced nor sent, and decided anew by the next ordinary run.
/// </summary>
/// <param name="plan">The operations of the plan.</param>
internal sealed class KeptToPlan(IEnumerable<PlannedOperation> plan) : IWritingWay
{
    private readonly Dictionary<string, PlannedOperation> plan =
        plan.ToDictionary(operation => operation.Key, StringComparer.Ordinal);

    /// <inheritdoc/>
    public IWriting<TOperation> Over<TOperation>(IWriting<TOperation> writing)
        where TOperation : Operation => new KeepingTo<TOperation>(writing, plan);

    private sealed class KeepingTo<TOperation>(IWriting<TOperation> writing, Dictionary<string, PlannedOperation> plan)
        : IWriting<TOperation>
        where TOperation : Operation
    {
        public Task<IReadOnlySet<TOperation>> AnnounceAsync(
            IReadOnlyList<TOperation> operations, CancellationToken cancellationToken) =>
            writing.AnnounceAsync(
                [.. operations.Where(operation => Find(operation) is { LeftOut: null })], cancellationToken);

        // What others stand on is never announced: it comes here unasked.
        public Task<Settlement<TOperation>> SendAsync(TOperation operation, CancellationToken cancellationToken) =>
            Find(operation) is { LeftOut: null }
                ? writing.SendAsync(operation, cancellationToken)
                : Task.FromResult(new Settlement<TOperation>(operation, Fate.Withheld));

        public Task SettleAsync(IReadOnlyList<Settlement<TOperation>> settlements) =>
            writing.SettleAsync([.. settlements.Select(Judged)]);

        public Task<Settlement<TOperation>> ForeseeAsync(TOperation operation, CancellationToken cancellationToken) =>
            writing.ForeseeAsync(operation, cancellationToken);

        public PlannedOperation Describe(TOperation operation) => writing.Describe(operation);

        private Settlement<TOperation> Judged(Settlement<TOperation> settlement) =>
            (settlement.Fate, Find(settlement.Operation)) switch
            {
                (Fate.Elsewhere, null) => settlement with { Fate = Fate.Withheld },

                // The plan said that it would be left out: so it is, also where it would go through by now.
                (Fate.Elsewhere, { LeftOut: { } code }) => settlement with
                {
                    Fate = Fate.Refused, Failure = new SyncException(code, "The plan had foreseen it."),
                },
                _ => settlement,
            };

        private PlannedOperation? Find(TOperation operation)
        {
            var described = writing.Describe(operation);
            return plan.TryGetValue(described.Key, out var planned)
                && string.Equals(planned.ContentHash, described.ContentHash, StringComparison.Ordinal)
                ? planned
                : null;
        }
    }
}
