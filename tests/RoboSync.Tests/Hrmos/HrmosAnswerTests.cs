using System.Text;
using RoboSync.Sync.Ats;
using RoboSync.Sync.Failures;
using RoboSync.Sync.Media;

namespace RoboSync.Tests.Hrmos;

/// <summary>
/// What the contract does not know is an unknown answer: never a default, never an empty list, never an exception of another kind.
/// </summary>
public sealed class HrmosAnswerTests
{
    private static readonly Dictionary<string, Func<IAtsSession, Task>> Calls = new(StringComparer.Ordinal)
    {
        ["permissions"] = session => session.ListPermissionsAsync(default),
        ["label"] = session => session.EnsureLabelAsync("2027卒", default),
        ["find"] = session => session.FindByExternalIdAsync("miws:2027:1", default),
        ["create"] = session => session.CreateCandidateAsync(Sample.Applicant(), "miws:2027:1", "1", false, default),
        ["update"] = session => session.UpdateCandidateAsync("1", Sample.Applicant(), default),
        ["events"] = session => session.ListEventsAsync(default),
        ["bookings"] = session => session.ListBookingsAsync("1", default),
        ["set"] = session => session.SetBookingAsync("1", "2", BookingState.Booked, default),
    };

    public static TheoryData<string, int, string> Ids() => new(
        from id in new[]
        {
            "null", "\"\"", "\"  \"", "\"a b\"", "\"\\u0000\"", "\"\\ud800\"",
            "2.2e18", "2239928341129601023.0", "-1", "true", "{}", "[1]", "[]", $"\"{new string('9', 101)}\"",
        }
        from answer in new[]
        {
            ("create", 201, """{"id":ID}"""),
            ("create", 409, """{"code":"duplicate_suspected","matches":[{"id":ID,"externalId":null,"matched":["mail"]}]}"""),
            ("find", 200, """{"candidates":[{"id":ID,"externalId":null}]}"""),
            ("label", 200, """{"labels":[{"id":ID,"name":"2027卒"}]}"""),
            ("events", 200, """{"events":[{"id":ID,"name":"説明会"}],"total":1}"""),
            ("bookings", 200, """{"bookings":[{"candidateId":ID,"status":"booked"}],"total":1}"""),
        }
        select new TheoryDataRow<string, int, string>(
            answer.Item1, answer.Item2, answer.Item3.Replace("ID", id, StringComparison.Ordinal)));

    [Theory]
    [MemberData(nameof(Ids))]
    public Task An_id_that_is_none_is_an_unknown_answer(string call, int status, string body) =>
        ShouldBeUnknownAsync(call, status, Encoding.UTF8.GetBytes(body));

    [Theory]
    [InlineData("2239928341129601023")]
    [InlineData("\"2239928341129601023\"")]
    public async Task Nineteen_digits_are_read_exactly_as_text(string id)
    {
        await using var events = await OddHrmos.StartAsync(200, $$"""{"events":[{"id":{{id}},"name":"説明会"}],"total":1}""");
        await using var created = await OddHrmos.StartAsync(201, $$"""{"id":{{id}}}""");

        (await events.Open().ListEventsAsync(default)).ShouldHaveSingleItem().EventId.ShouldBe("2239928341129601023");
        (await created.Open().CreateCandidateAsync(Sample.Applicant(), "miws:2027:1", "1", false, default))
            .CandidateId.ShouldBe("2239928341129601023");
    }

    [Theory]
    [InlineData("permissions", 200, """{"permissions":"all"}""")]
    [InlineData("permissions", 200, """{"permissions":[null]}""")]
    [InlineData("permissions", 200, """{"permissions":[1]}""")]
    [InlineData("permissions", 200, "{}")]
    [InlineData("label", 200, """{"labels":[null]}""")]
    [InlineData("label", 200, """{"labels":[{"id":"1","name":5}]}""")]
    [InlineData("label", 200, """{"labels":[{"id":"1","id":"2","name":"2027卒"}]}""")]
    [InlineData("find", 200, "[]")]
    [InlineData("find", 200, "null")]
    [InlineData("find", 200, "5")]
    [InlineData("find", 200, """{"candidates":{}}""")]
    [InlineData("find", 200, """{"candidates":[{"id":"1","externalId":5}]}""")]
    [InlineData("find", 200, """{"candidates":[{"id":"1","externalId":"miws:2027:2"}]}""")]
    [InlineData("find", 200, """{"candidates":[{"id":"1","externalId":null}]}""")]
    [InlineData("find", 200, """{"candidates":[{"id":"1","externalId":"miws:2027:1"},{"id":"2","externalId":null}]}""")]
    [InlineData("create", 409, """{"code":409}""")]
    [InlineData("create", 409, """{"code":"duplicate_suspected"}""")]
    [InlineData("create", 409, """{"code":"duplicate_suspected","matches":[]}""")]
    [InlineData("create", 409, """{"code":"duplicate_suspected","matches":[{"id":"1","externalId":null,"matched":[]}]}""")]
    [InlineData("create", 409, """{"code":"duplicate_suspected","matches":[{"id":"1","externalId":null,"matched":[7]}]}""")]
    [InlineData("create", 409, """{"code":"duplicate_suspected","matches":[{"id":"1","externalId":null,"matched":["soul"]}]}""")]
    [InlineData("create", 422, """{"code":422,"errors":[]}""")]
    [InlineData("create", 422, """{"code":"validation_failed","errors":{}}""")]
    [InlineData("create", 422, """{"code":"validation_failed","errors":[{"field":{"name":"mail"},"code":"x"}]}""")]
    [InlineData("create", 422, """{"code":"validation_failed","errors":["mail"]}""")]
    [InlineData("create", 200, """{"id":"1"}""")]
    [InlineData("create", 302, "")]
    [InlineData("update", 200, "[]")]
    [InlineData("update", 404, """{"code":404}""")]
    [InlineData("update", 404, """{"code":"no_such_route"}""")]
    [InlineData("update", 404, "<html>Not Found</html>")]
    [InlineData("events", 200, """{"events":null}""")]
    [InlineData("events", 200, """{"events":[{"id":"1"}],"total":1}""")]
    [InlineData("events", 200, """{"events":[{"id":"1","name":null}],"total":1}""")]
    [InlineData("events", 200, """{"events":[{"id":"1","name":"説明会","startsAt":"tomorrow"}],"total":1}""")]
    [InlineData("events", 200, """{"events":[{"id":"1","name":"説明会","startsAt":"9999-12-31T23:59:59Z"}],"total":1}""")]
    [InlineData("events", 200, """{"events":[{"id":"1","name":"説明会","startsAt":"0001-01-01T00:00:00+09:00"}],"total":1}""")]
    [InlineData("events", 200, """{"events":[],"total":0,"nextPage":"2"}""")]
    [InlineData("events", 200, """{"events":[],"total":0,"nextPage":2.5}""")]
    [InlineData("events", 200, """{"events":[],"total":0,"nextPage":1e99}""")]
    [InlineData("events", 200, """{"events":[],"total":"many"}""")]
    [InlineData("events", 200, """{"events":[],"total":3}""")]
    [InlineData("events", 200, """{"events":[{"id":"1","name":"説明会"}]}""")]
    [InlineData("bookings", 200, """{"bookings":[]}""")]
    [InlineData("label", 200, """{"labels":[],"id":"1","name":"2028卒"}""")]
    [InlineData("label", 200, """{"labels":[],"id":"1"}""")]
    [InlineData("events", 404, """{"code":404}""")]
    [InlineData("bookings", 404, """{"code":"gone"}""")]
    [InlineData("bookings", 200, """{"bookings":[{"candidateId":"1","status":1}],"total":1}""")]
    [InlineData("bookings", 200, """{"bookings":[{"candidateId":"1","status":"perhaps"}],"total":1}""")]
    [InlineData(
        "bookings", 200, """{"bookings":[{"candidateId":"1","status":"booked"},{"candidateId":"1","status":"cancelled"}],"total":1}""")]
    [InlineData("set", 200, "{}")]
    [InlineData("set", 200, """{"candidateId":"2","status":"cancelled"}""")]
    [InlineData("set", 200, """{"candidateId":"3","status":"booked"}""")]
    [InlineData("set", 409, """{"code":true}""")]
    [InlineData("set", 404, """{"code":"route_not_found"}""")]
    [InlineData("set", 403, """{"code":403}""")]
    [InlineData("set", 403, "<html>Forbidden</html>")]
    public Task What_the_contract_does_not_know_is_an_unknown_answer(string call, int status, string body) =>
        ShouldBeUnknownAsync(call, status, Encoding.UTF8.GetBytes(body));

    [Theory]
    [MemberData(nameof(AllCalls))]
    public async Task What_is_not_json_in_utf8_is_an_unknown_answer(string call)
    {
        var japanese =
            """{"labels":[{"id":"1","name":"2027卒"}],"events":[],"bookings":[],"permissions":["卒"],"candidates":[],"id":"1","code":"卒"}""";
        await ShouldBeUnknownAsync(call, 201, ""u8.ToArray());
        await ShouldBeUnknownAsync(call, 200, "maintenance"u8.ToArray());
        await ShouldBeUnknownAsync(call, 200, """{"events":["""u8.ToArray());
        await ShouldBeUnknownAsync(call, 200, [.. Enumerable.Repeat((byte)'[', 10_000)]);
        await ShouldBeUnknownAsync(call, 200, Encoding.Unicode.GetBytes(japanese));
        await ShouldBeUnknownAsync(call, 200, Encoding.Latin1.GetBytes("{\"x\":\"é\"}"));
        await ShouldBeUnknownAsync(call, 200, Encoding.UTF8.GetBytes(japanese), "application/json; charset=shift_jis");
        await ShouldBeUnknownAsync(call, 200, Encoding.UTF8.GetBytes(japanese), "application/json; charset=none-such");
    }

    public static TheoryData<string> AllCalls() => new(Calls.Keys);

    [Fact]
    public async Task A_byte_order_mark_and_a_charset_in_quotes_are_no_matter()
    {
        await using var marked =
            await OddHrmos.StartAsync(200, [0xEF, 0xBB, 0xBF, .. """{"permissions":["a"]}"""u8], "application/json; charset=\"UTF-8\"");

        (await marked.Open().ListPermissionsAsync(default)).ShouldBe(["a"]);
    }

    [Theory]
    [MemberData(nameof(AllCalls))]
    public async Task An_answer_without_end_is_not_read_to_it(string call)
    {
        await using var endless = await OddHrmos.StartAsync(async context =>
        {
            var more = new byte[8192];
            while (!context.RequestAborted.IsCancellationRequested)
            {
                await context.Response.Body.WriteAsync(more, context.RequestAborted);
            }
        });
        var options = OddHrmos.Quick();
        options.MaxAnswerBytes = 64 * 1024;

        var failure = await Should.ThrowAsync<SyncException>(() => Calls[call](endless.Open(options)));

        failure.Code.ShouldBe(FailureCode.HrmosAnswerTooLarge);
        endless.Requests.ShouldBe(1);
    }

    [Theory]
    [InlineData("")]
    [InlineData("""{"code":"permission_missing"}""")]
    [InlineData("""{"code":"other"}""")]
    public async Task A_refusal_without_a_word_is_a_missing_permission(string body)
    {
        await using var refusing = await OddHrmos.StartAsync(403, body);

        (await Should.ThrowAsync<SyncException>(() => refusing.Open().ListPermissionsAsync(default)))
            .Code.ShouldBe(FailureCode.HrmosPermissionMissing);
    }

    private static async Task ShouldBeUnknownAsync(string call, int status, byte[] body, string contentType = "application/json")
    {
        await using var odd = await OddHrmos.StartAsync(status, body, contentType);

        var failure = await Should.ThrowAsync<SyncException>(() => Calls[call](odd.Open()));

        failure.Code.ShouldBe(
            FailureCode.HrmosAnswerUnknown,
            $"{call} {status} {contentType} {Encoding.UTF8.GetString(body.AsSpan(0, Math.Min(80, body.Length)))}");
        odd.Requests.ShouldBeLessThanOrEqualTo(2);
    }
}
