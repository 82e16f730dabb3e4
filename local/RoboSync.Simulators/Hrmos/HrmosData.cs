using System.Text.Json.Nodes;

namespace RoboSync.Simulators.Hrmos;

/// <summary>A candidate as HRMOS holds them.</summary>
/// <param name="Id">19 digits, a string.</param>
/// <param name="ExternalId">Null where staff registered them.</param>
/// <param name="Fields">All other fields as they were sent.</param>
/// <param name="LabelIds">Their labels.</param>
public sealed record HrmosCandidate(string Id, string? ExternalId, JsonObject Fields, IReadOnlyList<string> LabelIds)
{
    /// <summary>A text field, blank where it is missing.</summary>
    public string Text(string name) => Fields[name]?.GetValue<string>() ?? "";
}

/// <summary>A label.</summary>
public sealed record HrmosLabel(string Id, string Name);

/// <summary>A briefing session.</summary>
public sealed record HrmosEvent(string Id, string Name, DateTimeOffset StartsAt);

/// <summary>A booking; status is booked, cancelled, attended or absent.</summary>
public sealed record HrmosBooking(string EventId, string CandidateId, string Status);

/// <summary>What HRMOS holds. Ids are 19 digits; external ids are not unique, since nothing public says they are.</summary>
public sealed class HrmosData(TimeProvider clock, int seed)
{
    private readonly Lock gate = new();
    private readonly Random random = new(seed);
    private readonly Dictionary<string, HrmosCandidate> candidates = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<Indexed>> index = new(StringComparer.Ordinal);
    private readonly List<HrmosLabel> labels = [];
    private readonly Dictionary<string, HrmosEvent> events = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Dictionary<string, HrmosBooking>> bookings = new(StringComparer.Ordinal);
    private long lastId = 2_239_928_341_129_601_024;

    /// <summary>How long a search does not see what was written.</summary>
    public TimeSpan SearchLag { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How many labels there may be.</summary>
    public int LabelLimit { get; set; } = 100;

    /// <summary>All candidates, oldest first.</summary>
    public IReadOnlyList<HrmosCandidate> Candidates => Locked(() => (IReadOnlyList<HrmosCandidate>)[.. candidates.Values]);

    /// <summary>All labels.</summary>
    public IReadOnlyList<HrmosLabel> Labels => Locked(() => (IReadOnlyList<HrmosLabel>)[.. labels]);

    /// <summary>All events, oldest first.</summary>
    public IReadOnlyList<HrmosEvent> Events => Locked(() => (IReadOnlyList<HrmosEvent>)[.. events.Values]);

    /// <summary>The bookings of an event.</summary>
    public IReadOnlyList<HrmosBooking> BookingsOf(string eventId) =>
        Locked(() => bookings.TryGetValue(eventId, out var of) ? (IReadOnlyList<HrmosBooking>)[.. of.Values] : []);

    /// <summary>A candidate's booking of an event, or null.</summary>
    public HrmosBooking? FindBooking(string eventId, string candidateId) =>
        Locked(() => bookings.TryGetValue(eventId, out var of) ? of.GetValueOrDefault(candidateId) : null);

    /// <summary>The candidate with this id, or null.</summary>
    public HrmosCandidate? Find(string id) => Locked(() => candidates.GetValueOrDefault(id));

    /// <summary>Whether the event exists.</summary>
    public bool HasEvent(string eventId) => Locked(() => events.ContainsKey(eventId));

    /// <summary>Creates a candidate.</summary>
    public HrmosCandidate AddCandidate(string? externalId, JsonObject fields, IReadOnlyList<string> labelIds) => Locked(() =>
    {
        var candidate = new HrmosCandidate(NextId(), externalId, fields, labelIds);
        candidates.Add(candidate.Id, candidate);
        Index(candidate);
        return candidate;
    });

    /// <summary>Replaces the fields of a candidate that are given.</summary>
    /// <returns>False where there is no such candidate.</returns>
    public bool UpdateCandidate(string id, JsonObject fields) => Locked(() =>
    {
        if (!candidates.TryGetValue(id, out var before))
        {
            return false;
        }

        var merged = (JsonObject)before.Fields.DeepClone();
        foreach (var (name, value) in fields)
        {
            merged[name] = value?.DeepClone();
        }

        candidates[id] = before with { Fields = merged };
        Index(candidates[id]);
        return true;
    });

    /// <summary>Deletes a candidate, as staff would.</summary>
    public void DeleteCandidate(string id) => Locked(() => candidates.Remove(id));

    /// <summary>Candidates whose field (externalId, name, mail, phone) is this, as far as the search knows by now.</summary>
    public IReadOnlyList<HrmosCandidate> Search(string field, string value) => Locked(() =>
    {
        var known = clock.GetUtcNow() - SearchLag;
        return (IReadOnlyList<HrmosCandidate>)
        [
            .. index.GetValueOrDefault(Key(field, value), [])
                .Where(
                    entry => entry.At <= known && candidates.TryGetValue(entry.Id, out var candidate) && Field(candidate, field) == value)
                .Select(entry => candidates[entry.Id])
                .DistinctBy(candidate => candidate.Id, StringComparer.Ordinal),
        ];
    });

    /// <summary>The label of this name (without case), created where it is missing; null where there is no room.</summary>
    public HrmosLabel? EnsureLabel(string name) => Locked(() =>
    {
        var label = labels.Find(label => string.Equals(label.Name, name, StringComparison.OrdinalIgnoreCase));
        if (label is null && labels.Count < LabelLimit)
        {
            label = new HrmosLabel(NextId(), name);
            labels.Add(label);
        }

        return label;
    });

    /// <summary>Adds an event; the id is made where none is given.</summary>
    public HrmosEvent AddEvent(string? id, string name, DateTimeOffset startsAt) => Locked(() =>
    {
        var added = new HrmosEvent(id ?? NextId(), name, startsAt);
        events.Add(added.Id, added);
        bookings.Add(added.Id, new Dictionary<string, HrmosBooking>(StringComparer.Ordinal));
        return added;
    });

    /// <summary>Deletes an event and its bookings.</summary>
    public void DeleteEvent(string id) => Locked(() => events.Remove(id) && bookings.Remove(id));

    /// <summary>Sets a booking, whatever it was: what staff do, and what the API does after its own checks.</summary>
    public void SetBooking(string eventId, string candidateId, string status) =>
        Locked(() => bookings[eventId][candidateId] = new HrmosBooking(eventId, candidateId, status));

    /// <summary>Takes a booking away, as staff would.</summary>
    public void RemoveBooking(string eventId, string candidateId) => Locked(() => bookings[eventId].Remove(candidateId));

    private static string? Field(HrmosCandidate candidate, string field) =>
        string.Equals(field, "externalId", StringComparison.Ordinal) ? candidate.ExternalId : candidate.Text(field);

    private static string Key(string field, string value) => $"{field}\u001f{value}";

    private void Index(HrmosCandidate candidate)
    {
        foreach (var field in (ReadOnlySpan<string>)["externalId", "name", "mail", "phone"])
        {
            if (Field(candidate, field) is { Length: > 0 } value)
            {
                if (!index.TryGetValue(Key(field, value), out var entries))
                {
                    index[Key(field, value)] = entries = [];
                }

                entries.Add(new Indexed(candidate.Id, clock.GetUtcNow()));
            }
        }
    }

    // Snowflake-like: rising, and too long for a double.
    private string NextId()
    {
        lastId += random.Next(1, 1 << 20);
        return lastId.ToString(System.Globalization.CultureInfo.InvariantCulture);
    }

    private T Locked<T>(Func<T> action)
    {
        lock (gate)
        {
            return action();
        }
    }

    private sealed record Indexed(string Id, DateTimeOffset At);
}
