using System.Globalization;
using RoboSync.Sync.Calendar;
using RoboSync.Sync.Failures;
using RoboSync.Sync.Media;
using RoboSync.Sync.Tenants;

namespace RoboSync.Sync.Accounts;

/// <summary>The states that a media account can be in.</summary>
public enum AccountCondition
{
    /// <summary>未確認: no run has ended yet.</summary>
    Unconfirmed,

    /// <summary>正常: the last run did all its work.</summary>
    Good,

    /// <summary>停止中: the customer has paused it.</summary>
    Paused,

    /// <summary>要対応: it waits for the customer.</summary>
    NeedsCustomer,

    /// <summary>休止中（自動復帰）: it does not work, and comes back by itself or by the operator's hand.</summary>
    Resting,
}

/// <summary>In which state a media account is, in the words that customers read: in mails, in the overview, on screens.</summary>
/// <param name="Condition">The state.</param>
/// <param name="Name">Its name.</param>
/// <param name="Since">Since when (UTC); null where that is not known.</param>
/// <param name="Why">Why; blank where all is well.</param>
/// <param name="NextStep">What comes next, or what to do.</param>
public sealed record AccountStatus(AccountCondition Condition, string Name, DateTimeOffset? Since, string Why, string NextStep)
{
    /// <summary>What else one should know of the account, whatever its state is; blank for nothing.</summary>
    public string Note { get; init; } = "";

    /// <summary>Derives the state.</summary>
    /// <param name="tenant">The customer.</param>
    /// <param name="account">The account as its document describes it.</param>
    /// <param name="state">What is remembered of it.</param>
    /// <param name="now">Now.</param>
    public static AccountStatus Of(Tenant tenant, MediaAccount account, AccountState state, DateTimeOffset now) =>
        Derive(tenant, account, state, now) with
        {
            Note = account.Enabled && account.HasGraduated(now)
                ? TenantDocumentTexts.YearHasPassed(account.AccountId, account.DisplayYear)
                : "",
        };

    /// <summary>Its name and since when, for example 正常（2026年6月1日 12:00から）.</summary>
    public override string ToString() => Since is { } since ? $"{Name}（{Time(since)}から）" : Name;

    private static AccountStatus Derive(Tenant tenant, MediaAccount account, AccountState state, DateTimeOffset now)
    {
        var medium = MediumProfile.Of(account.Medium).Texts;
        if (!account.Enabled)
        {
            var paused = FailureTexts.Of(FailureCode.AccountPaused, medium);
            return new AccountStatus(AccountCondition.Paused, "停止中", state.PausedSince, paused.What, paused.Remedy);
        }

        if (RestPolicy.WaitsForCustomer(state))
        {
            var text = FailureTexts.Of(state.RestReason!.Value, medium);
            return new AccountStatus(AccountCondition.NeedsCustomer, "要対応", state.RestingSince, text.What, text.Remedy);
        }

        if ((state.RestReason ?? state.LastFailure) is { } failure)
        {
            var text = FailureTexts.Of(failure, medium);
            var next = state.RestUntil is { } until && until > now
                ? $"お客様の操作は必要ありません。{Time(SlotSchedule.Next(tenant.Slots, until.AddTicks(-1)))}の連携時間帯に自動で再開します。"
                : text.Remedy;
            return new AccountStatus(AccountCondition.Resting, "休止中（自動復帰）", state.FailingSince ?? state.RestingSince, text.What, next);
        }

        var slot = Time(SlotSchedule.Next(tenant.Slots, now));
        return state.LastGoodRun is null
            ? new AccountStatus(
                AccountCondition.Unconfirmed, "未確認", state.ScheduledSince, "まだ一度も連携していません。", $"お客様の操作は必要ありません。{slot}の連携時間帯に、初めて連携します。")
            : new AccountStatus(AccountCondition.Good, "正常", state.GoodSince ?? state.LastGoodRun, "", $"次の連携は{slot}です。");
    }

    private static string Time(DateTimeOffset instant) =>
        JapanTime.ToJapan(instant).ToString("yyyy年M月d日 HH:mm", CultureInfo.InvariantCulture);
}
