using System.Globalization;
using RoboSync.Sync.Spreadsheets;

namespace RoboSync.Sync.EventMapping;

/// <summary>
/// What a customer is told about an uploaded event mapping: the one place for it. docs/ja/event-mapping.md explains each.
/// </summary>
internal static class MappingTexts
{
    public const string EventColumn = "HRMOSイベントID";
    public const string SeminarColumn = "マイナビセミナーNo.";

    private const string PasteAsText = "HRMOSのイベント画面からIDをコピーし、表示形式が「文字列」のセルに貼り付けてください。";
    private const string SaveAsCsv = "Excelで開いて、「名前を付けて保存」のファイルの種類から「CSV UTF-8（コンマ区切り）」を選んで保存し、そのファイルをアップロードしてください。";

    private const string OneEach = "1行に1つずつ、行を分けて入力してください。1つの番号の場合は、途中にある空白や記号を取り除いてください。";

    public static MappingProblem Empty { get; } = OfFile(
        "対応表に行がありません。", "A列にHRMOSイベントID、B列にマイナビセミナーNo.を入力して、もう一度アップロードしてください。");

    public static MappingProblem NoSeminar { get; } = OfFile(
        "マイナビセミナーNo.が入力された行がありません。", "B列に、イベントに対応するマイナビセミナーNo.を入力して、もう一度アップロードしてください。すべての対応を解除する場合はお問い合わせ先までお知らせください。");

    public static MappingProblem OneColumn { get; } = OfFile(
        "列が1つしかありません。", "A列にHRMOSイベントID、B列にマイナビセミナーNo.を入力してください。区切り文字はコンマ、タブ、セミコロンのいずれかにしてください。");

    public static MappingProblem IsExcel { get; } = OfFile("Excelブック（.xlsxや.xls）のままアップロードされています。", SaveAsCsv);

    public static MappingProblem NotText { get; } = OfFile("文字として読み取れないデータが入っています（ファイルが壊れている可能性があります）。", SaveAsCsv);

    public static MappingProblem Defect { get; } = OfFile(
        "当サービス内部の問題により、ファイルを処理できませんでした。", "お客様の操作は必要ありません。当サービスの担当者が確認し、処理が終わりしだい、もう一度お知らせします。");

    public static MappingProblem IsOther(string kind) => OfFile($"CSVではなく、{kind}のようです。", SaveAsCsv);

    public static MappingProblem IsEncoded(string encoding) => OfFile($"文字コードが{encoding}で保存されています。", SaveAsCsv);

    public static MappingProblem TooLarge(long mostBytes) => OfFile(
        string.Create(CultureInfo.InvariantCulture, $"ファイルが大きすぎます（上限 {mostBytes / (1024 * 1024):N0} MB）。"),
        "不要な行や列を削除して、もう一度アップロードしてください。");

    public static MappingProblem TooManyRows(int mostRows) => OfFile(
        string.Create(CultureInfo.InvariantCulture, $"行が多すぎます（上限 {mostRows:N0}行）。"), "終了したイベントなど、不要な行を削除して、もう一度アップロードしてください。");

    public static MappingProblem BrokenText(int line) => new(
        line, "", "", "読み取れない文字があります（文字コードが壊れています）。", $"この行の文字を入力しなおすか、{SaveAsCsv}");

    public static MappingProblem VersionMissing(int version) => OfFile(
        string.Create(CultureInfo.InvariantCulture, $"第{version}版の対応表は見つかりませんでした。"), "登録完了のメールに書かれた版の番号を確認して、ファイル名を直してアップロードしてください。");

    public static MappingProblem TenantMissing { get; } = OfFile("企業の登録が見つかりませんでした。", "お問い合わせ先までお知らせください。");

    public static MappingProblem QuoteNotClosed(int row) => new(
        row, "", "", "引用符（\"）が正しく閉じられていません。", "この行の引用符を確認するか、Excelで開いて保存しなおしてください。");

    public static MappingProblem TooManyColumns(int row, int columns) => new(
        row, "", "", string.Create(CultureInfo.InvariantCulture, $"列の数が見出し（{columns}列）より多くなっています。"), "余分なコンマがないかを確認し、見出しと列をそろえてください。");

    public static MappingProblem TooManyCells(int row, int mostColumns) => new(
        row, "", "", string.Create(CultureInfo.InvariantCulture, $"列が多すぎます（上限 {mostColumns:N0}列）。"),
        "余分なコンマがないかを確認し、不要な列を削除して、もう一度アップロードしてください。");

    public static MappingProblem CellTooLong(int row, int longest) => new(
        row, "", "", string.Create(CultureInfo.InvariantCulture, $"1つのセルの文字が多すぎます（上限 {longest:N0}文字）。"), "セルの文字を短くして、もう一度アップロードしてください。");

    public static MappingProblem RowTooLong(int row, int longest) => new(
        row, "", "", string.Create(CultureInfo.InvariantCulture, $"1行の文字が多すぎます（上限 {longest:N0}文字）。"),
        "不要な列を削除するか、行が正しく改行されているかを確認して、もう一度アップロードしてください。");

    public static MappingProblem HeaderTwice(int row, string column) => new(
        row, column, "", $"見出しに、{column}と読める列が2つ以上あります。", $"どの列を読み取ればよいか分かるように、見出しを「{EventColumn}」「{SeminarColumn}」に直すか、不要な列を削除してください。");

    public static MappingProblem AboveHeader(int row, int headerRow) => new(
        row,
        "",
        "",
        string.Create(CultureInfo.InvariantCulture, $"見出し（{headerRow}行目）より上にHRMOSイベントIDがあります。"),
        "見出しを表の先頭に移すか、この行を見出しの下に移してください。登録しない行の場合は削除してください。");

    public static MappingProblem Swapped(int row, string value) => new(
        row, EventColumn, value, "HRMOSイベントIDとマイナビセミナーNo.の列が逆になっています。", "A列にHRMOSイベントID、B列にマイナビセミナーNo.を入力してください。");

    public static MappingProblem EventBlank(int row) => new(
        row, EventColumn, "", "HRMOSイベントIDが空欄です。", "対応するHRMOSイベントIDを入力するか、この行を削除してください。");

    public static MappingProblem EventWrong(int row, string value, IdFault fault, string? suggestion) => fault switch
    {
        IdFault.Exponent =>
            new(row, EventColumn, value, "HRMOSイベントIDが指数表記（2.23993E+18など）になり、桁が失われています。", $"{Suggestion(suggestion)}{PasteAsText}"),
        IdFault.Several => new(row, EventColumn, value, Several(EventColumn), OneEach),
        _ => new(row, EventColumn, value, $"HRMOSイベントIDが{Describe(fault)}", PasteAsText),
    };

    public static MappingProblem EventLostDigits(int row, string value, string? suggestion) => new(
        row, EventColumn, value, "HRMOSイベントIDの16桁目から後ろがすべて0です。Excelで桁が失われた可能性があります。", $"{Suggestion(suggestion)}{PasteAsText}");

    public static MappingProblem EventUnknown(int row, string value) => new(
        row, EventColumn, value, "このIDのイベントはHRMOSにありません。", "HRMOSのイベント画面でIDを確認してください。削除されたイベントの場合は、この行を削除してください。");

    public static MappingProblem EventLostZeros(int row, string value, string suggestion) => new(
        row, EventColumn, value, "このIDのイベントはHRMOSにありません。Excelで先頭の0が失われた可能性があります。", $"{Suggestion(suggestion)}{PasteAsText}");

    public static MappingProblem SeminarWrong(int row, string value, IdFault fault) => fault == IdFault.Several
        ? new(row, SeminarColumn, value, Several(SeminarColumn), OneEach)
        : new(row, SeminarColumn, value, $"マイナビセミナーNo.が{Describe(fault)}", "MIWSのセミナー一覧でNo.を確認し、表示形式が「文字列」のセルに入力してください。");

    public static MappingProblem SeminarOnTwoEvents(int row, string value, int firstRow) => new(
        row,
        SeminarColumn,
        value,
        string.Create(CultureInfo.InvariantCulture, $"同じセミナーNo.が{firstRow}行目で別のイベントに対応づけられています。"),
        "1つのセミナーに対応づけられるイベントは1つです。どちらか一方の行を削除してください。");

    public static MappingProblem RowTwice(int row, string value, int firstRow) => new(
        row, SeminarColumn, value, string.Create(CultureInfo.InvariantCulture, $"{firstRow}行目と同じ内容の行です。"), "登録には影響ありません。");

    public static MappingProblem EventCleaned(int row, string value, string cleaned) => new(
        row, EventColumn, value, $"HRMOSイベントIDの前後の空白や全角数字などを取り除き、「{cleaned}」として読み取りました。", "違う場合は修正して、もう一度アップロードしてください。");

    public static MappingProblem SeminarCleaned(int row, string value, string cleaned) => new(
        row, SeminarColumn, value, $"マイナビセミナーNo.の前後の空白や全角数字などを取り除き、「{cleaned}」として読み取りました。", "違う場合は修正して、もう一度アップロードしてください。");

    public static MappingProblem SeminarUnknown(int row, string value) => new(
        row, SeminarColumn, value, "このNo.のセミナーはMIWSで確認できていません。", "No.が正しいかを確認してください。これから公開するセミナーの場合は、そのままで問題ありません。");

    public static MappingProblem SeminarLostZeros(int row, string value, string suggestion) => new(
        row,
        SeminarColumn,
        value,
        "このNo.のセミナーはMIWSで確認できていません。Excelで先頭の0が失われた可能性があります。",
        $"{Suggestion(suggestion)}その場合は、表示形式が「文字列」のセルに入力しなおし、もう一度アップロードしてください。");

    private static MappingProblem OfFile(string reason, string remedy) => new(0, "", "", reason, remedy);

    private static string Suggestion(string? eventId) => eventId is null ? "" : $"「{eventId}」ではありませんか。";

    private static string Several(string column) => $"{column}の1つのセルに、数字が2つ以上あります。";

    private static string Describe(IdFault fault) => fault switch
    {
        IdFault.Exponent => "指数表記（2.70100E+05など）になり、桁が失われています。",
        IdFault.Decimal => "小数になっています。",
        IdFault.Thousands => "桁区切りのコンマ付きになっています。",
        IdFault.Date => "日付になっています。",
        IdFault.TooLong => "長すぎます（40桁まで）。",
        _ => "数字だけではありません。",
    };
}
