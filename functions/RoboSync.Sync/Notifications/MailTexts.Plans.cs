using RoboSync.Sync.Runs.Plans;
using RoboSync.Sync.Tenants;

namespace RoboSync.Sync.Notifications;

// What is said of dry runs (予行).
internal static partial class MailTexts
{
    /// <summary>The mail of a dry run that has ended.</summary>
    public static NoticeContent OfPlan(Tenant tenant, Plan plan, DateTimeOffset now)
    {
        var (medium, name) = (PlanTexts.MediumOf(tenant, plan), AccountName(tenant, plan.Account.AccountId));
        var subject = plan.Status switch
        {
            PlanStatus.Ready => $"【RoboSync】【承認のお願い】{name}の予行が終わりました",
            PlanStatus.Failed => $"【RoboSync】{name}の予行ができませんでした",
            _ => $"【RoboSync】{name}の予行について",
        };
        return new NoticeContent(
            subject,
            [
                new Paragraph($"{tenant.Name}　ご担当者様"),
                new Paragraph($"{name}の予行（HRMOSに書き込まずに、連携したときの内容を確認するもの）の結果をお知らせします。"),
                new Table(
                [
                    ("状態", PlanTexts.StatusOf(plan, now)),
                    ("予行の番号", plan.PlanId),
                    ("内容", PlanTexts.SentenceOf(plan, medium, now)),
                ]),
                .. plan.ReadyAt is null
                    ? Array.Empty<NoticeBlock>()
                    :
                    [
                        new Heading("連携した場合の内容"),
                        new Table(PlanTexts.SummaryOf(plan, tenant)),
                        new Paragraph($"{PlanTexts.CandidatesNote}\n{PlanTexts.Limits}"),
                    ],
                .. plan.Status == PlanStatus.Ready
                    ? [new Paragraph("承認は、管理画面の「予行」で行えます。管理画面をお使いでない場合は、当サービスの担当者に、予行の番号を添えてご依頼ください。")]
                    : Array.Empty<NoticeBlock>(),
                Footer(tenant),
            ])
        {
            Brief = PlanTexts.SentenceOf(plan, medium, now),
            Places = [ConsolePlace.DryRun(plan.Account.AccountId)],
        };
    }
}
