using Microsoft.AspNetCore.Components;
using RoboSync.Console.Layout;
using RoboSync.Sync.Candidates;
using RoboSync.Sync.Tenants;

namespace RoboSync.Console.History;

/// <summary>A page with buttons that retry or ignore set-aside records.</summary>
public abstract class SetAsidePageBase : CompanyPage
{
    /// <summary>Decides about set-aside records.</summary>
    [Inject]
    public LookAfterSetAside SetAside { get; set; } = null!;

    /// <summary>What is said of a record's tries; null where it is about nobody who is set aside.</summary>
    private protected static string StateOf(SetAside? record, DateTimeOffset now) => record switch
    {
        null => RunTexts.Settled,
        { IsIgnored: true } => RunTexts.Ignored,
        { IsGivenUp: true } => RunTexts.GivenUp,
        _ when record.IsDue(now) => RunTexts.WillRetry,
        _ => RunTexts.Waits,
    };

    private protected async Task TakeAsync(SetAsideInput input, MediaAccount account, string path)
    {
        var isIgnore = !string.IsNullOrEmpty(input.Ignore);
        var count = isIgnore
            ? await SetAside.IgnoreAsync(TenantId, account, input.Ignore!, Gone)
            : await SetAside.RetryAsync(TenantId, account, string.IsNullOrEmpty(input.All) ? [input.Retry ?? ""] : null, Gone);
        if (count == 0)
        {
            Done(RunTexts.NothingThere, path);
            return;
        }

        var target = string.IsNullOrEmpty(input.All) ? isIgnore ? input.Ignore! : input.Retry! : $"{count}人";
        await NoteAsync(
            isIgnore ? RunTexts.ActionIgnore : RunTexts.ActionRetry, $"{account.AccountId} {target}", graduationYear: account.DisplayYear);
        Done(isIgnore ? RunTexts.NowIgnored : RunTexts.Retried, path);
    }
}
