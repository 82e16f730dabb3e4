using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using RoboSync.Functions;

namespace RoboSync.Tests.Functions;

/// <summary>A function and what starts it, as the attributes say.</summary>
internal sealed record DeclaredTrigger(string Function, Attribute Attribute)
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<DeclaredTrigger> All { get; } =
    [
        .. from type in typeof(RoboSyncServices).Assembly.GetTypes()
           from method in type.GetMethods()
           let function = method.GetCustomAttribute<FunctionAttribute>()
           where function is not null
           let trigger = method.GetParameters().SelectMany(parameter => parameter.GetCustomAttributes())
               .Single(attribute => attribute is TimerTriggerAttribute or QueueTriggerAttribute or BlobTriggerAttribute
               or HttpTriggerAttribute)
           orderby function.Name
           select new DeclaredTrigger(function.Name, trigger),
    ];

    /// <summary>Kind, schedule, queue or path, and source.</summary>
    public override string ToString() => Attribute switch
    {
        TimerTriggerAttribute timer => $"{Function}: timer {timer.Schedule}",
        QueueTriggerAttribute queue => $"{Function}: queue {queue.QueueName}",
        BlobTriggerAttribute blob => $"{Function}: blob {blob.BlobPath} {blob.Source}",
        HttpTriggerAttribute http => $"{Function}: http {http.Route} {http.AuthLevel} {string.Join(',', http.Methods ?? [])}",
        _ => throw new InvalidOperationException($"{Function} has a trigger without a description."),
    };
}
