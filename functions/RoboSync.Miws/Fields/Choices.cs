using System.Text;
using AngleSharp.Dom;
using RoboSync.Miws.Pages;

namespace RoboSync.Miws.Fields;

/// <summary>
/// Reads a cell of radio buttons or check boxes: the labels of what is chosen. Text that is nobody's label leaves it in doubt.
/// </summary>
internal sealed class Choices
{
    private readonly List<(IElement Control, StringBuilder Label)> choices;
    private string? doubt;

    private Choices(IElement cell) =>
        choices = [.. cell.QuerySelectorAll("input").Where(Controls.IsChoice).Select(control => (control, new StringBuilder()))];

    /// <summary>Reads the cell.</summary>
    public static CellReading Read(IElement cell)
    {
        var reading = new Choices(cell);
        reading.Add(cell, null);
        return reading.Finish();
    }

    private CellReading Finish()
    {
        var chosen = choices.Where(choice => choice.Control.HasAttribute("checked")).ToList();
        var labels = chosen.ConvertAll(choice => SeenText.Tidy(choice.Label.ToString()));
        if (chosen.Count(
            choice => choice.Control.GetAttribute("type")?.Trim().Equals("radio", StringComparison.OrdinalIgnoreCase) is true) > 1)
        {
            doubt ??= "several chosen radio buttons";
        }

        return doubt is null && !labels.Contains("")
            ? new CellReading(string.Join(Controls.Separator, labels), null)
            : new CellReading("", doubt ?? "a choice without a label");
    }

    // Text belongs to the label that it stands in, or to the control that it follows.
    private IElement? Add(IElement element, IElement? current)
    {
        foreach (var child in element.ChildNodes)
        {
            if (child is IText piece)
            {
                Give(current, piece.Data);
            }
            else if (child is IElement inner)
            {
                current = AddElement(inner, current);
            }
        }

        return current;
    }

    private IElement? AddElement(IElement element, IElement? current)
    {
        var sight = Sighting.Of(element);
        if (sight == Sight.Hidden || Controls.IsButton(element))
        {
            return current;
        }

        if (Controls.IsChoice(element) && sight == Sight.Seen)
        {
            return element;
        }

        if (element.LocalName == "label" && sight == Sight.Seen)
        {
            Add(element, ControlOf(element) ?? current);
            return null;
        }

        if (sight == Sight.Seen && element.LocalName is (
            "span" or "div" or "p" or "b" or "strong" or "em" or "i" or "font" or "br" or "small" or "fieldset" or "nobr"))
        {
            return Add(element, element.LocalName == "br" ? null : current);
        }

        doubt ??= "something beside the choices";
        return current;
    }

    private IElement? ControlOf(IElement label) => label.GetAttribute("for") is { Length: > 0 } id
        ? choices.Find(choice => choice.Control.Id == id).Control
        : choices.Find(choice => label.Contains(choice.Control)).Control;

    private void Give(IElement? control, string text)
    {
        if (control is not null)
        {
            choices.Find(choice => choice.Control == control).Label?.Append(text);
        }
        else if (!string.IsNullOrWhiteSpace(text))
        {
            doubt ??= "text beside the choices";
        }
    }
}
