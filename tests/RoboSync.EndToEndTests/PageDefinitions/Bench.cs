using RoboSync.Pages;
using RoboSync.Simulators.World;
using Spectre.Console;

namespace RoboSync.EndToEndTests.PageDefinitions;

/// <summary>The workbench on a folder of its own, as an engineer uses it who stands in that folder.</summary>
internal sealed class Bench(SimulatedWorld world) : IDisposable
{
    private const int Year = 2027;

    // No sentence is broken into lines.
    private const int Width = 400;

    private static readonly string[] Own = ["saved", "captures", "definitions", "kept"];

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("robosync-bench-");

    /// <summary>Connection string of the storage account that <c>$STORAGE</c> stands for.</summary>
    public string Storage { get; init; } = "";

    /// <summary>Variables of the environment; null for one that is not set.</summary>
    public Dictionary<string, string?> Environment { get; } = new(StringComparer.Ordinal)
    {
        ["ROBOSYNC_MIWS_LOGIN_ID"] = world.LoginOf(Year).LoginId, ["ROBOSYNC_MIWS_PASSWORD"] = world.LoginOf(Year).Password,
    };

    /// <summary>A file or folder below it.</summary>
    public string At(string path) => Path.Combine(folder.FullName, path);

    /// <summary>Writes a file below it.</summary>
    public void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(At(path))!);
        File.WriteAllText(At(path), text);
    }

    /// <summary>Runs a command line, and returns its code and what it said.</summary>
    public async Task<(int Code, string Said)> RunAsync(string command)
    {
        await using var said = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(said),
        });
        console.Profile.Width = Width;
        var args = command.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Expanded).ToArray();
        var code = await Workbench.RunAsync(args, console, name => Environment.GetValueOrDefault(name));
        return (code, said.ToString());
    }

    public void Dispose() => folder.Delete(recursive: true);

    private string Expanded(string argument) => argument switch
    {
        "$MIWS" => world.Miws.Server.BaseUrl.ToString(),
        "$STORAGE" => Storage,
        _ when Array.Exists(Own, own => argument == own || argument.StartsWith($"{own}/", StringComparison.Ordinal)) => At(argument),
        _ => argument,
    };
}
