using RoboSync.Miws.Reading;
using RoboSync.Sync.Media;

namespace RoboSync.Tests.Miws;

/// <summary>Pages as the site sent them, byte by byte, and the shipped definitions to read them by.</summary>
internal static class SavedPage
{
    public static HtmlPage Open(string name, string encoding = "utf-8") => HtmlPage.Parse(Bytes(name, encoding), charset: null);

    public static byte[] Bytes(string name, string encoding = "utf-8") =>
        File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Miws", "Pages", $"{name}.{encoding}.html"));

    /// <summary>A page with some of its text changed.</summary>
    public static HtmlPage Changed(string name, string from, string to)
    {
        var text = System.Text.Encoding.UTF8.GetString(Bytes(name));
        text.ShouldContain(from);
        return HtmlPage.Parse(System.Text.Encoding.UTF8.GetBytes(text.Replace(from, to, StringComparison.Ordinal)), charset: null);
    }

    public static Task<PageDefinitions> DefinitionsAsync(params (string Name, string Text)[] replaced) => PageDefinitions.LoadAsync(new Replaced(replaced), default);

    private sealed class Replaced((string Name, string Text)[] definitions) : IPageDefinitionOverrides
    {
        public Task<string?> ReadAsync(string medium, string name, CancellationToken cancellationToken) =>
            Task.FromResult<string?>(Array.Find(definitions, definition => definition.Name == name).Text);
    }
}
