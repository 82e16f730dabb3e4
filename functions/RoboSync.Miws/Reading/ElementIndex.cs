using System.Collections.Concurrent;
using AngleSharp.Css.Dom;
using AngleSharp.Css.Parser;
using AngleSharp.Dom;

namespace RoboSync.Miws.Reading;

/// <summary>The elements of a page by their names, so that a dozen selectors do not walk the page a dozen times.</summary>
internal sealed class ElementIndex
{
    private static readonly ConcurrentDictionary<string, (ISelector Selector, string? Name)> Selectors = new(StringComparer.Ordinal);

    private readonly List<IElement> all = [];
    private readonly Dictionary<string, List<IElement>> byName = new(StringComparer.Ordinal);

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
                if (!byName.TryGetValue(element.LocalName, out var same))
                {
                    byName[element.LocalName] = same = [];
                }

                same.Add(element);
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
        return (name is null ? all : byName.GetValueOrDefault(name) ?? []).Where(element => compiled.Match(element, null));
    }

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
