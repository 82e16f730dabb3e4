using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace RoboSync.DevHost.InProcess;

/// <summary>
/// Calls an assembly's functions in this process, found by reflection over the worker's attributes, each in a scope of its own.
/// </summary>
internal sealed partial class InProcessInvoker : IFunctionInvoker
{
    private readonly IServiceProvider services;
    private readonly HostSettings settings;
    private readonly ILogger logger;
    private readonly Dictionary<string, MethodInfo> methods;

    public InProcessInvoker(IServiceProvider services, Assembly assembly, HostSettings settings, ILogger logger)
    {
        (this.services, this.settings, this.logger) = (services, settings, logger);
        methods = assembly.GetTypes()
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
            .Where(method => method.GetCustomAttribute<FunctionAttribute>() is not null)
            .ToDictionary(method => method.GetCustomAttribute<FunctionAttribute>()!.Name, StringComparer.Ordinal);
        Functions = [.. methods.Select(pair => new HostedFunction(pair.Key, TriggerOf(pair.Value)))];
    }

    /// <inheritdoc/>
    public IReadOnlyList<HostedFunction> Functions { get; }

    /// <inheritdoc/>
    public async Task<bool> TryInvokeAsync(HostedFunction function, Happening happening, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(settings.FunctionTimeout);
        try
        {
            var method = methods[function.Name];
            await using var scope = services.CreateAsyncScope();
            var instance = ActivatorUtilities.CreateInstance(scope.ServiceProvider, method.DeclaringType!);
            var trigger = await TriggerValueAsync(happening, limit.Token);
            await using var content = trigger as Stream;
            var arguments = method.GetParameters().Select(parameter =>
                parameter.Name == function.Trigger!.Parameter ? trigger
                : parameter.ParameterType == typeof(CancellationToken) ? limit.Token
                : (happening as BlobCame)?.PathValues.GetValueOrDefault(parameter.Name!));
            await (Task)method.Invoke(instance, BindingFlags.DoNotWrapExceptions, null, [.. arguments], null)!;
            return true;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return false;
        }
        catch (Exception failure)
        {
            // The host's boundary: whatever a function throws is a failed invocation.
            LogFailed(function.Name, failure);
            return false;
        }
    }

    private static async Task<object> TriggerValueAsync(Happening happening, CancellationToken cancellationToken) => happening switch
    {
        MessageCame message => message.Text,
        BlobCame blob => new ForwardOnlyStream(await blob.Blob.OpenReadAsync(cancellationToken: cancellationToken)),
        _ => new TimerInfo(),
    };

    private static Trigger? TriggerOf(MethodInfo method) => method.GetParameters()
        .SelectMany(parameter => parameter.GetCustomAttributes().Select(Trigger? (attribute) => attribute switch
        {
            TimerTriggerAttribute timer => new TimerTrigger(parameter.Name!, timer.Schedule),
            QueueTriggerAttribute queue => new QueueTrigger(parameter.Name!, queue.QueueName),
            BlobTriggerAttribute blob => new BlobTrigger(parameter.Name!, blob.BlobPath),
            _ => null,
        }))
        .FirstOrDefault(trigger => trigger is not null);

    [LoggerMessage(9000, LogLevel.Error, "Function {Function} failed.")]
    private partial void LogFailed(string function, Exception exception);
}
