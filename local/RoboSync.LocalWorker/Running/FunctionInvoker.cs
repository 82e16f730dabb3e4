using System.Diagnostics;
using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace RoboSync.LocalWorker.Running;

/// <summary>A function and its trigger, found by reflection.</summary>
internal sealed record FunctionMethod(string Name, MethodInfo Method, ParameterInfo TriggerParameter, Attribute Trigger)
{
    /// <summary>All functions of an assembly.</summary>
    public static IReadOnlyList<FunctionMethod> Of(Assembly assembly) =>
    [
        .. from type in assembly.GetTypes()
           from method in type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
           let function = method.GetCustomAttribute<FunctionAttribute>()
           where function is not null
           from parameter in method.GetParameters()
           from attribute in parameter.GetCustomAttributes()
           where attribute is TimerTriggerAttribute or QueueTriggerAttribute or BlobTriggerAttribute
           select new FunctionMethod(function.Name, method, parameter, attribute),
    ];
}

/// <summary>Calls a function in a scope of its own, with a time-out.</summary>
internal sealed partial class FunctionInvoker(IServiceProvider services, HostSettings settings, ILogger logger)
{
    /// <summary>The worker's own name for its invocations' traces.</summary>
    public const string ActivitySourceName = "Microsoft.Azure.Functions.Worker";

    private static readonly ActivitySource Invocations = new(ActivitySourceName);

    /// <summary>Calls the function.</summary>
    /// <param name="function">Which.</param>
    /// <param name="trigger">What the trigger parameter is given.</param>
    /// <param name="bindings">Values for further parameters, by name.</param>
    /// <param name="cancellationToken">Stops the function.</param>
    /// <returns>Whether it succeeded; a failure is logged.</returns>
    public async Task<bool> TryInvokeAsync(
        FunctionMethod function, object trigger, IReadOnlyDictionary<string, string> bindings, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(settings.FunctionTimeout);
        using var activity = Invocations.StartActivity($"function {function.Name}");
        try
        {
            await using var scope = services.CreateAsyncScope();
            var instance = ActivatorUtilities.CreateInstance(scope.ServiceProvider, function.Method.DeclaringType!);
            var arguments = function.Method.GetParameters().Select(parameter =>
                parameter.Position == function.TriggerParameter.Position ? trigger
                : parameter.ParameterType == typeof(CancellationToken) ? limit.Token
                : bindings.TryGetValue(parameter.Name!, out var value) ? value
                : throw new InvalidOperationException($"Function {function.Name}: nothing binds to parameter {parameter.Name}."));
            await (Task)function.Method.Invoke(instance, BindingFlags.DoNotWrapExceptions, null, [.. arguments], null)!;
            return true;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return false;
        }
        catch (Exception failure)
        {
            // The host's boundary: whatever a function throws is a failed invocation.
            activity?.SetStatus(ActivityStatusCode.Error);
            LogFailed(function.Name, failure);
            return false;
        }
    }

    [LoggerMessage(9000, LogLevel.Error, "Function {Function} failed.")]
    private partial void LogFailed(string function, Exception exception);
}
