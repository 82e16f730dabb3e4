using System.Text.Json;
using CsCheck;
using RoboSync.Sync.Queues;

namespace RoboSync.Tests.Runs;

public sealed class RunRequestTests
{
    private static readonly DateTimeOffset Slot = new(2026, 6, 1, 12, 0, 0, TimeSpan.FromHours(9));

    [Fact]
    public void A_message_is_read_as_it_was_written()
    {
        var message = new RunRequest(RunRequest.CurrentSchema, "sample", "miws-2027", Slot);

        RunRequest.Parse(message.ToMessage()).ShouldBe(message);
        var notification = NotificationMessage.ForSlot("sample", Slot);
        NotificationMessages.Parse(NotificationMessages.Write(notification)).ShouldBe(notification);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\uD800")]
    [InlineData("""{"schema":"account-sync/2","tenantId":"sample","accountId":"ab","slot":"2026-06-01T03:00:00Z"}""")]
    [InlineData("""{"schema":"account-sync/1","tenantId":"","accountId":"ab","slot":"2026-06-01T03:00:00Z"}""")]
    [InlineData("""{"schema":"account-sync/1","tenantId":"sample","accountId":null,"slot":"2026-06-01T03:00:00Z"}""")]
    [InlineData("""{"schema":"account-sync/1","tenantId":"sample","accountId":"a/b","slot":"2026-06-01T03:00:00Z"}""")]
    [InlineData("""{"schema":"account-sync/1","tenantId":"sample","accountId":"ab\n","slot":"2026-06-01T03:00:00Z"}""")]
    [InlineData("""{"schema":"account-sync/1","tenantId":"\ud800","accountId":"ab","slot":"2026-06-01T03:00:00Z"}""")]
    [InlineData("""{"schema":"account-sync/1","tenantId":"sample","accountId":7,"slot":"2026-06-01T03:00:00Z"}""")]
    [InlineData("""{"schema":"account-sync/1","tenantId":"sample","accountId":"ab","slot":"0001-01-01T00:00:00Z"}""")]
    [InlineData("""{"schema":"account-sync/1","tenantId":"sample","accountId":"ab","slot":"0001-01-01T00:00:00+14:00"}""")]
    [InlineData("""{"schema":"account-sync/1","tenantId":"sample","accountId":"ab","slot":"9999-12-31T23:59:59Z"}""")]
    [InlineData("""{"schema":"account-sync/1","tenantId":"sample","accountId":"ab","slot":"1600-01-01T00:00:00Z"}""")]
    [InlineData("""{"schema":"account-sync/1","tenantId":"sample","accountId":"ab"}""")]
    [InlineData("""{"schema":"account-sync/1","tenantId":"sample","tenantId":"other","accountId":"ab","slot":"2026-06-01T03:00:00Z"}""")]
    public void What_is_no_message_of_this_schema_is_refused(string? text) =>
        Should.Throw<JsonException>(() => RunRequest.Parse(text)).Message.ShouldBe("Not a message of schema account-sync/1.");

    [Theory]
    [InlineData(null)]
    [InlineData("{}")]
    [InlineData("\uDC00")]
    [InlineData("""{"schema":"notification/1","subject":"2026-06-01T03:00:00Z","dedupKey":"k"}""")]
    [InlineData("""{"schema":"notification/1","tenantId":"sample","dedupKey":"k"}""")]
    [InlineData("""{"schema":"notification/1","tenantId":"sample","subject":"2026-06-01T03:00:00Z"}""")]
    [InlineData("""{"schema":"notification/1","tenantId":"sample","subject":"yesterday","dedupKey":"k"}""")]
    [InlineData("""{"schema":"notification/1","tenantId":"sample","subject":"0001-01-01T00:00:00Z","dedupKey":"k"}""")]
    [InlineData("""{"schema":"notification/1","tenantId":"sample","subject":"9999-12-31T23:59:59Z","dedupKey":"k"}""")]
    [InlineData("""{"schema":"notification/1","tenantId":"sample","subject":"x","dedupKey":"k","kind":99}""")]
    [InlineData("""{"schema":"notification/1","tenantId":"sample","subject":"x","dedupKey":"k","kind":"NoSuch"}""")]
    [InlineData("""{"schema":"notification/1","tenantId":"a b","subject":"x","dedupKey":"k","kind":"MappingResult"}""")]
    [InlineData("""{"schema":"notification/1","tenantId":"","subject":"x","dedupKey":"k","kind":"MappingResult"}""")]
    [InlineData("""{"schema":"notification/1","tenantId":"","subject":"x","dedupKey":"k","kind":"OperatorAlarm"}""")]
    [InlineData("""{"schema":"notification/1","tenantId":"","subject":"x","dedupKey":"k","kind":"OperatorAlarm","alarm":""}""")]
    [InlineData("""{"schema":"notification/1","tenantId":"sample","subject":"ab","dedupKey":"k","kind":"NeedsCustomer","reason":-1}""")]
    [InlineData("""{"schema":"notification/1","tenantId":"sample","subject":"ab","dedupKey":"k","kind":"Recovered","tries":-1}""")]
    [InlineData("""{"schema":"notification/1","tenantId":"sample","subject":"ab","dedupKey":"k","kind":"Recovered","days":2147483647}""")]
    public void What_is_no_notification_is_refused(string? text) =>
        Should.Throw<JsonException>(() => NotificationMessages.Parse(text))
            .Message.ShouldBe("Not a message of schema notification/1.", "it quotes nothing: it is logged");

    /// <summary>Any text at all: a message that everything after can work with, or a refusal.</summary>
    [Fact]
    public void Any_text_is_a_message_or_is_refused()
    {
        string[] texts =
        [
            new RunRequest(RunRequest.CurrentSchema, "sample", "miws-2027", Slot)
                .ToMessage(), NotificationMessages.Write(NotificationMessage.ForSlot("sample", Slot)),
            NotificationMessages.Write(NotificationMessage.ForMapping("sample", "対応表.csv", Slot)),
            NotificationMessages.Write(NotificationMessage.ForOperator("SiteChanged", 1400, "x", "y")),
        ];
        var edits = Gen.Select(Gen.Int[0, 500], Gen.Char["{}[]\",:\\0-9nu\uD800\uFFFE\u0000TZ"], Gen.Int[0, 2]).List[1, 6];
        Gen.Select(Gen.Int[0, texts.Length - 1], edits).Each(
            20_000,
            sample =>
            {
                var (index, changes) = sample;
                var text = texts[index];
                foreach (var (at, character, way) in changes)
                {
                    text = way switch { 0 =>
                        text.Remove(at % text.Length, 1), 1 => text.Insert(at % text.Length, character.ToString()),
                        _ => text.Insert(at % text.Length, new string(character, 200)) };
                }

                try
                {
                    if (index == 0)
                    {
                        RunRequest.Parse(text).RunId.Length.ShouldBe(16);
                    }
                    else
                    {
                        NotificationMessages.Parse(NotificationMessages.Write(NotificationMessages.Parse(text)));
                    }
                }
                catch (JsonException refused)
                {
                    refused.Message.ShouldStartWith("Not a message of schema ");
                }
            });
    }

    [Fact]
    public void Names_of_any_length_fit_a_queue_and_stay_different()
    {
        var name = string.Concat(Enumerable.Repeat("対応表𠮷", 225));
        var (one, two) = (
            NotificationMessage.ForMapping("sample", name + "1.csv", Slot), NotificationMessage.ForMapping("sample", name + "2.csv", Slot));

        one.DedupKey.Length.ShouldBeLessThanOrEqualTo(300);
        one.DedupKey.ShouldNotBe(two.DedupKey);
        one.Subject.ShouldBe(name + "1.csv", "its outcome is found by it");
        NotificationMessages.Parse(NotificationMessages.Write(one)).ShouldBe(one);
        NotificationMessages.Write(
            NotificationMessage.ForOperator("PoisonedUpload", 1510, new string('あ', 100_000), new string('x', 100_000)))
                .Length.ShouldBeLessThan(10_000);
    }

    [Fact]
    public void One_slot_is_one_run_whatever_offset_it_is_written_in()
    {
        RunRequest.IdOf(Slot).ShouldBe("20260601T030000Z");
        RunRequest.IdOf(Slot.ToUniversalTime()).ShouldBe(RunRequest.IdOf(Slot));
        NotificationMessage.ForSlot("sample", Slot).ShouldBe(NotificationMessage.ForSlot("sample", Slot.ToUniversalTime()));
    }
}
