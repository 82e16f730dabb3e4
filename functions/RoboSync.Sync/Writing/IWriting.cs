namespace RoboSync.Sync.Writing;

/// <summary>How one kind of operation is announced, sent and settled.</summary>
internal interface IWriting<TOperation>
    where TOperation : Operation
{
    /// <summary>
    /// Stores, in one batch, that the operations are about to be sent, each over the version that it was decided on.
    /// </summary>
    /// <returns>Those that are announced now. The others belong to somebody else, who has written in between.</returns>
    Task<IReadOnlySet<TOperation>> AnnounceAsync(IReadOnlyList<TOperation> operations, CancellationToken cancellationToken);

    /// <summary>Sends one operation. Calls overlap.</summary>
    /// <exception cref="Failures.SyncException">HRMOS refused, or did not answer.</exception>
    Task<Settlement<TOperation>> SendAsync(TOperation operation, CancellationToken cancellationToken);

    /// <summary>
    /// Stores, in one batch, what became of them. It cannot be cancelled: what HRMOS has accepted must be known even while the process is
    /// being stopped.
    /// </summary>
    Task SettleAsync(IReadOnlyList<Settlement<TOperation>> settlements);

    /// <summary>What would become of an operation that is sent now, found out by reading alone. Calls overlap.</summary>
    /// <exception cref="Failures.SyncException">HRMOS did not answer.</exception>
    Task<Settlement<TOperation>> ForeseeAsync(TOperation operation, CancellationToken cancellationToken);

    /// <summary>The operation as a plan keeps it.</summary>
    PlannedOperation Describe(TOperation operation);
}
