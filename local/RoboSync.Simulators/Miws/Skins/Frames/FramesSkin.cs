using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RoboSync.Simulators.Miws.Visits;

namespace RoboSync.Simulators.Miws.Skins.Frames;

/// <summary>
/// A site of the 2000s: frames, Shift_JIS, sign-in in steps, a posted search that the session keeps, paging by offset, detail pages by a
/// posted internal key, dates of the era, headings on two lines, bookings by 日程.
/// </summary>
internal sealed class FramesSkin : MiwsSkin
{
    private const int WindowsShiftJis = 932;

    private static readonly Dictionary<string, string> Words = new(StringComparer.Ordinal)
    {
        ["応募者番号"] = FramesViews.EntryNumber,
        ["氏名"] = FramesViews.FamilyName,
        ["フリガナ"] = "セイ",
        ["メールアドレス"] = "E-mail",
        ["電話番号"] = "TEL",
        ["学部・研究科"] = "学部",
        ["学科・専攻"] = "学科",
        ["卒業予定"] = "卒業見込",
        ["部活・サークル"] = "クラブ活動",
        ["選考フロー"] = FramesViews.Flow,
        ["最終更新日時"] = FramesViews.LastChanged,
        ["ステータス"] = FramesViews.State,
        ["予約数"] = FramesViews.BookingCount,
        ["セミナーNo."] = FramesViews.SeminarNumber,
    };

    public override string Name => "frames";

    public override MiwsAddresses Addresses { get; } =
        new("/auth/", "/auth/login.do", "/top/", "/oubo/", "/oubo/ichiran.do", "/oubo/syosai.do", "/setsumei/", "/setsumei/yoyaku.do");

    public override Encoding PageEncoding { get; } = CodePagesEncodingProvider.Instance.GetEncoding(WindowsShiftJis)!;

    internal override string SignInAddress => "/auth/timeout.do";

    public override string Word(string word) => Words.GetValueOrDefault(word, word);

    internal override string CharsetOf(Encoding encoding) => encoding.CodePage == WindowsShiftJis ? "Windows-31J" : encoding.WebName;

    internal override string? StepLeft(MiwsSite site, MiwsSession session) => FramesSignIn.StepLeft(site, session);

    internal override void Map(IEndpointRouteBuilder routes, MiwsSite site)
    {
        FramesSignIn.Map(routes, site);
        routes.MapGet("/top/frame.do", site.SignedIn(FramesPages.FrameSet));
        routes.MapGet("/top/head.do", site.SignedIn(FramesPages.Head));
        routes.MapGet("/top/menu.do", site.SignedIn(FramesPages.Menu));
        routes.MapGet("/top/main.do", site.SignedIn(FramesPages.Main));
        routes.MapGet("/oubo/kensaku.do", site.SignedIn(FramesPages.Search));
        routes.MapPost("/oubo/ichiran.do", site.SignedIn(FramesViews.SearchAsync));
        routes.MapGet("/oubo/ichiran.do", site.SignedIn(FramesViews.Applicants));
        routes.MapPost("/oubo/syosai.do", site.SignedIn(FramesViews.ApplicantAsync));
        routes.MapGet("/oubo/syosai.do", site.SignedIn(FramesPages.WrongWay));
        routes.MapGet("/setsumei/ichiran.do", site.SignedIn(FramesViews.Seminars));
        routes.MapGet("/setsumei/nittei.do", site.SignedIn(FramesViews.Dates));
        routes.MapGet("/setsumei/yoyaku.do", site.SignedIn(FramesViews.Bookings));
        routes.MapGet("/img/{name}.gif", (RequestDelegate)FramesImages.WriteAsync);
    }

    internal override string Maintenance(Visit visit) => FramesPages.Maintenance(visit);

    internal override string Challenge(Visit visit) => FramesPages.Challenge(visit);

    internal override string SessionLost(Visit visit) => FramesPages.SessionLost(visit);

    // As old sites do, with status 200.
    internal override string NoPermission(Visit visit) => FramesPages.Error(visit, "この機能を利用する権限がありません。");

    internal override string NotFound(Visit visit) => FramesPages.Error(visit, "指定されたページは存在しません。");
}
