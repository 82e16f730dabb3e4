using System.Globalization;
using RoboSync.Sync.Failures;
using RoboSync.Sync.Reconciling;

namespace RoboSync.Sync.Notifications;

internal static partial class MailTexts
{
    private const int MostNumbers = 10;

    // Only what differs is told; whatever explains the numbers of such an event is told with it.
    private static IEnumerable<NoticeBlock> Differing(IReadOnlyList<ComparedEvent> differing, MediumTexts medium)
    {
        if (differing.Count == 0)
        {
            yield break;
        }

        yield return new Paragraph(
            $"■ 突き合わせ：まもなく開催されるセミナーの予約が、{medium.Name}とHRMOSで違っています。\n→ 管理画面の「突き合わせ」で、理由の確認と修正ができます。");
        foreach (var compared in differing.Take(MostListed))
        {
            yield return new Paragraph(DifferenceTexts.LineOf(compared, medium));
            List<string> reasons = [.. compared.Differences.GroupBy(item => item.Reason).Select(group => Reason(group, medium))];
            if (reasons.Count > 0)
            {
                yield return new Bullets(reasons);
            }
        }

        if (differing.Count > MostListed)
        {
            yield return new Paragraph(string.Create(CultureInfo.InvariantCulture, $"ほか{differing.Count - MostListed:N0}件"));
        }
    }

    private static string Reason(IGrouping<DifferenceReason, BookingDifference> group, MediumTexts medium)
    {
        var numbers = group.Select(item => item.ApplicantNumber).ToList();
        var more = numbers.Count > MostNumbers
            ? string.Create(CultureInfo.InvariantCulture, $"、ほか{numbers.Count - MostNumbers:N0}名")
            : "";
        return $"{DifferenceTexts.Of(group.Key, medium).What}（応募者番号 {string.Join('、', numbers.Take(MostNumbers))}{more}）";
    }
}
