using AngleSharp.Dom;
using RoboSync.Miws.Definitions;
using RoboSync.Miws.Pages;

namespace RoboSync.Miws.Grids;

/// <summary>Finds the sections of a detail page: by selector, by what stands just before, or as the n-th of several.</summary>
internal static class Sections
{
    /// <summary>The element of a section.</summary>
    /// <exception cref="Sync.Failures.SyncException">It is missing, or there are several.</exception>
    public static IElement Find(HtmlPage page, PageDefinition definition, string name, SectionShape shape)
    {
        IElement? found = null;
        var number = 0;
        foreach (var element in page.Visible(shape.Selector))
        {
            if (shape.Heading is not null && !HasHeading(element, shape))
            {
                continue;
            }

            if (shape.Nth is null && found is not null)
            {
                throw ChangedPage.Of(definition, $"the section {name} is there more than once");
            }

            found = shape.Nth is null || ++number == shape.Nth ? element : found;
        }

        return found ?? throw ChangedPage.Of(definition, $"the section {name} is missing");
    }

    private static bool HasHeading(IElement element, SectionShape shape)
    {
        var own = element.Children.FirstOrDefault(child => child.LocalName is "caption" or "legend");
        var before = element.PreviousElementSibling;
        while (before is not null && (before.LocalName is "br" or "hr" || Sighting.Of(before) == Sight.Hidden))
        {
            before = before.PreviousElementSibling;
        }

        return Says(own, shape) || Says(before, shape);
    }

    private static bool Says(IElement? heading, SectionShape shape) =>
        heading is not null && Sighting.IsSeen(heading) && shape.Words.Contain(Words.Narrow(SeenText.Of(heading)));
}
