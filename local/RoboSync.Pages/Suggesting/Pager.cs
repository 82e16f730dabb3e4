using System.Text.RegularExpressions;
using AngleSharp.Dom;
using RoboSync.Miws.Definitions;
using RoboSync.Miws.Pages;

namespace RoboSync.Pages.Suggesting;

/// <summary>Finds what a page says of itself in words: its title, how many entries there are, that there are none, its next page.</summary>
internal static partial class Pager
{
    private const int LongestSentence = 90;
    private const int LongestTitle = 30;

    /// <summary>The heading of a page, and the word that it is told by; null where it has no usual one.</summary>
    public static (IElement Element, string Word)? TitleOf(HtmlPage page, string definition)
    {
        foreach (var word in Vocabulary.TitlesOf(definition))
        {
            var found = Deepest(page, text => text.Length <= LongestTitle && text.Contains(word, StringComparison.Ordinal))
                .Where(element => element.Closest("a, option, th, label, button, select") is null)
                .OrderByDescending(element => element.LocalName is "h1" or "h2" or "h3").FirstOrDefault();
            if (found is not null)
            {
                return (found, word);
            }
        }

        return null;
    }

    /// <summary>Where a page states how many entries there are, and the pattern of it; null where it does not.</summary>
    public static (IElement Element, string Pattern)? TotalOf(HtmlPage page)
    {
        var stated = Deepest(page, text => text.Length <= LongestSentence && Total().IsMatch(text)).FirstOrDefault();
        if (stated is null)
        {
            return null;
        }

        var match = Total().Match(Words.Narrow(SeenText.Of(stated)));
        return (stated, $"{Regex.Escape(match.Groups["before"].Value)}([0-9,]+){match.Groups["unit"].Value}");
    }

    /// <summary>Where a page says that there are no entries; null where it does not.</summary>
    public static IElement? NoneOf(HtmlPage page) =>
        Deepest(page, text => text.Length <= LongestSentence && None().IsMatch(text)).FirstOrDefault();

    /// <summary>The link to the next page, and the text that it is told by; null where there is none.</summary>
    public static (IElement Link, string Text)? NextOf(HtmlPage page)
    {
        foreach (var link in page.Visible("a[href]"))
        {
            if (Next().Match(Words.Narrow(SeenText.Of(link))) is { Success: true } match)
            {
                return (link, match.Value);
            }
        }

        return null;
    }

    /// <summary>The elements that say something whose inner elements do not say it by themselves.</summary>
    public static IEnumerable<IElement> Deepest(HtmlPage page, Func<string, bool> says) => page.Visible("*")
        .Where(element => element.LocalName is not ("html" or "body" or "tr" or "tbody" or "table" or "thead" or "form")
            && says(Words.Narrow(SeenText.Of(element)))
            && !element.Children.Any(child => Sighting.IsSeen(child) && says(Words.Narrow(SeenText.Of(child)))));

    [GeneratedRegex(
        @"(?<before>(該当件数|該当者数?|検索結果|件数|合計|全)[: ]*(全)?) ?[0-9,]+ ?(?<unit>件|名|人)",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Total();

    [GeneratedRegex(@"(該当する.*|応募者は|セミナーは|予約者は|データは|日程は)(ありません|いません|見つかりません)",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex None();

    [GeneratedRegex(@"次の[0-9]+件|次のページ|次ページ|次へ|次のページへ|^次$|^>$|^»$|^Next$", RegexOptions.NonBacktracking)]
    private static partial Regex Next();
}
