using RoboSync.EndToEndTests.Running;
using RoboSync.Simulators.Miws;
using RoboSync.Simulators.Serving;
using RoboSync.Sync.Failures;

namespace RoboSync.EndToEndTests.PageDefinitions;

/// <summary><c>diff</c>.</summary>
public sealed class DiffTests(StorageFixture storage) : BenchTest
{
    private const string Capture = "capture $MIWS --year 2027 --folder";

    [Fact]
    public async Task Labels_and_columns_that_went_came_or_moved_are_told_in_words_and_people_are_no_change()
    {
        await using var world = await StartAsync();
        using var bench = new Bench(world);
        await bench.RunAsync($"{Capture} captures/one");
        world.Advance();
        await bench.RunAsync($"{Capture} captures/two");
        world.Miws.Server.Faults.Arm(new Fault(MiwsFaults.ColumnMoved, "/applicants", Value: "氏名"));
        world.Miws.Server.Faults.Arm(new Fault(MiwsFaults.ColumnMissing, "/seminars", Value: "開催日"));
        await bench.RunAsync($"{Capture} captures/three");

        var same = await bench.RunAsync("diff captures/one captures/two");
        var (code, said) = await bench.RunAsync("diff captures/one captures/three");

        same.ShouldSatisfyAllConditions(one => one.Code.ShouldBe(0, one.Said), one => one.Said.ShouldContain("Nothing changed"));
        code.ShouldBe(1);
        said.ShouldContain("the order of columns in table#applicant-list is now");
        said.ShouldContain("column 開催日 in table#seminar-list is gone");
        said.ShouldContain("seminar-list, field date: 8 read → The column of field date is missing.");
    }

    [Fact]
    public async Task A_page_that_a_run_kept_is_compared_where_it_lies()
    {
        await using var product = await Product.StartAsync(storage, applicants: 4);
        using var bench = new Bench(product.World) { Storage = product.Storage };
        await bench.RunAsync($"{Capture} captures/one");
        product.MiwsFaults.Arm(new Fault(MiwsFaults.ColumnRenamed, "/applicants", Value: "最終更新日時"));
        (await product.RunSlotAsync()).Run.Failure.ShouldBe(FailureCode.SitePageChanged);
        var kept = (await product.Get<Sync.Media.IKeptPages>().ListAsync("sample", 1, default)).ShouldHaveSingleItem();

        var (code, said) = await bench.RunAsync($"diff captures/one {kept.Name} --storage $STORAGE");

        code.ShouldBe(1);
        said.ShouldContain("column 最終更新日時 in table#applicant-list is now 〇〇〇最終更新日時");
    }
}
