using System.Collections.Concurrent;
using AngleSharp.Css.Dom;
using AngleSharp.Css.Parser;
using AngleSharp.Dom;

namespace RoboSync.Miws.Pages;

/// <summary>The elements of a page in their order, so that a dozen selectors do not walk the page a dozen times.</summary>
internal sealed class ElementIndex
{
    private static readonly ConcurrentDictionary<string, (ISelector Selector, string? Name)> Selectors = new(StringComparer.Ordinal);

    private readonly List<IElement> all = [];

    /// <summary>Adds what lies in a node.</summary>
    /// <returns>False where it lies too deep.</returns>
    public bool TryAdd(INode node, int depth)
    {
        if (depth < 0)
        {
            return false;
        }

        var children = node.ChildNodes;
        for (var index = 0; index < children.Length; index++)
        {
            if (children[index] is IElement element)
            {
                all.Add(element);
                if (!TryAdd(element, depth - 1))
                {
                    return false;
                }
            }
        }

        return true;
    }

    /// <summary>The elements that a selector means, in the order of the page.</summary>
    public IEnumerable<IElement> Find(string selector)
    {
        var (compiled, name) = Selectors.GetOrAdd(selector, Compile);
        foreach (var element in all)
        {
            if ((name is null || string.Equals(element.LocalName, name, StringComparison.Ordinal)) && compiled.Match(element, null))
            {
                yield return element;
            }
        }
    }

    /// <summary>The elements within another that a selector means, in the order of the page.</summary>
    public static IEnumerable<IElement> Within(IElement around, string selector)
    {
        var (compiled, _) = Selectors.GetOrAdd(selector, Compile);
        return around.Descendants<IElement>().Where(element => compiled.Match(element, around));
    }

    /// <summary>Whether a selector means an element.</summary>
    public static bool Matches(IElement element, string selector) => Selectors.GetOrAdd(selector, Compile).Selector.Match(element, null);

    private static (ISelector Selector, string? Name) Compile(string selector)
    {
        var compiled = new CssSelectorParser().ParseSelector(selector)
            ?? throw new ArgumentException("No selector: definitions are checked before they are read by.", nameof(selector));
        var last = selector.TrimEnd().Split(' ', '>', '+', '~')[^1];
        var name = string.Concat(last.TakeWhile(char.IsAsciiLetterOrDigit));

        // Only where the end of the selector is plain: nothing that holds a selector of its own, and no choice of several.
        return (compiled, name.Length > 0 && selector.IndexOfAny([',', '(', '[', '|', '\\', '"']) < 0 ? name.ToLowerInvariant() : null);
    }
}
