using Azure.Storage.Blobs;
using RoboSync.EndToEndTests.Running;
using RoboSync.Simulators.Miws;
using RoboSync.Simulators.Miws.Skins;
using RoboSync.Simulators.Serving;
using RoboSync.Storage;
using RoboSync.Sync.Failures;

namespace RoboSync.EndToEndTests.Faults;

/// <summary>
/// MIWS shows something else than its page definitions say: nothing is written from it, the page is kept masked, the operator is alarmed.
/// </summary>
public abstract class MiwsPageFaults(StorageFixture storage, MiwsSkin skin)
{
    private const string PageChanged = "MIWSの画面がこれまでと変わっているため、安全のため連携を止めました。";

    [Theory]
    [InlineData(MiwsFaults.ColumnMissing, "/applicants", "最終更新日時")]
    [InlineData(MiwsFaults.ColumnRenamed, "/applicants", "応募者番号")]
    [InlineData(MiwsFaults.ColumnMissing, "/applicants/detail", "メールアドレス")]
    [InlineData(MiwsFaults.ColumnRenamed, "/applicants/detail", "氏名")]
    [InlineData(MiwsFaults.ColumnMissing, "/seminars", "予約数")]
    [InlineData(MiwsFaults.ColumnRenamed, "/seminars/bookings", "ステータス")]
    [InlineData(MiwsFaults.RowsVanish, "/applicants", null)]
    public async Task A_column_gone_or_renamed_stops_the_run_with_the_page_kept(string fault, string path, string? column)
    {
        await using var product = await StartAsync();
        product.ArmMiws(new Fault(fault, path, Value: column));

        var slot = await product.RunSlotAsync();

        slot.Run.Failure.ShouldBe(FailureCode.SitePageChanged);
        slot.Mail.Text.ShouldContain(PageChanged);
        slot.Mail.Text.ShouldContain("お客様の操作は必要ありません。当サービスの担当者が確認し、復旧しだい自動で再開します。");
        product.Logs.ShouldContain(log => log.Message.StartsWith("OperatorAlarm SiteChanged", StringComparison.Ordinal));
        (await KeptPagesAsync(product)).ShouldNotBeEmpty();
        if (!path.StartsWith("/seminars", StringComparison.Ordinal))
        {
            slot.HrmosWrites.ShouldBeEmpty();
        }

        await product.ShouldHealAsync();
    }

    [Theory]
    [InlineData("/applicants", "氏名")]
    [InlineData("/applicants/detail", "学校名")]
    [InlineData("/seminars/bookings", "応募者番号")]
    public async Task A_column_that_moved_is_read_where_it_is(string path, string column)
    {
        await using var product = await StartAsync();
        product.ArmMiws(new Fault(MiwsFaults.ColumnMoved, path, Value: column));

        var slot = await product.RunSlotAsync();

        slot.Run.Failure.ShouldBeNull();
        product.ShouldBeInStep();
    }

    [Fact]
    public async Task A_stated_total_that_differs_from_the_rows_stops_the_run_before_anything_is_written()
    {
        await using var product = await StartAsync(applicants: 60);
        product.ArmMiws(new Fault(MiwsFaults.TotalDiffers, "/applicants", Value: 3));

        var slot = await product.RunSlotAsync();

        slot.Run.Failure.ShouldBe(FailureCode.SiteTotalDiffers);
        slot.HrmosRequests.ShouldBeEmpty();
        slot.DetailPages.ShouldBeEmpty();
        slot.Mail.Text.ShouldContain("MIWSの一覧の件数と、読み取れた人数が一致しないため、安全のため連携を止めました。");
        await product.ShouldHealAsync();
    }

    [Fact]
    public async Task A_booking_total_that_differs_cancels_nothing()
    {
        await using var product = await StartAsync();
        BookEverywhere(product);
        await product.RunSlotAsync();
        var before = Booked(product);
        product.ArmMiws(new Fault(MiwsFaults.TotalDiffers, "/seminars/bookings", Value: 1));

        var slot = await product.RunSlotAsync();

        slot.Run.Failure.ShouldBe(FailureCode.SiteTotalDiffers);
        slot.HrmosWrites.ShouldBeEmpty();
        Booked(product).ShouldBe(before);
        await product.ShouldHealAsync();
    }

    [Fact]
    public async Task A_list_that_says_none_where_there_were_many_is_not_believed()
    {
        await using var product = await StartAsync();
        await product.RunSlotAsync();
        product.ArmMiws(new Fault(MiwsFaults.EmptyList, "/applicants"));

        var slot = await product.RunSlotAsync();

        slot.Run.Failure.ShouldBe(FailureCode.SiteListShrank);
        slot.HrmosRequests.ShouldBeEmpty();
        slot.Mail.Text.ShouldContain("MIWSの応募者の件数が前回より大きく減っているため、安全のため連携を止めました。");
        await product.ShouldHealAsync();
    }

    [Fact]
    public async Task A_list_that_is_honestly_empty_is_a_good_run_with_nothing_to_do()
    {
        await using var product = await StartAsync(applicants: 0);

        var slot = await product.RunSlotAsync();

        slot.Run.Failure.ShouldBeNull();
        slot.Run.Counts.Listed.ShouldBe(0);
        slot.HrmosWrites.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_applicant_who_is_taken_off_the_site_between_list_and_detail_is_left_out()
    {
        await using var product = await StartAsync();
        var gone = product.Miws.List(2027, new HashSet<string> { MiwsFlows.PreSite, MiwsFlows.MainSite })[^1];
        product.ArmMiws(new Fault(FaultNames.Slow, "/applicants/detail", Times: 1, Value: 400));

        var run = product.RunSlotAsync();
        await Eventually.TrueAsync(
            () => product.World.Miws.Server.Requests.Any(
                request => request.Target.StartsWith(skin.Addresses.List, StringComparison.Ordinal)));
        product.Miws.Remove(gone.Number);
        var slot = await run;

        slot.Run.Failure.ShouldBeNull();
        slot.DetailPages.Count.ShouldBe(24, "who is gone was asked for");
        product.World.Hrmos.Data.Candidates.ShouldNotContain(candidate => candidate.ExternalId == $"miws:2027:{gone.Number}");
        product.World.Hrmos.Data.Candidates.Count.ShouldBe(23);
    }

    // A list that says that there are none, and states one, is a page that changed.
    private static void BookEverywhere(Product product)
    {
        foreach (var seminar in product.Miws.Seminars)
        {
            product.Miws.Applicants.ToList().ForEach(applicant => product.Miws.SetBooking(seminar.Number, applicant.Number, "予約"));
        }
    }

    private static int Booked(Product product) => product.World.Hrmos.Data.Events.Sum(
        item => product.World.Hrmos.Data.BookingsOf(item.Id).Count(booking => booking.Status == "booked"));

    private static async Task<IReadOnlyList<string>> KeptPagesAsync(Product product)
    {
        var pages = new List<string>();
        await foreach (var blob in product.Get<BlobServiceClient>().GetBlobContainerClient(StorageNames.MaskedPagesContainer)
            .GetBlobsAsync())
        {
            pages.Add(blob.Name);
        }

        return pages;
    }

    private Task<Product> StartAsync(int applicants = 24, Action<ProductOptions>? configure = null) =>
        Product.StartAsync(storage, applicants, configure, skin);
}

/// <summary>On the skin that is shipped for.</summary>
public sealed class MiwsPageFaultTests(StorageFixture storage) : MiwsPageFaults(storage, MiwsSkin.Plain);
