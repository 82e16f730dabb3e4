using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Azure;
using Azure.Storage.Blobs;
using RoboSync.Storage.Retaining;
using RoboSync.Storage.Tables;
using RoboSync.Sync.Failures;
using RoboSync.Sync.Retention;
using RoboSync.Sync.Runs.Plans;
using RoboSync.Sync.Tenants;

namespace RoboSync.Storage.Blobs;

/// <summary>
/// Container <c>plans</c>: <c>{tenant}/{account}/plan.json.gz</c> is the plan, under its version; <c>plan.csv</c> and <c>plan.txt</c>
/// beside it are for people. It names applicants by their numbers.
/// </summary>
internal sealed class PlanStore(BlobServiceClient blobs) : IPlanStore, IHolder
{
    private readonly BlobContainerClient container = blobs.GetBlobContainerClient(StorageNames.PlansContainer);

    public IReadOnlyList<Holding> Holdings { get; } =
        [new HeldBlobs(StorageNames.PlansContainer, "plans", HeldBlobs.BelowTenant, RecordYear.Covers) { KeptAs = Keeping.Records }];

    public async Task<Plan?> ReadAsync(AccountKey account, CancellationToken cancellationToken)
    {
        try
        {
            var answer = (await container.GetBlobClient(Name(account, "plan.json.gz")).DownloadContentAsync(cancellationToken)).Value;
            await using var packed = answer.Content.ToStream();
            await using var zip = new GZipStream(packed, CompressionMode.Decompress);
            var plan = await StoredJson.ReadAsync(zip, StorageJson.Default.Plan, $"Plan of {account}", cancellationToken);
            return plan with { Account = account, ETag = answer.Details.ETag.ToString() };
        }
        catch (RequestFailedException missing) when (missing.Status == 404)
        {
            return null;
        }
    }

    public async Task<Plan> SaveAsync(Plan plan, CancellationToken cancellationToken)
    {
        using var packed = new MemoryStream();
        await using (var zip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            await JsonSerializer.SerializeAsync(zip, plan, StorageJson.Default.Plan, cancellationToken);
        }

        var version = await container.TryWriteAsync(
            Name(plan.Account, "plan.json.gz"), BinaryData.FromBytes(packed.ToArray()), plan.ETag,
            RecordYear.Metadata(plan.GraduationYear), cancellationToken);
        return plan with { ETag = version ?? throw new StaleStateException($"The plan of account {plan.Account}") };
    }

    public async Task SaveFilesAsync(Plan plan, byte[] csv, string text, CancellationToken cancellationToken)
    {
        var year = RecordYear.Metadata(plan.GraduationYear);
        await container.ReplaceAsync(
            Name(plan.Account, "plan.csv"), BinaryData.FromBytes(csv), cancellationToken, "text/csv; charset=utf-8", year);

        // With its mark: Notepad and Excel then know the encoding.
        await container.ReplaceAsync(
            Name(plan.Account, "plan.txt"), BinaryData.FromBytes([.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text)]),
            cancellationToken, "text/plain; charset=utf-8", year);
    }

    private static string Name(AccountKey account, string file) => $"{account.TenantId}/{account.AccountId}/{file}";
}
