using System.Text.RegularExpressions;
using RoboSync.Miws.Definitions;

namespace RoboSync.Pages.Suggesting;

/// <summary>The words that fields, pages and links usually have on Japanese admin sites, the most usual first.</summary>
internal static partial class Vocabulary
{
    private const int Exact = 100;
    private const int Within = 40;
    private const int ShortestWithin = 2;

    private static readonly string[] Phone = ["電話番号", "TEL", "電話", "携帯電話", "携帯番号", "Tel"];
    private static readonly string[] PostalCode = ["郵便番号", "〒"];
    private static readonly string[] Address = ["住所", "現住所", "ご住所"];

    private static readonly Dictionary<string, string[]> Fields = new(StringComparer.Ordinal)
    {
        ["applicantNumber"] =
            ["応募者番号", "エントリーNo.", "エントリー番号", "応募者No.", "応募者ID", "エントリーID", "学生ID", "会員番号", "管理番号"],
        ["name"] = ["氏名", "お名前", "名前", "応募者名", "学生氏名"],
        ["nameKana"] = ["フリガナ", "カナ氏名", "ふりがな", "氏名(カナ)", "氏名カナ", "カナ"],
        ["mail"] = ["メールアドレス", "E-mail", "Eメール", "メール", "Email", "e-mail"],
        ["phone"] = Phone, ["postalCode"] = PostalCode, ["address"] = Address,
        ["vacationPhone"] = Phone, ["vacationPostalCode"] = PostalCode, ["vacationAddress"] = Address,
        ["schoolCategory"] = ["学校区分", "学校種別", "課程"],
        ["stream"] = ["文理区分", "文理", "文系理系"],
        ["school"] = ["学校名", "大学名", "学校", "大学"],
        ["faculty"] = ["学部・研究科", "学部", "研究科", "学部名"],
        ["department"] = ["学科・専攻", "学科", "専攻", "学科名"],
        ["graduation"] = ["卒業予定", "卒業見込", "卒業予定年月", "卒業年月", "卒業時期", "卒業年度", "卒年"],
        ["laboratory"] = ["ゼミ・研究室", "ゼミ", "研究室", "研究テーマ"],
        ["club"] = ["部活・サークル", "クラブ活動", "部活動", "サークル", "課外活動"],
        ["qualifications"] = ["資格", "保有資格", "免許・資格", "資格・免許"],
        ["selectionFlow"] = ["選考フロー", "選考区分", "選考ステップ", "応募区分", "フロー"],
        ["entryDate"] = ["エントリー日", "応募日", "エントリー日時", "応募日時", "登録日"],
        ["lastChanged"] = ["最終更新日時", "最終更新", "更新日時", "更新日", "最終更新日"],
        ["seminarNumber"] = ["セミナーNo.", "セミナー番号", "セミナーID", "説明会番号", "説明会No.", "イベント番号", "No."],
        ["seminarName"] = ["セミナー名", "説明会名", "イベント名", "セミナータイトル", "タイトル", "セミナー"],
        ["date"] = ["開催日", "開催日時", "日時", "実施日", "開催期間"],
        ["bookings"] = ["予約数", "予約人数", "予約者数", "参加予定者数", "申込数", "申込人数"],
        ["bookingsChanged"] = ["予約更新日時", "予約の最終更新"],
        ["dateNumber"] = ["日程No.", "日程番号", "日程ID", "枠番号", "日程コード"],
        ["state"] = ["ステータス", "状態", "予約状況", "予約状態", "出欠", "参加状況"],
    };

    private static readonly Dictionary<string, string[]> Titles = new(StringComparer.Ordinal)
    {
        ["applicant-list"] = ["応募者一覧", "エントリー者一覧", "応募者リスト", "検索結果", "応募者"],
        ["applicant-detail"] = ["応募者詳細", "応募者情報", "エントリー詳細", "学生詳細", "詳細"],
        ["seminar-list"] = ["セミナー一覧", "説明会一覧", "イベント一覧", "セミナー管理", "セミナー"],
        ["booking-list"] = ["予約者一覧", "参加者一覧", "予約一覧", "申込者一覧", "予約者"],
        ["date-list"] = ["日程一覧", "開催日程", "日程"],
    };

    /// <summary>What a booking itself is numbered by.</summary>
    public static IReadOnlyList<string> Receipts { get; } = ["受付番号", "予約番号", "申込番号", "予約ID"];

    private static readonly Dictionary<string, string[]> StateWords = new(StringComparer.Ordinal)
    {
        ["Booked"] = ["予約", "予約中", "予約済", "予約済み", "申込", "申込済", "受付済", "参加予定"],
        ["Cancelled"] = ["キャンセル", "取消", "取消済", "キャンセル済", "辞退"],
        ["Attended"] = ["出席", "参加", "参加済", "来場"],
        ["Absent"] = ["欠席", "不参加", "未参加"],
    };

    /// <summary>The two halves of a name, and of its reading.</summary>
    public static IReadOnlyDictionary<string, (string[] First, string[] Second)> Halves { get; } =
        new Dictionary<string, (string[], string[])>(StringComparer.Ordinal)
        {
            ["name"] = (["姓", "氏", "名字", "氏名(姓)"], ["名", "名前", "氏名(名)"]),
            ["nameKana"] = (["セイ", "姓(カナ)", "姓カナ", "フリガナ(セイ)"], ["メイ", "名(カナ)", "名カナ", "フリガナ(メイ)"]),
        };

    /// <summary>How well a label names a field; 0 for not at all.</summary>
    public static int Score(string definition, string field, string label)
    {
        var words = Fields[field == "name" && definition == "seminar-list" ? "seminarName" : field];
        return Score(words, label);
    }

    /// <summary>How well a label is one of some words; 0 for not at all.</summary>
    public static int Score(IReadOnlyList<string> words, string label)
    {
        var plain = Decoration().Replace(label, "");
        var best = 0;
        for (var rank = 0; rank < words.Count; rank++)
        {
            var word = Words.Narrow(words[rank]);
            best = Math.Max(best, plain == word ? Exact - rank
                : word.Length >= ShortestWithin && plain.Contains(word, StringComparison.Ordinal) ? Within - rank
                : 0);
        }

        return best;
    }

    /// <summary>Whether a score is of a label that is the word, and not only holds it.</summary>
    public static bool IsExact(int score) => score > Within;

    /// <summary>The words that the heading of a page usually has.</summary>
    public static IReadOnlyList<string> TitlesOf(string definition) => Titles.GetValueOrDefault(definition) ?? [];

    /// <summary>What a word of a booking usually means; null where nobody knows.</summary>
    public static string? StateOf(string word) =>
        StateWords.FirstOrDefault(state => state.Value.Contains(word, StringComparer.Ordinal)).Key;

    /// <summary>The most usual word of each state of a booking.</summary>
    public static IEnumerable<(string State, string Word)> UsualStates => StateWords.Select(state => (state.Key, state.Value[0]));

    /// <summary>Whether a heading is of what counts in the holidays only.</summary>
    public static bool IsOfVacation(string heading) => Vacation().IsMatch(heading);

    // 必須, ※, colons, marks before headings.
    [GeneratedRegex(@"(\s|必須|任意|[※*:●■◆▼▲]|\[[^\]]*\])+", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Decoration();

    [GeneratedRegex("休暇|帰省|実家|緊急", RegexOptions.NonBacktracking)]
    private static partial Regex Vacation();
}
