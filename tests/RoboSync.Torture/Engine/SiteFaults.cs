using System.Globalization;
using System.Text.Json.Nodes;
using RoboSync.EndToEndTests.Running;
using RoboSync.Simulators.Hrmos;
using RoboSync.Simulators.Miws;
using RoboSync.Simulators.Miws.Skins;
using RoboSync.Simulators.Serving;

namespace RoboSync.Torture.Engine;

/// <summary>
/// Every fault of the sites, at every step, once, three times, and until it is healed. After that the next slots make good what it left.
/// </summary>
internal static class SiteFaults
{
    private static readonly string[] HrmosSteps = ["/v1/labels", "/v1/candidates", "/v1/events", "/v1/token"];
    private static readonly int?[] Lasting = [1, 3, null];

    private static readonly (string Name, JsonNode? Value)[] Everywhere =
    [
        (FaultNames.Timeout, null),
        (FaultNames.Cut, null),
        (FaultNames.AnswerLost, null),
        (FaultNames.Slow, 20),
        (FaultNames.Status, new JsonObject { ["status"] = 500 }),
        (FaultNames.Status, new JsonObject { ["status"] = 502 }),
        (FaultNames.Status, new JsonObject { ["status"] = 503, ["retryAfter"] = 3600 }),
        (FaultNames.Status, new JsonObject { ["status"] = 429, ["retryAfter"] = 3600 }),
        (FaultNames.Status, new JsonObject { ["status"] = 429 }),
        (FaultNames.Status, new JsonObject { ["status"] = 404 }),
        (FaultNames.Status, new JsonObject { ["status"] = 418 }),
    ];

    // Who leaves the flow stays a candidate: the truth would differ for good.
    private static readonly (string Name, JsonNode? Value)[] OfMiws =
        [.. MiwsFaults.All.Where(fault => fault is not (MiwsFaults.ListMoves, JsonValue how) || how.GetValue<string>() != "leaves")];

    private static readonly (string Name, JsonNode? Value)[] OfHrmos =
    [
        (HrmosFaults.TokenInvalid, null), (HrmosFaults.PermissionMissing, null), (HrmosFaults.SsoRequired, null),
        (HrmosFaults.LabelLimit, null),
        (HrmosFaults.Maintenance, null), (HrmosFaults.RateLimited, 0), (HrmosFaults.RateLimited, 3600), (HrmosFaults.ValueRejected, "mail"),
        (HrmosFaults.PageStands, null),
    ];

    private static readonly IReadOnlyList<Plan> Plans =
    [
        .. from skin in MiwsSkin.All from step in MiwsSkin.Plain.Addresses.Steps from fault in Everywhere.Concat(OfMiws)
            from times in Lasting select new Plan(IsMiws: true, skin, step, fault.Name, fault.Value, times),
        .. from step in HrmosSteps from fault in Everywhere.Concat(OfHrmos) from times in Lasting select new Plan(
            IsMiws: false, MiwsSkin.Plain, step, fault.Name, fault.Value, times),
    ];

    /// <summary>How many combinations there are.</summary>
    public static int Count => Plans.Count;

    public static async Task<string> PlayAsync(StorageFixture storage, TortureCase at)
    {
        var random = at.Random();
        var order = Enumerable.Range(0, Plans.Count).ToArray();
        new Random(at.Seed).Shuffle(order);
        var plan = Plans[order[at.Number % Plans.Count]];
        await using var product = await Product.StartAsync(storage, applicants: 24, options =>
        {
            options.World = options.World with { Seed = at.WorldSeed };
            options.Settings["Miws:RetryDelay"] = "00:00:00.001";
            options.Tenant = tenant =>
            {
                tenant["hrmos"]!["timeoutSeconds"] = 1;
                tenant["accounts"]![0]!["site"]!["timeoutSeconds"] = 1;
            };
        }, plan.Skin);
        var isFirst = random.Next(2) == 0;
        if (!isFirst)
        {
            Promises.CheckSlot(product, await product.RunSlotAsync());
            product.World.Advance();
        }

        var faults = plan.IsMiws ? product.MiwsFaults : product.HrmosFaults;
        var fault = new Fault(plan.Fault, plan.Step, Skip: random.Next(3), Times: plan.Times, Value: plan.Value?.DeepClone());
        faults.Arm(plan.IsMiws ? plan.Skin.Own(fault) : fault);
        var codes = new List<string>();
        for (var slot = 0; slot < (plan.Times is null ? 2 : 1); slot++)
        {
            var outcome = await product.RunSlotAsync();
            Promises.CheckSlot(product, outcome);
            codes.Add(outcome.Run.Failure?.ToString() ?? "none");
            product.World.Advance();
        }

        faults.Clear();

        // What a customer does who is told that their password or token is refused: the very same document again.
        await product.ApplyAsync();
        await Promises.HealAsync(product);
        await Promises.CheckRestAsync(product);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{(plan.IsMiws ? $"MIWS ({plan.Skin.Name})" : "HRMOS")} {plan.Step} {plan.Fault} {plan.Value?.ToJsonString()} "
            + $"{plan.Times?.ToString(CultureInfo.InvariantCulture) ?? "until healed"}{(isFirst ? ", first slot" : "")}: "
                + $"{string.Join(' ', codes)}");
    }

    private sealed record Plan(bool IsMiws, MiwsSkin Skin, string Step, string Fault, JsonNode? Value, int? Times);
}
