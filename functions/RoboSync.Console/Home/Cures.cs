using RoboSync.Sync.Failures;

namespace RoboSync.Console.Home;

/// <summary>A button that leads to where something is put right.</summary>
/// <param name="Text">What it says.</param>
/// <param name="Path">The page.</param>
internal sealed record Cure(string Text, string Path);

/// <summary>Where what needs somebody is put right.</summary>
internal static class Cures
{
    /// <summary>Adds the first account.</summary>
    public static Cure AddAccount { get; } = new("媒体アカウントを登録する", "/media");

    /// <summary>Uploads or edits the event mapping.</summary>
    public static Cure Mapping { get; } = new("イベント名対応表を開く", "/mapping");

    /// <summary>Shows who could not be brought in.</summary>
    public static Cure SetAside { get; } = new("取り込めていない応募者を見る", "/set-aside");

    /// <summary>The cure of a failure; null where there is nothing that the customer does in the console.</summary>
    public static Cure? Of(FailureCode code, string accountId) => code switch
    {
        FailureCode.HrmosTokenInvalid or FailureCode.HrmosPermissionMissing or FailureCode.HrmosSsoOn
            => new Cure("HRMOSの設定を開く", "/hrmos"),
        FailureCode.AwaitsApproval or FailureCode.PlanOutdated => new Cure("予行の結果を見る", $"/dry-run/{accountId}"),
        FailureCode.HrmosEventMissing or FailureCode.SiteSeminarMissing => Mapping,
        _ when FailureKinds.Of(code) == FailureKind.NeedsCustomer => new Cure("媒体アカウントの設定を開く", $"/media/{accountId}"),
        _ => null,
    };
}
