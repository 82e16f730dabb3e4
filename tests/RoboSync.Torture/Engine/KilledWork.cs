using Azure.Data.Tables;
using Azure.Storage.Queues;
using RoboSync.EndToEndTests.Running;
using RoboSync.Storage;
using RoboSync.Sync.Queues;
using RoboSync.Sync.Runs;
using RoboSync.Sync.Tenants;

namespace RoboSync.Torture.Engine;

/// <summary>What the killed processes work on: a slot, an uploaded mapping and a connection check of the tenant <c>sample</c>.</summary>
/// <param name="product">The product.</param>
/// <param name="slot">The slot.</param>
/// <param name="mapping">File name of the mapping.</param>
internal sealed class KilledWork(Product product, DateTimeOffset slot, string mapping)
{
    // Who died over a mail keeps others from it for three minutes, and from an account for one.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(6);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(100);

    /// <summary>Requests that the sites have seen.</summary>
    public int Seen => product.World.Miws.Server.Requests.Count + product.World.Hrmos.Server.Requests.Count;

    public Task<IReadOnlyDictionary<string, RunState?>> ReportsAsync() =>
        product.Get<ISlotReportStore>().ReadAsync("sample", slot, default);

    /// <summary>
    /// Whether all of it is reported and told. The look at a late slot lies on the queue of notifications for another hour, so that it is
    /// never empty.
    /// </summary>
    public async Task<bool> IsDoneAsync() =>
        Told("連携結果") && Told("接続確認") && Told(mapping)
        && (await ReportsAsync()).Values.All(run => run is not null)
        && await OpenClaimsAsync() == 0;

    /// <summary>
    /// Brings back what dead processes had in hand, as storage does by itself within minutes; it does so too, and twice is as good as once.
    /// </summary>
    public async Task AskAgainAsync()
    {
        foreach (var account in (await ReportsAsync()).Where(report => report.Value is null).Select(report => report.Key))
        {
            await product.Get<IWorkQueues>()
                .EnqueueSyncAsync(RunRequest.Of(new AccountKey("sample", account), slot), TimeSpan.Zero, default);
        }
    }

    /// <summary>How many mails are claimed and not noted as sent.</summary>
    public async Task<int> OpenClaimsAsync() => await product.Get<TableServiceClient>().GetTableClient(StorageNames.SentMailsTable)
        .QueryAsync<TableEntity>(select: ["RowKey", "SentAt"]).CountAsync(row => row["SentAt"] is null);

    /// <summary>Waits for something; false where it did not come.</summary>
    public async Task<bool> UntilAsync(Func<Task<bool>> condition)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (!await condition())
        {
            if (limit.IsCancellationRequested)
            {
                return false;
            }

            await Task.Delay(BetweenLooks, TimeProvider.System);
        }

        return true;
    }

    /// <summary>How far it has come, for the message of a case that failed.</summary>
    public async Task<string> DescribeAsync()
    {
        var reports = (await ReportsAsync())
            .Select(report => $"{report.Key} {report.Value?.Failure?.ToString() ?? (report.Value is null ? "no report" : "well")}");
        return $"{string.Join(", ", reports)}; {await SyncsAsync()} messages of runs, {await OpenClaimsAsync()} claimed mails; sent: "
            + string.Join(" | ", product.World.SendGrid.Mails.Select(mail => mail.Subject));
    }

    private bool Told(string what) => product.World.SendGrid.Mails.Any(mail =>
        mail.Subject.Contains(what, StringComparison.Ordinal) || mail.Text.Contains(what, StringComparison.Ordinal));

    private async Task<int> SyncsAsync() =>
        (await product.Get<QueueServiceClient>().GetQueueClient(StorageNames.AccountSyncsQueue).GetPropertiesAsync())
        .Value.ApproximateMessagesCount;
}
