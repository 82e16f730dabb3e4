using RoboSync.Sync.Queues;
using RoboSync.Sync.Runs.Plans;

namespace RoboSync.Sync.Notifications.Notices;

/// <summary>What a dry run found, or why it failed; nothing where its plan was replaced meanwhile.</summary>
public sealed class PlanNotice(IPlanStore plans, TimeProvider clock) : INotice
{
    /// <inheritdoc/>
    public NotificationKind Kind => NotificationKind.PlanResult;

    /// <inheritdoc/>
    public async Task<Notice?> WriteAsync(NoticeRequest request, CancellationToken cancellationToken) =>
        await plans.ReadAsync(request.Account, cancellationToken) is { Status: not PlanStatus.UnderWay } plan
            && NotificationMessage.ForPlan(plan.Account, plan.PlanId).DedupKey == request.Message.DedupKey
            ? request.Once(MailTexts.OfPlan(request.Tenant, plan, clock.GetUtcNow()))
            : null;
}
