using System.Text.Json;

namespace RoboSync.DevHost;

/// <summary>A function and what starts it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Trigger">What starts it; null where this host has no such trigger.</param>
public sealed record HostedFunction(string Name, Trigger? Trigger)
{
    /// <summary>Reads the binding that the worker describes.</summary>
    /// <param name="name">The function's name.</param>
    /// <param name="bindings">Its bindings, each JSON as in a <c>functions.metadata</c>.</param>
    public static HostedFunction Of(string name, IEnumerable<string> bindings) => new(
        name,
        bindings.Select(binding => Trigger.Of(name, JsonDocument.Parse(binding).RootElement))
            .FirstOrDefault(trigger => trigger is not null));
}

/// <summary>What starts a function.</summary>
/// <param name="Parameter">The function's parameter that is given what happened.</param>
public abstract record Trigger(string Parameter)
{
    /// <summary>Reads a binding; null where it is no trigger that this host has.</summary>
    internal static Trigger? Of(string function, JsonElement binding)
    {
        string Text(string property) => binding.GetProperty(property).GetString()!;
        string? Optional(string property) => binding.TryGetProperty(property, out var value) ? value.GetString() : null;
        var parameter = Text("name");
        return Text("type").ToUpperInvariant() switch
        {
            "TIMERTRIGGER" => new TimerTrigger(parameter, Text("schedule")),
            "QUEUETRIGGER" => new QueueTrigger(parameter, Text("queueName")),
            "BLOBTRIGGER" => new BlobTrigger(parameter, Text("path")),
            "HTTPTRIGGER" => new HttpTrigger(
                parameter,
                Optional("route") ?? function,
                binding.TryGetProperty("methods", out var methods)
                    ? [.. methods.EnumerateArray().Select(method => method.GetString()!.ToUpperInvariant())]
                    : []),
            _ => null,
        };
    }
}

/// <summary>A time.</summary>
/// <param name="Parameter"><inheritdoc/></param>
/// <param name="Schedule">NCRONTAB with seconds, UTC, or a setting in percent signs.</param>
public sealed record TimerTrigger(string Parameter, string Schedule) : Trigger(Parameter);

/// <summary>A message.</summary>
/// <param name="Parameter"><inheritdoc/></param>
/// <param name="QueueName">The queue.</param>
public sealed record QueueTrigger(string Parameter, string QueueName) : Trigger(Parameter);

/// <summary>A new or changed blob.</summary>
/// <param name="Parameter"><inheritdoc/></param>
/// <param name="Path">Container and pattern of the name, such as <c>mappings/{tenantId}/inbox/{name}</c>.</param>
public sealed record BlobTrigger(string Parameter, string Path) : Trigger(Parameter);

/// <summary>A request.</summary>
/// <param name="Parameter"><inheritdoc/></param>
/// <param name="Route">Template of the route, without host.json's prefix.</param>
/// <param name="Methods">In capitals; none for all.</param>
public sealed record HttpTrigger(string Parameter, string Route, IReadOnlyList<string> Methods) : Trigger(Parameter);
