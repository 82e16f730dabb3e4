namespace RoboSync.Miws.Definitions;

/// <summary>What is shipped inside the assembly: the definitions and their schema.</summary>
internal static class Resources
{
    /// <summary>The text of one.</summary>
    public static async Task<string> ReadAsync(string name)
    {
        await using var stream = typeof(Resources).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"Resource {name} is missing.");
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync();
    }
}
