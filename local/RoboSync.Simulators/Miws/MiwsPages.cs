using System.Globalization;
using System.Net;
using System.Text;

namespace RoboSync.Simulators.Miws;

/// <summary>A cell: text, and where it links to.</summary>
internal sealed record Cell(string Text, string? Link = null);

/// <summary>A table before it becomes HTML, so that faults can take a column away, rename or move it.</summary>
internal sealed record Grid(string Id, IReadOnlyList<string> Headers, IReadOnlyList<IReadOnlyList<Cell>> Rows);

/// <summary>The HTML of MIWS' pages: the tables and class names of a business site of its age.</summary>
internal static class MiwsPages
{
    public static string Login(string charset, string token, string? error) => Document(charset, "ログイン", "", $"""
        <h1>マイナビ採用管理システム</h1>
        {(error is null ? "" : $"<p class=\"error-message\">{Encode(error)}</p>")}
        <form id="login-form" method="post" action="/login">
        <input type="hidden" name="_token" value="{token}">
        <table class="form"><tr><th>ログインID</th><td><input type="text" name="loginId"></td></tr>
        <tr><th>パスワード</th><td><input type="password" name="password"></td></tr></table>
        <button type="submit">MIWSで作成したアカウントでログイン</button>
        </form>
        """);

    public static string PasswordExpired(string charset) => Document(charset, "パスワード変更", "", """
        <h1>パスワードの有効期限が切れています</h1>
        <form method="post" action="/password/change"><input type="password" name="new"><button type="submit">変更する</button></form>
        """);

    public static string Challenge(string charset) => Document(charset, "画像認証", "", """
        <h1>画像認証</h1>
        <form id="challenge-form" method="post" action="/challenge"><p>画像の文字を入力してください。</p><input name="answer"><button type="submit">送信</button></form>
        """);

    public static string Maintenance(string charset) => Document(charset, "メンテナンス", "", """
        <h1>ただいまメンテナンス中です</h1>
        <p>終了までしばらくお待ちください。</p>
        """);

    public static string Top(string charset, string header) => Document(charset, "トップ", header, """
        <h1>トップ</h1>
        <ul class="menu"><li><a href="/applicants">応募者一覧</a></li><li><a href="/seminars">セミナー一覧</a></li></ul>
        """);

    public static string NoPermission(string charset, string header) =>
        Document(charset, "エラー", header, "<p class=\"error-message\">この画面を表示する権限がありません。</p>");

    public static string NotFound(string charset, string header, string what) => Document(charset, what, header, $"<h1>{what}</h1>");

    public static string Header(string company, int year) => string.Create(CultureInfo.InvariantCulture, $"""
        <div id="header"><span class="company">{Encode(company)}</span><span class="display-year">{year}年卒</span><a id="logout" href="/logout">ログアウト</a></div>

        """);

    public static string List(
        string charset, string header, string title, Grid grid, int total, int page, string none, string? nextLink, bool rowsVanish,
        string? notice)
    {
        var body = new StringBuilder().Append("<h1>").Append(title).AppendLine("</h1>");
        var first = ((page - 1) * MiwsSite.PageSize) + 1;
        body.Append(CultureInfo.InvariantCulture, $"<p class=\"result-count\">検索結果：<b>{total:N0}</b>件");
        if (grid.Rows.Count > 0)
        {
            body.Append(CultureInfo.InvariantCulture, $"（{first:N0}～{first + grid.Rows.Count - 1:N0}件を表示）");
        }

        body.AppendLine("</p>");
        body.Append(notice is null ? "" : $"<p class=\"notice\">{Encode(notice)}</p>\n");
        if (grid.Rows.Count == 0 && !rowsVanish)
        {
            body.Append("<p class=\"no-result\">").Append(none).AppendLine("</p>");
        }
        else
        {
            Write(body, rowsVanish ? grid with { Rows = [] } : grid);
        }

        if (nextLink is not null)
        {
            body.Append("<ul class=\"pager\"><li class=\"next\"><a href=\"").Append(Encode(nextLink)).AppendLine("\">次へ</a></li></ul>");
        }

        return Document(charset, title, header, body.ToString());
    }

    /// <summary>A page of definition tables: one row per term.</summary>
    public static string Details(
        string charset,
        string header,
        string title,
        IReadOnlyList<(string Id, string Caption, IReadOnlyList<(string Term, string Value)> Rows)> sections,
        string? inInput)
    {
        var body = new StringBuilder().Append("<h1>").Append(title).AppendLine("</h1>");
        foreach (var (id, caption, rows) in sections)
        {
            body.Append("<h2>").Append(caption).Append("</h2>\n<table id=\"").Append(id).AppendLine("\" class=\"definition\">");
            foreach (var (term, value) in rows)
            {
                var cell = term == inInput ? $"<input type=\"text\" name=\"edit\" value=\"{Encode(value)}\">" : Encode(value);
                body.Append("<tr><th>").Append(Encode(term)).Append("</th><td>").Append(cell).AppendLine("</td></tr>");
            }

            body.AppendLine("</table>");
        }

        return Document(charset, title, header, body.ToString());
    }

    private static void Write(StringBuilder body, Grid grid)
    {
        body.Append("<table id=\"").Append(grid.Id).Append("\" class=\"list\">\n<thead><tr>");
        foreach (var name in grid.Headers)
        {
            body.Append("<th>").Append(Encode(name)).Append("</th>");
        }

        body.AppendLine("</tr></thead>\n<tbody>");
        foreach (var row in grid.Rows)
        {
            body.Append("<tr>");
            foreach (var cell in row)
            {
                body.Append("<td>");
                if (cell.Link is not null)
                {
                    body.Append("<a href=\"").Append(Encode(cell.Link)).Append("\">").Append(Encode(cell.Text)).Append("</a>");
                }
                else
                {
                    body.Append(Encode(cell.Text));
                }

                body.Append("</td>");
            }

            body.AppendLine("</tr>");
        }

        body.AppendLine("</tbody></table>");
    }

    private static string Document(string charset, string title, string header, string body) => $"""
        <!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN">
        <html lang="ja"><head><meta http-equiv="Content-Type" content="text/html; charset={charset}"><title>{title}｜MIWS</title>
        <link rel="stylesheet" href="/css/base.css"></head>
        <body>
        {header}<div id="main">
        {body}</div>
        <div id="footer">Copyright &copy; sample</div>
        </body></html>
        """;

    private static string Encode(string text) => text.AsSpan().IndexOfAny("<>&\"'") < 0 ? text : WebUtility.HtmlEncode(text);
}
