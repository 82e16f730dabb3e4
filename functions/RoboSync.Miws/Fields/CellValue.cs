using System.Text;
using AngleSharp.Dom;
using RoboSync.Miws.Pages;

namespace RoboSync.Miws.Fields;

/// <summary>What a person reads in a cell: certain, or with the reason why it is not.</summary>
/// <param name="Text">The value; empty where the cell is blank or not certain.</param>
/// <param name="Doubt">Why it is not certain; null where it is.</param>
internal readonly record struct CellReading(string Text, string? Doubt)
{
    /// <summary>Whether the page breaks the value into several lines.</summary>
    public bool HasLines { get; init; }
}

/// <summary>
/// Reads a cell as a person would: chosen options, typed values and plain text are values; buttons, hidden things and scripts are none;
/// whatever could be read in two ways is in doubt.
/// </summary>
internal sealed class CellValue
{
    private const string Struck = "struck text";

    private static readonly Dictionary<string, string> Doubtful = new(StringComparer.OrdinalIgnoreCase)
    {
        ["img"] = "an image", ["svg"] = "an image", ["picture"] = "an image", ["canvas"] = "an image", ["object"] = "an image",
        ["embed"] = "an image", ["math"] = "an image",
        ["video"] = "an image", ["audio"] = "an image", ["iframe"] = "another page", ["table"] = "a table", ["ul"] = "a list",
        ["ol"] = "a list", ["dl"] = "a list",
        ["del"] = Struck, ["s"] = Struck, ["strike"] = Struck, ["ruby"] = "ruby", ["bdo"] = "reversed text",
        ["meter"] = "a gauge", ["progress"] = "a gauge",
    };

    private readonly StringBuilder text = new();
    private readonly List<string> links = [];
    private string? aside;
    private bool endsWithControl;
    private bool hasScript;
    private string? doubt;

    private CellValue()
    {
    }

    /// <summary>Reads a cell.</summary>
    public static CellReading Read(IElement cell)
    {
        if (SeenText.PlainText(cell) is { } plain)
        {
            return new CellReading(SeenText.Tidy(plain), null);
        }

        if (SoleText(cell) is { } sole)
        {
            return new CellReading(sole, null);
        }

        if (cell.ChildElementCount == 0)
        {
            return new CellReading(SeenText.Tidy(cell.TextContent), null);
        }

        if (cell.QuerySelectorAll("input").Any(input => Controls.IsChoice(input) && Sighting.Of(input) != Sight.Hidden))
        {
            return Choices.Read(cell);
        }

        var reading = new CellValue();
        reading.Add(cell);
        return reading.Finish();
    }

    /// <summary>Reads an element within a cell that a definition names.</summary>
    /// <param name="element">The element: a control, or something with text.</param>
    /// <param name="cell">What it stands in; null for the page.</param>
    public static CellReading ReadElement(IElement element, IElement? cell)
    {
        for (var around = element.ParentElement; around is not null && around != cell; around = around.ParentElement)
        {
            if (Doubtful.TryGetValue(around.LocalName, out var what) && what == Struck)
            {
                return new CellReading("", what);
            }
        }

        return Doubtful.TryGetValue(element.LocalName, out var doubt) ? new CellReading("", doubt)
            : Controls.TryShown(element, out var shown)
                ? shown is null ? new CellReading("", "a control whose value is not certain") : new CellReading(SeenText.Tidy(shown), null)
            : Read(element);
    }

    /// <summary>Whether a text is a caption of something to press, such as ［メール送信］.</summary>
    public static bool IsBracketed(string text) =>
        text.Length > 2
            && (text[0], text[^1]) is ('［', '］') or ('[', ']') or ('【', '】') or ('〔', '〕') or ('＜', '＞') or ('<', '>') or ('≪', '≫');

    // Most cells that hold an element hold a link, or a text that is set in its own way, and nothing else.
    private static string? SoleText(IElement cell)
    {
        var children = cell.ChildNodes;
        IElement? sole = null;
        for (var index = 0; index < children.Length; index++)
        {
            if (sole is null && children[index] is IElement { LocalName: "a" or "span" or "b" or "strong" } element)
            {
                sole = element;
            }
            else if (children[index] is not IText white || !white.Data.AsSpan().IsWhiteSpace())
            {
                return null;
            }
        }

        return sole is not null && SeenText.PlainText(sole) is { } plain && Sighting.Of(sole) == Sight.Seen
            && SeenText.Tidy(plain) is var text && !IsBracketed(text)
                ? text
                : null;
    }

    private CellReading Finish()
    {
        var whole = text.ToString();
        var plain = SeenText.Tidy(whole);
        var hasLines = whole.AsSpan().Trim().Contains(SeenText.LineBreak);
        var real = links.Where(link => !IsBracketed(link)).ToList();
        doubt ??= aside is not null && aside != plain ? "something beside the value" : null;
        return doubt is not null ? new CellReading("", doubt)
            : links.Count == 0
                ? plain.Length == 0 && hasScript
                ? new CellReading("", "a script and no text")
                : new CellReading(plain, null) { HasLines = hasLines }
            : plain.Length > 0 && real.Count == 0 ? new CellReading(plain, null) { HasLines = hasLines }
            : plain.Length == 0 && real.Count == 1 ? new CellReading(real[0], null)
            : new CellReading("", plain.Length > 0 ? "text and a link" : "several links");
    }

    private void Add(IElement element)
    {
        foreach (var child in element.ChildNodes)
        {
            if (child is IText piece)
            {
                text.Append(piece.Data);
                endsWithControl &= piece.Data.Length == 0;
            }
            else if (child is IElement inner)
            {
                AddElement(inner);
            }
        }
    }

    private void AddElement(IElement element)
    {
        hasScript |= element.LocalName == "script";
        var sight = Sighting.Of(element);
        if (sight == Sight.Hidden || Controls.IsButton(element))
        {
            return;
        }

        if (sight == Sight.Uncertain)
        {
            doubt ??= element.TextContent.AsSpan().Trim().Length > 0 || element.ChildElementCount > 0 || element.LocalName == "input"
                ? "something that may be hidden"
                : null;
        }
        else if (Doubtful.TryGetValue(element.LocalName, out var what))
        {
            doubt ??= what;
        }
        else if (element.LocalName.Contains('-', StringComparison.Ordinal))
        {
            // What it shows a script decides.
            doubt ??= "an element of the site's own making";
        }
        else if (Controls.TryShown(element, out var shown))
        {
            doubt ??= shown is null ? "a control whose value is not certain" : endsWithControl ? "two controls" : null;
            text.Append(shown);
            endsWithControl = true;
        }
        else if (element.LocalName == "a")
        {
            AddLink(element);
        }
        else
        {
            AddPart(element);
        }
    }

    private void AddLink(IElement link)
    {
        var inner = new CellValue();
        inner.Add(link);
        var reading = inner.Finish();
        doubt ??= reading.Doubt;
        if (reading.Text.Length > 0)
        {
            links.Add(reading.Text);
        }
    }

    private void AddPart(IElement part)
    {
        var isLine = SeenText.IsLine(part);
        text.Append(isLine ? SeenText.LineBreak : null);
        var before = text.Length;
        var hadText = !string.IsNullOrWhiteSpace(text.ToString());
        Add(part);
        var shown = SeenText.Tidy(text.ToString(before, text.Length - before));
        doubt ??= hadText && IsBracketed(shown) ? "a text in brackets" : null;
        if (shown.Length > 0 && Asides.Is(part))
        {
            aside = shown;
        }

        text.Append(isLine ? SeenText.LineBreak : null);
    }
}
