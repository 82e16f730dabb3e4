using RoboSync.Pages;
using Spectre.Console;

const int WidthOfAFile = 160;

if (System.Console.IsOutputRedirected)
{
    AnsiConsole.Console.Profile.Width = WidthOfAFile;
}

return await Workbench.RunAsync(args, AnsiConsole.Console, Environment.GetEnvironmentVariable);
