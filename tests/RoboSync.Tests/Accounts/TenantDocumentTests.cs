using System.Text.Json.Nodes;
using RoboSync.Sync.Tenants;

namespace RoboSync.Tests.Accounts;

public sealed class TenantDocumentTests
{
    [Fact]
    public async Task A_valid_document_is_read_with_its_defaults()
    {
        (await TenantDocument.ValidateAsync(Sample.TenantDocument, "sample")).ShouldBeEmpty();

        var tenant = Sample.Tenant();

        tenant.Slots.ShouldBe([new TimeOnly(8, 0), new TimeOnly(12, 0)]);
        tenant.Hrmos.RequestsPerMinute.ShouldBe(90);
        tenant.Hrmos.SearchLag.ShouldBe(TimeSpan.FromSeconds(60));
        tenant.Mail.WhenNothingNew.ShouldBeTrue();
        var account = tenant.Accounts.ShouldHaveSingleItem();
        account.Enabled.ShouldBeTrue();
        account.Site.MinimumGap.ShouldBe(TimeSpan.FromSeconds(1.5));
        account.StartDate.ShouldBe(new DateOnly(2026, 3, 1));
    }

    [Fact]
    public async Task A_tenant_that_names_no_slots_has_four()
    {
        var document = (JsonObject)JsonNode.Parse(Sample.TenantDocument)!;
        document.Remove("slots");

        (await TenantDocument.ValidateAsync(document.ToJsonString(), "sample")).ShouldBeEmpty();
        TenantDocument.Parse(document.ToJsonString()).Slots.ShouldBe([new TimeOnly(8, 0), new TimeOnly(12, 0), new TimeOnly(16, 0), new TimeOnly(20, 0)]);
    }

    [Theory]
    [InlineData("quietHours", """{"from":"22:00","to":"09:00"}""", "連携時間帯（slots）の08:00が、連携しない時間（quietHours）の中にあります。どちらかを変更してください。")]
    [InlineData("quietHours", """{"from":"09:00","to":"09:00"}""", "連携しない時間（quietHours）のfromとtoが同じ時刻です。違う時刻にするか、quietHoursを削除してください。")]
    [InlineData("quietHours", """{"from":"22:00"}""", "quietHours.to：必須の項目がありません。")]
    [InlineData("name", null, "name：必須の項目がありません。")]
    [InlineData("nmae", "\"x\"", "nmae：この項目は使えません。つづりを確認してください。")]
    [InlineData("slots", "[]", "slots：1件以上必要です。")]
    [InlineData("slots", """["08:00","09:00","10:00","11:00","12:00"]""", "slots：件数が上限を超えています。")]
    [InlineData("slots", """["8:00"]""", "slots[0]：形式が正しくありません。")]
    [InlineData("slots", """["08:00","08:00"]""", "連携時間帯（slots）に同じ時刻が2回あります。重複を削除してください。")]
    [InlineData("tenantId", "\"other\"", "tenantId「other」がファイル名「sample.json」と一致しません。どちらかを直してください。")]
    [InlineData("mail", """{"to":["a@sample.example"],"cc":["not an address"]}""", "配信先（toとccを続けて数えて2番目）がメールアドレスの形式ではありません。")]
    [InlineData("mail", """{"to":["a@sample.example","採用担当 <b@sample.example>"]}""", "配信先（toとccを続けて数えて2番目）にはメールアドレスだけを書いてください。名前や空白は付けられません。")]
    [InlineData("mail", """{"to":["a@sample.example "]}""", "配信先（toとccを続けて数えて1番目）にはメールアドレスだけを書いてください。名前や空白は付けられません。")]
    [InlineData("mail", """{"to":"a@sample.example"}""", "mail.to：かっこの種類が違います。")]
    [InlineData("hrmos", """{"baseUrl":"http://hrmos.example/","tokenSecret":"t"}""", "接続先「http://hrmos.example/」はhttpsで始まる必要があります。")]
    [InlineData("hrmos", """{"baseUrl":"https://hrmos example/","tokenSecret":"t"}""", "hrmos.baseUrl：URLとして読み取れません。空白や誤字がないか確認してください。")]
    [InlineData("hrmos", """{"baseUrl":"https://hrmos.example/","tokenSecret":"t","requestsPerMinute":0}""", "hrmos.requestsPerMinute：値が範囲外です。")]
    public async Task A_mistake_is_told_in_a_sentence(string property, string? value, string sentence)
    {
        var document = (JsonObject)JsonNode.Parse(Sample.TenantDocument)!;
        document.Remove(property);
        if (value is not null)
        {
            document[property] = JsonNode.Parse(value);
        }

        var errors = await TenantDocument.ValidateAsync(document.ToJsonString(), "sample");

        errors.ShouldHaveSingleItem().ShouldBe(sentence);
    }

    [Theory]
    [InlineData("startDate", "\"2026-02-30\"", "媒体アカウント「miws-2027」の連携開始日（startDate）が実在しない日付です。")]
    [InlineData("site", """{"baseUrl":"https://miws example/"}""", "accounts[0].site.baseUrl：URLとして読み取れません。空白や誤字がないか確認してください。")]
    [InlineData("medium", "\"MIWS 2\"", "accounts[0].medium：形式が正しくありません。")]
    [InlineData("displayYear", "\"2027\"", "accounts[0].displayYear：数値で書いてください。")]
    [InlineData("enabled", "\"yes\"", "accounts[0].enabled：trueかfalseで書いてください。")]
    [InlineData("credentialsSecret", "\"no spaces here\"", "accounts[0].credentialsSecret：形式が正しくありません。")]
    public async Task A_mistake_of_an_account_names_it(string property, string value, string sentence)
    {
        var document = (JsonObject)JsonNode.Parse(Sample.TenantDocument)!;
        document["accounts"]![0]![property] = JsonNode.Parse(value);

        var errors = await TenantDocument.ValidateAsync(document.ToJsonString(), "sample");

        errors.ShouldHaveSingleItem().ShouldBe(sentence);
    }

    [Fact]
    public async Task Two_accounts_of_one_id_are_refused()
    {
        var document = (JsonObject)JsonNode.Parse(Sample.TenantDocument)!;
        var accounts = (JsonArray)document["accounts"]!;
        accounts.Add(accounts[0]!.DeepClone());

        var errors = await TenantDocument.ValidateAsync(document.ToJsonString(), "sample");

        errors.ShouldHaveSingleItem().ShouldBe("媒体アカウントのid「miws-2027」が重複しています。アカウントごとに別のidにしてください。");
    }

    [Fact]
    public async Task All_mistakes_are_told_at_once()
    {
        var errors = await TenantDocument.ValidateAsync("""{"schemaVersion":2,"tenantId":"X","slots":["25:00"],"accounts":[{"id":"a b"}]}""", "sample");

        errors.Count.ShouldBeGreaterThan(8);
        errors.ShouldAllBe(error => error.EndsWith('。'));
    }

    [Theory]
    [InlineData("{\n  \"tenantId\": sample\n}", 2, 15)]
    [InlineData("{\n  \"name\": \"株式会社\", // 会社名\n}", 2, 19)]
    [InlineData("{\n  \"slots\": [\"08:00\",],\n}", 2, 21)]
    [InlineData("{'tenantId': 'sample'}", 1, 2)]
    [InlineData("", 1, 1)]
    public async Task What_is_not_json_is_told_with_its_line(string document, int line, int column)
    {
        var errors = await TenantDocument.ValidateAsync(document, "sample");

        errors.ShouldHaveSingleItem().ShouldBe($"JSONとして読み取れません（{line}行目 {column}文字目）。かっこ、カンマ、引用符を確認してください。コメントは書けません。");
    }

    [Fact]
    public async Task A_comment_or_a_trailing_comma_in_a_document_that_is_fine_otherwise_is_told()
    {
        (await TenantDocument.ValidateAsync("// ours\n" + Sample.TenantDocument, "sample")).ShouldHaveSingleItem().ShouldStartWith("JSONとして読み取れません（1行目");
        (await TenantDocument.ValidateAsync(Sample.TenantDocument.Replace("\"08:00\"]", "\"08:00\",]", StringComparison.Ordinal), "sample"))
            .ShouldHaveSingleItem().ShouldStartWith("JSONとして読み取れません（");
    }

    [Fact]
    public async Task Text_that_is_no_text_is_told_too()
    {
        var document = Sample.TenantDocument.Replace("SAMPLE-001", "\\ud800", StringComparison.Ordinal);

        (await TenantDocument.ValidateAsync(document, "sample")).ShouldHaveSingleItem().ShouldStartWith("JSONとして読み取れません（");
    }
}
