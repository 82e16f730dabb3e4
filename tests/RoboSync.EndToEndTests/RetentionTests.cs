using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Microsoft.Extensions.Logging.Abstractions;
using RoboSync.EndToEndTests.Running;
using RoboSync.Simulators.Hrmos;
using RoboSync.Simulators.Miws;
using RoboSync.Simulators.Serving;
using RoboSync.Storage;
using RoboSync.Sync.Alarms;
using RoboSync.Sync.EventMapping;
using RoboSync.Sync.Media;
using RoboSync.Sync.Retention;
using RoboSync.Sync.Runs;
using RoboSync.Sync.Tenants;

namespace RoboSync.EndToEndTests;

/// <summary>What is kept, for how long, and how it is proved that it is gone.</summary>
public sealed class RetentionTests(StorageFixture storage)
{
    [Fact]
    public async Task Old_records_go_and_what_the_next_run_needs_stays()
    {
        // Storage stamps rows by its own clock: the product's is a hundred days ahead of it.
        await using var product =
            await Product.StartAsync(storage, applicants: 6, options => options.Start = TimeProvider.System.GetUtcNow().AddDays(100));
        await product.RunSlotAsync();
        product.MiwsFaults.Arm(new Fault(MiwsFaults.ColumnRenamed, "/applicants", Value: "氏名"));
        await product.RunSlotAsync();
        product.MiwsFaults.Clear();
        (await CountAsync(product, StorageNames.RunsTable)).ShouldBe(3);
        (await BlobsAsync(product, StorageNames.MaskedPagesContainer)).ShouldBe(1);

        (await product.FireAsync(nameof(CleanUp))).ShouldBeTrue(product.Errors());
        (await product.FireAsync(nameof(CleanUp))).ShouldBeTrue(product.Errors());

        (await CountAsync(product, StorageNames.RunsTable)).ShouldBe(0, "an account that has not run for so long begins anew");
        (await CountAsync(product, StorageNames.SlotReportsTable)).ShouldBe(0);
        (await CountAsync(product, StorageNames.SlotClaimsTable)).ShouldBe(0);
        (await BlobsAsync(product, StorageNames.MaskedPagesContainer)).ShouldBe(0);
        (await BlobsAsync(product, StorageNames.WorklistsContainer)).ShouldBe(0);
        (await CountAsync(product, StorageNames.CandidateLinksTable)).ShouldBe(6);
        (await product.RunSlotAsync()).Run.Counts.Created.ShouldBe(0);
        product.ShouldBeInStep();
    }

    [Fact]
    public async Task Nothing_young_goes()
    {
        await using var product =
            await Product.StartAsync(storage, applicants: 4, options => options.Start = TimeProvider.System.GetUtcNow());
        await product.RunSlotAsync();

        await product.FireAsync(nameof(CleanUp));

        (await CountAsync(product, StorageNames.RunsTable)).ShouldBe(2);
        (await CountAsync(product, StorageNames.SlotClaimsTable)).ShouldBe(1);
    }

    [Fact]
    public async Task A_graduation_year_is_purged_with_a_proof_and_the_other_year_stays()
    {
        await using var product = await StartTwoYearsAsync(applicants: 230);
        await product.RunSlotAsync();
        var bookings = await CountAsync(product, StorageNames.BookingLinksTable);
        product.Document["accounts"]![0]!["enabled"] = false;
        await product.ApplyAsync();

        var proof = (await PurgeAsync(product, 2027)).ShouldHaveSingleItem();

        Deleted(proof, "candidateLinks").ShouldBe(115);
        proof["refused"]!.GetValue<string>().ShouldBe("");
        (await CountAsync(product, StorageNames.CandidateLinksTable)).ShouldBe(115);
        (await CountAsync(product, StorageNames.BookingLinksTable)).ShouldBe(bookings - Deleted(proof, "bookingLinks"));
        Deleted(proof, "bookingLinks").ShouldBeInRange(1, bookings - 1);
    }

    [Fact]
    public async Task A_purged_year_leaves_no_applicant_number_anywhere_and_the_other_year_runs_on()
    {
        // What a purge is for: bookings of people who are not linked, records set aside, pages not understood, and an account that is gone
        // from the document.
        await using var product = await StartTwoYearsAsync(applicants: 24);
        var entered = product.Miws.Applicants.Where(applicant => applicant.Year == 2027).Select(applicant => applicant.EntryDate).Order()
            .ToList();
        product.Document["accounts"]![0]!["startDate"] = entered[entered.Count / 2].ToString("O", CultureInfo.InvariantCulture);
        await product.ApplyAsync();
        product.HrmosFaults.Arm(new Fault(HrmosFaults.ValueRejected, "/v1/candidates", Times: 2, Value: "mail"));
        await product.RunSlotAsync();
        product.MiwsFaults.Arm(new Fault(MiwsFaults.ColumnRenamed, "/applicants", Value: "氏名"));
        await product.RunSlotAsync();
        product.MiwsFaults.Clear();
        (await NumbersAsync(product, 2027)).ShouldNotBeEmpty("or else nothing is proved");
        product.Document["accounts"]!.AsArray().RemoveAt(0);
        await product.ApplyAsync();

        var proof = (await PurgeAsync(product, 2027)).ShouldHaveSingleItem();

        (await NumbersAsync(product, 2027)).ShouldBeEmpty();
        (
            Deleted(proof, "runs"),
            Deleted(proof, "slotReports"),
            Deleted(proof, "worklists"),
            Deleted(proof, "maskedPages"),
            Deleted(proof, "seminarLists")).ShouldBe((3, 2, 1, 1, 1));
        (await CountAsync(product, StorageNames.RunsTable)).ShouldBe(3, "the other year's");
        (await CountAsync(product, StorageNames.SlotReportsTable)).ShouldBe(2);
        (await BlobsAsync(product, StorageNames.WorklistsContainer)).ShouldBe(1);
        (await BlobsAsync(product, StorageNames.MaskedPagesContainer)).ShouldBe(1);
        (await SheetAsync(product)).ShouldNotContain("No. 27");
        (await product.RunSlotAsync()).Of("miws-2028").Failure.ShouldBeNull();
    }

    [Fact]
    public async Task Records_of_before_the_year_was_noted_go_by_the_accounts_year_and_those_of_a_removed_account_with_any_year()
    {
        await using var product = await StartTwoYearsAsync(applicants: 12);
        await product.RunSlotAsync();
        await ForgetYearsAsync(product);
        product.Document["accounts"]!.AsArray().RemoveAt(0);
        await product.ApplyAsync();

        var proof = (await PurgeAsync(product, 2027)).ShouldHaveSingleItem();

        (await NumbersAsync(product, 2027)).ShouldBeEmpty();
        (Deleted(proof, "runs"), Deleted(proof, "slotReports"), Deleted(proof, "worklists")).ShouldBe((2, 1, 1));
        (await CountAsync(product, StorageNames.RunsTable)).ShouldBe(2);
        (await product.RunSlotAsync()).Of("miws-2028").Failure.ShouldBeNull("rows that say no year are read as before");
    }

    [Fact]
    public async Task A_second_purge_writes_a_proof_of_its_own()
    {
        await using var product = await StartTwoYearsAsync(applicants: 12);
        await product.RunSlotAsync();
        product.Document["accounts"]![0]!["enabled"] = false;
        await product.ApplyAsync();
        var first = (await PurgeAsync(product, 2027)).ShouldHaveSingleItem().ToJsonString();

        await PurgeAsync(product, 2027);
        product.Clock.Advance(TimeSpan.FromMinutes(1));
        await PurgeAsync(product, 2027);

        (await ProofsAsync(product, 2027)).Keys.ShouldBe(
            [
                "sample-purge-2027-20260601T030001Z.json",
                "sample-purge-2027-20260601T030001Z-2.json",
                "sample-purge-2027-20260601T030101Z.json"], ignoreOrder: true);
        var proofs = await ProofsAsync(product, 2027);
        proofs["sample-purge-2027-20260601T030001Z.json"].ToJsonString().ShouldBe(first, "it proves what it proved");
        proofs.Values.Sum(proof => Deleted(proof, "candidateLinks")).ShouldBe(6);
    }

    [Fact]
    public async Task A_purge_that_died_after_deleting_goes_on_and_its_proof_counts_everything()
    {
        await using var product = await StartTwoYearsAsync(applicants: 12);
        await product.RunSlotAsync();
        product.Document["accounts"]![0]!["enabled"] = false;
        await product.ApplyAsync();
        var dying = new PurgeYear(
            product.Get<ITenantStore>(),
            product.Get<RegisteredMedia>(), new DiesAfterDeleting(product.Get<IRetentionStore>()), product.Get<IPurgeProofs>(),
            product.Get<IUnfinishedRuns>(),
            product.Get<IAccountLeases>(), product.Get<MappingSheet>(), product.Get<OperatorAlarms>(), product.Clock,
            NullLogger<PurgeYear>.Instance);
        await Should.ThrowAsync<IOException>(() => dying.RunAsync("sample", "2027", product.Clock.GetUtcNow(), default));
        var begun = (await ProofsAsync(product, 2027)).ShouldHaveSingleItem();
        (begun.Value["finishedAt"], begun.Value["deleted"], begun.Value["found"]!["candidateLinks"]!.GetValue<int>())
            .ShouldBe((null, null, 6));
        product.Clock.Advance(TimeSpan.FromMinutes(1));

        var proof = (await PurgeAsync(product, 2027)).ShouldHaveSingleItem();

        (await CountAsync(product, StorageNames.CandidateLinksTable)).ShouldBe(6);
        proof["deleted"]!.ToJsonString().ShouldBe(begun.Value["found"]!.ToJsonString());
        (proof["startedAt"]!.GetValue<DateTimeOffset>(), proof["finishedAt"]!.GetValue<DateTimeOffset>())
            .ShouldBe((product.Clock.GetUtcNow().AddMinutes(-1), product.Clock.GetUtcNow()));
    }

    [Fact]
    public async Task A_year_whose_run_still_works_is_not_purged_and_the_proof_says_why()
    {
        await using var product = await Product.StartAsync(storage, applicants: 4);
        var runs = product.Get<IRunStore>();
        var key = new AccountKey("sample", "miws-2027");
        await runs.SaveAsync(new RunState
        {
            Account = key,
            RunId = "20260601T000000Z",
            Slot = product.Clock.GetUtcNow(),
            GraduationYear = 2027,
            Phase = RunPhase.Candidates,
        }, default);
        product.Document["accounts"]![0]!["enabled"] = false;
        await product.ApplyAsync();
        await using (await product.Get<IAccountLeases>().TryAcquireAsync(key, default))
        {
            (await PurgeAsync(product, 2027)).ShouldHaveSingleItem()["refused"]!.GetValue<string>()
                .ShouldBe("媒体アカウント「miws-2027」の連携がまだ終わっていないため、削除していません。連携が終わってから、もう一度実行してください。");
        }

        await PurgeAsync(product, 2027);

        (await CountAsync(product, StorageNames.RunsTable)).ShouldBe(0, "nobody works on it any more");
    }

    [Fact]
    public async Task A_year_that_is_still_read_is_not_purged_and_the_proof_says_why()
    {
        await using var product = await Product.StartAsync(storage, applicants: 4);
        await product.RunSlotAsync();

        var proof = (await PurgeAsync(product, 2027)).ShouldHaveSingleItem();

        proof["refused"]!.GetValue<string>().ShouldBe("媒体アカウント「miws-2027」がこの年度を連携中のため、削除していません。アカウントを停止または削除してから、もう一度実行してください。");
        (await CountAsync(product, StorageNames.CandidateLinksTable)).ShouldBe(4);
    }

    private Task<Product> StartTwoYearsAsync(int applicants) =>
        Product.StartAsync(storage, applicants, options => options.World = options.World with { Years = [2027, 2028] });

    private static int Deleted(JsonNode proof, string kind) => proof["deleted"]![kind]!.GetValue<int>();

    private static async Task<IReadOnlyCollection<JsonNode>> PurgeAsync(Product product, int year)
    {
        await product.Get<BlobServiceClient>().GetBlobContainerClient(StorageNames.TenantsContainer).GetBlobClient($"sample/purge-{year}")
            .UploadAsync(BinaryData.FromString(""), overwrite: true);
        await product.DrainAsync();
        return (await ProofsAsync(product, year)).Values;
    }

    private static async Task<Dictionary<string, JsonNode>> ProofsAsync(Product product, int year)
    {
        var proofs = new Dictionary<string, JsonNode>(StringComparer.Ordinal);
        await foreach (var (name, content) in ContentsAsync(product, StorageNames.TenantResultsContainer))
        {
            if (name.StartsWith($"sample-purge-{year}", StringComparison.Ordinal))
            {
                proofs[name] = JsonNode.Parse(content)!;
            }
        }

        return proofs;
    }

    /// <summary>Where storage still names an applicant of a year.</summary>
    private static async Task<List<string>> NumbersAsync(Product product, int year)
    {
        var numbers = product.Miws.Applicants.Where(applicant => applicant.Year == year).Select(applicant => applicant.Number).ToList();
        bool Names(string text) => numbers.Any(number => text.Contains(number, StringComparison.Ordinal));
        var places = new List<string>();
        foreach (var table in StorageNames.Tables)
        {
            await foreach (var row in product.Get<TableServiceClient>().GetTableClient(table).QueryAsync<TableEntity>())
            {
                if (Names(string.Join(' ', row.Select(pair => pair.Value))))
                {
                    places.Add($"{table}/{row.PartitionKey}/{row.RowKey}");
                }
            }
        }

        foreach (var container in StorageNames.Containers)
        {
            await foreach (var (name, content) in ContentsAsync(product, container))
            {
                if (Names(content))
                {
                    places.Add($"{container}/{name}");
                }
            }
        }

        return places;
    }

    private static async IAsyncEnumerable<(string Name, string Content)> ContentsAsync(Product product, string container)
    {
        var client = product.Get<BlobServiceClient>().GetBlobContainerClient(container);
        await foreach (var blob in client.GetBlobsAsync())
        {
            var content = (await client.GetBlobClient(blob.Name).DownloadContentAsync()).Value.Content.ToArray();
            if (blob.Name.EndsWith(".gz", StringComparison.Ordinal))
            {
                await using var zip = new GZipStream(new MemoryStream(content), CompressionMode.Decompress);
                using var text = new StreamReader(zip);
                yield return (blob.Name, await text.ReadToEndAsync());
            }
            else
            {
                yield return (blob.Name, Encoding.UTF8.GetString(content));
            }
        }
    }

    private static async Task<string> SheetAsync(Product product) =>
        (await product.Get<BlobServiceClient>().GetBlobContainerClient(StorageNames.MappingsContainer).GetBlobClient("sample/current.csv")
            .DownloadContentAsync()).Value.Content.ToString();

    /// <summary>Makes every record what it was before it named its year.</summary>
    private static async Task ForgetYearsAsync(Product product)
    {
        foreach (var name in new[] { StorageNames.RunsTable, StorageNames.SlotReportsTable })
        {
            var table = product.Get<TableServiceClient>().GetTableClient(name);
            await foreach (var row in table.QueryAsync<TableEntity>())
            {
                row.Remove("GraduationYear");
                row["Json0"] = row.GetString("Json0").Replace("\"graduationYear\":2027,", "", StringComparison.Ordinal)
                    .Replace("\"graduationYear\":2028,", "", StringComparison.Ordinal);
                row.GetString("Json0").ShouldNotContain("graduationYear");
                await table.UpdateEntityAsync(row, row.ETag, TableUpdateMode.Replace);
            }
        }

        var worklists = product.Get<BlobServiceClient>().GetBlobContainerClient(StorageNames.WorklistsContainer);
        await foreach (var blob in worklists.GetBlobsAsync())
        {
            await worklists.GetBlobClient(blob.Name).SetMetadataAsync(new Dictionary<string, string>());
        }
    }

    private static async Task<int> CountAsync(Product product, string table)
    {
        var count = 0;
        await foreach (var _ in product.Get<TableServiceClient>().GetTableClient(table).QueryAsync<TableEntity>())
        {
            count++;
        }

        return count;
    }

    private static async Task<int> BlobsAsync(Product product, string container)
    {
        var count = 0;
        await foreach (var _ in product.Get<BlobServiceClient>().GetBlobContainerClient(container).GetBlobsAsync())
        {
            count++;
        }

        return count;
    }

    /// <summary>The process is killed after the deleting and before the proof.</summary>
    private sealed class DiesAfterDeleting(IRetentionStore store) : IRetentionStore
    {
        public Task<int> DeleteOldAsync(Keeping keeping, DateTimeOffset before, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public Task<IReadOnlyDictionary<string, int>> CountAsync(PurgeScope scope, CancellationToken cancellationToken) =>
            store.CountAsync(scope, cancellationToken);

        public async Task<IReadOnlyDictionary<string, int>> PurgeAsync(PurgeScope scope, CancellationToken cancellationToken)
        {
            await store.PurgeAsync(scope, cancellationToken);
            throw new IOException("Killed.");
        }
    }
}
