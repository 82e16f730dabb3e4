using AngleSharp.Dom;
using RoboSync.Miws.Definitions;
using RoboSync.Miws.Pages;
using RoboSync.Sync.Failures;

namespace RoboSync.Miws.Session;

/// <summary>
/// A form as a person would send it who fills in some of its fields and presses a button: hidden fields, defaults and choices are sent as
/// they stand, and of buttons the one that is pressed.
/// </summary>
internal sealed class FilledForm
{
    private readonly List<KeyValuePair<string, string>> fields = [];

    private FilledForm(IElement form) => (Action, IsGet) =
        (form.GetAttribute("action"), !"post".Equals(form.GetAttribute("method")?.Trim(), StringComparison.OrdinalIgnoreCase));

    /// <summary>Where it says it goes; null or empty for its own page.</summary>
    public string? Action { get; private set; }

    /// <summary>Whether its fields go into the address.</summary>
    public bool IsGet { get; }

    /// <summary>What is sent, in the order of the page.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Fields => fields;

    /// <summary>Fills in a form of a page.</summary>
    /// <exception cref="SyncException">The form, or its button, is missing, or there are several.</exception>
    public static FilledForm Of(HtmlPage page, Move move, Asked asked)
    {
        var form = TheOne(page.Find(move.Submit!).Where(element => element.LocalName == "form"), "form");
        var filled = new FilledForm(form);
        foreach (var control in ControlsOf(page, form))
        {
            filled.AddControl(control);
        }

        foreach (var (name, texts) in move.Values ?? [])
        {
            filled.Fill(name, texts.Texts.Select(text => Placeholders.Text(text, asked)));
        }

        if (move.Button is not null)
        {
            filled.Press(TheOne(ElementIndex.Within(form, move.Button), "button"));
        }

        return filled;
    }

    private static IElement TheOne(IEnumerable<IElement> found, string what) => found.Take(2).ToList() switch
    {
        [var one] => one,
        [] => throw ChangedPage.Of("site", $"the {what} of a step is missing"),
        _ => throw ChangedPage.Of("site", $"there are several of the {what} of a step"),
    };

    // A control may stand elsewhere and name its form.
    private static IEnumerable<IElement> ControlsOf(HtmlPage page, IElement form) => page.Find("*").Where(
        element => element.LocalName is "input" or "select" or "textarea"
            && (element.GetAttribute("form") is { } id ? id == form.Id : IsWithin(element, form)));

    private static bool IsWithin(IElement element, IElement form)
    {
        for (var around = element.ParentElement; around is not null; around = around.ParentElement)
        {
            if (around == form)
            {
                return true;
            }
        }

        return false;
    }

    private void AddControl(IElement control)
    {
        if (control.GetAttribute("name") is not { Length: > 0 } name || control.HasAttribute("disabled"))
        {
            return;
        }

        switch (control.LocalName)
        {
            case "textarea":
                fields.Add(KeyValuePair.Create(name, control.TextContent));
                break;
            case "select":
                fields.AddRange(SelectedOf(control).Select(value => KeyValuePair.Create(name, value)));
                break;
            default:
                AddInput(name, control);
                break;
        }
    }

    private void AddInput(string name, IElement input)
    {
        var type = input.GetAttribute("type")?.Trim().ToLowerInvariant();
        if (type is "submit" or "image" or "button" or "reset" or "file")
        {
            return;
        }

        var isChoice = type is "checkbox" or "radio";
        if (!isChoice || input.HasAttribute("checked"))
        {
            fields.Add(KeyValuePair.Create(name, input.GetAttribute("value") ?? (isChoice ? "on" : "")));
        }
    }

    private static IEnumerable<string> SelectedOf(IElement select)
    {
        var options = select.QuerySelectorAll("option").Where(option => !option.HasAttribute("disabled")).ToList();
        var selected = options.Where(option => option.HasAttribute("selected")).ToList();
        if (!select.HasAttribute("multiple"))
        {
            selected = selected.Count > 0 ? selected[^1..] : options.Take(1).ToList();
        }

        return selected.Select(option => option.GetAttribute("value") ?? SeenText.Tidy(option.TextContent));
    }

    private void Fill(string name, IEnumerable<string> texts)
    {
        var at = fields.FindIndex(field => field.Key == name);
        fields.RemoveAll(field => field.Key == name);
        fields.InsertRange(at < 0 ? fields.Count : at, texts.Select(text => KeyValuePair.Create(name, text)));
    }

    private void Press(IElement button)
    {
        Action = button.GetAttribute("formaction") ?? Action;
        var name = button.GetAttribute("name");
        if ("image".Equals(button.GetAttribute("type")?.Trim(), StringComparison.OrdinalIgnoreCase))
        {
            var before = string.IsNullOrEmpty(name) ? "" : $"{name}.";
            fields.Add(KeyValuePair.Create($"{before}x", "1"));
            fields.Add(KeyValuePair.Create($"{before}y", "1"));
        }
        else if (!string.IsNullOrEmpty(name))
        {
            fields.Add(KeyValuePair.Create(name, button.GetAttribute("value") ?? ""));
        }
    }
}
