namespace RoboSync.Torture.Input.Pages;

/// <summary>Habits of a page of definition tables: how a row, its term and its cell are written.</summary>
internal static class DetailHabits
{
    // {T} is the term, {V} the person's value, {D} somebody else's. A person sees {V} as the value.
    private static readonly string[] Clear =
    [
        "<tr><th>{T}</th><td><select><option>{D}</option><option selected>{V}</option></select></td></tr>",
        "<tr><th>{T}</th><td><select name=x><option value=1 selected=selected>{V}<option value=2>{D}</select></td></tr>",
        "<tr><th>{T}</th><td><label><input type=radio name=r>{D}</label> <label><input type=radio name=r checked>{V}</label></td></tr>",
        "<tr><th>{T}</th><td><input type=\"text\" name=\"edit\" value=\"{V}\"></td></tr>",
        "<tr><th>{T}</th><td><input name=edit readonly value=\"{V}\"><input type=hidden value=\"{D}\"></td></tr>",
        "<tr><th>{T}</th><td><textarea>{V}</textarea></td></tr>",
        "<tr><th>{T}</th><td><span style=\"display:none\">{D}</span>{V}</td></tr>",
        "<tr><th>{T}</th><td><span style=\"DISPLAY : none !important\">{D}</span><span>{V}</span></td></tr>",
        "<tr><th>{T}</th><td><span hidden>{D}</span>{V}</td></tr>",
        "<tr><th>{T}</th><td><span class=\"x sr-only\">{D}</span>{V}</td></tr>",
        "<tr><th>{T}</th><td><script>var v = \"{D}\";</script>{V}<noscript>{D}</noscript></td></tr>",
        "<tr><th>{T}</th><td><!-- {D} -->{V}<template>{D}</template></td></tr>",
        "<tr><th>{T}</th><td>{V} <a href=\"#\">［メール送信］</a></td></tr>",
        "<tr><th>{T}</th><td>{V}<button type=button>{D}</button></td></tr>",
        "<tr><th>{T}</th><td><a href=\"mailto:x@example.jp\" title=\"{D}\">{V}</a></td></tr>",
        "<tr><th>{T}</th><td><span data-value=\"{D}\"><b>{V}</b></span></td></tr>",
        "<tr><th>{T}</th><td style=\"display:none\">{D}</td><td>{V}</td></tr>",
        "<tr style=\"display:none\"><th>{T}</th><td>{D}</td></tr><tr><th>{T}</th><td>{V}</td></tr>",
        "<tr><th>備考</th><td>{D}</td><th>{T}</th><td>{V}</td></tr>",
        "<tr><th> <span>{T}</span>\n</th><td>\n\t{V}\u00A0</td></tr>",
        "<tr><TH scope=row>{T}</TH><TD align=left>{V}</TD></tr>",
        "<tr><th>{T}<td>{V}",
        "<tr><th>{T}</th><td>{V}</td></tr><tr><th>{T}（控え）</th><td>{D}</td></tr>",
    ];

    // What is read must be the value; it may as well be refused.
    private static readonly string[] Doubtful =
    [
        "<tr><th>{T}</th><td>{V}</td><td>{D}</td></tr>", "<tr><th>{T}</th><td>{D}</td><td>{V}</td></tr>",
        "<tr><th>{T}</th><td>{V}</td></tr><tr><th>{T}</th><td>{D}</td></tr>",
        "<tr><th>{T}</th><td>{D}</td></tr><tr><th>{T}</th><td>{V}</td></tr>",
        "<tr><th>新しい{T}</th><td>{V}</td></tr><tr><th>{T}（旧）</th><td>{D}</td></tr>", "<tr><th>{T}（必須）</th><td>{V}</td></tr>",
        "<tr><th>{T}：</th><td>{V}</td></tr>", "<tr><td>{T}</td><td>{V}</td></tr>", "<tr><th>{T}</th><th>{V}</th></tr>",
        "<tr><th>{T}</th></tr><tr><td>{V}</td></tr>",
        "<tr><th>{T}</th><td rowspan=2>{V}</td></tr><tr><th>備考</th></tr>",
        "<tr><th rowspan=2>{T}</th><td>{V}</td></tr><tr><td>{D}</td></tr>", "<tr><th>{T}</th><td colspan=2>{V}</td></tr>",
        "<tr><th>{T}</th><td><select><option selected>{D}</option><option selected>{V}</option></select></td></tr>",
        "<tr><th>{T}</th><td><input type=radio name=r checked>{D}<input type=radio name=q checked>{V}</td></tr>",
        "<tr><th>{T}</th><td><input value=\"{V}\"><input value=\"{D}\"></td></tr>",
        "<tr><th>{T}</th><td><input type=password value=\"{D}\"></td></tr>",
        "<tr><th>{T}</th><td><input type=checkbox checked>{V}<input type=checkbox>{D} 他</td></tr>",
        "<tr><th>{T}</th><td><img alt=\"{D}\" src=x></td></tr>", "<tr><th>{T}</th><td><img src=x>{V}</td></tr>",
        "<tr><th>{T}</th><td><svg><text>{D}</text></svg></td></tr>",
        "<tr><th>{T}</th><td><canvas>{D}</canvas></td></tr>", "<tr><th>{T}</th><td><iframe src=x></iframe>{V}</td></tr>",
        "<tr><th>{T}</th><td><object data=x>{D}</object></td></tr>",
        "<tr><th>{T}</th><td><table><tr><td>{D}</td></tr><tr><td>{V}</td></tr></table></td></tr>",
        "<tr><th>{T}</th><td>{V}<table><tr><th>{T}</th><td>{D}</td></tr></table></td></tr>",
        "<tr><th>{T}</th><td><ul><li>{D}</li><li>{V}</li></ul></td></tr>",
        "<tr><th>{T}</th><td><dl><dt>自宅</dt><dd>{V}</dd><dt>保護者</dt><dd>{D}</dd></dl></td></tr>",
        "<tr><th>{T}</th><td>{V} <a href=\"#\">{D}</a></td></tr>",
        "<tr><th>{T}</th><td><a href=\"#\">{V}</a> <a href=\"#\">{D}</a></td></tr>",
        "<tr><th>{T}</th><td>{V} <span>［保護者 {D}］</span></td></tr>",
        "<tr><th>{T}</th><td><del>{D}</del>{V}</td></tr>", "<tr><th>{T}</th><td><s>{D}</s> {V}</td></tr>",
        "<tr><th>{T}</th><td><span style=\"text-decoration:line-through\">{D}</span> {V}</td></tr>",
        "<tr><th>{T}</th><td><ruby>{V}<rt>{D}</rt></ruby></td></tr>",
        "<tr><th>{T}</th><td><span class=\"hidden\">{D}</span>{V}</td></tr>",
        "<tr><th>{T}</th><td><span class=\"d-none\">{D}</span>{V}</td></tr>",
        "<tr><th>{T}</th><td><span style=\"opacity:0\">{D}</span>{V}</td></tr>",
        "<tr><th>{T}</th><td><span style=\"position:absolute;left:-9999px\">{D}</span>{V}</td></tr>",
        "<tr><th>{T}</th><td><span style=\"font-size:0\">{D}</span>{V}</td></tr>",
        "<tr><th>{T}</th><td><span aria-hidden=true>{D}</span>{V}</td></tr>",
        "<tr><th>{T}</th><td><details><summary>{V}</summary>{D}</details></td></tr>",
        "<tr><th>{T}</th><td><span style=\"color:#fff\">{D}</span>{V}</td></tr>",
        "<tr><th>{T}</th><td><span style=\"color: white\">{D}</span> {V}</td></tr>",
        "<tr><th>{T}</th><td><font color=\"#FFFFFF\">{D}</font>{V}</td></tr>",
        "<tr><th>{T}</th><td><span style=\"color:rgba(0,0,0,0)\">{D}</span>{V}</td></tr>",
        "<tr><th>{T}</th><td><span style=\"visibility:hidden\">{D}</span>{V}</td></tr>",
        "<tr><th>{T}</th><td><bdo dir=rtl>{D}</bdo></td></tr>", "<tr><th>{T}</th><td><x-value text=\"{D}\"></x-value></td></tr>",
        "<tr><th>{T}</th><td><my-cell>{D}</my-cell>{V}</td></tr>",
        "<tr><th>{T}</th><td><script>document.write(\"{V}\")</script></td></tr>",
        "<tr><th>{T}</th><td><progress value=1 max=2>{D}</progress></td></tr>",
        "<tr class=\"hidden\"><th>{T}</th><td>{D}</td></tr><tr><th>{T}</th><td>{V}</td></tr>",
        "<tr><th class=\"is-hidden\">{T}</th><td>{D}</td></tr><tr><th>連絡先</th><td>{V}</td></tr>",
        "<tr><th>{T}</th><td><span class=\"badge bg-info\">NEW</span> {V}</td></tr>", "<tr><th>{T}</th><td>{V}<sup>1)</sup></td></tr>",
        "<tr><th>{T}</th><td>{V} <small>{D}</small></td></tr>", "<tr><th>{T}</th><td>{V}<span class=\"tooltip\">{D}</span></td></tr>",
        "<tr><th>{T}</th><td><span class=\"sp-only\">{V}</span><span class=\"pc-only\">{V}</span></td></tr>",
        "<tr><th>{T}</th><td><span class=\"hidden-xs\">{V}</span><span class=\"visible-xs\">{D}</span></td></tr>",
        "<tr><th>{T}</th><td><span class=\"d-none d-md-inline\">{V}</span><span class=\"d-md-none\">{V}</span></td></tr>",
        "<tr><th>{T}</th><td style=\"direction:rtl;unicode-bidi:bidi-override\">{D}</td></tr>",
        "<tr><th>{T}</th><td><span style=\"direction:rtl;unicode-bidi:bidi-override\">{D}</span></td></tr>",
        "<tr><th>{T}</th><td><div style=\"display:flex;flex-direction:row-reverse\"><span>{D}</span><span>{V}</span></div></td></tr>",
        "<tr><th>{T}</th><td>****</td></tr>", "<tr><th>{T}</th><td>●●●＠example.jp</td></tr>",
        "<tr><th>{T}</th><td>{V}<noframes>{D}</noframes><noembed>{D}</noembed></td></tr>",
        "<tr><th>{T}<span>※</span></th><td>{V}</td></tr>", "<tr><th>{T}</th><td><dialog>{D}</dialog>{V}</td></tr>",
    ];

    private static readonly string[] Blank =
    [
        "<tr><th>{T}</th><td></td></tr>", "<tr><th>{T}</th><td>（未登録）</td></tr>", "<tr><th>{T}</th><td> &nbsp; </td></tr>",
        "<tr><th>{T}</th><td><span hidden>{D}</span></td></tr>",
        "<tr><th>{T}</th><td><label><input type=radio>{D}</label><label><input type=radio>{V}</label></td></tr>",
        "<tr><th>{T}</th><td><input value=\"\" placeholder=\"{D}\"></td></tr>",
    ];

    private static readonly string[] Tables = ["basic", "contact", "vacation", "school", "entry"];

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Habit> All { get; } =
    [
        new("detail: as it is", (_, _) => { }),
        new("detail: clear cell", (page, random) => page.ReplaceTerm(random, Pick(random, Clear))),
        new("detail: doubtful cell", (page, random) =>
        {
            page.ReplaceTerm(random, Pick(random, Doubtful));
            page.MustBeRead = false;
        }),
        new("detail: several cells", (page, random) =>
        {
            for (var times = random.Next(2, 5); times > 0; times--)
            {
                page.ReplaceTerm(random, Pick(random, random.Next(2) == 0 ? Clear : Doubtful));
            }

            page.MustBeRead = false;
        }),
        new(
            "detail: blank cell",
            (page, random) => (page.Blanked, page.MustBeRead) = (page.ReplaceTerm(random, Pick(random, Blank)), false)),
        new("detail: second table", (page, random) =>
        {
            var (id, isHidden) = (Pick(random, Tables), random.Next(3) == 0);
            var (start, end) = Table(page.Other, id);
            var (at, behind) = Table(page.Text, id);
            var second = page.Other[start..end]
                .Replace("<table ", isHidden ? "<table style=\"display:none\" " : "<table ", StringComparison.Ordinal);
            page.Text = page.Text.Insert(random.Next(2) == 0 ? at : behind, second);
            page.MustBeRead = isHidden;
        }),
        new("detail: table of another name", (page, random) =>
        {
            page.Replace($"<table id=\"{Pick(random, Tables)}\"", "<table id=\"renamed\"");
            page.MustBeRead = false;
        }),
        new("detail: table missing", (page, random) =>
        {
            var (start, end) = Table(page.Text, Pick(random, Tables));
            page.Text = page.Text.Remove(start, end - start);
            page.MustBeRead = false;
        }),
        new("detail: two pages in one", (page, random) =>
        {
            var (start, end) =
                (page.Other.IndexOf("<h2>", StringComparison.Ordinal), page.Other.LastIndexOf("</table>", StringComparison.Ordinal));
            page.Text = page.Text.Insert(page.Text.IndexOf("<h2>", StringComparison.Ordinal), page.Other[start..end] + "</table>");
            page.MustBeRead = false;
        }),
        new("detail: somebody else's page", (page, _) => (page.Text, page.MustBeRead) = (page.Other, false)),
    ];

    private static (int Start, int End) Table(string text, string id)
    {
        var start = text.IndexOf($"<table id=\"{id}\"", StringComparison.Ordinal);
        return (start, text.IndexOf("</table>", start, StringComparison.Ordinal) + "</table>".Length);
    }

    private static string Pick(Random random, string[] items) => items[random.Next(items.Length)];
}
