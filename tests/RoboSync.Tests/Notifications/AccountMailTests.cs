using System.Text.RegularExpressions;
using RoboSync.Miws;
using RoboSync.Sync.Alarms;
using RoboSync.Sync.Checking;
using RoboSync.Sync.Failures;
using RoboSync.Sync.Media;
using RoboSync.Sync.Notifications;

namespace RoboSync.Tests.Notifications;

/// <summary>What the mails about an account, a check or an alarm say, word for word.</summary>
public sealed class AccountMailTests
{
    public static TheoryData<int> Alarms => [.. AlarmTable.All.Select(alarm => alarm.EventId)];

    private static readonly DateTimeOffset Slot = new(2026, 6, 1, 12, 0, 0, TimeSpan.FromHours(9));

    [Fact]
    public void The_first_sign_in_says_what_will_be_imported()
    {
        var tenant = Sample.Tenant();

        var mail = MailTexts.FirstSignIn(tenant, tenant.Accounts[0], MiwsMedium.Flows);

        mail.Subject.ShouldBe("【RoboSync】マイナビ2027（miws-2027）に初めてログインできました");
        MailWriter.Text(mail).ShouldBe("""
            株式会社サンプル　ご担当者様

            MIWSへの初回ログインに成功しました。これから、条件に合う応募者をHRMOSに取り込みます。初回は人数が多いため、時間がかかることがあります。終わりしだい、連携結果をメールでお知らせします。

            【媒体名】マイナビ2027（miws-2027）
            【対象の応募者】選考フローが「プレサイト期間」または「本サイト採用」の応募者
            【連携開始日】2026年3月1日（この日より前のエントリーは取り込みません）
            【対象卒年】2027年卒（候補者ラベルを付けます）
            【連携時間帯】08:00、12:00

            求人への紐づけは自動では行いません。HRMOSで、取り込んだ候補者を求人に紐づけてください。

            ※このメールは株式会社サンプル様（企業ID：SAMPLE-001）の連携について、自動で送信しています。個人情報を含めないため、応募者は応募者番号で表示しています。

            """.ReplaceLineEndings("\n"));
    }

    [Theory]
    [MemberData(nameof(Alarms))]
    public void Every_alarm_has_a_mail_and_a_row_in_the_runbook(int eventId)
    {
        var alarm = AlarmTable.All.Single(row => row.EventId == eventId);

        var mail = OperatorTexts.Alarm(alarm, "sample/miws-2027", Slot);

        mail.Subject.ShouldBe($"[RoboSync] {alarm.Name}: {alarm.Means}");
        MailWriter.Text(mail).ShouldContain("【About】sample/miws-2027");
        File.ReadLines(Path.Combine(AppContext.BaseDirectory, "operations.md"))
            .ShouldContain(line => Regex.IsMatch(line, $@"^\| ({eventId}\b|\d{{4}}, {eventId}\b).*`{alarm.Name}"));
    }

    [Fact]
    public void An_account_that_waits_for_the_customer()
    {
        var mail = MailTexts.NeedsCustomer(Sample.Tenant(), "miws-2027", FailureCode.SiteSignInRefused, Slot);

        mail.Subject.ShouldBe("【RoboSync】【要対応】マイナビ2027（miws-2027）の連携が止まっています");
        MailWriter.Text(mail).ShouldBe("""
            株式会社サンプル　ご担当者様

            次のアカウントの連携が止まっています。ご対応をお願いします。状態が改善されるまで、このアカウントの連携は停止したままとなります。

            【企業名】株式会社サンプル
            【企業ID】SAMPLE-001
            【媒体名】マイナビ2027（miws-2027）
            【停止した日時】2026年6月1日 12:00
            【内容】MIWSにログインできませんでした。ログインIDまたはパスワードが正しくありません。
            【対処】MIWSの「MIWSで作成したアカウントでログイン」からログインできるIDとパスワードを確認し、登録しなおしてください。登録しなおすまで、ログインは試しません。

            ※このメールは株式会社サンプル様（企業ID：SAMPLE-001）の連携について、自動で送信しています。個人情報を含めないため、応募者は応募者番号で表示しています。

            """.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void An_account_that_still_waits_for_the_customer()
    {
        var mail = MailTexts.Reminder(Sample.Tenant(), "miws-2027", FailureCode.HrmosTokenInvalid, Slot);

        mail.Subject.ShouldBe("【RoboSync】【要対応・再送】マイナビ2027（miws-2027）の連携が止まったままです");
        MailWriter.Text(mail).ShouldBe("""
            株式会社サンプル　ご担当者様

            以前お知らせした次のアカウントの連携が、2026年6月1日 12:00から止まったままです。ご対応をお願いします。止まっている間の応募者と予約は、HRMOSに反映されていません。再開するまで、1日に1回お知らせします。

            【企業名】株式会社サンプル
            【企業ID】SAMPLE-001
            【媒体名】マイナビ2027（miws-2027）
            【停止した日時】2026年6月1日 12:00
            【内容】HRMOSに接続できませんでした。HRMOSのAPIトークンが無効です。
            【対処】HRMOSでAPIトークンを削除して発行しなおし、新しいトークンを登録してください。

            ※このメールは株式会社サンプル様（企業ID：SAMPLE-001）の連携について、自動で送信しています。個人情報を含めないため、応募者は応募者番号で表示しています。

            """.ReplaceLineEndings("\n"));
        MailWriter.Text(MailTexts.Reminder(Sample.Tenant(), "miws-2027", FailureCode.HrmosTokenInvalid, since: null))
            .ShouldContain("以前お知らせした次のアカウントの連携が、止まったままです。");
    }

    [Fact]
    public void Whom_to_ask_stands_at_the_end()
    {
        var mail = MailTexts.Recovered(Sample.Tenant(), "miws-2027");

        MailWriter.Text(MailTexts.WithContact(mail, " https://support.example/robosync ", hasConsole: false))
            .ShouldEndWith("応募者は応募者番号で表示しています。\n\nお問い合わせ・登録内容の変更：https://support.example/robosync\n");
        MailWriter.Text(MailTexts.WithContact(mail, "https://support.example/robosync", hasConsole: true))
            .ShouldEndWith("\n\nお問い合わせ：https://support.example/robosync\n");
    }

    [Fact]
    public void An_account_without_a_good_run_for_two_slots()
    {
        var mail = MailTexts.Overdue(Sample.Tenant(), "miws-2027", Slot);

        mail.Subject.ShouldBe("【RoboSync】マイナビ2027（miws-2027）の連携が2回続けて完了していません");
        var text = MailWriter.Text(mail);
        text.ShouldContain("次のアカウントの連携が、2回続けて完了していません。この間の応募者と予約は、まだHRMOSに反映されていません。");
        text.ShouldContain("【最後に完了した日時】2026年6月1日 12:00");
        text.ShouldContain("お客様の操作は必要ありません。当サービスの担当者が確認しています。復旧すると、この間の分もまとめて反映します。お急ぎの応募者はMIWSでご確認ください。");
        MailWriter.Text(MailTexts.Overdue(Sample.Tenant(), "miws-2027", null)).ShouldContain("まだ一度も完了していません");
    }

    [Fact]
    public void A_connection_check()
    {
        var good = new CheckStep("ログイン情報の登録", null, "", "");
        var text = FailureTexts.Of(FailureCode.HrmosTokenInvalid, MediumProfile.Of("miws").Texts);
        NoticeContent Check(params CheckStep[] steps) =>
            MailTexts.Check(Sample.Tenant(), new TenantCheck(Slot, Slot, [new AccountCheck("miws-2027", steps)]));

        Check(good).Subject.ShouldBe("【RoboSync】接続確認が完了しました");
        var mail = Check(good, new CheckStep("HRMOSのAPIトークン", FailureCode.HrmosTokenInvalid, text.What, text.Remedy));
        mail.Subject.ShouldBe("【RoboSync】【要対応】接続確認で問題が見つかりました");
        MailWriter.Text(mail).ShouldContain("""
            MIWSまたはHRMOSに接続できないアカウントがあります。内容と対処をご確認ください。

            ━━━━━━━━━━━━━━━━━━━━
            マイナビ2027（miws-2027）
            ━━━━━━━━━━━━━━━━━━━━
            【ログイン情報の登録】正常
            【HRMOSのAPIトークン】HRMOSに接続できませんでした。HRMOSのAPIトークンが無効です。HRMOSでAPIトークンを削除して発行しなおし、新しいトークンを登録してください。
            """.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void A_connection_check_that_checked_nothing_says_so()
    {
        var mail = MailTexts.Check(Sample.Tenant(), new TenantCheck(Slot, Slot, []));

        mail.Subject.ShouldBe("【RoboSync】確認する媒体アカウントがありません");
        MailWriter.Text(mail).ShouldContain("接続確認を行いましたが、「連携を有効にする」に設定された媒体アカウントがないため、何も確認していません。");
    }

    [Fact]
    public void A_connection_check_that_left_a_running_account_alone_calls_for_nobody()
    {
        var busy = new AccountCheck(
            "miws-2027", [new CheckStep("MIWSへの接続", FailureCode.EarlierRunGoesOn, "連携中のため、確認しませんでした。", "連携が終わってから、もう一度確認してください。")]);
        var good = new AccountCheck("miws-2028", [new CheckStep("MIWSへの接続", null, "", "")]);
        var bad = new AccountCheck("miws-2029", [new CheckStep("MIWSへの接続", FailureCode.SiteMaintenance, "", "")]);
        NoticeContent Check(params AccountCheck[] accounts) => MailTexts.Check(Sample.Tenant(), new TenantCheck(Slot, Slot, accounts));

        Check(busy, good).Subject.ShouldBe("【RoboSync】接続確認が完了しました（一部のアカウントは連携中のため未確認）");
        MailWriter.Text(Check(busy, good)).ShouldContain("一部のアカウントは連携中のため確認していません。そのほかのアカウントは、MIWSとHRMOSに接続できることを確認しました。");
        MailWriter.Text(Check(busy, good)).ShouldContain("【MIWSへの接続】連携中のため、確認しませんでした。連携が終わってから、もう一度確認してください。");
        Check(busy).Subject.ShouldBe("【RoboSync】連携中のため接続確認を行いませんでした");
        MailWriter.Text(Check(busy)).ShouldContain("すべてのアカウントが連携中のため、確認していません。連携が終わってから、もう一度確認してください。");
        Check(busy, bad).Subject.ShouldBe("【RoboSync】【要対応】接続確認で問題が見つかりました");
    }

    [Fact]
    public void An_account_that_works_again()
    {
        var mail = MailTexts.Recovered(Sample.Tenant(), "miws-2027");

        mail.Subject.ShouldBe("【RoboSync】マイナビ2027（miws-2027）の連携が再開しました");
        MailWriter.Text(mail).ShouldContain("止まっていた連携が再開しました。止まっていた間の応募者と予約も、今回の連携で反映しています。");
    }
}
