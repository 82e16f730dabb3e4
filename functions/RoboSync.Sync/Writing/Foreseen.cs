namespace RoboSync.Sync.Writing;

/// <summary>A dry run's way: each operation is noted and foreseen where it would have been sent.</summary>
/// <param name="note">Takes what was decided. Calls overlap.</param>
internal sealed class Foreseen(Action<PlannedOperation> note) : IWritingWay
{
    /// <inheritdoc/>
    public IWriting<TOperation> Over<TOperation>(IWriting<TOperation> writing)
        where TOperation : Operation => new Foreseeing<TOperation>(writing, note);

    private sealed class Foreseeing<TOperation>(IWriting<TOperation> writing, Action<PlannedOperation> note) : IWriting<TOperation>
        where TOperation : Operation
    {
        public Task<IReadOnlySet<TOperation>> AnnounceAsync(
            IReadOnlyList<TOperation> operations, CancellationToken cancellationToken) =>
            writing.AnnounceAsync(operations, cancellationToken);

        public async Task<Settlement<TOperation>> SendAsync(TOperation operation, CancellationToken cancellationToken)
        {
            var settlement = await ForeseeAsync(operation, cancellationToken);
            note(Describe(operation) with { LeftOut = settlement.Failure?.Code });
            return settlement;
        }

        public Task SettleAsync(IReadOnlyList<Settlement<TOperation>> settlements) => writing.SettleAsync(settlements);

        public Task<Settlement<TOperation>> ForeseeAsync(TOperation operation, CancellationToken cancellationToken) =>
            writing.ForeseeAsync(operation, cancellationToken);

        public PlannedOperation Describe(TOperation operation) => writing.Describe(operation);
    }
}
