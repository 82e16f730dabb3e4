using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using RoboSync.Miws.Definitions;
using RoboSync.Miws.Pages;
using RoboSync.Sync.Alarms;

namespace RoboSync.Tests.Miws;

/// <summary>Pages as the site sent them, byte by byte, and the shipped definitions to read them by.</summary>
internal static class SavedPage
{
    public static HtmlPage Open(string name, string encoding = "utf-8") => HtmlPage.Parse(Bytes(name, encoding), charset: null);

    public static byte[] Bytes(string name, string encoding = "utf-8") =>
        File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Miws", "Pages", $"{name}.{encoding}.html"));

    public static string Text(string name) => Encoding.UTF8.GetString(Bytes(name));

    public static HtmlPage Of(string html) => HtmlPage.Parse(Encoding.UTF8.GetBytes(html), charset: null);

    /// <summary>A page with some of its text changed.</summary>
    public static HtmlPage Changed(string name, string from, string to)
    {
        var text = Text(name);
        text.ShouldContain(from);
        return Of(text.Replace(from, to, StringComparison.Ordinal));
    }

    /// <summary>The shipped definitions, and those that are put up instead.</summary>
    public static Task<PageDefinitions> DefinitionsAsync(params (string Name, string Text)[] replaced) =>
        InForce(new PutUp(replaced)).ReadAsync(default);

    public static DefinitionsInForce InForce(PutUp putUp) =>
        new(putUp, new OperatorAlarms(NoQueues.Create(), TimeProvider.System, NullLogger<OperatorAlarms>.Instance));

    public static Task<string> ShippedAsync(string name) => Resources.ReadAsync($"{name}.json");
}
