using System.Globalization;
using RoboSync.Sync.Accounts;
using RoboSync.Sync.Queues;
using RoboSync.Sync.Reconciling;
using RoboSync.Sync.Runs;
using RoboSync.Sync.Tenants;

namespace RoboSync.Sync.Notifications.Notices;

/// <summary>
/// How a slot ended. A late one is told of twice, by two keys: that it is late, and how it ended, which the first notice has promised.
/// </summary>
public sealed class SlotNotice(
    ISlotReportStore reports, IAccountStateStore states, IReconciliationStore reconciliations, TimeProvider clock) : INotice
{
    /// <inheritdoc/>
    public NotificationKind Kind => NotificationKind.SlotFinished;

    /// <inheritdoc/>
    public async Task<Notice?> WriteAsync(NoticeRequest request, CancellationToken cancellationToken)
    {
        var tenant = request.Tenant;
        var slot = DateTimeOffset.Parse(request.Message.Subject, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
        var ofSlot = await reports.ReadAsync(tenant.TenantId, slot, cancellationToken);
        var lateKey = $"{request.Message.DedupKey}/late";
        var differing = await DifferingAsync(ofSlot, cancellationToken);
        var hasNews = tenant.Mail.WhenNothingNew || MailTexts.HasNews(ofSlot) || differing.Count > 0;
        if (!hasNews && !await request.Told.HasToldAsync(lateKey, cancellationToken))
        {
            return null;
        }

        var content = MailTexts.Slot(tenant, slot, ofSlot, await StatusesAsync(tenant, ofSlot.Keys, cancellationToken), differing);
        return content.IsLate ? new Notice(tenant, content, lateKey) : request.Once(content);
    }

    // What the slot's runs compared, and found to differ.
    private async Task<Dictionary<string, IReadOnlyList<ComparedEvent>>> DifferingAsync(
        IReadOnlyDictionary<string, RunState?> ofSlot, CancellationToken cancellationToken)
    {
        var differing = new Dictionary<string, IReadOnlyList<ComparedEvent>>(StringComparer.Ordinal);
        foreach (var run in ofSlot.Values.OfType<RunState>().Where(run => run is { Failure: null, GraduationYear: not null }))
        {
            var found = await reconciliations.FindAsync(run.Account, run.GraduationYear!.Value, cancellationToken);
            List<ComparedEvent> ofRun =
                [.. (found?.Events ?? []).Where(item => item.Differs && string.Equals(item.RunId, run.RunId, StringComparison.Ordinal))];
            if (ofRun.Count > 0)
            {
                differing[run.Account.AccountId] = ofRun;
            }
        }

        return differing;
    }

    private async Task<Dictionary<string, AccountStatus>> StatusesAsync(
        Tenant tenant, IEnumerable<string> accountIds, CancellationToken cancellationToken)
    {
        var statuses = new Dictionary<string, AccountStatus>(StringComparer.Ordinal);
        foreach (var account in accountIds.Select(tenant.FindAccount).OfType<MediaAccount>())
        {
            var state = await states.ReadAsync(new AccountKey(tenant.TenantId, account.AccountId), cancellationToken);
            statuses[account.AccountId] = AccountStatus.Of(tenant, account, state, clock.GetUtcNow());
        }

        return statuses;
    }
}
