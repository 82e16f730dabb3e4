using RoboSync.Sync.Media;
using RoboSync.Sync.Tenants;

namespace RoboSync.Tests;

/// <summary>Invented data that many tests begin with.</summary>
internal static class Sample
{
    public static AccountKey Account { get; } = new("sample", "miws-2027");

    public static Applicant Applicant() => new()
    {
        ApplicantNumber = "10000001",
        Name = "見本　花子",
        NameKana = "ミホン　ハナコ",
        Mail = "hanako@example.jp",
        Phone = "090-0000-0001",
        PostalCode = "100-0001",
        Address = "東京都千代田区千代田1-1",
        School = "青空大学",
        Graduation = new DateOnly(2027, 3, 1),
        SelectionFlow = "プレサイト期間",
        EntryDate = new DateOnly(2026, 6, 1),
        LastChanged = new DateTime(2026, 6, 1, 10, 0, 0),
    };

    /// <summary>A valid tenant document.</summary>
    public const string TenantDocument = """
        {
          "schemaVersion": 1,
          "tenantId": "sample",
          "name": "株式会社サンプル",
          "companyId": "SAMPLE-001",
          "hrmos": { "baseUrl": "https://sample.n-ats.hrmos.example/api/", "tokenSecret": "sample-hrmos-token" },
          "mail": { "to": ["saiyo@sample.example"], "cc": ["ml@sample.example"] },
          "slots": ["12:00", "08:00"],
          "accounts": [
            { "id": "miws-2027", "medium": "miws", "displayYear": 2027, "startDate": "2026-03-01",
              "credentialsSecret": "sample-miws-2027", "site": { "baseUrl": "https://miws.example/" } }
          ]
        }
        """;

    public static Tenant Tenant() => Sync.Tenants.TenantDocument.Parse(TenantDocument);
}
