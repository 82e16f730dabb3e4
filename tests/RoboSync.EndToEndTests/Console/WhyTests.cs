using RoboSync.EndToEndTests.Running;
using RoboSync.Simulators.Hrmos;
using RoboSync.Simulators.Serving;
using RoboSync.Sync.Candidates;
using RoboSync.Sync.Tenants;
using RoboSync.Sync.Users;

namespace RoboSync.EndToEndTests.Console;

/// <summary>「なぜ入っていない？」 has an answer for whoever is in, was refused, is too early, or is not on the list.</summary>
public sealed class WhyTests(StorageFixture storage)
{
    [Fact]
    public async Task Every_number_has_an_answer_without_personal_data()
    {
        await using var site = await ConsoleSite.StartAsync(storage);
        site.Product.HrmosFaults.Arm(new Fault(HrmosFaults.ValueRejected, "/v1/candidates", Times: 1, Value: "mail"));
        await site.Product.RunSlotAsync();
        var refused =
            (await site.Product.Get<ISetAsideStore>().ReadAllAsync(new LinkScope(ConsoleSite.Company, "miws", 2027), "miws-2027", default))
            .Keys.ShouldHaveSingleItem();
        var applicant = site.Product.Miws.Applicants.First(one => one.Number != refused && one.Flow is "プレサイト期間" or "本サイト採用");
        using var visitor = await site.SignedInAsync(UserRole.Viewer);

        var page = await visitor.OpenAsync($"/why?number={applicant.Number}");
        page.Text.ShouldContain("HRMOSに取り込み済みです。", Case.Sensitive, site.Product.Errors());
        page.Text.ShouldContain($"選考フロー：{applicant.Flow}");
        page.Text.ShouldNotContain(applicant.Person.Name);

        page = await visitor.OpenAsync($"/why?number={refused}");
        page.Text.ShouldContain("HRMOSに登録できず、再試行を待っています。");
        page.Document.QuerySelectorAll(".timeline li").Length.ShouldBeGreaterThan(1);
        (await visitor.OpenAsync("/why?number=99999999")).Text.ShouldContain("この番号はありませんでした。");
        (await visitor.OpenAsync("/why?number=%3Cscript%3E")).Text.ShouldContain("応募者番号は、MIWSに表示されている数字を");

        using var stranger = await site.SignedInAsync(UserRole.Manager, "elsewhere");
        (await stranger.OpenAsync($"/why?number={applicant.Number}")).Text.ShouldNotContain("HRMOSに取り込み済みです。");
    }

    [Fact]
    public async Task Who_entered_before_the_start_date_is_told_so()
    {
        await using var site = await ConsoleSite.StartAsync(
            storage, configure: options => options.Tenant = document => document["accounts"]![0]!["startDate"] = "2026-06-01");
        await site.Product.RunSlotAsync();
        var early =
            site.Product.Miws.Applicants.First(one => one.EntryDate < new DateOnly(2026, 6, 1) && one.Flow is "プレサイト期間" or "本サイト採用");
        using var visitor = await site.SignedInAsync(UserRole.Viewer);

        (await visitor.OpenAsync($"/why?number={early.Number}")).Text.ShouldContain("連携開始日（2026年6月1日");
    }
}
