using System.Globalization;
using RoboSync.Sync.Accounts;
using RoboSync.Sync.Calendar;
using RoboSync.Sync.Failures;
using RoboSync.Sync.Media;
using RoboSync.Sync.Reconciling;
using RoboSync.Sync.Reports;
using RoboSync.Sync.Runs;
using RoboSync.Sync.Tenants;

namespace RoboSync.Sync.Notifications;

/// <summary>
/// What the mails say, as a subject and blocks; <see cref="MailWriter"/> turns the same blocks into text and HTML. Applicants are named by
/// their MIWS number only.
/// </summary>
internal static partial class MailTexts
{
    private const int MostListed = 20;

    // Longer than an ordinary run takes after its slot, and shorter than the time to the next one.
    private static readonly TimeSpan LateRun = TimeSpan.FromHours(3);

    /// <summary>The mail of a slot.</summary>
    /// <param name="tenant">The customer.</param>
    /// <param name="slot">The slot, any offset.</param>
    /// <param name="reports">The slot's accounts with their finished runs; null for one that is still going on.</param>
    /// <param name="statuses">The state of each of these accounts that is still in the tenant's document.</param>
    /// <param name="differing">Events whose bookings the runs compared and found to differ, by account; null for none.</param>
    public static NoticeContent Slot(
        Tenant tenant, DateTimeOffset slot, IReadOnlyDictionary<string, RunState?> reports,
        IReadOnlyDictionary<string, AccountStatus> statuses,
        IReadOnlyDictionary<string, IReadOnlyList<ComparedEvent>>? differing = null)
    {
        var runs = reports.Values.OfType<RunState>().ToList();
        var (created, updated) = (runs.Sum(run => run.Counts.Created), runs.Sum(run => run.Counts.Updated));
        var needing = runs.Where(run => NeedsYou(run, statuses.GetValueOrDefault(run.Account.AccountId))).ToList();
        var needsYou = needing.Count > 0;
        var isLate = reports.Values.Contains(null);
        var subject = string.Create(
            CultureInfo.InvariantCulture,
            $"【RoboSync】{JapanTime.ToJapan(slot):M/d HH:mm}の連携結果：新規{created}名・更新{updated}名{(needsYou ? "（要対応あり）" : "")}{(isLate ? "（まだ連携中）" : "")}");
        var blocks = new List<NoticeBlock>
        {
            new Paragraph($"{tenant.Name}　ご担当者様"),
            new Paragraph(string.Create(
                CultureInfo.InvariantCulture,
                $"{Media(tenant, reports.Keys)}からHRMOSへの、{JapanTime.ToJapan(slot):yyyy年M月d日 HH:mm}の連携結果をお知らせします。"
                + $"{(needsYou ? "ご対応いただきたい項目があります。" : "")}")),
        };
        foreach (var (accountId, run) in reports.OrderBy(report => report.Key, StringComparer.Ordinal))
        {
            blocks.Add(new Heading(AccountName(tenant, accountId)));
            blocks.AddRange(run is null
                ? [new Paragraph("今回の連携：まだ連携中です。終わりしだい、もう一度メールでお知らせします。")]
                : Account(run, Medium(tenant, accountId), statuses.GetValueOrDefault(accountId)));
            blocks.AddRange(Differing(differing?.GetValueOrDefault(accountId) ?? [], Medium(tenant, accountId)));
        }

        blocks.Add(Footer(tenant));
        return new NoticeContent(subject, blocks)
        {
            IsLate = isLate,
            Brief = string.Join('\n', reports.OrderBy(report => report.Key, StringComparer.Ordinal).Select(report => Brief(
                AccountName(tenant, report.Key), report.Value, Medium(tenant, report.Key), statuses.GetValueOrDefault(report.Key)))),
            Places = [.. Places(runs, needing).Append(ConsolePlace.Home).Distinct()],
        };
    }

    /// <summary>Whether a slot has anything to tell that the customer does not know.</summary>
    public static bool HasNews(IReadOnlyDictionary<string, RunState?> reports) => reports.Values.Any(run =>
        run is null
        || (run.Failure is not null and not FailureCode.Resting and not FailureCode.AccountPaused and not FailureCode.AwaitsApproval)
        || run.Counts is not { Created: 0, Updated: 0, SetAside: 0, Gone: 0, Booked: 0, Cancelled: 0 }
        || run.NotDone.Any(item => item.Reason is NotDoneReason.CancellationLeft or NotDoneReason.SeminarGone
            or NotDoneReason.SeminarUnread or NotDoneReason.BookingUnread
            or NotDoneReason.BookingsMoved));

    /// <summary>The same mail with whom to ask at its end.</summary>
    /// <param name="content">A mail to a customer.</param>
    /// <param name="contact">A mail address, a URL or any other text.</param>
    /// <param name="hasConsole">Whether customers change things by themselves; else they have it done by the same people.</param>
    public static NoticeContent WithContact(NoticeContent content, string contact, bool hasConsole) => content with
    {
        Blocks = [.. content.Blocks, new Paragraph($"{(hasConsole ? "お問い合わせ" : "お問い合わせ・登録内容の変更")}：{contact.Trim()}")],
    };

    // A run that only says that its account rests does not say what for: the settings of the account do.
    private static IEnumerable<ConsolePlace> Places(IEnumerable<RunState> runs, IReadOnlyCollection<RunState> needing) =>
        runs.SelectMany(run => run.NotDone.Select(item => ConsolePlace.Of(item.Reason)).Prepend(
            run.Failure is not { } code ? null
            : ConsolePlace.Of(code, run.Account.AccountId)
                ?? (needing.Contains(run) ? ConsolePlace.Account(run.Account.AccountId) : null))).OfType<ConsolePlace>();

    // What a company may leave as it is for good (a seminar without an event, a booking of somebody not imported) is listed and
    // not called for in every subject: a subject that always calls is not read any more.
    private static bool NeedsYou(RunState run, AccountStatus? status) =>
        status?.Condition == AccountCondition.NeedsCustomer
        || (run.Failure is { } failure && FailureKinds.Of(failure) == FailureKind.NeedsCustomer)
        || run.NotDone.Any(item => item.Reason is NotDoneReason.CandidateRejected or NotDoneReason.CandidateAmbiguous
            or NotDoneReason.ApplicantUnread or NotDoneReason.EventMissing
            or NotDoneReason.CancellationLeft or NotDoneReason.GivenUp);

    private static IEnumerable<NoticeBlock> Account(RunState run, MediumTexts medium, AccountStatus? status)
    {
        var counts = run.Counts;
        if (run.Failure is { } failure)
        {
            var text = OfFailure(failure, medium, status);
            yield return new Table([("今回の連携", "連携できませんでした"), ("内容", text.What), ("対処", text.Remedy), .. State(status)]);
        }

        if (run.Failure is null || counts.Listed > 0)
        {
            yield return new Table(
            [
                .. run.Failure is null ? [("今回の連携", $"正常に終了しました{CaughtUp(run)}"), .. State(status)] : Array.Empty<(string, string)>(),
                ("新規登録", People(counts.Created)),
                ("更新", People(counts.Updated)),
                ("変更なし", People(counts.Unchanged)),
                ("取り込めなかった応募者", People(counts.SetAside)),
                .. counts.Gone > 0 ? [("対象外", People(counts.Gone))] : Array.Empty<(string, string)>(),
                ("予約の反映", Items(counts.Booked)),
                ("予約キャンセルの反映", Items(counts.Cancelled)),
            ]);
        }

        foreach (var group in run.NotDone.GroupBy(item => item.Reason).OrderBy(group => group.Key))
        {
            var text = NotDoneTexts.Of(group.Key, medium);
            yield return new Paragraph($"■ {text.What}\n→ {text.Remedy}");
            foreach (var block in Listed([.. group], Name))
            {
                yield return block;
            }
        }
    }

    private static string Brief(string account, RunState? run, MediumTexts medium, AccountStatus? status)
    {
        if (run is null)
        {
            return $"{account}：まだ連携中です。";
        }

        var counts = $"新規{People(run.Counts.Created)}、更新{People(run.Counts.Updated)}、予約の反映{Items(run.Counts.Booked)}、"
            + $"取り込めなかった応募者{People(run.Counts.SetAside)}";
        return run.Failure is { } failure && OfFailure(failure, medium, status) is var text
            ? $"{account}：{text.What}{text.Remedy}"
            : $"{account}：{counts}";
    }

    private static string CaughtUp(RunState run) => run.FinishedAt is { } finished && finished - run.Slot > LateRun
        ? $"（{Time(finished)}）。システムの停止などで遅れて実行しました。この間の連携時間帯の分もまとめて行っています。"
        : "";

    // Who reads only this mail reads here what the account waits for, also where it failed in passing meanwhile.
    private static FailureText OfFailure(FailureCode failure, MediumTexts medium, AccountStatus? status)
    {
        var text = FailureTexts.Of(failure, medium);
        var isExplained = status?.Condition switch
        {
            AccountCondition.NeedsCustomer => FailureKinds.Of(failure) != FailureKind.NeedsCustomer,
            AccountCondition.Resting => failure == FailureCode.Resting,
            _ => false,
        };
        return isExplained ? new FailureText(text.What + status!.Why, status.NextStep) : text;
    }

    private static IEnumerable<(string Name, string Value)> State(AccountStatus? status) => status is null
        ? []
        : [("アカウントの状態", status.ToString()), .. status.Note.Length > 0 ? [("お知らせ", status.Note)] : Array.Empty<(string, string)>()];

    private static string Name(NotDone item) => item.Reason switch
    {
        NotDoneReason.SeminarUnmapped => $"セミナーNo. {item.Subject}　{item.Detail}",
        NotDoneReason.SeminarGone or NotDoneReason.SeminarUnread or NotDoneReason.BookingsMoved => $"セミナーNo. {item.Subject}",
        NotDoneReason.EventMissing => $"HRMOSイベントID {item.Subject}（セミナーNo. {item.Detail}）",
        NotDoneReason.BookingUnlinked or NotDoneReason.BookingUnread or NotDoneReason.AttendanceKept or NotDoneReason.CancellationLeft =>
            $"応募者番号 {item.Subject}（セミナーNo. {item.Detail}）",
        NotDoneReason.CandidateRejected or NotDoneReason.ApplicantUnread => $"応募者番号 {item.Subject}（項目：{FieldNames.Of(item.Detail)}）",
        _ => $"応募者番号 {item.Subject}",
    };

    private static IEnumerable<NoticeBlock> Listed<T>(IReadOnlyList<T> items, Func<T, string> text, int? total = null)
    {
        var left = (total ?? items.Count) - Math.Min(items.Count, MostListed);
        if (items.Count == 0)
        {
            yield break;
        }

        yield return new Bullets(
        [
            .. items.Take(MostListed).Select(text),
            .. left > 0 ? [string.Create(CultureInfo.InvariantCulture, $"ほか{left:N0}件")] : Array.Empty<string>(),
        ]);
    }

    private static string AccountName(Tenant tenant, string accountId) => tenant.FindAccount(accountId) is { } account
        ? string.Create(CultureInfo.InvariantCulture, $"{Medium(tenant, accountId).Brand}{account.DisplayYear}（{accountId}）")
        : $"{Medium(tenant, accountId).Brand}（{accountId}）";

    // Who is not in the document any more was an account of the first medium, or is named after it at most.
    private static MediumTexts Medium(Tenant tenant, string accountId) =>
        MediumProfile.Of(tenant.FindAccount(accountId)?.Medium ?? "miws").Texts;

    private static string Media(Tenant tenant, IEnumerable<string> accountIds) =>
        string.Join(
            '・', accountIds.Select(id => Medium(tenant, id).LongName).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));

    private static Paragraph Footer(Tenant tenant) => new(
        $"※このメールは{tenant.Name}様（企業ID：{tenant.CompanyId}）の連携について、自動で送信しています。個人情報を含めないため、応募者は応募者番号で表示しています。");

    private static string People(int count) => string.Create(CultureInfo.InvariantCulture, $"{count:N0}名");

    private static string Items(int count) => string.Create(CultureInfo.InvariantCulture, $"{count:N0}件");

    private static string Time(DateTimeOffset instant) =>
        JapanTime.ToJapan(instant).ToString("yyyy年M月d日 HH:mm", CultureInfo.InvariantCulture);
}
