using System.Net;
using RoboSync.Miws.Pages;
using RoboSync.Sync.Failures;

namespace RoboSync.Tests.Miws;

/// <summary>A page counts as the one that was asked for only with proof.</summary>
public sealed class PageProofTests
{
    [Theory]
    [InlineData("", "", HttpStatusCode.OK, null)]
    [InlineData("</html>", "", HttpStatusCode.OK, FailureCode.SitePageChanged)]
    [InlineData("", "", HttpStatusCode.NotFound, FailureCode.SitePageChanged)]
    [InlineData("応募者詳細</h1>", "ページが見つかりません</h1>", HttpStatusCode.NotFound, FailureCode.SitePageChanged)]
    [InlineData("<h1>応募者詳細</h1>", "<h1>応募者が見つかりません</h1>", HttpStatusCode.NotFound, FailureCode.SiteApplicantGone)]
    [InlineData("<h1>応募者詳細</h1>", "<h1>応募者が見つかりません</h1>", HttpStatusCode.OK, FailureCode.SiteApplicantGone)]
    [InlineData("<h1>応募者詳細</h1>", "<h1>応募者詳細</h1><h1>応募者が見つかりません</h1>", HttpStatusCode.OK, FailureCode.SitePageChanged)]
    [InlineData("<h1>応募者詳細</h1>", "<h1>応募者詳細</h1><h1 hidden>応募者が見つかりません</h1>", HttpStatusCode.OK, null)]
    [InlineData("<h1>応募者詳細</h1>", "<h1 hidden>応募者詳細</h1>", HttpStatusCode.OK, FailureCode.SitePageChanged)]
    [InlineData("2027年卒", "2028年卒", HttpStatusCode.OK, FailureCode.SiteDisplayYearDiffers)]
    [InlineData(
        "<h1>応募者詳細</h1>", "<p class=\"error-message\">この画面を表示する権限がありません。</p>", HttpStatusCode.Forbidden, FailureCode.SitePermissionMissing)]
    public async Task A_page_is_what_it_proves_to_be(string from, string to, HttpStatusCode status, FailureCode? expected)
    {
        var definitions = await SavedPage.DefinitionsAsync();
        var page = from.Length == 0 ? SavedPage.Open("applicant-detail") : SavedPage.Changed("applicant-detail", from, to);
        void Require() =>
            PageProof.Require(page, status, definitions.ApplicantDetail, definitions.Site, "2027", FailureCode.SiteApplicantGone);

        if (expected is null)
        {
            Require();
        }
        else
        {
            Should.Throw<SyncException>(Require).Code.ShouldBe(expected.Value);
        }
    }
}
