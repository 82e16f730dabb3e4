using System.Globalization;
using RoboSync.Sync.Accounts;
using RoboSync.Sync.Queues;
using RoboSync.Sync.Runs;
using RoboSync.Sync.Tenants;

namespace RoboSync.Sync.Notifications.Notices;

/// <summary>
/// How a slot ended. A late one is told of twice, by two keys: that it is late, and how it ended, which the first notice has promised.
/// </summary>
public sealed class SlotNotice(ISlotReportStore reports, IAccountStateStore states, TimeProvider clock) : INotice
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
        if (!tenant.Mail.WhenNothingNew && !MailTexts.HasNews(ofSlot) && !await request.Told.HasToldAsync(lateKey, cancellationToken))
        {
            return null;
        }

        var content = MailTexts.Slot(tenant, slot, ofSlot, await StatusesAsync(tenant, ofSlot.Keys, cancellationToken));
        return content.IsLate ? new Notice(tenant, content, lateKey) : request.Once(content);
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
