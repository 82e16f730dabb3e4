using System.Text.Json;
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
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("""{"schema":"account-sync/2","tenantId":"sample","accountId":"a","slot":"2026-06-01T03:00:00Z"}""")]
    [InlineData("""{"schema":"account-sync/1","tenantId":"","accountId":"a","slot":"2026-06-01T03:00:00Z"}""")]
    public void What_is_no_message_of_this_schema_is_refused(string text) => Should.Throw<JsonException>(() => RunRequest.Parse(text));

    [Fact]
    public void One_slot_is_one_run_whatever_offset_it_is_written_in()
    {
        RunRequest.IdOf(Slot).ShouldBe("20260601T030000Z");
        RunRequest.IdOf(Slot.ToUniversalTime()).ShouldBe(RunRequest.IdOf(Slot));
        NotificationMessage.ForSlot("sample", Slot).ShouldBe(NotificationMessage.ForSlot("sample", Slot.ToUniversalTime()));
    }
}
