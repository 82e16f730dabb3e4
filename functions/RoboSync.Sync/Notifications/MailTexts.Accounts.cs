using System.Globalization;
using RoboSync.Sync.Checking;
using RoboSync.Sync.Failures;
using RoboSync.Sync.Media;
using RoboSync.Sync.Tenants;

namespace RoboSync.Sync.Notifications;

// What is said of one account, apart from its slots.
internal static partial class MailTexts
{
    /// <summary>The mail that an account waits for the customer.</summary>
    public static NoticeContent NeedsCustomer(Tenant tenant, string accountId, FailureCode reason, DateTimeOffset? since) => Stopped(
        tenant,
        accountId,
        reason,
        since,
        reason == FailureCode.AwaitsApproval
            ? $"【RoboSync】【要対応】{AccountName(tenant, accountId)}の初回の連携は、承認をお待ちしています"
            : $"【RoboSync】【要対応】{AccountName(tenant, accountId)}の連携が止まっています",
        reason == FailureCode.AwaitsApproval
            ? "新しい媒体アカウントのため、初回の連携は、予行の結果をご承認いただいてから行います。予行が終わりしだい、結果を別のメールでお知らせします。"
            : "次のアカウントの連携が止まっています。ご対応をお願いします。状態が改善されるまで、このアカウントの連携は停止したままとなります。");

    /// <summary>The mail that an account still waits for the customer, on the days after <see cref="NeedsCustomer"/>.</summary>
    public static NoticeContent Reminder(Tenant tenant, string accountId, FailureCode reason, DateTimeOffset? since) => Stopped(
        tenant,
        accountId,
        reason,
        since,
        reason == FailureCode.AwaitsApproval
            ? $"【RoboSync】【要対応・再送】{AccountName(tenant, accountId)}の初回の連携は、承認をお待ちしています"
            : $"【RoboSync】【要対応・再送】{AccountName(tenant, accountId)}の連携が止まったままです",
        $"以前お知らせした次のアカウントの連携が、{(since is { } start ? $"{Time(start)}から" : "")}止まったままです。ご対応をお願いします。止まっている間の応募者と予約は、HRMOSに反映されていません。再開するまで、"
        + $"1日に1回お知らせします。");

    private static NoticeContent Stopped(
        Tenant tenant, string accountId, FailureCode reason, DateTimeOffset? since, string subject, string summary)
    {
        var text = FailureTexts.Of(reason, Medium(tenant, accountId));
        return new NoticeContent(
            subject,
            [
                new Paragraph($"{tenant.Name}　ご担当者様"),
                new Paragraph(summary),
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
            ])
        {
            Brief = $"{text.What}\n{text.Remedy}",
            Places = [ConsolePlace.Of(reason, accountId) ?? ConsolePlace.Home],
        };
    }

    private const string OverdueEffect = "この間の応募者と予約は、まだHRMOSに反映されていません。";
    private const string RecoveredSummary = "止まっていた連携が再開しました。止まっていた間の応募者と予約も、今回の連携で反映しています。";

    /// <summary>The mail that an account has had no good run for two slots.</summary>
    public static NoticeContent Overdue(Tenant tenant, string accountId, DateTimeOffset? lastGoodRun) => new(
        $"【RoboSync】{AccountName(tenant, accountId)}の連携が2回続けて完了していません",
        [
            new Paragraph($"{tenant.Name}　ご担当者様"),
            new Paragraph($"次のアカウントの連携が、2回続けて完了していません。{OverdueEffect}"),
            new Table(
            [
                ("企業名", tenant.Name),
                ("企業ID", tenant.CompanyId),
                ("媒体名", AccountName(tenant, accountId)),
                ("最後に完了した日時", lastGoodRun is { } last ? Time(last) : "まだ一度も完了していません"),
                ("対処", $"お客様の操作は必要ありません。当サービスの担当者が確認しています。復旧すると、この間の分もまとめて反映します。お急ぎの応募者は{Medium(tenant, accountId).Name}でご確認ください。"),
            ]),
            Footer(tenant),
        ])
    {
        Brief = $"{OverdueEffect}お客様の操作は必要ありません。当サービスの担当者が確認しています。",
        Places = [ConsolePlace.Home],
    };

    /// <summary>The mail that an account signed in for the first time.</summary>
    public static NoticeContent FirstSignIn(Tenant tenant, MediaAccount account, IEnumerable<string> flows) => new(
        $"【RoboSync】{AccountName(tenant, account.AccountId)}に初めてログインできました",
        [
            new Paragraph($"{tenant.Name}　ご担当者様"),
            new Paragraph(
                $"{MediumProfile.Of(account.Medium).Texts.Name}への初回ログインに成功しました。これから、条件に合う応募者をHRMOSに取り込みます。初回は人数が多いため、時間がかかることがあります。終わりしだい、"
                + $"連携結果をメールでお知らせします。"),
            new Table(
            [
                ("媒体名", AccountName(tenant, account.AccountId)),
                ("対象の応募者", $"選考フローが「{string.Join("」または「", flows)}」の応募者"),
                ("連携開始日", string.Create(CultureInfo.InvariantCulture, $"{account.StartDate:yyyy年M月d日}（この日より前のエントリーは取り込みません）")),
                ("対象卒年", string.Create(CultureInfo.InvariantCulture, $"{account.DisplayYear}年卒（候補者ラベルを付けます）")),
                ("連携時間帯", string.Join("、", tenant.Slots.Select(slot => slot.ToString("HH:mm", CultureInfo.InvariantCulture)))),
            ]),
            new Paragraph("求人への紐づけは自動では行いません。HRMOSで、取り込んだ候補者を求人に紐づけてください。"),
            Footer(tenant),
        ])
    {
        Brief = "条件に合う応募者を、これからHRMOSに取り込みます。終わりしだい、連携結果をお知らせします。",
        Places = [ConsolePlace.Account(account.AccountId), ConsolePlace.Mapping],
    };

    /// <summary>The mail of a connection check.</summary>
    public static NoticeContent Check(Tenant tenant, TenantCheck check)
    {
        var (subject, text) = check switch
        {
            { Accounts.Count: 0 } => (
                "【RoboSync】確認する媒体アカウントがありません",
                "接続確認を行いましたが、「連携を有効にする」に設定された媒体アカウントがないため、何も確認していません。"),
            _ when check.Accounts.Any(account => !account.IsGood && !account.IsBusy) => (
                "【RoboSync】【要対応】接続確認で問題が見つかりました", $"{Names(tenant)}またはHRMOSに接続できないアカウントがあります。内容と対処をご確認ください。"),
            _ when check.Accounts.All(account => account.IsBusy) => (
                "【RoboSync】連携中のため接続確認を行いませんでした", "すべてのアカウントが連携中のため、確認していません。連携が終わってから、もう一度確認してください。"),
            _ when check.Accounts.Any(account => account.IsBusy) => (
                "【RoboSync】接続確認が完了しました（一部のアカウントは連携中のため未確認）",
                $"一部のアカウントは連携中のため確認していません。そのほかのアカウントは、{Names(tenant)}とHRMOSに接続できることを確認しました。"),
            _ => ("【RoboSync】接続確認が完了しました", $"{Names(tenant)}とHRMOSに接続できることを確認しました。次の連携時間帯から連携します。"),
        };
        return new NoticeContent(
            subject,
            [
                new Paragraph($"{tenant.Name}　ご担当者様"),
                new Paragraph(text),
                .. check.Accounts.SelectMany(account => new NoticeBlock[]
                {
                    new Heading(AccountName(tenant, account.AccountId)),
                    new Table([.. account.Steps.Select(step => (step.Name, step.Failure is null ? "正常" : $"{step.What}{step.Remedy}"))]),
                }),
                Footer(tenant),
            ])
        {
            Brief = text,
            Places =
            [
                .. check.Accounts.Count == 0 ? [ConsolePlace.AddAccount] : Array.Empty<ConsolePlace>(),
                .. check.Accounts.SelectMany(
                    account => account.Steps.Select(step => step.Failure is { } code ? ConsolePlace.Of(code, account.AccountId) : null))
                    .OfType<ConsolePlace>().Distinct(),
                ConsolePlace.Check,
            ],
        };
    }

    private static string Names(Tenant tenant) =>
        string.Join('・', tenant.Accounts.Select(account => MediumProfile.Of(account.Medium).Texts.Name).Distinct(StringComparer.Ordinal));

    /// <summary>The mail that an account works again.</summary>
    public static NoticeContent Recovered(Tenant tenant, string accountId) => new(
        $"【RoboSync】{AccountName(tenant, accountId)}の連携が再開しました",
        [
            new Paragraph($"{tenant.Name}　ご担当者様"),
            new Paragraph(RecoveredSummary),
            new Table([("企業名", tenant.Name), ("企業ID", tenant.CompanyId), ("媒体名", AccountName(tenant, accountId))]),
            Footer(tenant),
        ])
    {
        Brief = RecoveredSummary,
        Places = [ConsolePlace.Home],
    };
}
