namespace RoboSync.Torture.Input.Pages;

/// <summary>Habits of a list: its grid, its rows, its total, and what it says of being whole.</summary>
internal static class ListHabits
{
    private static readonly string[] ClearCells =
    [
        "<td> {V}\n</td>", "<td><span>{V}</span></td>", "<td><a href=\"/x\">{V}</a></td>", "<td><span hidden>{D}</span>{V}</td>",
        "<td style=\"display:none\">{D}</td><td>{V}</td>",
        "<td><select><option>{D}</option><option selected>{V}</option></select></td>", "<td><input value=\"{V}\"></td>",
        "<td>{V}<script>'{D}'</script></td>", "<td>{V}",
        "<td>{V} <button>{D}</button></td>",
    ];

    private static readonly string[] DoubtfulCells =
    [
        "<td>{V}</td><td>{D}</td>", "<td colspan=2>{V}</td>", "<td rowspan=2>{V}</td>", "<td><img alt=\"{D}\"></td>",
        "<td>{V}<img src=new.gif></td>", "<td><table><tr><td>{D}</td></tr></table></td>",
        "<td class=\"hidden\">{D}</td><td>{V}</td>", "<td><del>{D}</del>{V}</td>", "<td>{V} <a href=x>{D}</a></td>",
        "<td>{D}</td><td>{V}</td>", "<td>（未登録）</td>", "<td></td>", "",
        "<td><span style=\"opacity:0\">{D}</span>{V}</td>", "<th>{V}</th>", "<td><x-cell v=\"{D}\"></x-cell></td>",
    ];

    // Of numbers, dates and words: a text can say anything.
    private static readonly string[] OtherForms =
    [
        "<td>-</td>", "<td>No.{V}</td>", "<td>{V}※</td>", "<td>{V}<br>{D}</td>", "<td>{V} {D}</td>", "<td>#1F</td>",
        "<td>{V}件</td>", "<td>({V})</td>", "<td>,{V}</td>",
        "<td>0001/01/01 00:00</td>", "<td>9999/12/31 23:59</td>", "<td>R8.6.1</td>", "<td>1,2</td>", "<td>1.5</td>", "<td>１２名</td>",
        "<td>2.2E+07</td>", "<td>-1</td>",
    ];

    private static readonly string[] Notices =
    [
        "該当者が上限（64件）を超えたため、先頭の50件のみ表示しています。", "検索条件：東京都", "64件以上が該当しました。", "一部のみ表示しています。", "以降は省略しました。", "絞り込み中：未読のみ",
        "表示件数を制限しています。", "件数が多すぎるため、すべては表示できません。", "最大50件まで表示します。", "50件を超えたため打ち切りました。",
        "一度に表示するのは50名までです。", "最新の50件だけを表示しています。", "全件ではありません。", "ほか14名は表示していません。",
    ];

    // What pages say besides, and what has nothing to do with the list.
    private static readonly string[] HarmlessNotices =
    [
        "推奨ブラウザ以外ではご利用できません。", "アクセスを制限する設定はアカウント管理で変更できます。", "システムメンテナンス：毎週日曜日 2:00～6:00", "応募者へのメールは1通ずつ送信されます。",
        "パスワードは8文字以上です。以上がご案内です。",
    ];

    private static readonly string[] Totals = [
        "",
        "約{N}",
        "{N}+",
        "{N}/99",
        "{N}～",
        "{N}以上",
        "９９",
        "1",
        "0",
        "{N}0",
        "{N}<i>1</i>",
        "<s>{N}</s>",
        "{N},0",
        "多数",
        "-{N}",
        "{N}.5",
        "{N}</b><b>99"];

    /// <summary>All of them, for a list with so many columns.</summary>
    /// <param name="columns">Its columns.</param>
    /// <param name="read">Those that the definition reads.</param>
    /// <param name="formed">Those of them that hold numbers, dates or known words.</param>
    public static IReadOnlyList<Habit> Of(int columns, int[] read, int[] formed) =>
    [
        new("list: as it is", (_, _) => { }),
        new("list: clear cell", (page, random) => page.ReplaceCell(random, read[random.Next(read.Length)], Pick(random, ClearCells))),
        new("list: clear column", (page, random) =>
        {
            // A cell too many in the rows, hidden or not, is one too many for the header.
            var template = Pick(random, ClearCells);
            page.ReplaceColumn(read[random.Next(read.Length)], template);
        }),
        new(
            "list: doubtful cell",
            Doubtful((page, random) => page.ReplaceCell(random, read[random.Next(read.Length)], Pick(random, DoubtfulCells)))),
        new(
            "list: other form",
            Doubtful((page, random) => page.ReplaceCell(random, formed[random.Next(formed.Length)], Pick(random, OtherForms)))),
        new(
            "list: doubtful column",
            Doubtful((page, random) => page.ReplaceColumn(read[random.Next(read.Length)], Pick(random, DoubtfulCells)))),
        new(
            "list: header of another name",
            Doubtful((page, random) =>
                page.ReplaceHeader(
                    read[random.Next(read.Length)],
                    Pick(random, [
                        "<th>新しい{V}</th>",
                        "<th>{V}（旧）</th>",
                        "<th></th>",
                        "<th>{V} ▼</th>",
                        "<th>{V}<img src=sort.gif></th>",
                        "<th><select><option>{V}</option></select></th>"])))),
        new("list: column more", (page, random) =>
        {
            var at = random.Next(columns);
            page.ReplaceColumn(at, "<td>{D}</td><td>{V}</td>");
            page.ReplaceHeader(at, "<th>備考</th><th>{V}</th>");
        }),
        new("list: column twice", Doubtful((page, random) =>
        {
            var (at, isFirst) = (read[random.Next(read.Length)], random.Next(2) == 0);
            page.ReplaceColumn(at, isFirst ? "<td>{D}</td><td>{V}</td>" : "<td>{V}</td><td>{D}</td>");
            page.ReplaceHeader(at, Pick(random, ["<th>{V}</th><th>{V}</th>", "<th colspan=2>{V}</th>"]));
        })),
        new("list: column missing", Doubtful((page, random) =>
        {
            var at = read[random.Next(read.Length)];
            page.ReplaceColumn(at, "");
            page.ReplaceHeader(at, "");
        })),
        new(
            "list: headers shifted",
            Doubtful((page, random) => page.ReplaceHeader(
                read[random.Next(read.Length)], Pick(random, ["<th>備考</th><th>{V}</th>", "", "<th hidden>備考</th><th>{V}</th>"])))),
        new(
            "list: two rows of headers",
            Doubtful((page, _) => page.Replace("</tr></thead>", "</tr><tr><th colspan=2>計</th></tr></thead>"))),
        new("list: no thead", Doubtful((page, _) =>
        {
            page.Replace("<thead>", "");
            page.Replace("</thead>", "");
        })),
        new(
            "list: headers once more",
            (page, _) => page.Rearrange(rows => rows.Take(2).Append("<tr><th>再掲</th></tr>\n").Concat(rows.Skip(2)))),
        new(
            "list: sum below",
            Doubtful((page, random) =>
                page.Replace(
                    "</tbody>",
                    Pick(random, [
                        "<tr><td>合計</td></tr></tbody>",
                        "</tbody><tfoot><tr><td>合計</td></tr></tfoot>",
                        "</tbody><tbody><tr><td>合計</td><td>64</td></tr></tbody>"])))),
        new("list: row twice", Doubtful((page, random) => page.Rearrange(rows => rows.Append(rows[random.Next(rows.Count)])))),
        new(
            "list: row missing",
            Doubtful((page, random) => page.Rearrange(rows => rows.Where((_, index) => index != random.Next(rows.Count) && index != 0)))),
        new("list: row hidden", Doubtful((page, random) =>
        {
            var hidden = random.Next(2);
            page.Rearrange(
                rows =>
                    rows.Select((row, index) => index == hidden ? row.Replace(
                        "<tr>",
                        Pick(random, ["<tr style=\"display:none\">", "<tr hidden>", "<tr class=\"hidden\">"]),
                        StringComparison.Ordinal) : row));
        })),
        new(
            "list: rows in a comment",
            Doubtful((page, _) => page.Rearrange(rows => rows.Select((row, index) => index == 0 ? $"<!-- {row} -->" : row)))),
        new("list: rows vanish", Doubtful((page, _) => page.Rearrange(_ => []))),
        new("list: says none", Doubtful((page, random) =>
        {
            var (start, end) = (
                page.Text.IndexOf("<table", StringComparison.Ordinal),
                page.Text.IndexOf("</table>", StringComparison.Ordinal) + "</table>".Length);
            const string None = "<p class=\"no-result\">該当する方はいません。ありません。</p>";
            page.Text = random.Next(3) switch { 0 => page.Text.Insert(start, None), 1 => page.Text[..start] + None
                + page.Text[end..], _ => page.Text[..start] + page.Text[end..] };
        })),
        new("list: other total", Doubtful((page, random) => page.Text = System.Text.RegularExpressions.Regex.Replace(
            page.Text, "<b>([0-9,]+)</b>件", match =>
                $"<b>{Pick(random, Totals).Replace("{N}", match.Groups[1].Value, StringComparison.Ordinal)}</b>件"))),
        new("list: first rows only", Doubtful((page, random) =>
        {
            // The site states what it shows, and says beside it that this is not all.
            page.Rearrange(rows => rows.Take(3));
            page.Text = System.Text.RegularExpressions.Regex.Replace(
                page.Text, "<b>[0-9,]+</b>件", Pick(random, ["<b>3</b>件", "<b>3+</b>件", "<b>約3</b>件", "<b>3</b>件以上"]));
            page.Text = System.Text.RegularExpressions.Regex.Replace(page.Text, "<ul class=\"pager\">.*?</ul>", "");
            page.Replace("<table ", $"<p class=\"notice\">{Pick(random, Notices)}</p><table ");
        })),
        new("list: notice", Doubtful((page, random) => page.Replace("<table ", $"<div>{Pick(random, Notices)}</div><table "))),
        new("list: harmless notice", (page, random) =>
            page.Replace("<table ", $"<div>{Pick(random, HarmlessNotices)}</div><table ")),
        new("list: second table", Doubtful((page, random) =>
        {
            var (start, end) = (
                page.Text.IndexOf("<table", StringComparison.Ordinal),
                page.Text.IndexOf("</table>", StringComparison.Ordinal) + "</table>".Length);
            page.Text = page.Text.Insert(
                random.Next(2) == 0 ? start : end,
                page.Text[start..end].Replace("<table ", Pick(random, ["<table ", "<table class=\"hide\" "]), StringComparison.Ordinal));
        })),
        new(
            "list: no next page",
            Doubtful((page, _) => page.Text = page.Text.Replace("class=\"next\"", "class=\"forward\"", StringComparison.Ordinal))),
        new("list: always a next page", Doubtful(
            (page, _) => page.Replace("</body>", "<ul class=\"pager\"><li class=\"next\"><a href=\"/x\">次へ</a></li></ul></body>"))),
        new("list: another list", Doubtful((page, _) => page.Text = page.Other)),
        new("list: sorted otherwise", Doubtful((page, _) => page.Rearrange(rows => rows.AsEnumerable().Reverse()))),
    ];

    private static Action<MutatedPage, Random> Doubtful(Action<MutatedPage, Random> apply) => (page, random) =>
    {
        apply(page, random);
        page.MustBeRead = false;
    };

    private static string Pick(Random random, string[] items) => items[random.Next(items.Length)];
}
