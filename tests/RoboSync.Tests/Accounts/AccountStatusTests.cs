using System.Text;
using RoboSync.Sync.Accounts;
using RoboSync.Sync.Failures;
using RoboSync.Sync.Tenants;

namespace RoboSync.Tests.Accounts;

/// <summary>The states of an account, word for word.</summary>
public sealed class AccountStatusTests
{
    private static readonly DateTimeOffset Now = new(2026, 6, 1, 3, 30, 0, TimeSpan.Zero);
    private static readonly AccountState Fresh = new() { Account = Sample.Account, ScheduledSince = Now.AddHours(-1) };
    private static readonly AccountState Good = RestPolicy.AfterGoodRun(Fresh, Now);

    [Fact]
    public void An_account_that_has_never_run()
    {
        var status = Of(Fresh);

        status.ToString().ShouldBe("未確認（2026年6月1日 11:30から）");
        status.Why.ShouldBe("まだ一度も連携していません。");
        status.NextStep.ShouldBe("お客様の操作は必要ありません。2026年6月2日 08:00の連携時間帯に、初めて連携します。");
    }

    [Fact]
    public void An_account_that_works_says_since_when_it_has_without_a_break()
    {
        var status = Of(RestPolicy.AfterGoodRun(Good, Now.AddHours(4)));

        status.ToString().ShouldBe("正常（2026年6月1日 12:30から）");
        status.Why.ShouldBeEmpty();
        status.NextStep.ShouldBe("次の連携は2026年6月2日 08:00です。");
        var broken = RestPolicy.AfterFailure(Good, FailureCode.SiteMaintenance, "v1", "t1", Now.AddHours(4), leastRest: null);
        Of(RestPolicy.AfterGoodRun(broken, Now.AddHours(20))).ToString().ShouldBe("正常（2026年6月2日 08:30から）");
    }

    [Fact]
    public void A_paused_account()
    {
        var status =
            AccountStatus.Of(Sample.Tenant(), Sample.Tenant().Accounts[0] with { Enabled = false }, Good with { PausedSince = Now }, Now);

        status.ToString().ShouldBe("停止中（2026年6月1日 12:30から）");
        status.Why.ShouldBe("このアカウントの連携は停止中です。");
        status.NextStep.ShouldBe("再開する場合は「連携を有効にする」に設定してください。");
    }

    [Fact]
    public void An_account_that_waits_for_the_customer()
    {
        var status = Of(RestPolicy.AfterFailure(Good, FailureCode.SiteAccountLocked, "v1", "t1", Now, leastRest: null));

        status.ToString().ShouldBe("要対応（2026年6月1日 12:30から）");
        status.Why.ShouldBe("MIWSのアカウントがロックされているため、ログインできませんでした。");
        status.NextStep.ShouldBe("MIWSの管理者にロックの解除を依頼し、解除後にパスワードを登録しなおしてください。");
    }

    [Fact]
    public void An_account_that_rests_says_when_it_comes_back_by_itself()
    {
        var state = Enumerable.Range(0, 2).Aggregate(Good, (before, slot) =>
            RestPolicy.AfterFailure(before, FailureCode.SiteUnreachable, "v1", "t1", Now.AddHours(4 * slot), leastRest: null));

        var status = AccountStatus.Of(Sample.Tenant(), Sample.Tenant().Accounts[0], state, Now.AddHours(9));

        status.ToString().ShouldBe("休止中（自動復帰）（2026年6月1日 12:30から）");
        status.Why.ShouldBe("MIWSに接続できませんでした。");
        status.NextStep.ShouldBe("お客様の操作は必要ありません。2026年6月2日 08:00の連携時間帯に自動で再開します。");
    }

    [Theory]
    [InlineData(FailureCode.SiteMaintenance, "お客様の操作は必要ありません。次の連携時間帯に自動で再開します。")]
    [InlineData(FailureCode.SitePageChanged, "お客様の操作は必要ありません。当サービスの担当者が確認し、復旧しだい自動で再開します。")]
    [InlineData(FailureCode.Defect, "お客様の操作は必要ありません。当サービスの担当者が確認し、復旧しだい自動で再開します。")]
    public void An_account_whose_last_run_failed_is_never_called_good(FailureCode failure, string nextStep)
    {
        var status = Of(RestPolicy.AfterFailure(Good, failure, "v1", "t1", Now, leastRest: null));

        status.Condition.ShouldBe(AccountCondition.Resting);
        status.NextStep.ShouldBe(nextStep);
    }

    [Fact]
    public async Task A_year_that_is_over_is_noted_whatever_the_state_is_until_the_account_is_paused()
    {
        var account = Sample.Tenant().Accounts[0];
        var april = new DateTimeOffset(2027, 4, 1, 0, 0, 0, TimeSpan.FromHours(9));
        const string Note = "媒体アカウント「miws-2027」の初期表示年度2027年は、すでに卒業の時期を過ぎています。新しい年度のアカウントの登録をご確認ください。";
        string NoteOf(MediaAccount of, AccountState state, DateTimeOffset now) => AccountStatus.Of(Sample.Tenant(), of, state, now).Note;

        NoteOf(account, Good, april).ShouldBe(Note);
        NoteOf(account, RestPolicy.AfterFailure(Good, FailureCode.SiteAccountLocked, "v1", "t1", Now, leastRest: null), april)
            .ShouldBe(Note);
        NoteOf(account, Good, april.AddTicks(-1)).ShouldBeEmpty();
        NoteOf(account with { Enabled = false }, Good, april).ShouldBeEmpty();
        Encoding.UTF8.GetString(await AccountOverview.WriteAsync([(Sample.Tenant(), account, Good)], april))
            .ShouldContain($"\"{Note}\"\r\n");
    }

    [Fact]
    public async Task The_overview_opens_in_a_spreadsheet_and_shows_first_what_needs_somebody()
    {
        var tenant = Sample.Tenant() with { Name = "=株式会社サンプル" };
        var account = tenant.Accounts[0];
        var waiting = RestPolicy.AfterFailure(Good, FailureCode.HrmosTokenInvalid, "v1", "t1", Now, leastRest: null);

        var csv = Encoding.UTF8.GetString(
            await AccountOverview.WriteAsync([(tenant, account, Good), (tenant, account with { AccountId = "second" }, waiting)], Now));

        csv.ShouldBe("\uFEFF" + string.Join("\r\n",
        [
            "\"企業ID\",\"企業名\",\"テナントID\",\"媒体アカウント\",\"初期表示年度\",\"状態\",\"いつから\",\"理由\",\"次にすること\",\"最後に完了した連携\",\"お知らせ\"",
            "\"SAMPLE-001\",\"'=株式会社サンプル\",\"sample\",\"second\",\"2027\",\"要対応\",\"2026/06/01 12:30\",\"HRMOSに接続できませんでした。"
            + "HRMOSのAPIトークンが無効です。\",\"HRMOSでAPIトークンを削除して発行しなおし、新しいトークンを登録してください。\",\"2026/06/01 12:30\",\"\"",
            "\"SAMPLE-001\",\"'=株式会社サンプル\",\"sample\",\"miws-2027\",\"2027\",\"正常\",\"2026/06/01 12:30\",\"\",\"次の連携は2026年6月2日 08:00です。"
            + "\",\"2026/06/01 12:30\",\"\"",
            "",
        ]));
    }

    private static AccountStatus Of(AccountState state) => AccountStatus.Of(Sample.Tenant(), Sample.Tenant().Accounts[0], state, Now);
}
