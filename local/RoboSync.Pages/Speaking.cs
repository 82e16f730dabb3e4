using Spectre.Console;

namespace RoboSync.Pages;

/// <summary>How verbs speak: whole sentences, which no word of a page can turn into markup.</summary>
internal static class Speaking
{
    /// <summary>Says in red what is wrong.</summary>
    public static void Fail(this IAnsiConsole console, string sentence) => console.Say(sentence, Color.Red);

    /// <summary>Says something.</summary>
    public static void Say(this IAnsiConsole console, string sentence) => console.Say(sentence, Color.Default);

    /// <summary>Says something in a colour.</summary>
    public static void Say(this IAnsiConsole console, string sentence, Color color) =>
        console.Write(new Paragraph(sentence + Environment.NewLine, new Style(color)));
}
