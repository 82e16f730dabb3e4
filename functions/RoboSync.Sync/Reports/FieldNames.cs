namespace RoboSync.Sync.Reports;

/// <summary>HRMOS' field names as recruiters know them.</summary>
public static class FieldNames
{
    private static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        ["name"] = "氏名", ["nameKana"] = "フリガナ", ["mail"] = "メールアドレス", ["phone"] = "電話番号", ["postalCode"] = "郵便番号", ["address"] = "住所",
        ["vacationPostalCode"] = "休暇中の郵便番号", ["vacationAddress"] = "休暇中の住所", ["vacationPhone"] = "休暇中の電話番号", ["schoolCategory"] = "学校区分",
        ["stream"] = "文理区分", ["school"] = "学校名", ["faculty"] = "学部・研究科", ["department"] = "学科・専攻", ["graduation"] = "卒業予定",
        ["laboratory"] = "ゼミ・研究室", ["club"] = "部活・サークル", ["qualifications"] = "資格", ["selectionFlow"] = "選考フロー", ["entryDate"] = "エントリー日",
    };

    /// <summary>The names of comma-separated fields; an unknown one is その他の項目.</summary>
    public static string Of(string fields) =>
        string.Join('・', fields.Split(',').Select(field => Names.GetValueOrDefault(field, "その他の項目")).Distinct(StringComparer.Ordinal));
}
