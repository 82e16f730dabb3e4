using System.Text.Json.Nodes;
using Azure.Storage.Blobs;
using RoboSync.EndToEndTests.Running;
using RoboSync.Local.Running;
using RoboSync.Simulators.Miws;
using RoboSync.Simulators.Miws.Skins;
using RoboSync.Simulators.Serving;
using RoboSync.Storage;
using RoboSync.Sync.Failures;

namespace RoboSync.EndToEndTests.PageDefinitions;

/// <summary>docs/when-miws-changes.md does what it promises: its commands are run as it prints them, and nothing else is done.</summary>
public sealed class RecipeTests(StorageFixture storage)
{
    [Fact]
    public async Task After_a_change_of_the_site_the_recipe_leads_back_to_sites_in_step()
    {
        await using var product = await Product.StartAsync(storage, applicants: 4);
        using var bench = new Bench(product.World) { Storage = product.Storage };
        await bench.RunAsync("capture $MIWS --year 2027 --folder captures/before");
        product.MiwsFaults.Arm(new Fault(MiwsFaults.ColumnRenamed, "/applicants", Value: "最終更新日時"));
        (await product.RunSlotAsync()).Run.Failure.ShouldBe(FailureCode.SitePageChanged);
        foreach (var name in new[] { "applicant-list", "applicant-detail" })
        {
            bench.Write($"definitions/{name}.json", await ShippedAsync(name));
        }

        // What is wrong is found by the first two; nothing is wrong any more after the edit.
        var steps = await Recipe.ReadAsync("After a change");
        await FollowAsync(bench, steps, command => command.Contains("captures/now", StringComparison.Ordinal) ? 1 : 0);

        steps.Count(step => step.Command is not null).ShouldBe(6);
        await product.DrainAsync();
        (await product.RunSlotAsync()).Run.Failure.ShouldBeNull();
        product.ShouldBeInStep();
    }

    [Fact]
    public async Task From_pages_that_a_person_saved_the_recipe_leads_to_a_run_on_a_site_that_no_definition_knew()
    {
        await using var product = await Product.StartAsync(storage, applicants: 60, skin: MiwsSkin.Frames);
        using var bench = new Bench(product.World) { Storage = product.Storage };
        await ForgetDefinitionsAsync(product);
        (await product.RunSlotAsync()).Run.Failure.ShouldBe(FailureCode.SitePageChanged, "nothing that is shipped knows the site");
        await Person.SaveAsync(product.World, bench.At("saved"));

        var steps = await Recipe.ReadAsync("From nothing");
        await FollowAsync(bench, steps, _ => 0);

        steps.Count(step => step.Command is not null).ShouldBe(7);
        await product.DrainAsync();
        (await product.RunSlotAsync()).Run.Failure.ShouldBeNull(product.Errors());
        product.ShouldBeInStep();
    }

    private static async Task FollowAsync(Bench bench, IReadOnlyList<RecipeStep> steps, Func<string, int> code)
    {
        foreach (var step in steps)
        {
            if (step.Command is { } command)
            {
                var done = await bench.RunAsync(command);
                done.Code.ShouldBe(code(command), $"{command}\n{done.Said}");
            }
            else
            {
                var definition = (JsonObject)JsonNode.Parse(await File.ReadAllTextAsync(bench.At(step.File!)))!;
                Recipe.Merge(definition, step.Piece!);
                bench.Write(step.File!, definition.ToJsonString(Recipe.Readable));
            }
        }
    }

    private static async Task ForgetDefinitionsAsync(Product product)
    {
        var container = product.Get<BlobServiceClient>().GetBlobContainerClient(StorageNames.PageDefinitionsContainer);
        foreach (var name in SkinDefinitions.Of(MiwsSkin.Frames).Keys)
        {
            await container.GetBlobClient($"miws/{name}.json").DeleteAsync();
        }
    }

    private static async Task<string> ShippedAsync(string name)
    {
        await using var shipped = typeof(RoboSync.Miws.MiwsOptions).Assembly.GetManifestResourceStream($"{name}.json")!;
        using var reader = new StreamReader(shipped);
        return await reader.ReadToEndAsync();
    }
}
