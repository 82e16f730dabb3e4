namespace RoboSync.Local;

/// <summary>The repository that this was built from, which keeps its tools below itself.</summary>
internal static class Repository
{
    /// <summary>Its folder; null for an installed copy.</summary>
    public static string? Folder { get; } = Find();

    /// <summary>Where what is made or installed once is kept.</summary>
    public static string Kept => Folder is { } folder
        ? Path.Combine(folder, ".local")
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "RoboSync");

    /// <summary>Waits until this process alone has a file, and holds it.</summary>
    public static async Task<FileStream> LockAsync(string path, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, cancellationToken);
            }
        }
    }

    private static string? Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "RoboSync.sln")))
            {
                return folder.FullName;
            }
        }

        return null;
    }
}
