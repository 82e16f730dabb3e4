using System.Globalization;
using RoboSync.Simulators.Miws;
using RoboSync.Sync.Media;

namespace RoboSync.Torture.Input.Pages;

/// <summary>A field of the detail page: where the simulator shows it, what is read of it, and what it really is.</summary>
internal sealed record DetailField(string Table, string Term, Func<Applicant, string?> Read, Func<MiwsApplicant, string> Real)
{
    public static IReadOnlyList<DetailField> All { get; } =
    [
        new("basic", "応募者番号", read => read.ApplicantNumber, real => real.Number),
        new("basic", "氏名", read => read.Name, real => real.Person.Name),
        new("basic", "フリガナ", read => read.NameKana, real => real.Person.NameKana),
        new("basic", "メールアドレス", read => read.Mail, real => real.Person.Mail),
        new("contact", "郵便番号", read => read.PostalCode, real => real.Person.PostalCode),
        new("contact", "住所", read => read.Address, real => real.Person.Address),
        new("contact", "電話番号", read => read.Phone, real => real.Person.Phone),
        new("vacation", "郵便番号", read => read.VacationPostalCode, real => real.Person.VacationPostalCode),
        new("vacation", "住所", read => read.VacationAddress, real => real.Person.VacationAddress),
        new("vacation", "電話番号", read => read.VacationPhone, real => real.Person.VacationPhone),
        new("school", "学校区分", read => read.SchoolCategory, real => real.Person.SchoolCategory),
        new("school", "文理区分", read => read.Stream, real => real.Person.Stream),
        new("school", "学校名", read => read.School, real => real.Person.School),
        new("school", "学部・研究科", read => read.Faculty, real => real.Person.Faculty),
        new("school", "学科・専攻", read => read.Department, real => real.Person.Department),
        new("school", "卒業予定", read => Month(read.Graduation), real => Month(real.Person.Graduation)),
        new("school", "ゼミ・研究室", read => read.Laboratory, real => real.Person.Laboratory),
        new("school", "部活・サークル", read => read.Club, real => real.Person.Club),
        new("school", "資格", read => read.Qualifications, real => real.Person.Qualifications),
        new("entry", "選考フロー", read => read.SelectionFlow, real => real.Flow),
        new("entry", "エントリー日", read => Day(read.EntryDate), real => Day(real.EntryDate)),
        new("entry", "最終更新日時", read => Minute(read.LastChanged), real => Minute(real.LastChanged)),
    ];

    private static string Month(DateOnly day) => day.ToString("yyyy年M月", CultureInfo.InvariantCulture);

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Minute(DateTime time) => time.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
