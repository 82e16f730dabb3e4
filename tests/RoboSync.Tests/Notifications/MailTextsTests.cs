using RoboSync.Sync.Accounts;
using RoboSync.Sync.Accounts.Checking;
using RoboSync.Sync.EventMapping;
using RoboSync.Sync.EventMapping.Reading;
using RoboSync.Sync.Notifications;
using RoboSync.Sync.Runs;

namespace RoboSync.Tests.Notifications;

/// <summary>What customers read, word for word.</summary>
public sealed class MailTextsTests
{
    public static TheoryData<OperatorAlarm> Alarms => [.. Enum.GetValues<OperatorAlarm>()];

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
        var state = RestPolicy.AfterFailure(new AccountState { Account = Sample.Account }, FailureCode.MiwsAccountLocked, "v1", "t1", Slot.AddHours(-4));
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
            new AccountState { Account = Sample.Account }, (before, _) => RestPolicy.AfterFailure(before, FailureCode.MiwsUnreachable, "v1", "t1", Slot.AddHours(-1)));

        var mail = SlotMail(Reports(Run() with { Failure = FailureCode.Resting }), AccountStatus.Of(Sample.Tenant(), Sample.Tenant().Accounts[0], state, Slot));

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
        string Text(DateTimeOffset now) => MailWriter.Text(SlotMail(Reports(Run()), AccountStatus.Of(Sample.Tenant(), Sample.Tenant().Accounts[0], state, now)));

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
    public void The_first_sign_in_says_what_will_be_imported()
    {
        var tenant = Sample.Tenant();

        var mail = MailTexts.FirstSignIn(tenant, tenant.Accounts[0]);

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
    public void Every_alarm_has_a_mail_and_a_row_in_the_runbook(OperatorAlarm alarm)
    {
        var mail = OperatorTexts.Alarm(alarm, "sample/miws-2027", Slot);

        mail.Subject.ShouldStartWith($"[RoboSync] {alarm}: ");
        MailWriter.Text(mail).ShouldContain("【About】sample/miws-2027");
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "operations.md")).ShouldContain($"`{alarm}", Case.Sensitive);
    }

    [Fact]
    public void What_a_company_may_leave_as_it_is_does_not_call_in_every_subject()
    {
        var mail = SlotMail(Reports(Run() with
        {
            NotDone = [new NotDone(NotDoneReason.BookingUnlinked, "10000012", "270100"), new NotDone(NotDoneReason.AttendanceKept, "10000013", "270100")],
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
    public void An_account_that_waits_for_the_customer()
    {
        var mail = MailTexts.NeedsCustomer(Sample.Tenant(), "miws-2027", FailureCode.MiwsSignInRefused, Slot);

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
    public void Whom_to_ask_stands_at_the_end_where_there_is_somebody()
    {
        var mail = MailTexts.Recovered(Sample.Tenant(), "miws-2027");

        MailWriter.Text(MailTexts.WithContact(mail, " https://support.example/robosync "))
            .ShouldEndWith("応募者は応募者番号で表示しています。\n\nお問い合わせ・登録内容の変更：https://support.example/robosync\n");
        MailTexts.WithContact(mail, "").ShouldBe(mail);
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
        var text = FailureTexts.Of(FailureCode.HrmosTokenInvalid);
        MailContent Check(params CheckStep[] steps) => MailTexts.Check(Sample.Tenant(), new TenantCheck(Slot, Slot, [new AccountCheck("miws-2027", steps)]));

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
        var busy = new AccountCheck("miws-2027", [new CheckStep("MIWSへの接続", FailureCode.EarlierRunGoesOn, "連携中のため、確認しませんでした。", "連携が終わってから、もう一度確認してください。")]);
        var good = new AccountCheck("miws-2028", [new CheckStep("MIWSへの接続", null, "", "")]);
        var bad = new AccountCheck("miws-2029", [new CheckStep("MIWSへの接続", FailureCode.MiwsMaintenance, "", "")]);
        MailContent Check(params AccountCheck[] accounts) => MailTexts.Check(Sample.Tenant(), new TenantCheck(Slot, Slot, accounts));

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

    [Fact]
    public void An_event_mapping_that_was_taken()
    {
        var mail = MailTexts.Mapping(Sample.Tenant(), Upload() with
        {
            Accepted = true, Rows = 1234, Version = 5, EventsChecked = true, Encoding = "Shift_JIS", Delimiter = "コンマ",
            Changes = new MappingChanges(3, 2, 1, 1228), WarningCount = 1, Warnings = [MappingTexts.RowTwice(7, "270100", 3)],
        });

        mail.Subject.ShouldBe("【RoboSync】イベント名対応表を登録しました");
        MailWriter.Text(mail).ShouldBe("""
            株式会社サンプル　ご担当者様

            アップロードされたイベント名対応表（1,234行）を、第5版として登録しました。次の連携時間帯から、これまでの予約も含めて反映します。

            【ファイル名】対応表.csv
            【アップロード日時】2026年6月1日 12:00
            【文字コード】Shift_JIS
            【区切り文字】コンマ
            【追加】3件
            【変更】1件
            【解除】2件
            【変更なし】1,228件

            対応を解除したセミナーの予約は、今後反映しません。HRMOSに登録済みの予約は、キャンセルされずにそのまま残ります。

            ■ 注意（登録には影響ありません）

            ・7行目　マイナビセミナーNo.「270100」：3行目と同じ内容の行です。登録には影響ありません。

            ※このメールは株式会社サンプル様（企業ID：SAMPLE-001）の連携について、自動で送信しています。個人情報を含めないため、応募者は応募者番号で表示しています。

            """.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void An_event_mapping_that_was_refused_names_each_row()
    {
        var mail = MailTexts.Mapping(Sample.Tenant(), Upload() with
        {
            ProblemCount = 2, ErrorsFile = "対応表.csv-errors.csv",
            Problems = [MappingTexts.EventWrong(3, "2.23993E+18", IdFault.Exponent, "2239928341129601024"), MappingTexts.BrokenText(9)],
        });

        mail.Subject.ShouldBe("【RoboSync】【要対応】イベント名対応表を登録できませんでした");
        var text = MailWriter.Text(mail);
        text.ShouldContain("アップロードされたイベント名対応表に2件の問題があるため、登録していません。これまでの対応表がそのまま有効です。修正して、もう一度アップロードしてください。");
        text.ShouldContain("・3行目　HRMOSイベントID「2.23993E+18」：HRMOSイベントIDが指数表記（2.23993E+18など）になり、桁が失われています。「2239928341129601024」ではありませんか。HRMOSのイベント画面からIDをコピーし、表示形式が「文字列」のセルに貼り付けてください。");
        text.ShouldContain("・9行目：読み取れない文字があります（文字コードが壊れています）。");
        text.ShouldContain("アップロードされた表に「エラー」列を付けたファイル「対応表.csv-errors.csv」を、結果の保存場所に用意しました。");
    }

    [Fact]
    public void An_event_mapping_that_changes_nothing_came_too_late_or_could_not_be_checked_says_so()
    {
        MailWriter.Text(MailTexts.Mapping(Sample.Tenant(), Upload() with { Accepted = true, EventsChecked = true, Version = 5, Changes = new MappingChanges(0, 0, 0, 9) }))
            .ShouldContain("アップロードされたイベント名対応表の内容は、これまでの対応表（第5版）と同じでした。");
        MailWriter.Text(MailTexts.Mapping(Sample.Tenant(), Upload() with { Version = 6 }))
            .ShouldContain("より新しくアップロードされた対応表（第6版）が先に登録されているため、この対応表は登録していません。");
        MailWriter.Text(MailTexts.Mapping(Sample.Tenant(), Upload() with { Accepted = true, Version = 6, Changes = new MappingChanges(1, 0, 0, 0) }))
            .ShouldContain("HRMOSに接続できなかったため、イベントがHRMOSにあるかは確認していません。次の連携時間帯に確認し、見つからないイベントがあればお知らせします。");
    }

    [Fact]
    public void Html_shows_the_same_and_lets_no_markup_in()
    {
        var mail = MailTexts.Mapping(Sample.Tenant() with { Name = "株式会社<b>&サンプル" }, Upload() with { Upload = "<script>.csv", Accepted = true, Changes = new MappingChanges(1, 0, 0, 0) });

        var html = MailWriter.Html(mail);

        html.ShouldContain("株式会社&lt;b&gt;&amp;サンプル　ご担当者様");
        html.ShouldContain("&lt;script&gt;.csv");
        html.ShouldNotContain("<script>");
    }

    [Fact]
    public void Nothing_new_is_no_news_and_anything_else_is()
    {
        bool News(RunState? run) => MailTexts.HasNews(new Dictionary<string, RunState?> { ["miws-2027"] = run });

        News(Run()).ShouldBeFalse();
        News(Run() with { Failure = FailureCode.Resting }).ShouldBeFalse();
        News(null).ShouldBeTrue();
        News(Run() with { Failure = FailureCode.MiwsMaintenance }).ShouldBeTrue();
        News(Run() with { Counts = new RunCounts { Cancelled = 1 } }).ShouldBeTrue();
    }

    private static MappingOutcome Upload() => new() { Upload = "対応表.csv", UploadedAt = Slot };

    private static RunState Run() => new() { Account = Sample.Account, RunId = "20260601T030000Z", Slot = Slot, Phase = RunPhase.Finished };

    private static MailContent SlotMail(Dictionary<string, RunState?> reports, AccountStatus? status = null) => MailTexts.Slot(
        Sample.Tenant(), Slot, reports, status is null ? [] : new Dictionary<string, AccountStatus> { ["miws-2027"] = status });

    private static Dictionary<string, RunState?> Reports(RunState run) => new() { [run.Account.AccountId] = run };
}
