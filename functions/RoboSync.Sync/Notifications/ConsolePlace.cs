using RoboSync.Sync.Failures;
using RoboSync.Sync.Reports;

namespace RoboSync.Sync.Notifications;

/// <summary>A place in the console where something is done: a button there, an address in what is told.</summary>
/// <param name="Text">What is done there, as the button says it.</param>
/// <param name="Path">The page.</param>
public sealed record ConsolePlace(string Text, string Path)
{
    /// <summary>The first page: all accounts, and what needs somebody.</summary>
    public static ConsolePlace Home { get; } = new("連携の状況を見る", "/");

    /// <summary>Adds the first account.</summary>
    public static ConsolePlace AddAccount { get; } = new("媒体アカウントを登録する", "/media");

    /// <summary>Uploads or edits the event mapping.</summary>
    public static ConsolePlace Mapping { get; } = new("イベント名対応表を開く", "/mapping");

    /// <summary>Shows who could not be brought in.</summary>
    public static ConsolePlace SetAside { get; } = new("取り込めていない応募者を見る", "/set-aside");

    /// <summary>What a connection check found.</summary>
    public static ConsolePlace Check { get; } = new("ログインチェックの結果を見る", "/media/check");

    /// <summary>Who is told, and when.</summary>
    public static ConsolePlace Notices { get; } = new("通知の設定を開く", "/notifications");

    /// <summary>The settings of an account.</summary>
    public static ConsolePlace Account(string accountId) => new("媒体アカウントの設定を開く", $"/media/{accountId}");

    /// <summary>The dry run of an account, and its approval.</summary>
    public static ConsolePlace DryRun(string accountId) => new("予行の結果を確認して承認する", $"/dry-run/{accountId}");

    /// <summary>Where a failure is put right; null where the customer does nothing about it in the console.</summary>
    public static ConsolePlace? Of(FailureCode code, string accountId) => code switch
    {
        FailureCode.HrmosTokenInvalid or FailureCode.HrmosPermissionMissing or FailureCode.HrmosSsoOn
            => new ConsolePlace("HRMOSの設定を開く", "/hrmos"),
        FailureCode.AwaitsApproval or FailureCode.PlanOutdated => DryRun(accountId),
        FailureCode.HrmosEventMissing or FailureCode.SiteSeminarMissing => Mapping,
        _ when FailureKinds.Of(code) == FailureKind.NeedsCustomer => Account(accountId),
        _ => null,
    };

    /// <summary>Where what a run did not do is looked at and put right; null where nobody has to.</summary>
    public static ConsolePlace? Of(NotDoneReason reason) => reason switch
    {
        NotDoneReason.SeminarUnmapped or NotDoneReason.EventMissing or NotDoneReason.SeminarGone => Mapping,
        NotDoneReason.CandidateRejected or NotDoneReason.CandidateAmbiguous or NotDoneReason.CandidateMissing
            or NotDoneReason.ApplicantUnread or NotDoneReason.GivenUp => SetAside,
        _ => null,
    };
}
