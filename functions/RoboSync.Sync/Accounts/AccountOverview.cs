using System.Globalization;
using RoboSync.Sync.Calendar;
using RoboSync.Sync.Spreadsheets;
using RoboSync.Sync.Tenants;

namespace RoboSync.Sync.Accounts;

/// <summary>
/// All accounts of all customers with their states, as a sheet for whoever looks after the customers (blob
/// <c>tenant-results/overview.csv</c>).
/// </summary>
internal static class AccountOverview
{
    private static readonly string[] Header =
        ["企業ID", "企業名", "テナントID", "媒体アカウント", "初期表示年度", "状態", "いつから", "理由", "次にすること", "最後に完了した連携", "お知らせ"];

    /// <summary>Writes the sheet: what needs somebody first.</summary>
    public static async Task<byte[]> WriteAsync(
        IEnumerable<(Tenant Tenant, MediaAccount Account, AccountState State)> accounts, DateTimeOffset now)
    {
        using var stream = new MemoryStream();
        await using (var csv = new SpreadsheetCsv(stream))
        {
            await csv.WriteAsync(Header);
            var rows = accounts
                .Select(
                    item => (item.Tenant, item.Account, item.State, Status: AccountStatus.Of(item.Tenant, item.Account, item.State, now)))
                .OrderByDescending(item => item.Status.Condition == AccountCondition.NeedsCustomer)
                .ThenByDescending(item => item.Status.Condition == AccountCondition.Resting)
                .ThenBy(item => item.Tenant.TenantId, StringComparer.Ordinal)
                .ThenBy(item => item.Account.AccountId, StringComparer.Ordinal);
            foreach (var (tenant, account, state, status) in rows)
            {
                await csv.WriteAsync(
                [
                    tenant.CompanyId, tenant.Name, tenant.TenantId, account.AccountId,
                    account.DisplayYear.ToString(CultureInfo.InvariantCulture),
                    status.Name, Time(status.Since), status.Why, status.NextStep, Time(state.LastGoodRun), status.Note,
                ]);
            }
        }

        return stream.ToArray();
    }

    private static string Time(DateTimeOffset? instant) =>
        instant is { } time ? JapanTime.ToJapan(time).ToString("yyyy/MM/dd HH:mm", CultureInfo.InvariantCulture) : "";
}
