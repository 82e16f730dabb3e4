using AngleSharp.Dom;
using RoboSync.Miws.Definitions;
using RoboSync.Miws.Masking;
using RoboSync.Miws.Pages;

namespace RoboSync.Pages.Checking;

/// <summary>A captured page with what was read of it outlined and named. It runs no script and asks for nothing.</summary>
internal sealed class OutlinedPage(PageDefinitions definitions, bool isMasked)
{
    private const string Mark = "data-robosync";
    private const string Read = "✓";
    private const string Blank = "○";
    private const string Unfit = "✗";
    private const string Proof = "◆";

    private static readonly string[] Active =
        ["script", "noscript", "base", "iframe", "object", "embed", "link", "meta[http-equiv]", "template"];

    // Only the first of several rows has room for names.
    private const string Named = $"""[{Mark}]:not([{Mark}="{Read}"]):not([{Mark}="{Blank}"]):not([{Mark}="{Unfit}"])""";

    private const string Head = $$"""
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
        <style>
        table { border-collapse: collapse } th, td { border: 1px solid #d5dbe6; padding: 2px 6px }
        [{{Mark}}] { position: relative; outline: 2px solid #126b3a; outline-offset: -2px }
        [{{Mark}}^="{{Blank}}"] { outline-color: #8a5a00 } [{{Mark}}^="{{Unfit}}"] { outline-color: #b3261e; background: #fde7e5 }
        [{{Mark}}^="{{Proof}}"] { outline: 2px dashed #1f4e9c }
        {{Named}} { padding-top: 18px !important; display: inline-block; min-width: 8em }
        td{{Named}}, th{{Named}} { display: table-cell }
        {{Named}}::before { content: attr({{Mark}}); position: absolute; left: 0; top: 0; padding: 0 3px; white-space: nowrap; z-index: 1;
          font: bold 10px/15px system-ui, sans-serif; color: #fff; background: #126b3a }
        [{{Mark}}^="{{Blank}}"]::before { background: #8a5a00 !important } [{{Mark}}^="{{Unfit}}"]::before { background: #b3261e !important }
        [{{Mark}}^="{{Proof}}"]::before { background: #1f4e9c !important }
        </style>
        """;

    /// <summary>Its HTML.</summary>
    public string Of(HtmlPage page, PageTrial trial)
    {
        foreach (var marked in page.Document.QuerySelectorAll($"[{Mark}]"))
        {
            // The page itself says nothing here.
            marked.RemoveAttribute(Mark);
        }

        foreach (var proof in trial.Proofs)
        {
            proof.Elements.Take(3).ToList().ForEach(element => Put(element, $"{Proof}{proof.Word}"));
        }

        foreach (var field in trial.Fields)
        {
            foreach (var place in field.Places)
            {
                var value = field.Values.FirstOrDefault(value => value.Row == place.Row);
                var state = !value.Fits || field.Wrong is not null ? Unfit : value.Value is null ? Blank : Read;
                Put(place.Element, place.Row <= 0 ? $"{state}{field.Name}" : state);
            }
        }

        var html = isMasked ? PageMask.Mask(page, definitions, Mark) : AsItIs(page.Document);
        return "<!DOCTYPE html>" + html.Replace("<head>", "<head>" + Head, StringComparison.Ordinal);
    }

    // Controls and images have no room for a name: it is put on what they stand in.
    private static void Put(IElement element, string mark)
    {
        var shown = element.LocalName is "input" or "select" or "textarea" or "img" && element.ParentElement is { } around
            ? around
            : element;
        var before = shown.GetAttribute(Mark);
        shown.SetAttribute(Mark, before is null || before == mark ? mark : $"{before}, {mark[1..]}");
    }

    private static string AsItIs(IDocument page)
    {
        var copy = (IDocument)page.Clone(deep: true);
        foreach (var element in Active.SelectMany(selector => copy.QuerySelectorAll(selector)).ToList())
        {
            element.Remove();
        }

        return copy.DocumentElement.OuterHtml;
    }
}
