using System.Collections.Concurrent;
using AngleSharp.Css.Dom;
using AngleSharp.Css.Parser;
using AngleSharp.Dom;

namespace RoboSync.Miws.Pages;

/// <summary>The elements of a page in their order, so that a dozen selectors do not walk the page a dozen times.</summary>
internal sealed class ElementIndex(int expected)
{
    private static readonly ConcurrentDictionary<string, Compiled> Selectors = new(StringComparer.Ordinal);

    private readonly List<IElement> all = new(expected);

    // All but the rows and cells of tables, which are most of a page and what few selectors mean.
    private readonly List<IElement> aroundCells = [];

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
                if (!IsOfTables(element.LocalName))
                {
                    aroundCells.Add(element);
                }

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
        var compiled = Selectors.GetOrAdd(selector, Compile);
        if (compiled.Around is { } around && !Find(around).Any())
        {
            // Most pages have no next page, no message and no notice.
            yield break;
        }

        foreach (var element in compiled.Name is { } name && !IsOfTables(name) ? aroundCells : all)
        {
            if (compiled.MayMatch(element) && compiled.Selector.Match(element, null))
            {
                yield return element;
            }
        }
    }

    /// <summary>The elements within another that a selector means, in the order of the page.</summary>
    public static IEnumerable<IElement> Within(IElement around, string selector)
    {
        var compiled = Selectors.GetOrAdd(selector, Compile);
        return around.Descendants<IElement>().Where(element => compiled.Selector.Match(element, around));
    }

    /// <summary>Whether a selector means an element.</summary>
    public static bool Matches(IElement element, string selector) => Selectors.GetOrAdd(selector, Compile).Selector.Match(element, null);

    private static bool IsOfTables(string name) => name is "td" or "tr" or "th";

    private static Compiled Compile(string selector)
    {
        var compiled = new CssSelectorParser().ParseSelector(selector)
            ?? throw new ArgumentException("No selector: definitions are checked before they are read by.", nameof(selector));
        var parts = selector.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var last = selector.TrimEnd().Split(' ', '>', '+', '~')[^1];
        var name = string.Concat(last.TakeWhile(char.IsAsciiLetterOrDigit));

        // Only where the end of the selector is plain: nothing that holds a selector of its own, and no choice of several.
        var isPlain = selector.IndexOfAny([',', '(', '[', '|', '\\', '"', ':']) < 0;
        return new Compiled(
            compiled, isPlain && name.Length > 0 ? name.ToLowerInvariant() : null, isPlain && last.IndexOfAny(['#', '.']) >= 0,
            isPlain && parts.Length > 1 && selector.IndexOfAny(['>', '+', '~']) < 0 ? string.Join(' ', parts[..^1]) : null);
    }

    private sealed record Compiled(ISelector Selector, string? Name, bool HasAttributes, string? Around)
    {
        /// <summary>Whether an element can be meant, by what costs next to nothing to look at.</summary>
        public bool MayMatch(IElement element) => (Name is null || string.Equals(element.LocalName, Name, StringComparison.Ordinal))
            && (!HasAttributes || element.Attributes.Length > 0);
    }
}
