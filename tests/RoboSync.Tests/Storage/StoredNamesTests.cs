using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using RoboSync.Storage.Tables;
using RoboSync.Sync.Failures;
using RoboSync.Sync.Media;
using RoboSync.Sync.Queues;
using RoboSync.Sync.Reconciling;
using RoboSync.Sync.Reports;
using RoboSync.Sync.Runs;
using RoboSync.Sync.Runs.Plans;
using RoboSync.Sync.Writing;

namespace RoboSync.Tests.Storage;

/// <summary>Whoever goes back to this version finds nothing that a name of a newer one makes unreadable.</summary>
public sealed class StoredNamesTests
{
    /// <summary>Every kind of name in what is stored as JSON.</summary>
    public static TheoryData<Type> Names =>
        [.. typeof(StorageJson).GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Select(property => property.PropertyType)
            .Where(type => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(JsonTypeInfo<>))
            .Select(type => type.GetGenericArguments()[0]).Where(type => type.IsEnum)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_name_of_tomorrow_is_read(Type type) =>
        Enum.IsDefined(type, JsonSerializer.Deserialize("\"OfTomorrow\"", StorageJson.Default.GetTypeInfo(type)!)!).ShouldBeTrue();

    [Theory]
    [MemberData(nameof(Names))]
    public void A_name_of_today_is_read_as_it_was_written(Type type)
    {
        foreach (var value in Enum.GetValues(type))
        {
            var info = StorageJson.Default.GetTypeInfo(type)!;
            JsonSerializer.Serialize(value, info).ShouldBe($"\"{value}\"");
            JsonSerializer.Deserialize($"\"{value}\"", info).ShouldBe(value);
        }
    }

    [Fact]
    public void All_of_them_are_tried() =>
        Names.Select(row => row.Data).ShouldBe(
            [
                typeof(RunPhase), typeof(FailureCode), typeof(NotDoneReason), typeof(BookingState), typeof(RunMode), typeof(PlanStatus),
                typeof(PlannedKind), typeof(OperationReason), typeof(DifferenceReason),
            ], ignoreOrder: true);

    [Fact]
    public void A_run_with_names_of_tomorrow_is_read_and_begins_anew()
    {
        const string Json = """
            {
              "account": { "tenantId": "sample", "accountId": "miws-2027" }, "runId": "r", "slot": "2026-06-01T00:00:00+00:00",
              "phase": "Interviewing", "notDone": [{ "reason": "TooTall", "subject": "10000001", "detail": "" }]
            }
            """;

        var run = JsonSerializer.Deserialize(Json, StorageJson.Default.RunState)!;

        (run.Phase, run.NotDone.Single().Reason).ShouldBe((RunPhase.Listing, NotDoneReason.Other));
    }
}
