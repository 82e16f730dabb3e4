using System.Text.RegularExpressions;
using RoboSync.Sync.Spreadsheets;
using RoboSync.Sync.EventMapping;

namespace RoboSync.Tests.EventMapping;

/// <summary>What a recruiter reads about an upload, word for word, and the guide that explains it.</summary>
public sealed class MappingTextsTests
{
    private const string Paste = "HRMOSのイベント画面からIDをコピーし、表示形式が「文字列」のセルに貼り付けてください。";
    private const string Save = "Excelで開いて、「名前を付けて保存」のファイルの種類から「CSV UTF-8（コンマ区切り）」を選んで保存し、そのファイルをアップロードしてください。";
    private const string Look = "MIWSのセミナー一覧でNo.を確認し、表示形式が「文字列」のセルに入力してください。";
    private const string OneEach = "1行に1つずつ、行を分けて入力してください。1つの番号の場合は、途中にある空白や記号を取り除いてください。";
    private const string Again = "違う場合は修正して、もう一度アップロードしてください。";

    public static TheoryData<string, string, string> Texts => new()
    {
        { "empty", "対応表に行がありません。", "A列にHRMOSイベントID、B列にマイナビセミナーNo.を入力して、もう一度アップロードしてください。" },
        { "no seminar", "マイナビセミナーNo.が入力された行がありません。", "B列に、イベントに対応するマイナビセミナーNo.を入力して、もう一度アップロードしてください。すべての対応を解除する場合はお問い合わせ先までお知らせください。" },
        { "one column", "列が1つしかありません。", "A列にHRMOSイベントID、B列にマイナビセミナーNo.を入力してください。区切り文字はコンマ、タブ、セミコロンのいずれかにしてください。" },
        { "excel", "Excelブック（.xlsxや.xls）のままアップロードされています。", Save },
        { "other", "CSVではなく、PDFファイルのようです。", Save },
        { "defect", "当サービス内部の問題により、ファイルを処理できませんでした。", "お客様の操作は必要ありません。当サービスの担当者が確認し、処理が終わりしだい、もう一度お知らせします。" },
        { "large", "ファイルが大きすぎます（上限 20 MB）。", "不要な行や列を削除して、もう一度アップロードしてください。" },
        { "rows", "行が多すぎます（上限 100,000行）。", "終了したイベントなど、不要な行を削除して、もう一度アップロードしてください。" },
        { "broken", "読み取れない文字があります（文字コードが壊れています）。", "この行の文字を入力しなおすか、" + Save },
        { "version", "第9版の対応表は見つかりませんでした。", "登録完了のメールに書かれた版の番号を確認して、ファイル名を直してアップロードしてください。" },
        { "tenant", "企業の登録が見つかりませんでした。", "お問い合わせ先までお知らせください。" },
        { "quote", "引用符（\"）が正しく閉じられていません。", "この行の引用符を確認するか、Excelで開いて保存しなおしてください。" },
        { "columns", "列の数が見出し（3列）より多くなっています。", "余分なコンマがないかを確認し、見出しと列をそろえてください。" },
        { "not text", "文字として読み取れないデータが入っています（ファイルが壊れている可能性があります）。", Save },
        { "encoded", "文字コードがUTF-32で保存されています。", Save },
        { "cells", "列が多すぎます（上限 1,000列）。", "余分なコンマがないかを確認し、不要な列を削除して、もう一度アップロードしてください。" },
        { "cell", "1つのセルの文字が多すぎます（上限 10,000文字）。", "セルの文字を短くして、もう一度アップロードしてください。" },
        { "row", "1行の文字が多すぎます（上限 200,000文字）。", "不要な列を削除するか、行が正しく改行されているかを確認して、もう一度アップロードしてください。" },
        { "header twice", "見出しに、HRMOSイベントIDと読める列が2つ以上あります。", "どの列を読み取ればよいか分かるように、見出しを「HRMOSイベントID」「マイナビセミナーNo.」に直すか、不要な列を削除してください。" },
        { "above", "見出し（3行目）より上にHRMOSイベントIDがあります。", "見出しを表の先頭に移すか、この行を見出しの下に移してください。登録しない行の場合は削除してください。" },
        { "event several", "HRMOSイベントIDの1つのセルに、数字が2つ以上あります。", OneEach },
        { "seminar several", "マイナビセミナーNo.の1つのセルに、数字が2つ以上あります。", OneEach },
        { "event long", "HRMOSイベントIDが長すぎます（40桁まで）。", Paste },
        { "event zeros", "このIDのイベントはHRMOSにありません。Excelで先頭の0が失われた可能性があります。", "「0123」ではありませんか。" + Paste },
        { "seminar zeros", "このNo.のセミナーはMIWSで確認できていません。Excelで先頭の0が失われた可能性があります。", "「00280100」ではありませんか。その場合は、表示形式が「文字列」のセルに入力しなおし、"
            + "もう一度アップロードしてください。" },
        { "swapped", "HRMOSイベントIDとマイナビセミナーNo.の列が逆になっています。", "A列にHRMOSイベントID、B列にマイナビセミナーNo.を入力してください。" },
        { "event blank", "HRMOSイベントIDが空欄です。", "対応するHRMOSイベントIDを入力するか、この行を削除してください。" },
        { "event exponent", "HRMOSイベントIDが指数表記（2.23993E+18など）になり、桁が失われています。", Paste },
        { "event suggested", "HRMOSイベントIDが指数表記（2.23993E+18など）になり、桁が失われています。", "「2239928341129601024」ではありませんか。" + Paste },
        { "event decimal", "HRMOSイベントIDが小数になっています。", Paste },
        { "event thousands", "HRMOSイベントIDが桁区切りのコンマ付きになっています。", Paste },
        { "event date", "HRMOSイベントIDが日付になっています。", Paste },
        { "event letters", "HRMOSイベントIDが数字だけではありません。", Paste },
        { "event lost", "HRMOSイベントIDの16桁目から後ろがすべて0です。Excelで桁が失われた可能性があります。", Paste },
        { "event unknown", "このIDのイベントはHRMOSにありません。", "HRMOSのイベント画面でIDを確認してください。削除されたイベントの場合は、この行を削除してください。" },
        { "seminar exponent", "マイナビセミナーNo.が指数表記（2.70100E+05など）になり、桁が失われています。", Look },
        { "seminar letters", "マイナビセミナーNo.が数字だけではありません。", Look },
        { "two events", "同じセミナーNo.が3行目で別のイベントに対応づけられています。", "1つのセミナーに対応づけられるイベントは1つです。どちらか一方の行を削除してください。" },
        { "twice", "3行目と同じ内容の行です。", "登録には影響ありません。" },
        { "event cleaned", "HRMOSイベントIDの前後の空白や全角数字などを取り除き、「1」として読み取りました。", Again },
        { "seminar cleaned", "マイナビセミナーNo.の前後の空白や全角数字などを取り除き、「1」として読み取りました。", Again },
        { "seminar unknown", "このNo.のセミナーはMIWSで確認できていません。", "No.が正しいかを確認してください。これから公開するセミナーの場合は、そのままで問題ありません。" },
    };

    private static readonly Dictionary<string, MappingProblem> Made = new()
    {
        ["empty"] = MappingTexts.Empty, ["no seminar"] = MappingTexts.NoSeminar, ["one column"] = MappingTexts.OneColumn,
        ["excel"] = MappingTexts.IsExcel,
        ["other"] = MappingTexts.IsOther("PDFファイル"), ["defect"] = MappingTexts.Defect, ["large"] = MappingTexts.TooLarge(20 * 1024 * 1024),
        ["rows"] = MappingTexts.TooManyRows(100_000),
        ["broken"] = MappingTexts.BrokenText(3), ["version"] = MappingTexts.VersionMissing(9), ["tenant"] = MappingTexts.TenantMissing,
        ["quote"] = MappingTexts.QuoteNotClosed(3),
        ["not text"] = MappingTexts.NotText, ["encoded"] = MappingTexts.IsEncoded("UTF-32"), ["cells"] = MappingTexts.TooManyCells(3, 1000),
        ["cell"] = MappingTexts.CellTooLong(3, 10_000),
        ["row"] = MappingTexts.RowTooLong(3, 200_000), ["header twice"] = MappingTexts.HeaderTwice(1, MappingTexts.EventColumn),
        ["above"] = MappingTexts.AboveHeader(1, 3),
        ["event several"] = MappingTexts.EventWrong(3, "1 2", IdFault.Several, null),
        ["seminar several"] = MappingTexts.SeminarWrong(3, "1 2", IdFault.Several),
        ["event long"] = MappingTexts.EventWrong(3, "1", IdFault.TooLong, null),
        ["event zeros"] = MappingTexts.EventLostZeros(3, "123", "0123"),
        ["seminar zeros"] = MappingTexts.SeminarLostZeros(3, "280100", "00280100"),
        ["columns"] = MappingTexts.TooManyColumns(3, 3), ["swapped"] = MappingTexts.Swapped(3, "270100"),
        ["event blank"] = MappingTexts.EventBlank(3),
        ["event exponent"] = MappingTexts.EventWrong(3, "2E+18", IdFault.Exponent, null),
        ["event suggested"] = MappingTexts.EventWrong(3, "2E+18", IdFault.Exponent, "2239928341129601024"),
        ["event decimal"] = MappingTexts.EventWrong(3, "1.0", IdFault.Decimal, null),
        ["event thousands"] = MappingTexts.EventWrong(3, "1,000", IdFault.Thousands, null),
        ["event date"] = MappingTexts.EventWrong(3, "1月1日", IdFault.Date, null),
        ["event letters"] = MappingTexts.EventWrong(3, "A", IdFault.Letters, null),
        ["event lost"] = MappingTexts.EventLostDigits(3, "2239928341129600000", null),
        ["event unknown"] = MappingTexts.EventUnknown(3, "1"),
        ["seminar exponent"] = MappingTexts.SeminarWrong(3, "2E+5", IdFault.Exponent),
        ["seminar letters"] = MappingTexts.SeminarWrong(3, "A", IdFault.Letters),
        ["two events"] = MappingTexts.SeminarOnTwoEvents(4, "270100", 3), ["twice"] = MappingTexts.RowTwice(4, "270100", 3),
        ["event cleaned"] = MappingTexts.EventCleaned(3, "１", "1"),
        ["seminar cleaned"] = MappingTexts.SeminarCleaned(3, "１", "1"), ["seminar unknown"] = MappingTexts.SeminarUnknown(3, "270199"),
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public void Each_message_says_this(string name, string reason, string remedy)
    {
        Made[name].Reason.ShouldBe(reason);
        Made[name].Remedy.ShouldBe(remedy);
    }

    [Fact]
    public void Every_message_there_is_stands_in_the_list_above() =>
        typeof(MappingTexts).GetMembers(
            System.Reflection.BindingFlags.Public | System.Reflection.BindingFlags.Static | System.Reflection.BindingFlags.DeclaredOnly)
            .Count(member => member is System.Reflection.PropertyInfo or System.Reflection.MethodInfo { IsSpecialName: false })
            .ShouldBe(Made.Count - 9, "the fault of an event id has seven further forms, that of a seminar number two");

    [Theory]
    [MemberData(nameof(Texts))]
    public void The_guide_explains_each_message(string name, string reason, string remedy)
    {
        var guide = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "event-mapping.md"));

        // Numbers and names in a message differ from case to case.
        var shown = Regex.Replace(reason.TrimEnd('。'), "[0-9,]+(?=行目| MB|行）|版|列）|文字）|桁まで)|UTF-32|「1」|PDFファイル", "○");
        guide.ShouldContain(shown.Split('。')[0], Case.Sensitive, $"{name}: {remedy}");
    }
}
