using System.Text;
using RoboSync.Simulators.Miws.Visits;
using static RoboSync.Simulators.Miws.Skins.Frames.FramesText;

namespace RoboSync.Simulators.Miws.Skins.Frames;

/// <summary>The skin's HTML: pages of the sign-in, the frames, and what stands in them.</summary>
internal static class FramesPages
{
    /// <summary>What the links of the applicant list post.</summary>
    public const string DetailForm = """
        <form name="syosaiForm" method="post" action="syosai.do"><input type="hidden" name="key" value=""></form>
        <script type="text/javascript">
        <!--
        function goDetail(key) { document.syosaiForm.key.value = key; document.syosaiForm.submit(); }
        //-->
        </script>

        """;

    public static string Entry(Visit visit) => Outside(visit, "企業様ログイン", """
        <p>ログインの方法を選択してください。</p>
        <table border="0" cellpadding="6"><tr><td>■</td><td><a href="login.do">MIWSで作成したアカウントでログイン</a></td></tr>
        <tr><td>■</td><td><a href="sso.do">マイナビIDでログイン</a></td></tr></table>
        <p class="small">推奨環境：Microsoft Internet Explorer 6.0以上、画面の解像度 1024×768以上</p>
        """);

    public static string Login(Visit visit, string token, string? error) => Outside(visit, "ログイン", $"""
        {(error is null ? "" : $"<p><font class=\"err\" color=\"#CC0000\">{Encode(error)}</font></p>")}
        <form name="loginForm" method="post" action="">
        <input type="hidden" name="org.apache.struts.taglib.html.TOKEN" value="{token}">
        <table class="form" border="1" cellspacing="0" cellpadding="5" bordercolor="#8CA3C7">
        <tr><td class="midashi">アカウント区分</td><td><select name="kubun"><option value="0">個人</option><option value="1" selected>企業</option></select></td></tr>
        <tr><td class="midashi">ユーザーID</td><td><input type="text" name="userId" size="24" maxlength="32"></td></tr>
        <tr><td class="midashi">パスワード</td><td><input type="password" name="passwd" size="24" maxlength="64"></td></tr></table>
        <p><input type="image" name="btnLogin" src="/img/btn_login.gif" alt="ログイン" border="0"></p>
        </form>
        """);

    public static string PasswordExpired(Visit visit) => Outside(visit, "パスワード変更", """
        <p><font color="#CC0000">パスワードの有効期間が過ぎています。新しいパスワードを設定してください。</font></p>
        <form name="passwdForm" method="post" action="passwd.do"><input type="password" name="newPasswd"> <input type="submit" name="henko" value="変更する"></form>
        """);

    public static string Challenge(Visit visit) => Outside(visit, "画像認証", """
        <form name="ninsyoForm" method="post" action="/auth/ninsyo.do"><p>画像に表示されている文字を入力してください。</p>
        <input type="text" name="moji"> <input type="submit" name="sosin" value="送信する"></form>
        """);

    // A heading that also お知らせ has: who looks for that word alone takes the one for the other.
    public static string Maintenance(Visit visit) => Outside(visit, "システムメンテナンスのお知らせ", """
        <p>ただいまシステムメンテナンス中のため、ご利用いただけません。</p><p>ご迷惑をおかけいたしますが、終了までお待ちください。</p>
        """);

    public static string SessionLost(Visit visit) => Outside(visit, "タイムアウト", """
        <p>一定時間操作がなかったか、他の端末でログインされたため、接続を終了しました。</p>
        <p><a href="/auth/index.do" target="_top">ログイン画面へ</a></p>
        """);

    public static string Elsewhere(Visit visit) => Outside(visit, "確認", """
        <p>このユーザーIDは、他の端末でログイン中です。続行すると、他の端末での接続は終了します。</p>
        <form name="tanmatsuForm" method="post" action="tanmatsu.do">
        <input type="submit" name="keizoku" value="続行する"> <input type="submit" name="chushi" value="中止する"></form>
        """);

    public static string News(Visit visit) => Outside(visit, "お知らせ", $"""
        <table class="form" width="520" border="1" cellspacing="0" cellpadding="5" bordercolor="#8CA3C7">
        <tr><td class="midashi" nowrap>{Short(DateOnly.FromDateTime(visit.Data.Minute))}</td><td>セミナー予約の受付時間を変更しました。詳しくはご利用の手引きをご覧ください。</td></tr></table>
        <form name="oshiraseForm" method="post" action="oshirase.do"><input type="hidden" name="oshiraseId" value="1204">
        <input type="submit" name="kakunin" value="確認しました"></form>
        """);

    /// <summary>Last year's is chosen unless one chooses another.</summary>
    public static string YearChoice(Visit visit, int year, string? error) => Outside(visit, "年度の選択", Text($"""
        {(error is null ? "" : $"<p><font class=\"err\" color=\"#CC0000\">{Encode(error)}</font></p>")}
        <form name="nendoForm" method="post" action="nendo.do"><p>表示する年度を選択してください。</p>
        <select name="nendo"><option value="{year - 1}" selected>{Year(year - 1)}3月卒業予定</option><option value="{year}">{Year(year)}3月卒業予定</option></select>
        <input type="submit" name="settei" value="設定"></form>
        """));

    /// <summary>Leads on by a refresh, as pages did that set a cookie.</summary>
    public static string Refresh(Visit visit, string address) => Document(
        visit, "認証中", $"<meta http-equiv=\"refresh\" content=\"0; URL={address}\">", "<body><p>認証中です。しばらくお待ちください。</p></body>");

    /// <summary>Leads on by a script.</summary>
    public static string Script(Visit visit, string address) => Document(
        visit, "読込中", "", $"<body><script type=\"text/javascript\">location.href = \"{address}\";</script></body>");

    public static string FrameSet(Visit visit) => Document(visit, "採用管理システム", "", """
        <frameset rows="48,*" border="0" frameborder="0"><frame name="head" src="head.do" scrolling="no" noresize>
        <frameset cols="168,*"><frame name="menu" src="menu.do"><frame name="main" src="main.do"></frameset>
        <noframes><body>フレームに対応したブラウザでご覧ください。</body></noframes></frameset>
        """);

    public static string Head(Visit visit) => Document(visit, "ヘッダー", "", """
        <body class="head"><table width="100%" border="0"><tr><td><img src="/img/logo.gif" alt="MIWS 採用管理"></td><td align="right">企業様専用　採用管理システム</td></tr></table></body>
        """);

    public static string Menu(Visit visit) => Document(visit, "メニュー", "", """
        <body class="menu"><table class="menu" width="150" border="1" cellspacing="0" cellpadding="4" bordercolor="#8CA3C7">
        <tr><td class="midashi">応募者管理</td></tr><tr><td>・<a href="/oubo/kensaku.do" target="main">応募者検索</a></td></tr>
        <tr><td class="midashi">セミナー管理</td></tr><tr><td>・<a href="/setsumei/ichiran.do" target="main">セミナー一覧</a></td></tr>
        <tr><td class="midashi">その他</td></tr><tr><td>・<a href="/top/main.do" target="main">トップ</a></td></tr></table></body>
        """);

    public static string Main(Visit visit) => InFrame(visit, "トップ", """
        <p>左のメニューから選択してください。</p>

        """);

    public static string Search(Visit visit) => InFrame(visit, "応募者検索", $"""
        <form name="kensakuForm" method="post" action="ichiran.do"><input type="hidden" name="gamen" value="OB010">
        <table class="form" width="640" border="1" cellspacing="0" cellpadding="4" bordercolor="#8CA3C7">
        <tr><td class="midashi" width="140">エントリーNo.</td><td><input type="text" name="entryNo" size="16"></td></tr>
        <tr><td class="midashi">選考区分</td><td>{string.Concat(MiwsFlows.Codes.Select(flow => $"<label><input type=\"checkbox\" name=\"flow\" value=\"{flow.Value}\">{flow.Key}</label>　"))}</td></tr>
        <tr><td class="midashi">表示順</td><td><select name="jun"><option value="1" selected>エントリーNo.順</option><option value="2">最終更新の新しい順</option></select></td></tr>
        <tr><td class="midashi">表示件数</td><td><select name="kensu"><option value="20" selected>20件</option><option value="50">50件</option><option value="100">100件</option></select></td></tr></table>
        <p><input type="submit" name="kensaku" value="検索する"> <input type="reset" value="クリア"></p></form>

        """);

    /// <summary>A page about one thing: labels and values side by side, two of each on a line.</summary>
    public static string Details(
        Visit visit, string title, IReadOnlyList<(string Title, IReadOnlyList<Term> Terms)> sections, string? inInput)
    {
        var body = new StringBuilder();
        foreach (var (section, terms) in sections)
        {
            body.Append("<p class=\"komidashi\">●").Append(section).AppendLine("</p>");
            body.AppendLine(
                "<table class=\"syosai\" width=\"100%\" border=\"1\" cellspacing=\"0\" cellpadding=\"4\" bordercolor=\"#8CA3C7\">");
            foreach (var pair in terms.Chunk(2))
            {
                body.Append("<tr>");
                foreach (var (term, value) in pair)
                {
                    var cell = term == inInput
                        ? $"<input type=\"text\" name=\"henshu\" size=\"30\" value=\"{Encode(value)}\">"
                        : Cell(value);
                    body.Append("<td class=\"midashi\" width=\"15%\" nowrap>").Append(Encode(term)).Append("</td><td")
                        .Append(pair.Length == 1 ? " colspan=\"3\"" : " width=\"35%\"").Append('>').Append(cell).Append("</td>");
                }

                body.AppendLine("</tr>");
            }

            body.AppendLine("</table>");
        }

        body.AppendLine("<p align=\"center\"><input type=\"button\" value=\"戻る\" onclick=\"history.back();\"></p>");
        return InFrame(visit, title, body.ToString());
    }

    /// <summary>Something was asked for in a way that no link of the site leads to.</summary>
    public static string WrongWay(Visit visit) =>
        visit.Year == 0 ? Outside(visit, "エラー", WrongWayBody) : Error(visit, "不正な画面遷移です。メニューからやり直してください。");

    /// <summary>An error within the frame.</summary>
    public static string Error(Visit visit, string sentence) =>
        InFrame(visit, "エラー", $"<p class=\"error\"><font color=\"#CC0000\">{Encode(sentence)}</font></p>\n");

    /// <summary>A page of the main frame; each says who is signed in and for which year.</summary>
    public static string InFrame(Visit visit, string title, string body) => Document(visit, title, "", Text($"""
        <body>
        <table class="bar" width="100%" border="0" cellspacing="0" cellpadding="3"><tr><td class="title">■ {title}</td><td class="loginInfo" align="right" nowrap>{Encode(visit.Data.Company)} 様 ［表示年度：{visit.Year % 100}卒］ <a href="/auth/logout.do" target="_top">ログアウト</a></td></tr></table>
        {body}<hr size="1" color="#8CA3C7">
        <p class="small" align="right">Copyright(C) sample. All rights reserved.</p>
        </body>
        """));

    private const string WrongWayBody = "<p class=\"error\"><font color=\"#CC0000\">不正な画面遷移です。ログイン画面からやり直してください。</font></p>";

    // Before the frames.
    private static string Outside(Visit visit, string title, string body) => Document(visit, title, "", $"""
        <body>
        <table class="bar" width="100%" border="0" cellspacing="0" cellpadding="3"><tr><td><img src="/img/logo.gif" alt="MIWS 採用管理"></td><td align="right">企業様専用　採用管理システム</td></tr></table>
        <div align="center">
        <h2>{title}</h2>
        {body}
        </div>
        </body>
        """);

    private static string Document(Visit visit, string title, string head, string body) => $$"""
        <!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN">
        <html lang="ja"><head><meta http-equiv="Content-Type" content="text/html; charset={{visit.Charset}}">{{head}}<title>{{title}}</title>
        <style type="text/css">
        <!--
        body, td, th { font-family: "ＭＳ Ｐゴシック", "Osaka", sans-serif; font-size: 12px; color: #222222 }
        body.menu { background: #DCE6F4 } body.head { background: #1F4E9C } body.head td { color: #FFFFFF; font-weight: bold }
        th, td.midashi { background: #C9D8EE; font-weight: bold; text-align: left } table.menu { background: #FFFFFF }
        table.bar { background: #DCE6F4; border-bottom: 2px solid #1F4E9C } td.title { font-size: 14px; font-weight: bold }
        p.komidashi { font-weight: bold; color: #1F4E9C; margin: 10px 0 3px } tr.gokei td { background: #FFF6D6; font-weight: bold }
        h2 { font-size: 16px; color: #1F4E9C } .small { font-size: 10px; color: #666666 }
        -->
        </style></head>
        {{body}}</html>
        """;
}
