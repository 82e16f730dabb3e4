using RoboSync.Sync.Accounts;
using RoboSync.Sync.Failures;
using RoboSync.Sync.Notifications;
using RoboSync.Sync.Reports;
using RoboSync.Sync.Runs;

namespace RoboSync.Tests.Notifications;

/// <summary>What a slot's mail says, word for word.</summary>
public sealed class SlotMailTests
{
    private static readonly DateTimeOffset Slot = new(2026, 6, 1, 12, 0, 0, TimeSpan.FromHours(9));

    [Fact]
    public void A_slot_that_went_well()
    {
        var mail = SlotMail(Reports(Run() with
        {
            Counts = new RunCounts { Listed = 1200, Created = 12, Updated = 3, Unchanged = 1184, SetAside = 1, Booked = 7, Cancelled = 2 },
            NotDone =
            [
                new NotDone(NotDoneReason.CandidateRejected, "10000012", "mail,phone"),
                new NotDone(NotDoneReason.SeminarUnmapped, "270106", "1day仕事体験（2027年卒）"),
            ],
        }));

        mail.Subject.ShouldBe("【RoboSync】6/1 12:00の連携結果：新規12名・更新3名（要対応あり）");
        MailWriter.Text(mail).ShouldBe("""
            株式会社サンプル　ご担当者様

            マイナビ新卒（MIWS）からHRMOSへの、2026年6月1日 12:00の連携結果をお知らせします。ご対応いただきたい項目があります。

            ━━━━━━━━━━━━━━━━━━━━
            マイナビ2027（miws-2027）
            ━━━━━━━━━━━━━━━━━━━━
            【今回の連携】正常に終了しました
            【新規登録】12名
            【更新】3名
            【変更なし】1,184名
            【取り込めなかった応募者】1名
            【予約の反映】7件
            【予約キャンセルの反映】2件

            ■ HRMOSで受け付けられない項目があり、登録できませんでした。
            → MIWSで応募者の入力内容を確認してください。次の連携時間帯にもう一度登録します。

            ・応募者番号 10000012（項目：メールアドレス・電話番号）

            ■ 予約のあるセミナーが、イベント名対応表に登録されていません。
            → イベント名対応表にセミナーNo.を追加してアップロードしてください。次の連携時間帯に、これまでの予約も反映します。

            ・セミナーNo. 270106　1day仕事体験（2027年卒）

            ※このメールは株式会社サンプル様（企業ID：SAMPLE-001）の連携について、自動で送信しています。個人情報を含めないため、応募者は応募者番号で表示しています。

            """.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void A_slot_whose_account_failed_names_what_and_what_to_do()
    {
        var mail = SlotMail(Reports(Run() with { Failure = FailureCode.HrmosTokenInvalid }));

        mail.Subject.ShouldBe("【RoboSync】6/1 12:00の連携結果：新規0名・更新0名（要対応あり）");
        MailWriter.Text(mail).ShouldContain("""
            【今回の連携】連携できませんでした
            【内容】HRMOSに接続できませんでした。HRMOSのAPIトークンが無効です。
            【対処】HRMOSでAPIトークンを削除して発行しなおし、新しいトークンを登録してください。
            """.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void A_slot_of_an_account_that_waits_for_the_customer_says_what_for()
    {
        var state = RestPolicy.AfterFailure(
            new AccountState { Account = Sample.Account }, FailureCode.SiteAccountLocked, "v1", "t1", Slot.AddHours(-4), leastRest: null);
        var status = AccountStatus.Of(Sample.Tenant(), Sample.Tenant().Accounts[0], state, Slot);

        var mail = SlotMail(Reports(Run() with { Failure = FailureCode.Resting }), status);

        mail.Subject.ShouldBe("【RoboSync】6/1 12:00の連携結果：新規0名・更新0名（要対応あり）");
        MailWriter.Text(mail).ShouldContain("""
            【今回の連携】連携できませんでした
            【内容】以前のエラーのため、この時間帯の連携を休止しました。MIWSのアカウントがロックされているため、ログインできませんでした。
            【対処】MIWSの管理者にロックの解除を依頼し、解除後にパスワードを登録しなおしてください。
            【アカウントの状態】要対応（2026年6月1日 08:00から）
            """.ReplaceLineEndings("\n"));
        MailWriter.Text(SlotMail(Reports(Run() with { Failure = FailureCode.VaultUnreachable }), status)).ShouldContain("""
            【内容】ログイン情報の保管場所に接続できませんでした。MIWSのアカウントがロックされているため、ログインできませんでした。
            【対処】MIWSの管理者にロックの解除を依頼し、解除後にパスワードを登録しなおしてください。
            """.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void A_slot_of_an_account_that_rests_in_passing_says_when_it_comes_back()
    {
        var state = Enumerable.Range(0, 2).Aggregate(
            new AccountState { Account = Sample.Account }, (before, _) =>
                RestPolicy.AfterFailure(before, FailureCode.SiteUnreachable, "v1", "t1", Slot.AddHours(-1), leastRest: null));

        var mail = SlotMail(
            Reports(Run() with { Failure = FailureCode.Resting }),
            AccountStatus.Of(Sample.Tenant(), Sample.Tenant().Accounts[0], state, Slot));

        mail.Subject.ShouldBe("【RoboSync】6/1 12:00の連携結果：新規0名・更新0名");
        MailWriter.Text(mail).ShouldContain("""
            【内容】以前のエラーのため、この時間帯の連携を休止しました。MIWSに接続できませんでした。
            【対処】お客様の操作は必要ありません。2026年6月2日 08:00の連携時間帯に自動で再開します。
            """.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void A_slot_whose_year_is_over_says_so()
    {
        var april = new DateTimeOffset(2027, 4, 1, 0, 0, 0, TimeSpan.FromHours(9));
        var state = RestPolicy.AfterGoodRun(new AccountState { Account = Sample.Account }, april);
        string Text(DateTimeOffset now) =>
            MailWriter.Text(SlotMail(Reports(Run()), AccountStatus.Of(Sample.Tenant(), Sample.Tenant().Accounts[0], state, now)));

        Text(april).ShouldContain(
            "【アカウントの状態】正常（2027年4月1日 00:00から）\n【お知らせ】媒体アカウント「miws-2027」の初期表示年度2027年は、すでに卒業の時期を過ぎています。新しい年度のアカウントの登録をご確認ください。\n");
        Text(april.AddTicks(-1)).ShouldNotContain("お知らせ】");
    }

    [Fact]
    public void A_slot_that_was_caught_up_after_an_outage_says_when_and_why()
    {
        MailWriter.Text(SlotMail(Reports(Run() with { FinishedAt = Slot.AddHours(45) }))).ShouldContain(
            "【今回の連携】正常に終了しました（2026年6月3日 09:00）。システムの停止などで遅れて実行しました。この間の連携時間帯の分もまとめて行っています。\n");
        MailWriter.Text(SlotMail(Reports(Run() with { FinishedAt = Slot.AddHours(3) }))).ShouldContain("【今回の連携】正常に終了しました\n");
    }

    [Fact]
    public void A_slot_that_is_late_says_that_another_mail_follows()
    {
        var mail = SlotMail(new() { ["miws-2027"] = null });

        mail.IsLate.ShouldBeTrue();
        mail.Subject.ShouldBe("【RoboSync】6/1 12:00の連携結果：新規0名・更新0名（まだ連携中）", "these are not all");
        MailWriter.Text(mail).ShouldContain("今回の連携：まだ連携中です。終わりしだい、もう一度メールでお知らせします。");
    }

    [Fact]
    public void A_slot_says_in_which_state_its_account_is()
    {
        var status = new AccountStatus(AccountCondition.Good, "正常", Slot, "", "");

        MailWriter.Text(SlotMail(Reports(Run()), status)).ShouldContain("【今回の連携】正常に終了しました\n【アカウントの状態】正常（2026年6月1日 12:00から）\n【新規登録】");
    }

    [Fact]
    public void What_a_company_may_leave_as_it_is_does_not_call_in_every_subject()
    {
        var mail = SlotMail(Reports(Run() with
        {
            NotDone = [
                new NotDone(NotDoneReason.BookingUnlinked, "10000012", "270100"),
                new NotDone(NotDoneReason.AttendanceKept, "10000013", "270100")],
        }));

        mail.Subject.ShouldBe("【RoboSync】6/1 12:00の連携結果：新規0名・更新0名");
        MailWriter.Text(mail).ShouldContain("・応募者番号 10000012（セミナーNo. 270100）");
    }

    [Fact]
    public void Long_lists_are_cut_and_say_how_much_is_left()
    {
        var many = Enumerable.Range(0, 25).Select(number => new NotDone(NotDoneReason.CandidateMissing, $"1000{number:0000}", "")).ToList();

        var text = MailWriter.Text(SlotMail(Reports(Run() with { NotDone = many })));

        text.ShouldContain("・応募者番号 10000019\n・ほか5件");
        text.ShouldNotContain("10000020");
    }

    [Fact]
    public void Nothing_new_is_no_news_and_anything_else_is()
    {
        bool News(RunState? run) => MailTexts.HasNews(new Dictionary<string, RunState?> { ["miws-2027"] = run });

        News(Run()).ShouldBeFalse();
        News(Run() with { Failure = FailureCode.Resting }).ShouldBeFalse();
        News(null).ShouldBeTrue();
        News(Run() with { Failure = FailureCode.SiteMaintenance }).ShouldBeTrue();
        News(Run() with { Counts = new RunCounts { Cancelled = 1 } }).ShouldBeTrue();
    }

    private static RunState Run() => new() { Account = Sample.Account, RunId = "20260601T030000Z", Slot = Slot, Phase = RunPhase.Finished };

    private static NoticeContent SlotMail(Dictionary<string, RunState?> reports, AccountStatus? status = null) => MailTexts.Slot(
        Sample.Tenant(), Slot, reports, status is null ? [] : new Dictionary<string, AccountStatus> { ["miws-2027"] = status });

    private static Dictionary<string, RunState?> Reports(RunState run) => new() { [run.Account.AccountId] = run };
}
