using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;
using RoboSync.Simulators.Miws.Visits;

namespace RoboSync.Simulators.Miws.Skins.Plain;

/// <summary>The skin's HTML: the tables and class names of a business site of its age.</summary>
internal static class PlainPages
{
    public static string Login(Visit visit, string token, string? error) => Bare(visit, "ログイン", $"""
        <h1>マイナビ採用管理システム</h1>
        {(error is null ? "" : $"<p class=\"error-message\">{Encode(error)}</p>")}
        <form id="login-form" method="post" action="/login">
        <input type="hidden" name="_token" value="{token}">
        <table class="form"><tr><th>ログインID</th><td><input type="text" name="loginId"></td></tr>
        <tr><th>パスワード</th><td><input type="password" name="password"></td></tr></table>
        <button type="submit">MIWSで作成したアカウントでログイン</button>
        </form>
        """);

    public static string PasswordExpired(Visit visit) => Bare(visit, "パスワード変更", """
        <h1>パスワードの有効期限が切れています</h1>
        <form method="post" action="/password/change"><input type="password" name="new"><button type="submit">変更する</button></form>
        """);

    public static string Challenge(Visit visit) => Bare(visit, "画像認証", """
        <h1>画像認証</h1>
        <form id="challenge-form" method="post" action="/challenge"><p>画像の文字を入力してください。</p><input name="answer"><button type="submit">送信</button></form>
        """);

    public static string Maintenance(Visit visit) => Bare(visit, "メンテナンス", """
        <h1>ただいまメンテナンス中です</h1>
        <p>終了までしばらくお待ちください。</p>
        """);

    public static string Top(Visit visit) => Page(visit, "トップ", """
        <h1>トップ</h1>
        <ul class="menu"><li><a href="/applicants">応募者一覧</a></li><li><a href="/seminars">セミナー一覧</a></li></ul>
        """);

    public static string NoPermission(Visit visit) => Page(visit, "エラー", "<p class=\"error-message\">この画面を表示する権限がありません。</p>");

    /// <summary>There is no such page, applicant or seminar.</summary>
    public static string Missing(Visit visit, string what)
    {
        visit.Http.Response.StatusCode = StatusCodes.Status404NotFound;
        return Page(visit, what, $"<h1>{what}</h1>");
    }

    public static string List<T>(Visit visit, string title, string table, Listing<T> listing, Grid grid, string none, string? nextLink)
    {
        var body = new StringBuilder().Append("<h1>").Append(title).AppendLine("</h1>");
        body.Append(CultureInfo.InvariantCulture, $"<p class=\"result-count\">検索結果：<b>{listing.Stated:N0}</b>件");
        if (grid.Rows.Count > 0)
        {
            body.Append(CultureInfo.InvariantCulture, $"（{listing.From + 1:N0}～{listing.From + grid.Rows.Count:N0}件を表示）");
        }

        body.AppendLine("</p>");
        body.Append(listing.Notice is null ? "" : $"<p class=\"notice\">{Encode(listing.Notice)}</p>\n");
        if (grid.Rows.Count == 0 && !listing.HidesRows)
        {
            body.Append("<p class=\"no-result\">").Append(none).AppendLine("</p>");
        }
        else
        {
            Write(body, table, listing.HidesRows ? grid with { Rows = [] } : grid);
        }

        if (nextLink is not null)
        {
            body.Append("<ul class=\"pager\"><li class=\"next\"><a href=\"").Append(Encode(nextLink)).AppendLine("\">次へ</a></li></ul>");
        }

        return Page(visit, title, body.ToString());
    }

    /// <summary>A page of definition tables: one row per term.</summary>
    public static string Details(
        Visit visit, string title, IReadOnlyList<(string Id, string Caption, IReadOnlyList<Term> Terms)> sections, string? inInput)
    {
        var body = new StringBuilder().Append("<h1>").Append(title).AppendLine("</h1>");
        foreach (var (id, caption, terms) in sections)
        {
            body.Append("<h2>").Append(caption).Append("</h2>\n<table id=\"").Append(id).AppendLine("\" class=\"definition\">");
            foreach (var (term, value) in terms)
            {
                var cell = term == inInput ? $"<input type=\"text\" name=\"edit\" value=\"{Encode(value)}\">" : Encode(value);
                body.Append("<tr><th>").Append(Encode(term)).Append("</th><td>").Append(cell).AppendLine("</td></tr>");
            }

            body.AppendLine("</table>");
        }

        return Page(visit, title, body.ToString());
    }

    private static void Write(StringBuilder body, string table, Grid grid)
    {
        body.Append("<table id=\"").Append(table).Append("\" class=\"list\">\n<thead><tr>");
        foreach (var column in grid.Columns)
        {
            body.Append("<th>").Append(Encode(column.Name)).Append("</th>");
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

    private static string Page(Visit visit, string title, string body) => Document(visit, title, Header(visit), body);

    private static string Bare(Visit visit, string title, string body) => Document(visit, title, "", body);

    private static string Header(Visit visit) => string.Create(CultureInfo.InvariantCulture, $"""
        <div id="header"><span class="company">{Encode(visit.Data.Company)}</span><span class="display-year">{visit.Year}年卒</span><a id="logout" href="/logout">ログアウト</a></div>

        """);

    private static string Document(Visit visit, string title, string header, string body) => $"""
        <!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN">
        <html lang="ja"><head><meta http-equiv="Content-Type" content="text/html; charset={visit.Charset}"><title>{title}｜MIWS</title>
        <link rel="stylesheet" href="/css/base.css"></head>
        <body>
        {header}<div id="main">
        {body}</div>
        <div id="footer">Copyright &copy; sample</div>
        </body></html>
        """;

    private static string Encode(string text) => text.AsSpan().IndexOfAny("<>&\"'") < 0 ? text : WebUtility.HtmlEncode(text);
}
