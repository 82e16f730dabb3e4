namespace RoboSync.Sync.EventMapping;

/// <summary>What a customer is told about an uploaded event mapping.</summary>
internal static class MappingTexts
{
    private const string EventColumn = "HRMOSイベントID";
    private const string SeminarColumn = "マイナビセミナーNo.";

    public static MappingProblem Empty { get; } = new(
        0, "", "", "対応表に行がありません。", "A列にHRMOSイベントID、B列にマイナビセミナーNo.を入力して、もう一度アップロードしてください。");

    public static MappingProblem NotUtf8 { get; } = new(
        0, "", "", "ファイルの文字コードがUTF-8ではありません。", "Excelで保存するときに、ファイルの種類で「CSV UTF-8（コンマ区切り）」を選んでください。");

    public static MappingProblem EventIdWrong(int row, string value) => new(
        row, EventColumn, value, "HRMOSイベントIDが数字だけではありません。", "HRMOSのイベント画面からIDをコピーし、文字列として貼り付けてください。");

    public static MappingProblem SeminarWrong(int row, string value) => new(
        row, SeminarColumn, value, "マイナビセミナーNo.が数字だけではありません。", "MIWSのセミナー一覧でNo.を確認して入力してください。");

    public static MappingProblem SeminarOnTwoEvents(int row, string value) => new(
        row, SeminarColumn, value, "同じセミナーNo.が2つのイベントに対応づけられています。", "どちらか一方の行を削除してください。");
}
