using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using NJsonSchema;
using RoboSync.Simulators.Hrmos;
using RoboSync.Simulators.Serving;

namespace RoboSync.Tests.Hrmos;

/// <summary>
/// The simulator serves exactly what docs/hrmos-api.openapi.json says, so that a test against it is a test against the contract.
/// </summary>
public sealed class HrmosContractTests : IAsyncLifetime
{
    private static readonly JsonObject Contract =
        (JsonObject)JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "hrmos-api.openapi.json")))!;

    private HrmosSite site = null!;
    private HttpClient http = null!;

    public async ValueTask InitializeAsync()
    {
        site = await HrmosSite.StartAsync(TimeProvider.System, seed: 1);
        site.Data.SearchLag = TimeSpan.Zero;
        http = new HttpClient { BaseAddress = new Uri(site.Server.BaseUrl, "v1/") };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", site.Token);
    }

    public ValueTask DisposeAsync()
    {
        http.Dispose();
        return site.DisposeAsync();
    }

    [Fact]
    public async Task Every_operation_answers_as_the_contract_says()
    {
        var label = site.Data.EnsureLabel("2027卒")!;
        var item = site.Data.AddEvent(null, "説明会", DateTimeOffset.UnixEpoch);
        var person = site.Data.AddCandidate("miws:2027:1", new JsonObject { ["name"] = "見本　太郎", ["mail"] = "taro@example.jp" }, [label.Id]);
        site.Data.SetBooking(item.Id, person.Id, "booked");
        (string Method, string Path, string Template, JsonNode? Body, int Status)[] calls =
        [
            ("GET", "token", "/token", null, 200),
            ("GET", "candidates?externalId=miws:2027:1", "/candidates", null, 200),
            ("GET", "candidates", "/candidates", null, 400),
            ("POST", "candidates", "/candidates", Candidate("新規　花子", "hanako@example.jp"), 201),
            ("POST", "candidates", "/candidates", Candidate("見本　太郎", "other@example.jp"), 409),
            ("POST", "candidates", "/candidates", Candidate("見本　次郎", "not a mail address"), 422),
            ("PATCH", $"candidates/{person.Id}", "/candidates/{id}", Candidate("見本　太郎", "new@example.jp"), 200),
            ("PATCH", "candidates/1", "/candidates/{id}", Candidate("見本　太郎", "new@example.jp"), 404),
            ("GET", "labels", "/labels", null, 200),
            ("POST", "labels", "/labels", new JsonObject { ["name"] = "2028卒" }, 201),
            ("POST", "labels", "/labels", new JsonObject { ["name"] = "2028卒" }, 200),
            ("GET", "events?page=1", "/events", null, 200),
            ("GET", $"events/{item.Id}/bookings", "/events/{id}/bookings", null, 200),
            ("GET", "events/1/bookings", "/events/{id}/bookings", null, 404),
            (
                "PUT",
                $"events/{item.Id}/bookings/{person.Id}",
                "/events/{id}/bookings/{candidateId}",
                new JsonObject { ["status"] = "cancelled" },
                200),
            ("PUT", $"events/{item.Id}/bookings/1", "/events/{id}/bookings/{candidateId}", new JsonObject { ["status"] = "booked" }, 404),
            (
                "PUT",
                $"events/{item.Id}/bookings/{person.Id}",
                "/events/{id}/bookings/{candidateId}",
                new JsonObject { ["status"] = "attended" },
                422),
        ];
        foreach (var call in calls)
        {
            await ShouldConformAsync(call.Method, call.Path, call.Template, call.Body, call.Status);
        }

        site.Data.SetBooking(item.Id, person.Id, "attended");
        await ShouldConformAsync(
            "PUT",
            $"events/{item.Id}/bookings/{person.Id}",
            "/events/{id}/bookings/{candidateId}",
            new JsonObject { ["status"] = "cancelled" },
            409);
    }

    [Theory]
    [InlineData(HrmosFaults.TokenInvalid, 401)]
    [InlineData(HrmosFaults.PermissionMissing, 403)]
    [InlineData(HrmosFaults.RateLimited, 429)]
    [InlineData(HrmosFaults.Maintenance, 503)]
    public async Task Every_refusal_is_in_the_contract(string fault, int status)
    {
        site.Server.Faults.Arm(new Fault(fault, Value: 1));

        await ShouldConformAsync("GET", "labels", "/labels", null, status);
    }

    [Fact]
    public async Task The_label_limit_is_in_the_contract()
    {
        site.Server.Faults.Arm(new Fault(HrmosFaults.LabelLimit));

        await ShouldConformAsync("POST", "labels", "/labels", new JsonObject { ["name"] = "2027卒" }, 422);
    }

    private async Task ShouldConformAsync(string method, string path, string template, JsonNode? body, int status)
    {
        using var request =
            new HttpRequestMessage(new HttpMethod(method), path) { Content = body is null ? null : JsonContent.Create(body) };
        using var response = await http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();

        ((int)response.StatusCode).ShouldBe(status, $"{method} {path}: {text}");
        var operation = Contract["paths"]![template]?[method.ToLowerInvariant()].ShouldNotBeNull();
        var schema = operation!["responses"]![$"{status}"]
            .ShouldNotBeNull($"{method} {template} {status} is not in the contract")["content"]!["application/json"]!["schema"]!;
        var errors = (await JsonSchema.FromJsonAsync(ToJsonSchema(schema)!.ToJsonString())).Validate(text);
        errors.ShouldBeEmpty($"{method} {path}: {text}");
    }

    // OpenAPI 3.0 differs from JSON schema in where references lead and in how null is allowed.
    private static JsonNode? ToJsonSchema(JsonNode? node) => node switch
    {
        JsonObject reference when (string?)reference["$ref"] is { } path =>
            ToJsonSchema(path.Split('/').Skip(1).Aggregate((JsonNode)Contract, (current, part) => current[part]!)),
        JsonObject item => new JsonObject(item.Where(pair => pair.Key != "nullable").Select(pair => KeyValuePair.Create(
            pair.Key, pair.Key == "type" && item.ContainsKey("nullable")
                ? new JsonArray(pair.Value!.DeepClone(), "null")
                : ToJsonSchema(pair.Value)))),
        JsonArray items => new JsonArray([.. items.Select(ToJsonSchema)]),
        _ => node?.DeepClone(),
    };

    private static JsonObject Candidate(string name, string mail)
    {
        var body = new JsonObject { ["name"] =
            name, ["mail"] = mail, ["externalId"] = "miws:2027:2", ["labelIds"] = new JsonArray(), ["allowDuplicate"] = false };
        foreach (var field in new[]
        {
            "nameKana", "phone", "postalCode", "address", "vacationPostalCode", "vacationAddress", "vacationPhone", "schoolCategory",
            "stream", "school", "faculty",
            "department", "laboratory", "club", "qualifications", "selectionFlow",
        })
        {
            body[field] = "";
        }

        (body["graduation"], body["entryDate"]) = ("2027-03", "2026-06-01");
        return body;
    }
}
