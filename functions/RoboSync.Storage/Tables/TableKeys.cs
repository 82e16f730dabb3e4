using System.Globalization;
using System.Text;
using RoboSync.Sync.Tenants;

namespace RoboSync.Storage.Tables;

/// <summary>
/// Keys of rows. Characters that table keys forbid (/ \ # ? and control characters, see Microsoft's "Understanding the Table service data
/// model"), the escape character itself and the separator are written as <c>%XXXX</c>, so that different parts never make the same key.
/// </summary>
internal static class TableKeys
{
    private const char Separator = '|';

    public static string Of(params ReadOnlySpan<string> parts)
    {
        var key = new StringBuilder();
        for (var index = 0; index < parts.Length; index++)
        {
            if (index > 0)
            {
                key.Append(Separator);
            }

            Escape(parts[index], key);
        }

        return key.ToString();
    }

    public static string Of(AccountKey account) => Of(account.TenantId, account.AccountId);

    public static string Of(LinkScope scope) => Of(scope.TenantId, scope.Medium, scope.GraduationYear.ToString(CultureInfo.InvariantCulture));

    /// <summary>The account whose key this is.</summary>
    public static AccountKey Account(string key) => Split(key) is [var tenantId, var accountId] ? new AccountKey(tenantId, accountId) : new AccountKey("", "");

    /// <summary>Sorts as text in the order of time.</summary>
    public static string Of(DateTimeOffset time) => time.UtcDateTime.ToString("yyyyMMddHHmmssfff", CultureInfo.InvariantCulture);

    /// <summary>Parts of a key, unescaped.</summary>
    public static string[] Split(string key) => [.. key.Split(Separator).Select(Unescape)];

    private static void Escape(string part, StringBuilder key)
    {
        foreach (var character in part)
        {
            if (character is '/' or '\\' or '#' or '?' or '%' or Separator || char.IsControl(character))
            {
                key.Append('%').Append(((int)character).ToString("X4", CultureInfo.InvariantCulture));
            }
            else
            {
                key.Append(character);
            }
        }
    }

    private static string Unescape(string part)
    {
        var text = new StringBuilder(part.Length);
        for (var index = 0; index < part.Length; index++)
        {
            if (part[index] == '%')
            {
                text.Append((char)int.Parse(part.AsSpan(index + 1, 4), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
                index += 4;
            }
            else
            {
                text.Append(part[index]);
            }
        }

        return text.ToString();
    }
}
