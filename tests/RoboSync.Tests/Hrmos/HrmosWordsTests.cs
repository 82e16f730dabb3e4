using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using RoboSync.Hrmos;
using RoboSync.Sync.Failures;

namespace RoboSync.Tests.Hrmos;

/// <summary>Only words of the contract go any further than the adapter.</summary>
public sealed class HrmosWordsTests
{
    private static readonly JsonObject Contract =
        (JsonObject)JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "hrmos-api.openapi.json")))!;

    [Fact]
    public void The_words_are_those_of_the_contract()
    {
        var codes = Contract["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject())
            .SelectMany(call => call.Value!["responses"]?.AsObject() ?? [])
            .Where(answer => int.Parse(answer.Key, System.Globalization.CultureInfo.InvariantCulture) >= 400)
            .SelectMany(
                answer => Regex.Matches((string?)answer.Value!["description"] ?? "", "`([a-z_]+)`").Select(match => match.Groups[1].Value))
            .Append((string)Contract["components"]!["schemas"]!["Suspected"]!["properties"]!["code"]!["enum"]![0]!);
        HrmosWords.Codes.ShouldBe(codes.Distinct(), ignoreOrder: true);

        var schemas = Contract["components"]!["schemas"]!;
        var fields = schemas["CandidateFields"]!["properties"]!.AsObject()
            .Concat(schemas["NewCandidate"]!["allOf"]![1]!["properties"]!.AsObject());
        HrmosWords.Fields.ShouldBe(fields.Select(field => field.Key), ignoreOrder: true);
    }

    [Fact]
    public async Task A_field_that_the_contract_does_not_name_is_not_repeated()
    {
        await using var hrmos = await OddHrmos.StartAsync(
            422, """{"code":"hanako@example.jp","errors":[{"field":"mail","code":"090-0000-0001"},{"field":"hanako@example.jp","code":"x"},{"field":"見本","code":"x"}]}""");

        var failure = await Should.ThrowAsync<SyncException>(
            () => hrmos.Open().CreateCandidateAsync(Sample.Applicant(), "miws:2027:1", "1", false, default));

        failure.Code.ShouldBe(FailureCode.CandidateRejected);
        failure.Detail.ShouldBe("mail,unlisted");
    }

    [Theory]
    [InlineData(409, """{"code":"hanako@example.jp"}""")]
    [InlineData(400, """{"code":"見本　花子"}""")]
    [InlineData(400, """{"code":{"mail":"hanako@example.jp"}}""")]
    [InlineData(201, """{"id":{"mail":"hanako@example.jp"}}""")]
    [InlineData(201, """{"hanako@example.jp":1,"id":"1","id":"2"}""")]
    [InlineData(201, """{"id":"hanako @example.jp"}""")]
    public async Task Nothing_of_an_unknown_answer_is_repeated(int status, string body)
    {
        await using var hrmos = await OddHrmos.StartAsync(status, body);

        var failure = await Should.ThrowAsync<SyncException>(
            () => hrmos.Open().CreateCandidateAsync(Sample.Applicant(), "miws:2027:1", "1", false, default));

        failure.Code.ShouldBe(FailureCode.HrmosAnswerUnknown);
        failure.ToString().ShouldNotContain("hanako");
        failure.ToString().ShouldNotContain("見本");
        failure.Detail.ShouldNotContain("mail");
    }
}
