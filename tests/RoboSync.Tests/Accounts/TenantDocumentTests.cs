using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CsCheck;
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
        TenantDocument.Parse(document.ToJsonString())
            .Slots.ShouldBe([new TimeOnly(8, 0), new TimeOnly(12, 0), new TimeOnly(16, 0), new TimeOnly(20, 0)]);
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
    [InlineData(
        "mail", """{"to":["a@sample.example","採用担当 <b@sample.example>"]}""", "配信先（toとccを続けて数えて2番目）にはメールアドレスだけを書いてください。名前や空白は付けられません。")]
    [InlineData("mail", """{"to":["a@sample.example "]}""", "配信先（toとccを続けて数えて1番目）にはメールアドレスだけを書いてください。名前や空白は付けられません。")]
    [InlineData("mail", """{"to":"a@sample.example"}""", "mail.to：かっこの種類が違います。")]
    [InlineData("hrmos", """{"baseUrl":"http://hrmos.example/","tokenSecret":"t"}""", "接続先「http://hrmos.example/」はhttpsで始まる必要があります。")]
    [InlineData("hrmos", """{"baseUrl":"https://hrmos example/","tokenSecret":"t"}""", "hrmos.baseUrl：URLとして読み取れません。空白や誤字がないか確認してください。")]
    [InlineData(
        "hrmos", """{"baseUrl":"https://hrmos.example/","tokenSecret":"t","requestsPerMinute":0}""", "hrmos.requestsPerMinute：値が範囲外です。")]
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

    [Theory]
    [InlineData(
        "sample-miws-2027", "媒体アカウント「miws-2027」「miws-2028」が同じログイン情報（credentialsSecret）を使っています。アカウントごとに別のログイン情報にするか、1つを残して削除してください。")]
    [InlineData(
        "SAMPLE-miws-2027", "媒体アカウント「miws-2027」「miws-2028」が同じログイン情報（credentialsSecret）を使っています。アカウントごとに別のログイン情報にするか、1つを残して削除してください。")]
    [InlineData("sample-hrmos-token", "媒体アカウント「miws-2028」のログイン情報（credentialsSecret）が、HRMOSのトークン（hrmos.tokenSecret）と同じです。別のシークレットにしてください。")]
    public async Task One_login_is_used_once(string secret, string sentence)
    {
        var document = (JsonObject)JsonNode.Parse(Sample.TenantDocument)!;
        var accounts = (JsonArray)document["accounts"]!;
        var second = accounts[0]!.DeepClone();
        (second["id"], second["displayYear"], second["credentialsSecret"]) = ("miws-2028", 2028, secret);
        accounts.Add(second);

        (await TenantDocument.ValidateAsync(document.ToJsonString(), "sample")).ShouldHaveSingleItem().ShouldBe(sentence);
    }

    [Theory]
    [InlineData("\"name\":", "\"name\": \"x\", \"name\":", "name：同じ項目が2回書かれています。どちらか一方を削除してください。")]
    [InlineData("\"name\":", "\"n\\u0061me\": \"x\", \"name\":", "name：同じ項目が2回書かれています。どちらか一方を削除してください。")]
    [InlineData("\"medium\":", "\"medium\": \"miws\", \"medium\":", "accounts[0].medium：同じ項目が2回書かれています。どちらか一方を削除してください。")]
    [InlineData("\"to\":", "\"to\": [], \"to\":", "mail.to：同じ項目が2回書かれています。どちらか一方を削除してください。")]
    [InlineData(
        "\"baseUrl\": \"https://miws",
        "\"baseUrl\": \"https://x.example/\", \"baseUrl\": \"https://miws",
        "accounts[0].site.baseUrl：同じ項目が2回書かれています。どちらか一方を削除してください。")]
    public async Task A_key_that_stands_there_twice_is_told_with_its_place(string found, string replaced, string sentence) =>
        (await TenantDocument.ValidateAsync(Sample.TenantDocument.Replace(found, replaced, StringComparison.Ordinal), "sample"))
            .ShouldHaveSingleItem().ShouldBe(sentence);

    [Theory]
    [InlineData("slots", "[\"08:00\\n\"]")]
    [InlineData("quietHours", "{\"from\":\"22:00\\n\",\"to\":\"06:00\"}")]
    [InlineData("name", "\"株式会社\\r\\nBcc: x@sample.example\"")]
    [InlineData("name", "\"株式会社\\n\"")]
    [InlineData("name", "\"\\u0000\"")]
    [InlineData("companyId", "\"A\\n\"")]
    [InlineData("hrmos", "{\"baseUrl\":\"https://hrmos.example/\\n\",\"tokenSecret\":\"t\"}")]
    [InlineData("hrmos", "{\"baseUrl\":\"https://hrmos.example/\",\"tokenSecret\":\"t\\n\"}")]
    [InlineData("mail", "{\"to\":[\"a@sample.example\\n\"]}")]
    [InlineData("mail", "{\"to\":[\"a\\n@sample.example\"]}")]
    public async Task A_pattern_ends_where_the_text_ends(string property, string value)
    {
        var document = (JsonObject)JsonNode.Parse(Sample.TenantDocument)!;
        document[property] = JsonNode.Parse(value);

        (await TenantDocument.ValidateAsync(document.ToJsonString(), "sample")).ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("id")]
    [InlineData("startDate")]
    [InlineData("credentialsSecret")]
    public async Task So_do_those_of_accounts(string property)
    {
        var document = (JsonObject)JsonNode.Parse(Sample.TenantDocument)!;
        document["accounts"]![0]![property] = document["accounts"]![0]![property]!.GetValue<string>() + "\n";

        (await TenantDocument.ValidateAsync(document.ToJsonString(), "sample")).ShouldHaveSingleItem()
            .ShouldBe($"accounts[0].{property}：形式が正しくありません。");
    }

    [Theory]
    [InlineData("utf-16", "UTF-16")]
    [InlineData("utf-16BE", "UTF-16")]
    [InlineData("utf-32", "UTF-16")]
    [InlineData("shift_jis", "Shift_JIS")]
    public async Task Another_encoding_is_told_with_its_cure(string encoding, string seems)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        using var upload = new MemoryStream(Encoding.GetEncoding(encoding).GetBytes(Sample.TenantDocument));

        var (document, mistake) = await TenantDocument.ReadAsync(upload, default);

        document.ShouldBeNull();
        mistake.ShouldBe($"文字コードがUTF-8ではありません（{seems}のようです）。エディターの「名前を付けて保存」で文字コードに「UTF-8」を選んで保存し、もう一度アップロードしてください。");
    }

    [Fact]
    public async Task A_mark_is_fine_a_byte_that_fits_nothing_and_twenty_megabytes_are_not()
    {
        async Task<(string? Document, string? Mistake)> ReadAsync(byte[] bytes) =>
            await TenantDocument.ReadAsync(new MemoryStream(bytes), default);

        (await ReadAsync([0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(Sample.TenantDocument)])).Document.ShouldBe(Sample.TenantDocument);
        (await ReadAsync([.. Encoding.UTF8.GetBytes("{\"name\":\""), 0xFF, 0x90])).Mistake.ShouldNotBeNull()
            .ShouldStartWith("文字コードがUTF-8ではありません。");
        (await ReadAsync(new byte[20 * 1024 * 1024])).Mistake.ShouldBe("文書が大きすぎます（上限 256 KB）。不要な空白や項目を削除してください。");
        (await TenantDocument.ValidateAsync(new string('[', 20 * 1024 * 1024), "sample")).ShouldHaveSingleItem()
            .ShouldStartWith("文書が大きすぎます");
    }

    /// <summary>Whatever stands in a document: mistakes in words, or a tenant that can be read; never an exception.</summary>
    [Fact]
    public void A_hostile_document_ends_in_words()
    {
        string[] values =
        [
            "null", "[]", "{}", "\"\"", "0", "-0", "1e999", "-1e999", "1e-999", "99999999999999999999999999999999999999", "2147483648",
            "90.0", "9e1", "1.5", "NaN", "Infinity", "true", "\"\\ud800\"", "\"\\udc00x\"",
            "\"\\u0000\"", "\"\uFFFE\"", "\"9999-99-99\"", "\"0001-01-01\"", "\"24:00\"", "\"08:00\\n\"", "[null]", "[[[[]]]]",
            "[\"08:00\",null]", new string('[', 200), $"\"{new string('あ', 40_000)}\"",
            "\"http://[::1\"", "\"https://\\ud800/\"", "\"//\"", "{\"from\":null,\"to\":1}", "{\"\\ud800\":1}", "{\"a\":1,\"a\":2}",
            "\"a@b@c\"", "[\"\\\"a\\r\\nb\\\"@x.example\"]",
        ];
        string[] keys =
            [.. Regex.Matches(Sample.TenantDocument, "\"(?<key>[A-Za-z]+)\": ").Select(match => match.Groups["key"].Value).Distinct()];
        var replaced = Gen.Select(
            Gen.Int[0, keys.Length - 1].Select(index => keys[index]), Gen.Int[0, values.Length - 1].Select(index => values[index]));
        var edits = Gen.Select(Gen.Int[0, 5000], Gen.Char["{}[]\",:\\0n\uD800\uFFFE\u0000 "], Gen.Bool).List[0, 3];
        Gen.Select(replaced.List[0, 2], edits).Each(
            4000,
            sample =>
            {
                var (changes, cuts) = sample;
                var text = Sample.TenantDocument;
                foreach (var (key, value) in changes)
                {
                    text = Regex.Replace(text, $"(?<=\"{key}\": )(?:\"[^\"]*\"|[0-9]+|\\[[^\\[\\]]*\\]|\\{{[^{{}}]*\\}})", _ => value);
                }

                foreach (var (at, character, removes) in cuts)
                {
                    text = removes ? text.Remove(at % text.Length, 1) : text.Insert(at % text.Length, character.ToString());
                }

                var mistakes = TenantDocument.ValidateAsync(text, "sample").GetAwaiter().GetResult();
                mistakes.ShouldAllBe(mistake => mistake.EndsWith('。') && mistake.Length < 400);
                if (mistakes.Count == 0)
                {
                    TenantDocument.Parse(text).TenantId.ShouldBe("sample");
                }
            });
    }

    [Fact]
    public async Task Of_very_many_mistakes_the_first_are_told()
    {
        var document = $"{{{string.Join(',', Enumerable.Range(0, 5000).Select(number => $"\"x{number}\":1"))}}}";

        var mistakes = await TenantDocument.ValidateAsync(document, "sample");

        mistakes.Count.ShouldBe(101);
        mistakes[^1].ShouldBe("ほかにも4,907件の間違いがあります。");
    }

    [Fact]
    public async Task All_mistakes_are_told_at_once()
    {
        var errors = await TenantDocument.ValidateAsync(
            """{"schemaVersion":2,"tenantId":"X","slots":["25:00"],"accounts":[{"id":"a b"}]}""", "sample");

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
        (await TenantDocument.ValidateAsync("// ours\n" + Sample.TenantDocument, "sample")).ShouldHaveSingleItem()
            .ShouldStartWith("JSONとして読み取れません（1行目");
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
