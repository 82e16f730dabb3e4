using System.Net;
using System.Text;
using RoboSync.EndToEndTests.Running;
using RoboSync.Sync.Audit;
using RoboSync.Sync.EventMapping;
using RoboSync.Sync.Tenants;
using RoboSync.Sync.Users;

namespace RoboSync.EndToEndTests.Console;

/// <summary>Notifications, times and イベント名対応表.</summary>
public sealed class SettingsTests(StorageFixture storage)
{
    [Fact]
    public async Task Who_is_mailed_and_when_is_set_shown_and_tried()
    {
        await using var site = await ConsoleSite.StartAsync(storage);
        using var visitor = await site.SignedInAsync(UserRole.Manager);
        var page = await visitor.OpenAsync("/notifications");
        page.Document.QuerySelectorAll("ol.fields li").Length.ShouldBe(8);
        page = await visitor.SubmitAsync("mail", ("Mail.To", "no address"), ("Mail.Cc", "a@sample.example\r\nwrong"));
        page.Errors.Count.ShouldBe(2, page.Text);
        page.Text.ShouldContain("「Cc」の2行目");
        (await visitor.SubmitAsync("mail", ("Mail.To", "saiyo@sample.example"), ("Mail.Cc", "ml@sample.example")))
            .Message.ShouldNotBeNull();
        await visitor.SubmitAsync("test-mail");
        await site.Product.DrainAsync();
        var mail = site.Product.Mails[^1];
        mail.Subject.ShouldBe("【RoboSync】テストメール");
        mail.To.ShouldBe(["saiyo@sample.example"]);
        mail.Text.ShouldContain($"{site.Address}notifications");

        page = await visitor.OpenAsync("/notifications");
        page = await visitor.SubmitAsync(
            "times", ("Times.Slot1", "09:00"), ("Times.Slot2", "09:00"), ("Times.Slot3", "23:30"), ("Times.Slot4", ""),
            ("Times.QuietFrom", "23:00"), ("Times.QuietTo", "06:00"));
        page.Errors.Count.ShouldBe(2, page.Text);
        page = await visitor.SubmitAsync("times", ("Times.Slot2", "13:00"), ("Times.Slot3", ""));
        page.Message.ShouldBe("連携時間帯を保存しました。", page.Text);
        var tenant = (await site.Product.Get<ITenantStore>().FindAsync(ConsoleSite.Company, default))!;
        tenant.Slots.ShouldBe([new TimeOnly(9, 0), new TimeOnly(13, 0)]);
        tenant.QuietHours!.From.ShouldBe(new TimeOnly(23, 0));
    }

    [Fact]
    public async Task A_mapping_is_shown_before_it_counts_changed_by_hand_and_put_back()
    {
        await using var site = await ConsoleSite.StartAsync(storage, configure: options => options.UploadMapping = false);
        await site.Product.RunSlotAsync();
        using var visitor = await site.SignedInAsync(UserRole.Manager);
        var mappings = site.Product.Get<IEventMappingStore>();
        var known = await site.Product.Get<IMappingSheetStore>().ReadKnownAsync(ConsoleSite.Company, default);
        var whole = known.Seminars
            .Select((found, index) => (found.SeminarNumber, known.Events[index % known.Events.Count].EventId)).ToDictionary();
        await visitor.OpenAsync("/mapping/upload");
        await visitor.SubmitAsync("upload", ("初回.csv", Encoding.UTF8.GetBytes(ChangeEventMapping.Write(whole))));
        (await visitor.SubmitAsync("apply")).Message.ShouldNotBeNull(visitor.Current.Text + site.Product.Errors());
        var before = await mappings.ReadCurrentAsync(ConsoleSite.Company, default);
        before.Version.ShouldBe(1);
        (await (await visitor.GetAsync("/mapping/download")).Content.ReadAsStringAsync())
            .ShouldContain(before.EventBySeminar.Values.First());

        // A damaged id is named by its row, and nothing can be applied.
        await visitor.OpenAsync("/mapping/upload");
        var page = await visitor.SubmitAsync("upload", ("<b>壊れた.csv", Encoding.UTF8.GetBytes("HRMOSイベントID,マイナビセミナーNo.\n1.23E+18,1\n")));
        page.Text.ShouldContain("このファイルは適用できません");
        page.Document.Forms.ShouldNotContain(form => form.QuerySelector("[name='Proposal.Csv']") != null);
        page.Document.QuerySelector("main b").ShouldBeNull();

        // One seminar fewer: shown first.
        var (seminar, item) = before.EventBySeminar.OrderBy(pair => pair.Key, StringComparer.Ordinal).First();
        var fewer = before.EventBySeminar.Where(pair => pair.Key != seminar).ToDictionary();
        await visitor.OpenAsync("/mapping/upload");
        page = await visitor.SubmitAsync("upload", ("対応表.csv", Encoding.UTF8.GetBytes(ChangeEventMapping.Write(fewer))));
        page.Text.ShouldContain("追加0件、変更0件、削除1件です。", Case.Sensitive, page.Text + site.Product.Errors());
        (await mappings.ReadCurrentVersionAsync(ConsoleSite.Company, default)).ShouldBe(before.Version, "nothing counts yet");
        page = await visitor.SubmitAsync("apply");
        page.Message.ShouldNotBeNull(page.Text + site.Product.Errors());
        (await mappings.ReadCurrentAsync(ConsoleSite.Company, default)).EventBySeminar.Keys.ShouldNotContain(seminar);

        // By hand: the event that it had is found and chosen; who looked at an older version is told.
        await visitor.OpenAsync($"/mapping/seminars/{seminar}?q={item}");
        page = await visitor.SubmitAsync("seminar", ("Input.EventId", item), ("Input.Version", "1"));
        page.Errors.ShouldHaveSingleItem().ShouldStartWith("確認している間に");
        page = await visitor.SubmitAsync("seminar");
        page.Message.ShouldNotBeNull(page.Text + site.Product.Errors());
        (await mappings.ReadCurrentAsync(ConsoleSite.Company, default)).EventBySeminar[seminar].ShouldBe(item);

        page = await visitor.OpenAsync("/mapping/versions");
        page.Text.ShouldContain("manager@sample.example");
        await visitor.OpenAsync("/mapping/versions/2");
        (await visitor.SubmitAsync("restore")).Message.ShouldNotBeNull();
        (await mappings.ReadCurrentAsync(ConsoleSite.Company, default)).EventBySeminar.Keys.ShouldNotContain(seminar);
        (await visitor.OpenAsync("/mapping")).Text.ShouldContain(seminar);
        (await visitor.OpenAsync("/mapping/seminars/unknown")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await site.Product.Get<IAuditLog>().ReadAsync(ConsoleSite.Company, DateTimeOffset.MinValue, 10, default)).Count.ShouldBe(4);
    }

    [Fact]
    public async Task Of_two_doors_the_one_that_was_used_last_counts_whatever_our_clock_says()
    {
        // The product's clock is months behind storage's, by which uploads are dated, and then ahead of it.
        foreach (var start in new[] { TimeProvider.System.GetUtcNow().AddDays(-100), TimeProvider.System.GetUtcNow().AddDays(100) })
        {
            await using var site = await ConsoleSite.StartAsync(storage, configure: options => options.Start = start);
            await site.Product.RunSlotAsync();
            var mappings = site.Product.Get<IEventMappingStore>();
            var uploaded = await mappings.ReadCurrentAsync(ConsoleSite.Company, default);
            uploaded.Version.ShouldBe(1, "it came through the inbox");
            using var visitor = await site.SignedInAsync(UserRole.Manager);
            var fewer = uploaded.EventBySeminar.Skip(1).ToDictionary();

            await visitor.OpenAsync("/mapping/upload");
            await visitor.SubmitAsync("upload", ("対応表.csv", Encoding.UTF8.GetBytes(ChangeEventMapping.Write(fewer))));
            (await visitor.SubmitAsync("apply")).Message.ShouldNotBeNull(visitor.Current.Text + site.Product.Errors());
            (await mappings.ReadCurrentAsync(ConsoleSite.Company, default)).EventBySeminar.Count.ShouldBe(fewer.Count);

            await site.Product.UploadMappingAsync(ChangeEventMapping.Write(uploaded.EventBySeminar));
            var last = await mappings.ReadCurrentAsync(ConsoleSite.Company, default);
            (last.Version, last.EventBySeminar.Count).ShouldBe((3, uploaded.EventBySeminar.Count));
        }
    }
}
