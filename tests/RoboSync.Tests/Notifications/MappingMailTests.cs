using RoboSync.Sync.Spreadsheets;
using RoboSync.Sync.EventMapping;
using RoboSync.Sync.Notifications;

namespace RoboSync.Tests.Notifications;

/// <summary>What the mails about an event mapping say, word for word.</summary>
public sealed class MappingMailTests
{
    private static readonly DateTimeOffset Slot = new(2026, 6, 1, 12, 0, 0, TimeSpan.FromHours(9));

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
        text.ShouldContain(
            "・3行目　HRMOSイベントID「2.23993E+18」：HRMOSイベントIDが指数表記（2.23993E+18など）になり、桁が失われています。「2239928341129601024」ではありませんか。"
            + "HRMOSのイベント画面からIDをコピーし、表示形式が「文字列」のセルに貼り付けてください。");
        text.ShouldContain("・9行目：読み取れない文字があります（文字コードが壊れています）。");
        text.ShouldContain("アップロードされた表に「エラー」列を付けたファイル「対応表.csv-errors.csv」を、結果の保存場所に用意しました。");
    }

    [Fact]
    public void An_event_mapping_that_changes_nothing_came_too_late_or_could_not_be_checked_says_so()
    {
        MailWriter.Text(MailTexts.Mapping(
            Sample.Tenant(),
            Upload() with { Accepted = true, EventsChecked = true, Version = 5, Changes = new MappingChanges(0, 0, 0, 9) }))
            .ShouldContain("アップロードされたイベント名対応表の内容は、これまでの対応表（第5版）と同じでした。");
        MailWriter.Text(MailTexts.Mapping(Sample.Tenant(), Upload() with { Version = 6 }))
            .ShouldContain("より新しくアップロードされた対応表（第6版）が先に登録されているため、この対応表は登録していません。");
        MailWriter.Text(
            MailTexts.Mapping(Sample.Tenant(), Upload() with { Accepted = true, Version = 6, Changes = new MappingChanges(1, 0, 0, 0) }))
            .ShouldContain("HRMOSに接続できなかったため、イベントがHRMOSにあるかは確認していません。次の連携時間帯に確認し、見つからないイベントがあればお知らせします。");
        MailWriter.Text(MailTexts.Mapping(
            Sample.Tenant(),
            Upload() with { Encoding =
                "UTF-8", ProblemCount = 1, Problems = [MappingTexts.EventWrong(3, "2E+18", IdFault.Exponent, null)] }))
            .ShouldContain("候補は、前回HRMOSから取得したイベントによるものです。");
    }

    [Fact]
    public void Html_shows_the_same_and_lets_no_markup_in()
    {
        var mail = MailTexts.Mapping(
            Sample.Tenant() with { Name = "株式会社<b>&サンプル" },
            Upload() with { Upload = "<script>.csv", Accepted = true, Changes = new MappingChanges(1, 0, 0, 0) });

        var html = MailWriter.Html(mail);

        html.ShouldContain("株式会社&lt;b&gt;&amp;サンプル　ご担当者様");
        html.ShouldContain("&lt;script&gt;.csv");
        html.ShouldNotContain("<script>");
    }

    [Fact]
    public void A_very_long_name_is_shown_by_its_beginning_and_its_end()
    {
        var mail = MailTexts.Mapping(Sample.Tenant(), Upload() with
        {
            Upload = $"対応表{new string('長', 900)}.csv",
            ErrorsFile = $"対応表{new string('長', 900)}.csv-errors.csv",
            ProblemCount = 1,
            Problems = [MappingTexts.BrokenText(9)],
        });

        var text = MailWriter.Text(mail);
        text.ShouldContain("【ファイル名】対応表長");
        text.ShouldContain("…長");
        text.ShouldContain("長.csv\n");
        text.Split('\n').ShouldAllBe(line => line.Length < 250);
    }

    private static MappingOutcome Upload() => new() { Upload = "対応表.csv", UploadedAt = Slot };
}
