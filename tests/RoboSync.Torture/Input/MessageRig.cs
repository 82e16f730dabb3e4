using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using RoboSync.Sync.Failures;
using RoboSync.Sync.Queues;
using RoboSync.Sync.Tenants;

namespace RoboSync.Torture.Input;

/// <summary>
/// Messages of all queues: each is read as what it says, or refused as none of ours (JsonException, which becomes an alarm); the refusal
/// quotes nothing of it.
/// </summary>
internal sealed class MessageRig : IInputRig
{
    private static readonly DateTimeOffset Slot = new(2026, 6, 1, 3, 0, 0, TimeSpan.Zero);
    private static readonly AccountKey Account = new("sample", "miws-2027");

    private static readonly string[] Good =
    [
        RunRequest.Of(Account, Slot).ToMessage(), (RunRequest.Of(Account, Slot) with { HasWaited = true }).ToMessage(),
        NotificationMessages.Write(NotificationMessage.ForSlot("sample", Slot)),
        NotificationMessages.Write(NotificationMessage.ForCheck("sample", Slot)),
        NotificationMessages.Write(NotificationMessage.ForMapping("sample", new string('長', 900) + ".csv", Slot)),
        NotificationMessages.Write(NotificationMessage.ForAccount(
            NotificationKind.NeedsCustomer, Account, FailureCode.SiteSignInRefused, new DateOnly(2026, 6, 1))),
        NotificationMessages.Write(NotificationMessage.ForOperator("PoisonedSync", 1500, "run of sample", "once")),
        new UploadMessage(UploadMessage.CurrentSchema, "ImportEventMapping", "mappings", "sample", "対応表.csv").ToMessage(),
    ];

    /// <inheritdoc/>
    public Task StartAsync() => Task.CompletedTask;

    /// <inheritdoc/>
    public Task<Verdict> TryAsync(Random random)
    {
        var good = Good[random.Next(Good.Length)];
        var (text, name) = JsonMutation.Of(good, random);
        var schema = new[] { RunRequest.CurrentSchema, UploadMessage.CurrentSchema, NotificationMessage.CurrentSchema }
            .First(one => good.Contains(one, StringComparison.Ordinal));
        try
        {
            return Task.FromResult(new Verdict(name, IsRefused: false, schema switch
            {
                RunRequest.CurrentSchema => Judge(RunRequest.Parse(text), text),
                UploadMessage.CurrentSchema => Judge(UploadMessage.Parse(text), text),
                _ => Judge(NotificationMessages.Parse(text), text),
            }));
        }
        catch (JsonException refused)
        {
            var isQuoting = refused.Message != $"Not a message of schema {schema}.";
            return Task.FromResult(new Verdict(
                name,
                IsRefused: true,
                isQuoting ? $"the refusal says more than it may: {refused.Message}" : text == good ? "refused as it was" : null));
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    // What is read again from what was written of it is the same, names a run, and stands in the text.
    private static string? Judge(RunRequest read, string text) =>
        RunRequest.Parse(read.ToMessage()) != read ? "is another message when it is written"
        : read.RunId.Length != "20260601T030000Z".Length || !Tenant.IsId(read.TenantId) || !Tenant.IsId(read.AccountId)
            ? $"names no run: {read}"
        : Says(text, "tenantId") == read.TenantId && Says(text, "accountId") == read.AccountId
            ? null
            : $"{read} is not what the message says";

    private static string? Judge(UploadMessage read, string text) =>
        UploadMessage.Parse(read.ToMessage()) != read ? "is another message when it is written"
        : Says(text, "container") == read.Container && Says(text, "owner") == read.Owner && Says(text, "name") == read.Name
            ? null
            : $"{read} is not what the message says";

    private static string? Judge(NotificationMessage read, string text) =>
        NotificationMessages.Parse(NotificationMessages.Write(read)) != read ? "is another message when it is written"
        : Encoding.UTF8.GetByteCount(read.DedupKey) == 0 ? "has no key"
        : Says(text, "subject") == read.Subject && Says(text, "dedupKey") == read.DedupKey ? null : "is not what the message says";

    private static string? Says(string text, string name) => (string?)JsonNode.Parse(text)![name];
}
