using Microsoft.AspNetCore.Http;
using RoboSync.Sync.Failures;

namespace RoboSync.Tests.Hrmos;

/// <summary>A list of HRMOS ends, and is whole, or is an unknown answer.</summary>
public sealed class HrmosListTests
{
    [Fact]
    public async Task A_next_page_that_is_the_same_page_for_ever_stops_the_reading()
    {
        await using var hrmos = await OddHrmos.StartAsync(200, """{"events":[{"id":"1","name":"説明会"}],"total":1,"nextPage":1}""");

        await ShouldBeUnknownAsync(hrmos);

        hrmos.Requests.ShouldBe(1);
    }

    [Fact]
    public async Task Pages_that_rise_and_bring_nothing_new_stop_the_reading()
    {
        await using var hrmos = await StartAsync(page => $$"""{"events":[{"id":"1","name":"説明会"}],"total":1,"nextPage":{{page + 1}}}""");

        await ShouldBeUnknownAsync(hrmos);

        hrmos.Requests.ShouldBe(2);
    }

    [Fact]
    public async Task Empty_pages_that_rise_stop_the_reading()
    {
        await using var hrmos = await StartAsync(page => $$"""{"events":[],"total":9000,"nextPage":{{page + 1}}}""");

        await ShouldBeUnknownAsync(hrmos);

        hrmos.Requests.ShouldBe(1);
    }

    [Fact]
    public async Task Pages_without_end_are_read_as_far_as_the_setting_says()
    {
        await using var hrmos =
            await StartAsync(page => $$"""{"events":[{"id":"{{page}}","name":"説明会"}],"total":9000,"nextPage":{{page + 1}}}""");
        var options = OddHrmos.Quick();
        options.MaxPages = 7;

        var failure = await Should.ThrowAsync<SyncException>(() => hrmos.Open(options).ListEventsAsync(default));

        failure.Code.ShouldBe(FailureCode.HrmosAnswerUnknown);
        failure.Detail.ShouldContain("Hrmos:MaxPages");
        hrmos.Requests.ShouldBe(7);
    }

    [Fact]
    public async Task A_row_that_moved_to_the_next_page_counts_once()
    {
        await using var hrmos = await StartAsync(page => page == 1
            ? """{"events":[{"id":"1","name":"一"},{"id":"2","name":"二"}],"total":3,"nextPage":2}"""
            : """{"events":[{"id":"2","name":"二"},{"id":"3","name":"三"}],"total":3}""");

        (await hrmos.Open().ListEventsAsync(default)).Select(item => item.EventId).ShouldBe(["1", "2", "3"]);
    }

    [Fact]
    public async Task A_list_that_changed_while_it_was_read_is_read_once_more()
    {
        var asked = 0;
        await using var hrmos = await StartAsync(page => (Interlocked.Increment(ref asked), page) switch
        {
            (1, _) => """{"events":[{"id":"1","name":"一"},{"id":"2","name":"二"}],"total":4,"nextPage":2}""",

            // Event 1 was deleted: everybody moves up, and 3 is on neither page.
            (2, _) => """{"events":[{"id":"4","name":"四"}],"total":3}""",
            (_, 1) => """{"events":[{"id":"2","name":"二"},{"id":"3","name":"三"}],"total":3,"nextPage":2}""",
            _ => """{"events":[{"id":"4","name":"四"}],"total":3}""",
        });

        // The first reading has three rows by chance, as many as the last page states.
        (await hrmos.Open().ListEventsAsync(default)).Select(item => item.EventId).ShouldBe(["2", "3", "4"]);
    }

    [Fact]
    public async Task A_list_that_is_never_whole_is_an_unknown_answer()
    {
        await using var hrmos = await OddHrmos.StartAsync(200, """{"events":[{"id":"1","name":"一"}],"total":2}""");

        await ShouldBeUnknownAsync(hrmos);

        hrmos.Requests.ShouldBe(2);
    }

    private static Task<OddHrmos> StartAsync(Func<int, string> answer) => OddHrmos.StartAsync(context =>
        context.Response.WriteAsync(
            answer(int.Parse(context.Request.Query["page"].ToString(), System.Globalization.CultureInfo.InvariantCulture))));

    private static async Task ShouldBeUnknownAsync(OddHrmos hrmos)
    {
        var reading = hrmos.Open().ListEventsAsync(default);
        (await Should.ThrowAsync<SyncException>(() => reading)).Code.ShouldBe(FailureCode.HrmosAnswerUnknown);
    }
}
