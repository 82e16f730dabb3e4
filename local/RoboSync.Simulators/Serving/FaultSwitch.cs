using System.Text.Json.Nodes;

namespace RoboSync.Simulators.Serving;

/// <summary>A fault that a simulator shows while it is switched on.</summary>
/// <param name="Name">Which fault; <see cref="FaultNames"/> lists them.</param>
/// <param name="Path">Only for requests whose path begins so; empty for all.</param>
/// <param name="Method">Only for this HTTP method; null for all.</param>
/// <param name="Skip">How many matching requests pass unharmed first.</param>
/// <param name="Times">How many requests it then hits; null until it is switched off.</param>
/// <param name="Probability">Chance of each matching request to be hit, from the switch's seed.</param>
/// <param name="Value">What the fault needs to know, for example a status or milliseconds.</param>
public sealed record Fault(
    string Name,
    string Path = "",
    string? Method = null,
    int Skip = 0,
    int? Times = null,
    double Probability = 1,
    JsonNode? Value = null);

/// <summary>Switches faults on and off while a simulator runs; seeded, so that a run can be repeated.</summary>
public sealed class FaultSwitch(int seed)
{
    private readonly Lock gate = new();
    private readonly Random random = new(seed);
    private readonly List<Armed> armed = [];

    /// <summary>Switches a fault on.</summary>
    public void Arm(Fault fault)
    {
        lock (gate)
        {
            armed.Add(new Armed(fault));
        }
    }

    /// <summary>Switches all faults off, or those of one name.</summary>
    public void Clear(string? name = null)
    {
        lock (gate)
        {
            armed.RemoveAll(item => name is null || string.Equals(item.Fault.Name, name, StringComparison.Ordinal));
        }
    }

    /// <summary>The faults that are switched on.</summary>
    public IReadOnlyList<Fault> List()
    {
        lock (gate)
        {
            return [.. armed.Select(item => item.Fault)];
        }
    }

    /// <summary>Whether this request is hit by the fault; counts the hit.</summary>
    public Fault? Take(string name, string method, string path)
    {
        lock (gate)
        {
            foreach (var item in armed)
            {
                var fault = item.Fault;
                if (!string.Equals(fault.Name, name, StringComparison.Ordinal)
                    || !path.StartsWith(fault.Path, StringComparison.Ordinal)
                    || (fault.Method is not null && !string.Equals(fault.Method, method, StringComparison.OrdinalIgnoreCase))
                    || item.Hits >= (fault.Times ?? int.MaxValue))
                {
                    continue;
                }

                if (item.Seen++ < fault.Skip || random.NextDouble() >= fault.Probability)
                {
                    continue;
                }

                item.Hits++;
                return fault;
            }

            return null;
        }
    }

    private sealed class Armed(Fault fault)
    {
        public Fault Fault { get; } = fault;

        public int Seen { get; set; }

        public int Hits { get; set; }
    }
}

/// <summary>The faults that every simulator knows; each site adds its own.</summary>
public static class FaultNames
{
    /// <summary>Never answers; the client has to give up.</summary>
    public const string Timeout = "timeout";

    /// <summary>Answers after <see cref="Fault.Value"/> milliseconds.</summary>
    public const string Slow = "slow";

    /// <summary>Cuts the connection before the request is processed.</summary>
    public const string Cut = "cut";

    /// <summary>Processes the request and then cuts the connection: done, but nobody was told.</summary>
    public const string AnswerLost = "answer-lost";

    /// <summary>
    /// Answers with status <see cref="Fault.Value"/>.status and, where given, Retry-After <see cref="Fault.Value"/>.retryAfter seconds.
    /// </summary>
    public const string Status = "status";
}
