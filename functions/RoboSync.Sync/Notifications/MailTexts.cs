using System.Globalization;
using RoboSync.Sync.Accounts;
using RoboSync.Sync.Accounts.Checking;
using RoboSync.Sync.EventMapping;
using RoboSync.Sync.Runs;
using RoboSync.Sync.Scheduling;

namespace RoboSync.Sync.Notifications;

/// <summary>
/// What the mails say, as a subject and blocks; <see cref="MailWriter"/> turns the same blocks into text and HTML. Applicants are named by
/// their MIWS number only.
/// </summary>
internal static class MailTexts
{
    private const int MostListed = 20;
    private const int LongestValue = 40;

    /// <summary>The mail of a slot.</summary>
    /// <param name="tenant">The customer.</param>
    /// <param name="slot">The slot, any offset.</param>
    /// <param name="reports">The slot's accounts with their finished runs; null for one that is still going on.</param>
    public static MailContent Slot(Tenant tenant, DateTimeOffset slot, IReadOnlyDictionary<string, RunState?> reports)
    {
        var runs = reports.Values.OfType<RunState>().ToList();
        var (created, updated) = (runs.Sum(run => run.Counts.Created), runs.Sum(run => run.Counts.Updated));
        var needsYou = runs.Any(NeedsYou);
        var subject = string.Create(
            CultureInfo.InvariantCulture,
            $"【RoboSync】{JapanTime.ToJapan(slot):M/d HH:mm}の連携結果：新規{created}名・更新{updated}名{(needsYou ? "（要対応あり）" : "")}");
        var blocks = new List<MailBlock>
        {
            new Paragraph($"{tenant.Name}　ご担当者様"),
            new Paragraph(string.Create(
                CultureInfo.InvariantCulture,
                $"マイナビ新卒（MIWS）からHRMOSへの、{JapanTime.ToJapan(slot):yyyy年M月d日 HH:mm}の連携結果をお知らせします。{(needsYou ? "ご対応いただきたい項目があります。" : "")}")),
        };
        foreach (var (accountId, run) in reports.OrderBy(report => report.Key, StringComparer.Ordinal))
        {
            blocks.Add(new Heading(AccountName(tenant, accountId)));
            blocks.AddRange(run is null ? [new Paragraph("状態：まだ連携中です。終わりしだい、もう一度メールでお知らせします。")] : Account(run));
        }

        blocks.Add(Footer(tenant));
        return new MailContent(subject, blocks) { IsLate = reports.Values.Contains(null) };
    }

    /// <summary>The mail that an account waits for the customer.</summary>
    public static MailContent NeedsCustomer(Tenant tenant, string accountId, FailureCode reason, DateTimeOffset? since)
    {
        var text = FailureTexts.Of(reason);
        List<MailBlock> blocks =
        [
            new Paragraph($"{tenant.Name}　ご担当者様"),
            new Paragraph("次のアカウントの連携が止まっています。ご対応をお願いします。状態が改善されるまで、このアカウントの連携は停止したままとなります。"),
            new Table(
            [
                ("企業名", tenant.Name),
                ("企業ID", tenant.CompanyId),
                ("媒体名", AccountName(tenant, accountId)),
                .. since is { } start ? [("停止した日時", Time(start))] : Array.Empty<(string, string)>(),
                ("内容", text.What),
                ("対処", text.Remedy),
            ]),
            Footer(tenant),
        ];
        return new MailContent($"【RoboSync】【要対応】{AccountName(tenant, accountId)}の連携が止まっています", blocks);
    }

    /// <summary>The mail that an account has had no good run for two slots.</summary>
    public static MailContent Overdue(Tenant tenant, string accountId, DateTimeOffset? lastGoodRun) => new(
        $"【RoboSync】{AccountName(tenant, accountId)}の連携が2回続けて完了していません",
        [
            new Paragraph($"{tenant.Name}　ご担当者様"),
            new Paragraph("次のアカウントの連携が、2回続けて完了していません。この間の応募者と予約は、まだHRMOSに反映されていません。"),
            new Table(
            [
                ("企業名", tenant.Name),
                ("企業ID", tenant.CompanyId),
                ("媒体名", AccountName(tenant, accountId)),
                ("最後に完了した日時", lastGoodRun is { } last ? Time(last) : "まだ一度も完了していません"),
                ("対処", "お客様の操作は必要ありません。当サービスの担当者が確認しています。復旧すると、この間の分もまとめて反映します。お急ぎの応募者はMIWSでご確認ください。"),
            ]),
            Footer(tenant),
        ]);

    /// <summary>The mail of a connection check.</summary>
    public static MailContent Check(Tenant tenant, TenantCheck check)
    {
        var isGood = check.Accounts.All(account => account.IsGood);
        return new MailContent(
            isGood ? "【RoboSync】接続確認が完了しました" : "【RoboSync】【要対応】接続確認で問題が見つかりました",
            [
                new Paragraph($"{tenant.Name}　ご担当者様"),
                new Paragraph(isGood
                    ? "MIWSとHRMOSに接続できることを確認しました。次の連携時間帯から連携します。"
                    : "MIWSまたはHRMOSに接続できないアカウントがあります。内容と対処をご確認ください。"),
                .. check.Accounts.SelectMany(account => new MailBlock[]
                {
                    new Heading(AccountName(tenant, account.AccountId)),
                    new Table([.. account.Steps.Select(step => (step.Name, step.Failure is null ? "正常" : $"{step.What}{step.Remedy}"))]),
                }),
                Footer(tenant),
            ]);
    }

    /// <summary>The mail that an account works again.</summary>
    public static MailContent Recovered(Tenant tenant, string accountId) => new(
        $"【RoboSync】{AccountName(tenant, accountId)}の連携が再開しました",
        [
            new Paragraph($"{tenant.Name}　ご担当者様"),
            new Paragraph("止まっていた連携が再開しました。止まっていた間の応募者と予約も、今回の連携で反映しています。"),
            new Table([("企業名", tenant.Name), ("企業ID", tenant.CompanyId), ("媒体名", AccountName(tenant, accountId))]),
            Footer(tenant),
        ]);

    /// <summary>The mail of an uploaded event mapping.</summary>
    public static MailContent Mapping(Tenant tenant, MappingOutcome outcome) => new(
        outcome.Accepted ? "【RoboSync】イベント名対応表を登録しました" : "【RoboSync】【要対応】イベント名対応表を登録できませんでした",
        [
            new Paragraph($"{tenant.Name}　ご担当者様"),
            new Paragraph(MappingSummary(outcome)),
            new Table(
            [
                ("ファイル名", outcome.Upload),
                ("アップロード日時", Time(outcome.UploadedAt)),
                .. outcome.Encoding.Length > 0 ? [("文字コード", outcome.Encoding)] : Array.Empty<(string, string)>(),
                .. outcome.Delimiter.Length > 0 ? [("区切り文字", outcome.Delimiter)] : Array.Empty<(string, string)>(),
                .. outcome.Changes is { Any: true } changes
                    ? [("追加", Items(changes.Added)), ("変更", Items(changes.Changed)), ("解除", Items(changes.Removed)), ("変更なし", Items(changes.Unchanged))]
                    : Array.Empty<(string, string)>(),
            ]),
            .. MappingNotes(outcome).Select(note => new Paragraph(note)),
            .. Found("■ 問題", outcome.ProblemCount, outcome.Problems),
            .. Found("■ 注意（登録には影響ありません）", outcome.WarningCount, outcome.Warnings),
            Footer(tenant),
        ]);

    private static string MappingSummary(MappingOutcome outcome) => outcome switch
    {
        { Accepted: true, Changes.Any: false } => string.Create(
            CultureInfo.InvariantCulture, $"アップロードされたイベント名対応表の内容は、これまでの対応表（第{outcome.Version}版）と同じでした。"),
        { Accepted: true } => string.Create(
            CultureInfo.InvariantCulture, $"アップロードされたイベント名対応表（{outcome.Rows:N0}行）を、第{outcome.Version}版として登録しました。次の連携時間帯から、これまでの予約も含めて反映します。"),
        { ProblemCount: 0 } => string.Create(
            CultureInfo.InvariantCulture, $"より新しくアップロードされた対応表（第{outcome.Version}版）が先に登録されているため、この対応表は登録していません。"),
        _ => string.Create(
            CultureInfo.InvariantCulture, $"アップロードされたイベント名対応表に{outcome.ProblemCount:N0}件の問題があるため、登録していません。これまでの対応表がそのまま有効です。修正して、もう一度アップロードしてください。"),
    };

    private static IEnumerable<string> MappingNotes(MappingOutcome outcome)
    {
        if (outcome is { Accepted: true, EventsChecked: false })
        {
            yield return "HRMOSに接続できなかったため、イベントがHRMOSにあるかは確認していません。次の連携時間帯に確認し、見つからないイベントがあればお知らせします。";
        }

        if (outcome.Changes is { Removed: > 0 })
        {
            yield return "対応を解除したセミナーの予約は、今後反映しません。HRMOSに登録済みの予約は、キャンセルされずにそのまま残ります。";
        }

        if (outcome.ErrorsFile.Length > 0)
        {
            yield return $"アップロードされた表に「エラー」列を付けたファイル「{outcome.ErrorsFile}」を、結果の保存場所に用意しました。";
        }
    }

    private static IEnumerable<MailBlock> Found(string title, int count, IReadOnlyList<MappingProblem> problems)
    {
        if (problems.Count == 0)
        {
            yield break;
        }

        yield return new Paragraph(title);
        foreach (var block in Listed(problems, Describe, count))
        {
            yield return block;
        }
    }

    private static string Describe(MappingProblem problem)
    {
        var row = problem.Row > 0 ? string.Create(CultureInfo.InvariantCulture, $"{problem.Row}行目") : "ファイル全体";
        var value = problem.Value.Length > 0 ? $"「{(problem.Value.Length > LongestValue ? problem.Value[..LongestValue] + "…" : problem.Value)}」" : "";
        return $"{row}{(problem.Column.Length > 0 ? $"　{problem.Column}{value}" : "")}：{problem.Reason}{problem.Remedy}";
    }

    /// <summary>Whether a slot has anything to tell that the customer does not know.</summary>
    public static bool HasNews(IReadOnlyDictionary<string, RunState?> reports) => reports.Values.Any(run =>
        run is null
        || (run.Failure is not null and not FailureCode.Resting and not FailureCode.AccountPaused)
        || run.Counts is not { Created: 0, Updated: 0, SetAside: 0, Booked: 0, Cancelled: 0 });

    // What a company may leave as it is for good (a seminar without an event, a booking of somebody not imported) is listed and
    // not called for in every subject: a subject that always calls is not read any more.
    private static bool NeedsYou(RunState run) =>
        (run.Failure is { } failure && Failures.KindOf(failure) == FailureKind.NeedsCustomer)
        || run.NotDone.Any(item => item.Reason is NotDoneReason.CandidateRejected or NotDoneReason.CandidateAmbiguous or NotDoneReason.EventMissing);

    private static IEnumerable<MailBlock> Account(RunState run)
    {
        var counts = run.Counts;
        if (run.Failure is { } failure)
        {
            var text = FailureTexts.Of(failure);
            yield return new Table([("状態", "連携できませんでした"), ("内容", text.What), ("対処", text.Remedy)]);
        }

        if (run.Failure is null || counts.Listed > 0)
        {
            yield return new Table(
            [
                .. run.Failure is null ? [("状態", "正常に終了しました")] : Array.Empty<(string, string)>(),
                ("新規登録", People(counts.Created)),
                ("更新", People(counts.Updated)),
                ("変更なし", People(counts.Unchanged)),
                ("取り込めなかった応募者", People(counts.SetAside)),
                ("予約の反映", Items(counts.Booked)),
                ("予約キャンセルの反映", Items(counts.Cancelled)),
            ]);
        }

        foreach (var group in run.NotDone.GroupBy(item => item.Reason).OrderBy(group => group.Key))
        {
            var text = FailureTexts.Of(group.Key);
            yield return new Paragraph($"■ {text.What}\n→ {text.Remedy}");
            foreach (var block in Listed([.. group], Name))
            {
                yield return block;
            }
        }
    }

    private static string Name(NotDone item) => item.Reason switch
    {
        NotDoneReason.SeminarUnmapped => $"セミナーNo. {item.Subject}　{item.Detail}",
        NotDoneReason.EventMissing => $"HRMOSイベントID {item.Subject}（セミナーNo. {item.Detail}）",
        NotDoneReason.BookingUnlinked or NotDoneReason.AttendanceKept => $"応募者番号 {item.Subject}（セミナーNo. {item.Detail}）",
        NotDoneReason.CandidateRejected => $"応募者番号 {item.Subject}（項目：{FieldNames.Of(item.Detail)}）",
        _ => $"応募者番号 {item.Subject}",
    };

    private static IEnumerable<MailBlock> Listed<T>(IReadOnlyList<T> items, Func<T, string> text, int? total = null)
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
        ? string.Create(CultureInfo.InvariantCulture, $"マイナビ{account.DisplayYear}（{accountId}）")
        : $"マイナビ（{accountId}）";

    private static Paragraph Footer(Tenant tenant) => new(
        $"※このメールは{tenant.Name}様（企業ID：{tenant.CompanyId}）の連携について、自動で送信しています。個人情報を含めないため、応募者は応募者番号で表示しています。");

    private static string People(int count) => string.Create(CultureInfo.InvariantCulture, $"{count:N0}名");

    private static string Items(int count) => string.Create(CultureInfo.InvariantCulture, $"{count:N0}件");

    private static string Time(DateTimeOffset instant) => JapanTime.ToJapan(instant).ToString("yyyy年M月d日 HH:mm", CultureInfo.InvariantCulture);
}

/// <summary>HRMOS' field names as recruiters know them.</summary>
internal static class FieldNames
{
    private static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        ["name"] = "氏名", ["nameKana"] = "フリガナ", ["mail"] = "メールアドレス", ["phone"] = "電話番号", ["postalCode"] = "郵便番号", ["address"] = "住所",
        ["vacationPostalCode"] = "休暇中の郵便番号", ["vacationAddress"] = "休暇中の住所", ["vacationPhone"] = "休暇中の電話番号", ["schoolCategory"] = "学校区分",
        ["stream"] = "文理区分", ["school"] = "学校名", ["faculty"] = "学部・研究科", ["department"] = "学科・専攻", ["graduation"] = "卒業予定",
        ["laboratory"] = "ゼミ・研究室", ["club"] = "部活・サークル", ["qualifications"] = "資格", ["selectionFlow"] = "選考フロー", ["entryDate"] = "エントリー日",
    };

    /// <summary>The names of comma-separated fields; an unknown one is その他の項目.</summary>
    public static string Of(string fields) => string.Join('・', fields.Split(',').Select(field => Names.GetValueOrDefault(field, "その他の項目")).Distinct(StringComparer.Ordinal));
}
