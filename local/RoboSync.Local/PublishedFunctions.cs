using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using RoboSync.DevHost;
using RoboSync.Local.Azurite;

namespace RoboSync.Local;

/// <summary>
/// The functions as azd publishes them, by the same command. They are published once for what stands in the sources, into a folder of
/// their own, so that neither a build nor another publish changes files under a running process.
/// </summary>
public static class PublishedFunctions
{
    private const string Project = "functions/RoboSync.Functions";
    private const string Prefix = "functions-";

    /// <summary>A folder with this end may lack files: whoever published into it was ended.</summary>
    private const string Unfinished = ".unfinished";

    /// <summary>A file with this end says when its folder was last used.</summary>
    private const string Used = ".used";
    private static readonly string[] Inputs =
        ["functions", "eng", "Directory.Build.props", "Directory.Packages.props", "global.json", "host.json", ".editorconfig"];

    private static readonly TimeSpan KeptUnused = TimeSpan.FromDays(1);

    /// <summary>Publishes them unless that was done before.</summary>
    /// <param name="say">Is told what takes long.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The folder.</returns>
    /// <exception cref="CannotStartException">They do not compile, or this is no repository.</exception>
    public static async Task<string> EnsureAsync(Action<string> say, CancellationToken cancellationToken)
    {
        var repository = Repository.Folder
            ?? throw new CannotStartException("The functions can only be published from RoboSync's repository.");
        Directory.CreateDirectory(Repository.Kept);
        await using var oneAtATime =
            await Repository.LockAsync(Path.Combine(Repository.Kept, "functions.lock"), cancellationToken);
        var output = Path.Combine(Repository.Kept, Prefix + await FingerprintAsync(repository, cancellationToken));
        if (!Directory.Exists(output))
        {
            say("Publishing the functions as azd does (once for each change of them; about a minute) …");
            DeleteUnused();
            var unfinished = output + Unfinished;
            DeleteIfThere(unfinished);
            await PublishAsync(repository, unfinished, cancellationToken);
            Directory.Move(unfinished, output);
        }

        await File.WriteAllTextAsync(output + Used, "", cancellationToken);
        return output;
    }

    private static async Task<string> FingerprintAsync(string repository, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var files = Inputs.Select(name => Path.Combine(repository, name))
            .SelectMany(path => Directory.Exists(path) ? Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories) : [path])
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);
        foreach (var file in files)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(Path.GetRelativePath(repository, file)));
            hash.AppendData(await File.ReadAllBytesAsync(file, cancellationToken));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..12];
    }

    private static async Task PublishAsync(string repository, string output, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = repository,
            ArgumentList =
            {
                "publish", Project, "--configuration", "Release", "--output", output, "-verbosity:quiet", "-nologo", "-nodeReuse:false",
            },
        };
        var said = new StringBuilder();
        await using var publish = ChildProcess.Start(start, line => said.AppendLine(line));
        if (await publish.EndedAsync(cancellationToken) != 0 || !File.Exists(Path.Combine(output, "host.json")))
        {
            throw new CannotStartException($"The functions cannot be published.\n{said}".TrimEnd());
        }
    }

    private static void DeleteUnused()
    {
        var since = TimeProvider.System.GetUtcNow().UtcDateTime - KeptUnused;
        foreach (var folder in new DirectoryInfo(Repository.Kept).EnumerateDirectories($"{Prefix}*"))
        {
            var used = new FileInfo(folder.FullName + Used);
            if (folder.LastWriteTimeUtc < since && (!used.Exists || used.LastWriteTimeUtc < since))
            {
                folder.Delete(recursive: true);
                used.Delete();
            }
        }
    }

    private static void DeleteIfThere(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
