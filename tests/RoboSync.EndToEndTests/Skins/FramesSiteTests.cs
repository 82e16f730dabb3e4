using System.Text.Json.Nodes;
using Azure.Storage.Blobs;
using RoboSync.EndToEndTests.Running;
using RoboSync.Local.Running;
using RoboSync.Simulators.Miws;
using RoboSync.Simulators.Miws.Skins;
using RoboSync.Simulators.Serving;
using RoboSync.Storage;
using RoboSync.Sync.Failures;

namespace RoboSync.EndToEndTests.Skins;

/// <summary>
/// What only a site of the 2000s does: steps, searches that the session keeps, dates of seminars with lists of their own.
/// </summary>
public sealed class FramesSiteTests(StorageFixture storage)
{
    private const int PageSize = 50;

    [Fact]
    public async Task A_run_asks_for_each_page_once_and_signs_in_step_by_step()
    {
        const int Applicants = 130;
        await using var product = await StartAsync(Applicants);

        var slot = await product.RunSlotAsync();

        var signIn = slot.MiwsRequests.TakeWhile(request => !request.Target.StartsWith("/oubo/", StringComparison.Ordinal)).ToList();
        signIn.Select(request => $"{request.Method} {request.Target}").ShouldBe(
        [
            "GET /auth/index.do", "GET /auth/login.do", "POST /auth/login.do", "GET /auth/oshirase.do", "POST /auth/oshirase.do",
            "GET /auth/nendo.do", "POST /auth/nendo.do", "GET /top/frame.do", "GET /top/main.do",
        ]);
        var dates = product.World.Plans.SelectMany(plan => plan.SeminarNumbers).SelectMany(product.Miws.DatesOf).ToList();
        var datePages = dates.Sum(date => Pages(product.Miws.BookingsOf(date).Count));
        var mapped = product.World.Plans.Sum(plan => plan.SeminarNumbers.Count);
        slot.MiwsRequests.Count.ShouldBe(signIn.Count + 2 + Pages(Applicants) + Applicants + 1 + mapped + datePages);
        slot.Run.Counts.MiwsRequests.ShouldBe(slot.MiwsRequests.Count);
        var reads = slot.MiwsRequests.Where(request => request.Method == "GET").Select(request => request.Target).ToList();
        reads.Distinct(StringComparer.Ordinal).Count().ShouldBe(reads.Count);
        product.ShouldBeInStep();
    }

    [Fact]
    public async Task A_session_that_is_still_open_elsewhere_and_news_that_are_read_already_change_nothing()
    {
        await using var product = await StartAsync(applicants: 4);
        await product.RunSlotAsync();

        var second = await product.RunSlotAsync();

        second.Run.Failure.ShouldBeNull();
        second.SignIns.ShouldBe(1);
        second.MiwsRequests.ShouldContain(request => request.Target == "/auth/tanmatsu.do" && request.Method == "POST");
        second.MiwsRequests.ShouldNotContain(request => request.Target == "/auth/oshirase.do", "they come once a day");
    }

    [Fact]
    public async Task Who_cancelled_one_date_and_booked_another_is_booked()
    {
        await using var product = await StartAsync(applicants: 12);
        var plan = product.World.Plans[0];
        var number = product.Miws.List(2027, MiwsFlows.Imported)[0].Number;
        while (Rows(product, plan.SeminarNumbers[0], number).Select(row => row.Date).Distinct(StringComparer.Ordinal).Count() < 2)
        {
            product.Miws.SetBooking(plan.SeminarNumbers[0], number, MiwsData.Cancelled);
            product.Miws.SetBooking(plan.SeminarNumbers[0], number, "予約");
        }

        var slot = await product.RunSlotAsync();

        Rows(product, plan.SeminarNumbers[0], number).Select(row => row.Status).Distinct()
            .ShouldBe([MiwsData.Cancelled, "予約"], ignoreOrder: true);
        slot.Run.Failure.ShouldBeNull();
        product.ShouldBeInStep();
    }

    [Fact]
    public async Task A_booking_made_between_two_pages_of_a_date_stops_nothing()
    {
        await using var product = await StartAsync(applicants: 140);
        var seminar = product.World.Plans[0].SeminarNumbers[0];
        foreach (var applicant in product.Miws.List(2027, MiwsFlows.Imported).Take(130))
        {
            product.Miws.SetBooking(seminar, applicant.Number, "予約");
        }

        product.ArmMiws(new Fault(MiwsFaults.ListMoves, "/seminars/bookings", Times: 1, Value: "books"));

        var slot = await product.RunSlotAsync();

        slot.Run.Failure.ShouldBeNull();
        product.MiwsFaults.Clear();
        (await product.RunSlotAsync()).Run.Failure.ShouldBeNull();
        product.ShouldBeInStep();
    }

    [Fact]
    public async Task A_heading_that_got_another_name_is_mended_by_the_definition_alone()
    {
        await using var product = await StartAsync(applicants: 12);
        product.ArmMiws(new Fault(MiwsFaults.ColumnRenamed, "/applicants", Value: "最終更新日時"));
        (await product.RunSlotAsync()).Run.Failure.ShouldBe(FailureCode.SitePageChanged);

        await ReplaceAsync(product, "applicant-list", "column");
        await ReplaceAsync(product, "applicant-detail", "term");

        (await product.RunSlotAsync()).Run.Failure.ShouldBeNull();
        product.ShouldBeInStep();
    }

    [Fact]
    public async Task The_page_that_is_kept_for_the_engineer_shows_the_sites_words_and_nobodys()
    {
        await using var product = await StartAsync(applicants: 12);
        product.ArmMiws(new Fault(MiwsFaults.ColumnRenamed, "/applicants/detail", Value: "卒業予定"));

        await product.RunSlotAsync();

        var container = product.Get<BlobServiceClient>().GetBlobContainerClient(StorageNames.MaskedPagesContainer);
        var kept = new List<string>();
        await foreach (var blob in container.GetBlobsAsync())
        {
            kept.Add((await container.GetBlobClient(blob.Name).DownloadContentAsync()).Value.Content.ToString());
        }

        var page = kept.ShouldHaveSingleItem();
        page.ShouldContain("エントリーNo.");
        page.ShouldContain("〇〇〇卒業見込", Case.Sensitive, "a heading that got three letters more");
        foreach (var person in product.Miws.Applicants.Select(applicant => applicant.Person))
        {
            page.ShouldNotContain(person.Mail);
            page.ShouldNotContain(person.Phone);
        }
    }

    private static IEnumerable<(string Date, string Status)> Rows(Product product, string seminar, string applicant) =>
        product.Miws.DatesOf(seminar).SelectMany(date => product.Miws.BookingsOf(date)
            .Where(booking => booking.ApplicantNumber == applicant).Select(booking => (date.Number, booking.Status)));

    private static async Task ReplaceAsync(Product product, string name, string place)
    {
        var definition = JsonNode.Parse(SkinDefinitions.Of(MiwsSkin.Frames)[name])!;
        definition["fields"]!["lastChanged"]![place] = new JsonArray("新しい最終更新", "最終更新");
        await product.Get<BlobServiceClient>().GetBlobContainerClient(StorageNames.PageDefinitionsContainer)
            .GetBlobClient($"miws/{name}.json").UploadAsync(BinaryData.FromString(definition.ToJsonString()), overwrite: true);
    }

    private static int Pages(int rows) => Math.Max(1, (rows + PageSize - 1) / PageSize);

    private Task<Product> StartAsync(int applicants) => Product.StartAsync(storage, applicants, skin: MiwsSkin.Frames);
}
