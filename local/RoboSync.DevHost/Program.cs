using System.Runtime.InteropServices;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using RoboSync.DevHost;
using RoboSync.DevHost.Worker;

if (args is not [var folder] || !File.Exists(Path.Combine(folder, "host.json")))
{
    await Console.Error.WriteLineAsync(
        "Usage: RoboSync.DevHost FOLDER. The folder is what `dotnet publish` made of the functions; settings are environment variables "
        + "(docs/local-run.md).");
    return 2;
}

var configuration = new ConfigurationBuilder().AddEnvironmentVariables().Build();
var hostJson = new ConfigurationBuilder().AddJsonFile(Path.Combine(Path.GetFullPath(folder), "host.json")).Build();
using var loggers = LoggerFactory.Create(logging => logging
    .AddConfiguration(hostJson.GetSection("logging"))
    .AddFilter("Microsoft", LogLevel.Warning).AddFilter("Grpc", LogLevel.Warning).AddFilter("Yarp", LogLevel.Warning)
    .AddSimpleConsole(console => (console.SingleLine, console.TimestampFormat, console.UseUtcTimestamp) = (true, "HH:mm:ss.fff ", true)));
var told = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
void Stop(PosixSignalContext signal)
{
    signal.Cancel = true;
    told.TrySetResult();
}

using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
try
{
    await using var host = await FunctionsHost.StartAsync(folder, configuration, loggers, Console.WriteLine, CancellationToken.None);
    await Task.WhenAny(told.Task, host.Failed).Unwrap();
    await host.StopAsync();
    return 0;
}
catch (Exception failure) when (failure is WorkerGoneException or InvalidOperationException)
{
    await Console.Error.WriteLineAsync(failure.Message);
    return 1;
}
