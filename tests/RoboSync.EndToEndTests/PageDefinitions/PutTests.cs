using System.Text.Json.Nodes;
using Azure.Storage.Blobs;
using RoboSync.EndToEndTests.Running;
using RoboSync.Simulators.World;
using RoboSync.Storage;

namespace RoboSync.EndToEndTests.PageDefinitions;

/// <summary><c>put</c>.</summary>
public sealed class PutTests(StorageFixture storage) : BenchTest
{
    private const string Put = "put definitions/applicant-list.json --storage $STORAGE --yes";
    private const string Back = "put --back applicant-list --storage $STORAGE --yes";

    [Fact]
    public async Task What_is_replaced_is_shown_and_each_step_back_leads_to_what_counted_before_it()
    {
        await using var world = await StartAsync(applicants: 2);
        using var bench = await BenchAsync(world);
        await WriteAsync(bench, "更新日時");

        var first = await bench.RunAsync(Put);
        await WriteAsync(bench, "更新日");
        var second = await bench.RunAsync(Put);

        first.ShouldSatisfyAllConditions(
            one => one.Code.ShouldBe(0, one.Said), one => one.Said.ShouldContain("replaces the shipped one"));
        second.Said.ShouldContain("applicant-list replaces the one that was put up:");
        second.Said.ShouldContain("-         \"更新日時\"");
        second.Said.ShouldContain("+         \"更新日\"");
        (await InForceAsync(bench))!.ShouldContain("\"更新日\"");
        (await bench.RunAsync(Back)).Code.ShouldBe(0);
        (await InForceAsync(bench))!.ShouldContain("\"更新日時\"");
        (await bench.RunAsync(Back)).ShouldSatisfyAllConditions(
            again => again.Code.ShouldBe(2), again => again.Said.ShouldContain("There is nothing to put back"));
    }

    [Fact]
    public async Task Going_back_from_the_first_lets_the_shipped_one_count_again()
    {
        await using var world = await StartAsync(applicants: 2);
        using var bench = await BenchAsync(world);
        await WriteAsync(bench, "更新日時");
        await bench.RunAsync(Put);

        var (code, said) = await bench.RunAsync(Back);

        code.ShouldBe(0, said);
        said.ShouldContain("The shipped applicant-list counts again.");
        (await InForceAsync(bench)).ShouldBeNull();
    }

    [Fact]
    public async Task A_definition_with_mistakes_stops_all_of_them()
    {
        await using var world = await StartAsync(applicants: 2);
        using var bench = await BenchAsync(world);
        await WriteAsync(bench, "更新日時");
        bench.Write("definitions/seminar-list.json", """{ "version": 2, "name": "seminar-list" }""");

        var (code, said) =
            await bench.RunAsync("put definitions/applicant-list.json definitions/seminar-list.json --storage $STORAGE --yes");

        code.ShouldBe(2);
        said.ShouldContain("Nothing was put up.");
        said.ShouldContain("seminar-list: page, its request, its marker or fields are missing");
        (await InForceAsync(bench)).ShouldBeNull();
    }

    [Fact]
    public async Task Nobody_who_cannot_be_asked_puts_anything_up()
    {
        await using var world = await StartAsync(applicants: 2);
        using var bench = await BenchAsync(world);
        await WriteAsync(bench, "更新日時");

        var (code, said) = await bench.RunAsync("put definitions/applicant-list.json --storage $STORAGE");

        code.ShouldBe(2);
        said.ShouldContain("Say --yes.");
        (await InForceAsync(bench)).ShouldBeNull();
        (await bench.RunAsync("put definitions/applicant-list.json --yes")).Said.ShouldContain("Say which storage account");
    }

    private async Task<Bench> BenchAsync(SimulatedWorld world)
    {
        var bench = new Bench(world) { Storage = storage.TakeAccount() };
        await Container(bench).CreateAsync();
        return bench;
    }

    private static async Task WriteAsync(Bench bench, string column)
    {
        await using var shipped = typeof(RoboSync.Miws.MiwsOptions).Assembly.GetManifestResourceStream("applicant-list.json")!;
        var definition = (await JsonNode.ParseAsync(shipped))!;
        definition["fields"]!["lastChanged"]!["column"] = new JsonArray(column);
        bench.Write("definitions/applicant-list.json", definition.ToJsonString(Recipe.Readable));
    }

    private static async Task<string?> InForceAsync(Bench bench)
    {
        var blob = Container(bench).GetBlobClient("miws/applicant-list.json");
        return await blob.ExistsAsync() ? (await blob.DownloadContentAsync()).Value.Content.ToString() : null;
    }

    private static BlobContainerClient Container(Bench bench) =>
        new BlobServiceClient(bench.Storage).GetBlobContainerClient(StorageNames.PageDefinitionsContainer);
}
