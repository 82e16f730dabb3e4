using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;
using RoboSync.Functions;

var builder = FunctionsApplication.CreateBuilder(args);
builder.ConfigureFunctionsWebApplication();
try
{
    builder.Services.AddRoboSync(builder.Configuration);
}
catch (InvalidOperationException mistakes)
{
    await Console.Error.WriteLineAsync(mistakes.Message);
    return 1;
}

await builder.Build().RunAsync();
return 0;
