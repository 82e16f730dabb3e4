using RoboSync.Pages;
using Spectre.Console;

return await Workbench.RunAsync(args, AnsiConsole.Console, Environment.GetEnvironmentVariable);
