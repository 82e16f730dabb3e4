using System.Text.Json.Serialization;
using RoboSync.Sync.Ats;
using RoboSync.Sync.Bookings;
using RoboSync.Sync.Checking;
using RoboSync.Sync.EventMapping;
using RoboSync.Sync.Media;
using RoboSync.Sync.Reconciling;
using RoboSync.Sync.Retention;
using RoboSync.Sync.Runs;
using RoboSync.Sync.Runs.Plans;

namespace RoboSync.Storage.Tables;

/// <summary>Shapes that are stored as JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(RunState))]
[JsonSerializable(typeof(Worklist))]
[JsonSerializable(typeof(Plan))]
[JsonSerializable(typeof(MappingOutcome))]
[JsonSerializable(typeof(TenantCheck))]
[JsonSerializable(typeof(PurgeProof))]
[JsonSerializable(typeof(Reconciliation))]
[JsonSerializable(typeof(IReadOnlyList<AtsEvent>))]
[JsonSerializable(typeof(IReadOnlyList<Seminar>))]
[JsonSerializable(typeof(IReadOnlyCollection<SeminarReading>))]
[JsonSerializable(typeof(List<SeminarReading>))]
[JsonSerializable(typeof(Dictionary<string, string>))]
[JsonSerializable(typeof(IReadOnlyDictionary<string, BookingState>))]
[JsonSerializable(typeof(Dictionary<string, BookingState>))]
internal sealed partial class StorageJson : JsonSerializerContext;
