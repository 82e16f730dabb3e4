namespace RoboSync.Sync.Media;

/// <summary>A row of the medium's applicant list.</summary>
/// <param name="ApplicantNumber">応募者番号: always a string.</param>
/// <param name="Name">氏名, as shown.</param>
/// <param name="SelectionFlow">選考フロー, as shown.</param>
/// <param name="EntryDate">エントリー日 in Japan.</param>
/// <param name="LastChanged">最終更新日時, Japan time, to the minute as shown.</param>
public sealed record ApplicantRow(string ApplicantNumber, string Name, string SelectionFlow, DateOnly EntryDate, DateTime LastChanged)
{
    /// <inheritdoc/>
    public override string ToString() => $"ApplicantRow {{ {ApplicantNumber} }}";
}

/// <summary>
/// A person as MIWS shows them on the detail page. Every text is as shown, trimmed; null where the page leaves it blank.
/// The fields are the safe superset of what Mynavi hands to a company at entry (shared/domain.md §2).
/// </summary>
public sealed record Applicant
{
    /// <summary>応募者番号.</summary>
    public required string ApplicantNumber { get; init; }

    /// <summary>氏名.</summary>
    public required string Name { get; init; }

    /// <summary>フリガナ.</summary>
    public required string NameKana { get; init; }

    /// <summary>メールアドレス.</summary>
    public string? Mail { get; init; }

    /// <summary>電話番号; families share one, so it identifies nobody.</summary>
    public string? Phone { get; init; }

    /// <summary>郵便番号.</summary>
    public string? PostalCode { get; init; }

    /// <summary>住所.</summary>
    public string? Address { get; init; }

    /// <summary>休暇中の郵便番号.</summary>
    public string? VacationPostalCode { get; init; }

    /// <summary>休暇中の住所.</summary>
    public string? VacationAddress { get; init; }

    /// <summary>休暇中の電話番号.</summary>
    public string? VacationPhone { get; init; }

    /// <summary>学校区分, for example 大学.</summary>
    public string? SchoolCategory { get; init; }

    /// <summary>文理区分.</summary>
    public string? Stream { get; init; }

    /// <summary>学校名.</summary>
    public required string School { get; init; }

    /// <summary>学部・研究科.</summary>
    public string? Faculty { get; init; }

    /// <summary>学科・専攻.</summary>
    public string? Department { get; init; }

    /// <summary>卒業予定, the first day of the month.</summary>
    public required DateOnly Graduation { get; init; }

    /// <summary>ゼミ・研究室.</summary>
    public string? Laboratory { get; init; }

    /// <summary>部活・サークル.</summary>
    public string? Club { get; init; }

    /// <summary>資格.</summary>
    public string? Qualifications { get; init; }

    /// <summary>選考フロー.</summary>
    public required string SelectionFlow { get; init; }

    /// <summary>エントリー日 in Japan.</summary>
    public required DateOnly EntryDate { get; init; }

    /// <summary>最終更新日時, Japan time, to the minute as shown.</summary>
    public required DateTime LastChanged { get; init; }

    /// <summary>Shows the number only: applicants are people, and a record's text form ends up in logs.</summary>
    public override string ToString() => $"Applicant {{ {ApplicantNumber} }}";
}
