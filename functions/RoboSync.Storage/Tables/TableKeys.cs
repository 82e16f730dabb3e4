using System.Globalization;
using System.Text;
using RoboSync.Sync.Queues;
using RoboSync.Sync.Tenants;

namespace RoboSync.Storage.Tables;

/// <summary>
/// Keys of rows. Characters that table keys forbid (/ \ # ? and control characters, see Microsoft's "Understanding the Table service data
/// model"), the escape character itself and the separator are written as <c>%XXXX</c>, so that different parts never make the same key.
/// Parts that are too long for a key show their beginning and a hash behind <c>~</c>.
/// </summary>
internal static class TableKeys
{
    private const char Separator = '|';

    // What ShortText puts between what is left of a text and its hash.
    private const char Mark = '~';

    // A key has 1 KiB, two bytes a character; some are put together of two.
    private const int Longest = 400;
    private const int LongestPart = 90;

    public static string Of(params ReadOnlySpan<string> parts)
    {
        var key = Join(parts, shortens: false);
        return key.Length <= Longest ? key : Join(parts, shortens: true);
    }

    private static string Join(ReadOnlySpan<string> parts, bool shortens)
    {
        var key = new StringBuilder();
        for (var index = 0; index < parts.Length; index++)
        {
            if (index > 0)
            {
                key.Append(Separator);
            }

            Escape(parts[index], key, shortens);
        }

        return key.ToString();
    }

    public static string Of(AccountKey account) => Of(account.TenantId, account.AccountId);

    public static string Of(LinkScope scope) =>
        Of(scope.TenantId, scope.Medium, scope.GraduationYear.ToString(CultureInfo.InvariantCulture));

    /// <summary>The account whose key this is.</summary>
    public static AccountKey Account(string key) =>
        Split(key) is [var tenantId, var accountId] ? new AccountKey(tenantId, accountId) : new AccountKey("", "");

    /// <summary>Sorts as text in the order of time.</summary>
    public static string Of(DateTimeOffset time) => time.UtcDateTime.ToString("yyyyMMddHHmmssfff", CultureInfo.InvariantCulture);

    /// <summary>The range of keys that have this one as their first parts: '|' separates parts, and '}' sorts right behind it.</summary>
    public static (string From, string To) Below(string key) => ($"{key}{Separator}", $"{key}}}");

    /// <summary>Parts of a key, unescaped.</summary>
    public static string[] Split(string key) => [.. key.Split(Separator).Select(Unescape)];

    private static void Escape(string part, StringBuilder key, bool shortens)
    {
        var escaped = new StringBuilder(part.Length);
        for (var index = 0; index < part.Length; index++)
        {
            var character = part[index];
            if (character is '/' or '\\' or '#' or '?' or '%' or Mark or Separator or >= '\uFFFE' || char.IsControl(character)
                || IsHalf(part, index))
            {
                escaped.Append('%').Append(((int)character).ToString("X4", CultureInfo.InvariantCulture));
            }
            else
            {
                escaped.Append(character);
            }
        }

        key.Append(shortens ? ShortText.Key(escaped.ToString(), LongestPart) : escaped);
    }

    // A half of a character that stands alone is none in the address of a row.
    private static bool IsHalf(string text, int index) =>
        char.IsSurrogate(text[index]) && !char.IsSurrogatePair(text, index) && !(index > 0 && char.IsSurrogatePair(text, index - 1));

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
