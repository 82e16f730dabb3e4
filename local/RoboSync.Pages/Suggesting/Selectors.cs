using System.Text.RegularExpressions;
using AngleSharp.Dom;
using RoboSync.Miws.Pages;

namespace RoboSync.Pages.Suggesting;

/// <summary>Finds a selector that means an element, by what a site's vendor named: ids, classes, names.</summary>
internal static partial class Selectors
{
    /// <summary>A selector that means this element and no other that is seen; where there is none, the plainest one of it.</summary>
    public static string Of(HtmlPage page, IElement element) =>
        Candidates(page, element).FirstOrDefault(selector => page.Visible(selector).Take(2).ToList() is [var one] && one == element)
        ?? Own(element).First();

    /// <summary>A selector of elements of the kind; others may be meant too.</summary>
    public static string OfKind(IElement element) => Own(element).First();

    /// <summary>A selector of a control or a form, by its name.</summary>
    public static string OfControl(IElement element)
    {
        var type = element.GetAttribute("type");
        return element.Id is { Length: > 0 } id && Name().IsMatch(id) ? $"{element.LocalName}#{id}"
            : element.GetAttribute("name") is { Length: > 0 } name && Name().IsMatch(name) ? $"{element.LocalName}[name={name}]"
            : type is { Length: > 0 } && Name().IsMatch(type) ? $"{element.LocalName}[type={type}]"
            : element.LocalName;
    }

    private static IEnumerable<string> Candidates(HtmlPage page, IElement element)
    {
        var own = Own(element).ToList();
        foreach (var selector in own)
        {
            yield return selector;
        }

        for (var around = element.ParentElement; around is not null && around.LocalName != "body"; around = around.ParentElement)
        {
            foreach (var selector in Own(around).Where(selector => selector != around.LocalName))
            {
                foreach (var inner in own)
                {
                    yield return $"{selector} {inner}";
                }
            }
        }

        if (page.Visible(element.LocalName).Take(2).Count() == 1)
        {
            yield return element.LocalName;
        }
    }

    private static IEnumerable<string> Own(IElement element)
    {
        if (element.Id is { Length: > 0 } id && Name().IsMatch(id))
        {
            yield return $"{element.LocalName}#{id}";
        }

        if (element.GetAttribute("name") is { Length: > 0 } name && Name().IsMatch(name))
        {
            yield return $"{element.LocalName}[name={name}]";
        }

        foreach (var one in element.ClassList.Where(one => Name().IsMatch(one)))
        {
            yield return $"{element.LocalName}.{one}";
        }

        yield return element.LocalName;
    }

    // What a program made up (a hash, a long number) is another one tomorrow.
    [GeneratedRegex(@"^[A-Za-z][A-Za-z_-]*[0-9]{0,2}[A-Za-z_-]*\z", RegexOptions.NonBacktracking)]
    private static partial Regex Name();
}
