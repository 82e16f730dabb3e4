using System.Globalization;
using System.Text.Json;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Microsoft.Extensions.Logging;
using RoboSync.Storage.Retaining;
using RoboSync.Storage.Tables;
using RoboSync.Sync.Failures;
using RoboSync.Sync.Retention;

namespace RoboSync.Storage.Blobs;

internal sealed partial class PurgeProofs(BlobServiceClient blobs, ILogger<PurgeProofs> logger) : IPurgeProofs, IHolder
{
    private const string Begun = "begun";

    private readonly BlobContainerClient container = blobs.GetBlobContainerClient(StorageNames.TenantResultsContainer);

    public IReadOnlyList<Holding> Holdings { get; } =
        [Holding.OfNobody(StorageNames.TenantResultsContainer, "how many records were purged, and when")];

    public async Task<StoredProof?> FindBegunAsync(string tenantId, int graduationYear, CancellationToken cancellationToken)
    {
        // Other tenants' documents may begin with the same letters; what is begun carries a mark.
        await foreach (var blob in container.GetBlobsAsync(
            new GetBlobsOptions { Prefix = $"{ResultNames.Purge(tenantId, graduationYear)}-", Traits = BlobTraits.Metadata },
            cancellationToken))
        {
            if (blob.Metadata.ContainsKey(Begun) && await ReadAsync(blob.Name, cancellationToken) is { FinishedAt: null } proof
                && string.Equals(proof.TenantId, tenantId, StringComparison.Ordinal) && proof.GraduationYear == graduationYear)
            {
                return new StoredProof(blob.Name, proof);
            }
        }

        return null;
    }

    public async Task<StoredProof> AddAsync(PurgeProof proof, CancellationToken cancellationToken)
    {
        var start = proof.StartedAt.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal);
        if (proof.FinishedAt is null)
        {
            metadata[Begun] = "true";
        }

        // Asked for twice within a second: each has its proof.
        for (var copy = 1; ; copy++)
        {
            var suffix = copy == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $"-{copy}");
            var name = $"{ResultNames.Purge(proof.TenantId, proof.GraduationYear)}-{start}{suffix}.json";
            if (await container.TryAddAsync(name, Json(proof), cancellationToken, metadata))
            {
                return new StoredProof(name, proof);
            }
        }
    }

    public Task FinishAsync(StoredProof stored, PurgeProof proof, CancellationToken cancellationToken) =>
        container.ReplaceAsync(stored.Name, Json(proof), cancellationToken);

    private async Task<PurgeProof?> ReadAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            return await container.FindContentAsync(name, cancellationToken) is { } content
                ? StoredJson.Read(content, StorageJson.Default.PurgeProof, name)
                : null;
        }
        catch (SyncException unreadable)
        {
            // The purge then begins a proof of its own.
            LogUnreadable(name, unreadable.Detail);
            return null;
        }
    }

    private static BinaryData Json(PurgeProof proof) =>
        BinaryData.FromBytes(JsonSerializer.SerializeToUtf8Bytes(proof, StorageJson.Default.PurgeProof));

    [LoggerMessage(5020, LogLevel.Warning, "The proof {Name} of an earlier purge cannot be read and is left as it is: {Detail}")]
    private partial void LogUnreadable(string name, string detail);
}
