using System.Text.Json.Nodes;
using RoboSync.EndToEndTests.Running;
using RoboSync.Simulators.Hrmos;
using RoboSync.Simulators.Serving;
using RoboSync.Sync.Failures;

namespace RoboSync.EndToEndTests.Faults;

/// <summary>HRMOS refuses, hesitates or swallows its answers: nobody is registered twice, nobody is lost.</summary>
public sealed class HrmosFaultTests(StorageFixture storage)
{
    [Theory]
    [InlineData(FaultNames.AnswerLost, null, 1)]
    [InlineData(FaultNames.Timeout, null, 0)]
    [InlineData(FaultNames.Cut, null, 0)]
    [InlineData(FaultNames.Status, """{"status":500}""", 0)]
    public async Task A_create_without_an_answer_is_never_sent_again_before_hrmos_was_asked(string fault, string? value, int arrived)
    {
        await using var product = await StartAsync();
        product.HrmosFaults.Arm(
            new Fault(fault, "/v1/candidates", Method: "POST", Skip: 3, Times: 1, Value: value is null ? null : JsonNode.Parse(value)));

        var slot = await product.RunSlotAsync();

        slot.Run.Failure.ShouldBeNull();
        slot.Run.Counts.SetAside.ShouldBe(1);
        product.World.Hrmos.Data.Candidates.Count.ShouldBe(11 + arrived);
        slot.Mail.Text.ShouldContain("HRMOSから登録の結果が返ってこなかったため、確認中です。");
        slot.Mail.Subject.ShouldNotContain("要対応");

        var next = await product.RunSlotAsync();

        product.ShouldBeInStep();
        next.Run.Counts.Created.ShouldBe(1);
        next.HrmosWrites.Count(request => request.Target == "/v1/candidates").ShouldBe(1 - arrived);
        next.HrmosRequests.ShouldContain(request => request.Target.StartsWith("/v1/candidates?externalId=", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(HrmosFaults.RateLimited, "1")]
    [InlineData(FaultNames.Status, """{"status":503}""")]
    public async Task What_hrmos_refuses_in_passing_is_sent_again(string fault, string value)
    {
        await using var product = await StartAsync();
        product.HrmosFaults.Arm(new Fault(fault, "/v1/candidates", Times: 3, Value: JsonNode.Parse(value)));

        var slot = await product.RunSlotAsync();

        slot.Run.Counts.Created.ShouldBe(12);
        slot.Run.Counts.SetAside.ShouldBe(0);
        product.ShouldBeInStep();
    }

    [Theory]
    [InlineData(
        FaultNames.Status, """{"status":429,"retryAfter":3600}""", FailureCode.HrmosTooManyRequests, "HRMOSが混み合っているため、連携を最後まで行えませんでした。")]
    [InlineData(HrmosFaults.Maintenance, null, FailureCode.HrmosMaintenance, "HRMOSがメンテナンス中のため、連携できませんでした。")]
    public async Task What_stays_ends_the_slot_and_the_next_one_heals_it(string fault, string? value, FailureCode code, string sentence)
    {
        await using var product = await StartAsync();
        product.HrmosFaults.Arm(new Fault(fault, "/v1/candidates", Skip: 5, Value: value is null ? null : JsonNode.Parse(value)));

        var slot = await product.RunSlotAsync();

        slot.Run.Failure.ShouldBe(code);
        slot.Run.Counts.Created.ShouldBe(5);
        slot.Mails.ShouldHaveSingleItem().Text.ShouldContain(sentence);
        product.HrmosFaults.Clear();
        (await product.RunSlotAsync()).Run.Counts.Created.ShouldBe(7);
        product.ShouldBeInStep();
    }

    [Fact]
    public async Task An_update_that_fails_is_sent_by_the_next_run()
    {
        await using var product = await StartAsync();
        await product.RunSlotAsync();
        product.Miws.Edit(product.Miws.Applicants.First(IsImported).Number, person => person with { Mail = "moved@example.jp" });
        product.HrmosFaults.Arm(
            new Fault(FaultNames.Status, "/v1/candidates/", Method: "PATCH", Value: new JsonObject { ["status"] = 500 }));

        var slot = await product.RunSlotAsync();

        slot.Run.Failure.ShouldBe(FailureCode.HrmosUnreachable);
        slot.Mail.Text.ShouldContain("HRMOSに接続できませんでした。");
        product.HrmosFaults.Clear();
        (await product.RunSlotAsync()).Run.Counts.Updated.ShouldBe(1);
        product.ShouldBeInStep();
    }

    [Fact]
    public async Task An_invalid_token_rests_the_account_until_a_new_one_is_stored()
    {
        await using var product = await StartAsync();
        product.World.Hrmos.Token = "reissued";

        var slot = await product.RunSlotAsync();
        var resting = await product.RunSlotAsync();

        slot.Run.Failure.ShouldBe(FailureCode.HrmosTokenInvalid);
        slot.HrmosRequests.Count.ShouldBe(1);
        slot.Mails.Single(mail => mail.Subject.Contains("【要対応】", StringComparison.Ordinal)).Text
            .ShouldContain("HRMOSでAPIトークンを削除して発行しなおし、新しいトークンを登録してください。");
        resting.Run.Failure.ShouldBe(FailureCode.Resting);
        resting.MiwsRequests.ShouldBeEmpty();
        product.World.KeyVault.Set("sample-hrmos-token", "reissued");
        (await product.RunSlotAsync()).Mails.ShouldContain(mail => mail.Subject.EndsWith("の連携が再開しました", StringComparison.Ordinal));
        product.ShouldBeInStep();
    }

    [Fact]
    public async Task A_token_that_expires_mid_run_keeps_what_was_done()
    {
        await using var product = await StartAsync();
        product.HrmosFaults.Arm(new Fault(HrmosFaults.TokenInvalid, "/v1/candidates", Skip: 4));

        var slot = await product.RunSlotAsync();

        slot.Run.Failure.ShouldBe(FailureCode.HrmosTokenInvalid);
        slot.Run.Counts.Created.ShouldBe(4);
        product.HrmosFaults.Clear();
        product.World.KeyVault.Set("sample-hrmos-token", product.World.Hrmos.Token);
        (await product.RunSlotAsync()).Run.Counts.Created.ShouldBe(8);
        product.ShouldBeInStep();
    }

    [Fact]
    public async Task A_missing_permission_is_named_and_tried_again_in_each_slot()
    {
        await using var product = await StartAsync();
        product.HrmosFaults.Arm(new Fault(HrmosFaults.PermissionMissing));

        var slot = await product.RunSlotAsync();

        slot.Run.Failure.ShouldBe(FailureCode.HrmosPermissionMissing);
        slot.Mail.Text.ShouldContain("HRMOSでAPIトークンに候補者・候補者ラベル・イベントの編集権限を付けてください。");
        product.HrmosFaults.Clear();
        (await product.RunSlotAsync()).Run.Failure.ShouldBeNull();
        product.ShouldBeInStep();
    }

    [Fact]
    public async Task A_single_sign_on_is_named_and_the_next_slot_works_once_it_is_off()
    {
        await using var product = await StartAsync();
        product.HrmosFaults.Arm(new Fault(HrmosFaults.SsoRequired));

        var slot = await product.RunSlotAsync();

        slot.Run.Failure.ShouldBe(FailureCode.HrmosSsoOn);
        slot.Mail.Text.ShouldContain("連携できるのは、SSOを設定していないHRMOSアカウントのみです。");
        product.HrmosFaults.Clear();
        (await product.RunSlotAsync()).Run.Failure.ShouldBeNull();
        product.ShouldBeInStep();
    }

    [Fact]
    public async Task The_label_limit_creates_nobody_without_their_label()
    {
        await using var product = await StartAsync();
        product.World.Hrmos.Data.LabelLimit = 0;

        var slot = await product.RunSlotAsync();

        slot.Run.Failure.ShouldBe(FailureCode.HrmosLabelLimit);
        product.World.Hrmos.Data.Candidates.ShouldBeEmpty();
        slot.Mail.Text.ShouldContain("HRMOSの候補者ラベルが上限に達しているため、対象卒年のラベルを作成できませんでした。");
        product.World.Hrmos.Data.LabelLimit = 100;
        (await product.RunSlotAsync()).Run.Counts.Created.ShouldBe(12);
        product.ShouldBeInStep();
    }

    [Fact]
    public async Task A_value_that_hrmos_rejects_sets_one_applicant_aside_and_names_the_field()
    {
        await using var product = await StartAsync();
        product.HrmosFaults.Arm(new Fault(HrmosFaults.ValueRejected, "/v1/candidates", Method: "POST", Skip: 11, Value: "mail"));

        var slot = await product.RunSlotAsync();
        var again = await product.RunSlotAsync();

        var created = product.World.Hrmos.Data.Candidates.Select(candidate => candidate.ExternalId).ToHashSet();
        var left = product.Miws.Applicants.Single(applicant => IsImported(applicant) && !created.Contains($"miws:2027:{applicant.Number}"));
        slot.Run.Counts.Created.ShouldBe(11);
        slot.Run.Counts.SetAside.ShouldBe(1);
        slot.Mail.Text.ShouldContain($"・応募者番号 {left.Number}（項目：メールアドレス）");
        slot.Mail.Subject.ShouldEndWith("（要対応あり）");
        again.Run.Counts.SetAside.ShouldBe(1, "it is tried again in each slot");
        product.HrmosFaults.Clear();
        (await product.RunSlotAsync()).Run.Counts.Created.ShouldBe(1);
        product.ShouldBeInStep();
    }

    [Fact]
    public async Task A_value_that_is_none_sets_one_applicant_aside_before_hrmos_is_asked_and_names_the_field()
    {
        await using var product = await StartAsync();
        var applicant = product.Miws.Applicants.First(IsImported);
        product.Miws.Edit(applicant.Number, person => person with { Mail = "not a mail address" });

        var slot = await product.RunSlotAsync();

        slot.Run.Counts.Created.ShouldBe(11);
        slot.Run.Counts.SetAside.ShouldBe(1);
        slot.Mail.Text.ShouldContain("MIWSの項目を正しく読み取れなかったため、登録・更新しませんでした。");
        slot.Mail.Text.ShouldContain($"・応募者番号 {applicant.Number}（項目：メールアドレス）");
        slot.Mail.Text.ShouldNotContain("not a mail address");
        slot.Mail.Subject.ShouldEndWith("（要対応あり）");
        product.Miws.Edit(applicant.Number, person => person with { Mail = "right@example.jp" });
        (await product.RunSlotAsync()).Run.Counts.Created.ShouldBe(1);
        product.ShouldBeInStep();
    }

    private static bool IsImported(Simulators.Miws.MiwsApplicant applicant) => Simulators.Miws.MiwsFlows.IsImported(applicant.Flow);

    private Task<Product> StartAsync() =>
        Product.StartAsync(storage, applicants: 12, options => options.Tenant = tenant => tenant["hrmos"]!["timeoutSeconds"] = 0.4);
}
