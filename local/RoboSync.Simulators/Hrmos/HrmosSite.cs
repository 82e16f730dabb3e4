using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RoboSync.Simulators.Serving;

namespace RoboSync.Simulators.Hrmos;

/// <summary>Faults of HRMOS besides those of every simulator.</summary>
public static class HrmosFaults
{
    /// <summary>401: the token is not accepted.</summary>
    public const string TokenInvalid = "token-invalid";

    /// <summary>403: the token lacks a permission.</summary>
    public const string PermissionMissing = "permission-missing";

    /// <summary>403: the account behind the token wants a single sign-on.</summary>
    public const string SsoRequired = "sso-required";

    /// <summary>422 at a new label.</summary>
    public const string LabelLimit = "label-limit";

    /// <summary>503 with the maintenance code.</summary>
    public const string Maintenance = "maintenance";

    /// <summary>429; <see cref="Fault.Value"/> is Retry-After in seconds.</summary>
    public const string RateLimited = "rate-limited";

    /// <summary>422 at a candidate's create or update; <see cref="Fault.Value"/> names the field.</summary>
    public const string ValueRejected = "value-rejected";

    /// <summary>A list names the page that it shows as its next one, for ever.</summary>
    public const string PageStands = "page-stands";
}

/// <summary>
/// HRMOS' API as docs/hrmos-api.openapi.json assumes it: token, rate limit, a search that lags, a duplicate check at registration only.
/// </summary>
public sealed class HrmosSite : IAsyncDisposable
{
    private const int PageSize = 100;

    private readonly TimeProvider clock;
    private readonly Lock gate = new();
    private readonly Queue<DateTimeOffset> recent = new();
    private FaultSwitch faults = null!;

    private HrmosSite(TimeProvider clock, int seed)
    {
        this.clock = clock;
        Data = new HrmosData(clock, seed);
    }

    /// <summary>What it holds.</summary>
    public HrmosData Data { get; }

    /// <summary>Its server.</summary>
    public SimulatorServer Server { get; private set; } = null!;

    /// <summary>The token that it accepts.</summary>
    public string Token { get; set; } = "hrmos-token-for-demo-use-only";

    /// <summary>What the token is allowed to do.</summary>
    public IReadOnlyList<string> Permissions { get; set; } = ["candidates:write", "labels:write", "events:write"];

    /// <summary>Requests a minute; 0 for no limit.</summary>
    public int RequestsPerMinute { get; set; } = 100_000;

    /// <summary>Starts the site on a free port.</summary>
    public static async Task<HrmosSite> StartAsync(TimeProvider clock, int seed)
    {
        var site = new HrmosSite(clock, seed);
        site.Server = await SimulatorServer.StartAsync(site.Map, seed, clock);
        return site;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Server.DisposeAsync();

    private void Map(IEndpointRouteBuilder routes, FaultSwitch faultSwitch)
    {
        faults = faultSwitch;
        var api = "/v1";
        routes.MapGet($"{api}/token", Guarded(_ => Ok(new JsonObject
        {
            ["company"] = "株式会社サンプル",
            ["permissions"] = new JsonArray([.. Permissions.Select(permission => (JsonNode)permission)]),
        })));
        routes.MapGet($"{api}/candidates", Guarded(FindCandidates));
        routes.MapPost($"{api}/candidates", Guarded(CreateCandidateAsync));
        routes.MapPatch($"{api}/candidates/{{id}}", Guarded(UpdateCandidateAsync));
        routes.MapGet($"{api}/labels", Guarded(_ => Ok(new JsonObject { ["labels"] = new JsonArray([.. Data.Labels.Select(ToJson)]) })));
        routes.MapPost($"{api}/labels", Guarded(CreateLabelAsync));
        routes.MapGet($"{api}/events", Guarded(context => Page(context, "events", Data.Events, item => new JsonObject
        {
            ["id"] = item.Id,
            ["name"] = item.Name,
            ["startsAt"] = item.StartsAt.ToString("O", CultureInfo.InvariantCulture),
        })));
        routes.MapGet($"{api}/events/{{id}}/bookings", Guarded(ListBookings));
        routes.MapPut($"{api}/events/{{id}}/bookings/{{candidateId}}", Guarded(SetBookingAsync));
        routes.MapGet("/_admin/state", (RequestDelegate)(context => context.Response.WriteAsJsonAsync(new JsonObject
        {
            ["candidates"] = Data.Candidates.Count,
            ["labels"] = new JsonArray([.. Data.Labels.Select(label => (JsonNode)label.Name)]),
            ["bookings"] = Data.Events.Sum(item => Data.BookingsOf(item.Id).Count(booking => booking.Status != "cancelled")),
        })));
    }

    private static Answer Ok(JsonObject body) => new(StatusCodes.Status200OK, body);

    private static Answer Refuse(int status, string code) => new(status, new JsonObject { ["code"] = code });

    private static JsonNode ToJson(HrmosLabel label) => new JsonObject { ["id"] = label.Id, ["name"] = label.Name };

    private RequestDelegate Guarded(Func<HttpContext, Answer> handle) => Guarded(context => Task.FromResult(handle(context)));

    private RequestDelegate Guarded(Func<HttpContext, Task<Answer>> handle) => async context =>
    {
        var answer = Refusal(context) ?? await handle(context);
        context.Response.StatusCode = answer.Status;
        if (answer.RetryAfter is { } seconds)
        {
            context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        await context.Response.WriteAsJsonAsync(answer.Body);
    };

    private Answer? Refusal(HttpContext context)
    {
        Fault? Take(string name) => faults.Take(name, context.Request.Method, context.Request.Path);

        if (Take(HrmosFaults.Maintenance) is not null)
        {
            return Refuse(StatusCodes.Status503ServiceUnavailable, "maintenance");
        }

        if (Take(HrmosFaults.RateLimited) is { } limited)
        {
            return Refuse(StatusCodes.Status429TooManyRequests, "rate_limited") with { RetryAfter = limited.Value!.GetValue<int>() };
        }

        if (Take(HrmosFaults.TokenInvalid) is not null || context.Request.Headers.Authorization != $"Bearer {Token}")
        {
            return Refuse(StatusCodes.Status401Unauthorized, "token_invalid");
        }

        if (Take(HrmosFaults.PermissionMissing) is not null)
        {
            return Refuse(StatusCodes.Status403Forbidden, "permission_missing");
        }

        if (Take(HrmosFaults.SsoRequired) is not null)
        {
            return Refuse(StatusCodes.Status403Forbidden, "sso_required");
        }

        return IsOverLimit() ? Refuse(StatusCodes.Status429TooManyRequests, "rate_limited") with { RetryAfter = 1 } : null;
    }

    private bool IsOverLimit()
    {
        if (RequestsPerMinute == 0)
        {
            return false;
        }

        lock (gate)
        {
            var now = clock.GetUtcNow();
            while (recent.TryPeek(out var oldest) && oldest <= now - TimeSpan.FromMinutes(1))
            {
                recent.Dequeue();
            }

            if (recent.Count >= RequestsPerMinute)
            {
                return true;
            }

            recent.Enqueue(now);
            return false;
        }
    }

    private Answer FindCandidates(HttpContext context)
    {
        foreach (var field in (ReadOnlySpan<string>)["externalId", "mail", "phone"])
        {
            if (context.Request.Query[field].FirstOrDefault() is { } value)
            {
                return Ok(new JsonObject
                {
                    ["candidates"] = new JsonArray([.. Data.Search(field, value).Select(candidate => new JsonObject
                    {
                        ["id"] = candidate.Id,
                        ["externalId"] = candidate.ExternalId,
                    })]),
                });
            }
        }

        return Refuse(StatusCodes.Status400BadRequest, "query_missing");
    }

    private async Task<Answer> CreateCandidateAsync(HttpContext context)
    {
        var body = await ReadAsync(context);
        if (Invalid(context, body) is { } invalid)
        {
            return invalid;
        }

        var labelIds = (body["labelIds"] as JsonArray ?? []).Select(id => id!.GetValue<string>()).ToList();
        var allow = body["allowDuplicate"]?.GetValue<bool>() ?? false;
        var externalId = body["externalId"]?.GetValue<string>();
        foreach (var name in (ReadOnlySpan<string>)["labelIds", "allowDuplicate", "externalId"])
        {
            body.Remove(name);
        }

        if (!allow && Suspected(body) is { Count: > 0 } suspected)
        {
            return new Answer(StatusCodes.Status409Conflict, new JsonObject { ["code"] = "duplicate_suspected", ["matches"] = suspected });
        }

        var candidate = Data.AddCandidate(externalId, body, labelIds);
        return new Answer(StatusCodes.Status201Created, new JsonObject { ["id"] = candidate.Id });
    }

    private async Task<Answer> UpdateCandidateAsync(HttpContext context)
    {
        var body = await ReadAsync(context);
        return Invalid(context, body)
            ?? (Data.UpdateCandidate((string)context.Request.RouteValues["id"]!, body)
                ? Ok([])
                : Refuse(StatusCodes.Status404NotFound, "candidate_not_found"));
    }

    // Any one of the three is enough, as in the help article on duplicates (HE/34572556111513).
    private JsonArray Suspected(JsonObject body)
    {
        var matched = new SortedDictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var field in new[] { "name", "mail", "phone" })
        {
            if (body[field]?.GetValue<string>() is { Length: > 0 } value)
            {
                foreach (var candidate in Data.Search(field, value))
                {
                    (matched.TryGetValue(candidate.Id, out var fields) ? fields : matched[candidate.Id] = []).Add(field);
                }
            }
        }

        return new JsonArray([.. matched.Select(pair => new JsonObject
        {
            ["id"] = pair.Key,
            ["externalId"] = Data.Find(pair.Key)?.ExternalId,
            ["matched"] = new JsonArray([.. pair.Value.Select(field => (JsonNode)field)]),
        })]);
    }

    private Answer? Invalid(HttpContext context, JsonObject body)
    {
        var rejected = faults.Take(HrmosFaults.ValueRejected, context.Request.Method, context.Request.Path)?.Value?.GetValue<string>();
        var mail = body["mail"]?.GetValue<string>();
        if (mail is { Length: > 0 } && !System.Net.Mail.MailAddress.TryCreate(mail, out _))
        {
            rejected = "mail";
        }

        return rejected is null
            ? null
            : new Answer(StatusCodes.Status422UnprocessableEntity, new JsonObject
            {
                ["code"] = "validation_failed",
                ["errors"] = new JsonArray(new JsonObject { ["field"] = rejected, ["code"] = "invalid" }),
            });
    }

    private async Task<Answer> CreateLabelAsync(HttpContext context)
    {
        var name = (await ReadAsync(context))["name"]!.GetValue<string>();
        var isNew = !Data.Labels.Any(label => string.Equals(label.Name, name, StringComparison.OrdinalIgnoreCase));
        if (isNew && faults.Take(HrmosFaults.LabelLimit, context.Request.Method, context.Request.Path) is not null)
        {
            return Refuse(StatusCodes.Status422UnprocessableEntity, "label_limit_reached");
        }

        return Data.EnsureLabel(name) is { } label
            ? new Answer(isNew ? StatusCodes.Status201Created : StatusCodes.Status200OK, (JsonObject)ToJson(label))
            : Refuse(StatusCodes.Status422UnprocessableEntity, "label_limit_reached");
    }

    private Answer ListBookings(HttpContext context)
    {
        var eventId = (string)context.Request.RouteValues["id"]!;
        return Data.HasEvent(eventId)
            ? Page(context, "bookings", Data.BookingsOf(eventId), booking => new JsonObject
            {
                ["candidateId"] = booking.CandidateId,
                ["status"] = booking.Status,
            })
            : Refuse(StatusCodes.Status404NotFound, "event_not_found");
    }

    private async Task<Answer> SetBookingAsync(HttpContext context)
    {
        var status = (await ReadAsync(context))["status"]?.GetValue<string>();
        var (eventId, candidateId) = ((string)context.Request.RouteValues["id"]!, (string)context.Request.RouteValues["candidateId"]!);
        if (status is not ("booked" or "cancelled"))
        {
            return Refuse(StatusCodes.Status422UnprocessableEntity, "validation_failed");
        }

        if (!Data.HasEvent(eventId))
        {
            return Refuse(StatusCodes.Status404NotFound, "event_not_found");
        }

        if (Data.Find(candidateId) is null)
        {
            return Refuse(StatusCodes.Status404NotFound, "candidate_not_found");
        }

        if (Data.FindBooking(eventId, candidateId) is { Status: "attended" or "absent" })
        {
            return Refuse(StatusCodes.Status409Conflict, "attendance_recorded");
        }

        Data.SetBooking(eventId, candidateId, status);
        return Ok(new JsonObject { ["candidateId"] = candidateId, ["status"] = status });
    }

    private Answer Page<T>(HttpContext context, string name, IReadOnlyList<T> all, Func<T, JsonObject> toJson)
    {
        var page = int.TryParse(context.Request.Query["page"].FirstOrDefault(), CultureInfo.InvariantCulture, out var number) ? number : 1;
        var body = new JsonObject
        {
            [name] = new JsonArray([.. all.Skip((page - 1) * PageSize).Take(PageSize).Select(toJson)]),
            ["total"] = all.Count,
        };
        if (faults.Take(HrmosFaults.PageStands, context.Request.Method, context.Request.Path) is not null)
        {
            body["nextPage"] = page;
        }
        else if (page * PageSize < all.Count)
        {
            body["nextPage"] = page + 1;
        }

        return Ok(body);
    }

    private static async Task<JsonObject> ReadAsync(HttpContext context) =>
        (JsonObject)(await JsonNode.ParseAsync(context.Request.Body) ?? throw new JsonException("A body is required."));

    private sealed record Answer(int Status, JsonObject Body)
    {
        public int? RetryAfter { get; init; }
    }
}
