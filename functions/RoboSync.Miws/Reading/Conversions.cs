using System.Globalization;

namespace RoboSync.Miws.Reading;

/// <summary>
/// The named conversions of page definitions: the site's text becomes one canonical text, or null where it cannot be read. A date lies in
/// this century: a year 0001 or 9999 stands for something that the site does not know.
/// </summary>
internal static class Conversions
{
    /// <summary>Form of a canonical day.</summary>
    public const string Day = "yyyy-MM-dd";

    /// <summary>Form of a canonical time, Japan, to the minute.</summary>
    public const string Minute = "yyyy-MM-ddTHH:mm";

    private const int LongestId = 64;
    private const int FirstYear = 2000;
    private const int LastYear = 2099;

    private static readonly string[] DayForms = ["yyyy/M/d", "yyyy-M-d", "yyyy年M月d日"];
    private static readonly string[] MinuteForms = ["yyyy/M/d H:mm", "yyyy/M/d H:mm:ss", "yyyy-M-d H:mm", "yyyy年M月d日 H時m分"];
    private static readonly string[] MonthForms = ["yyyy年M月", "yyyy/M", "yyyy-M"];

    public static string? Apply(string? name, string text) => name switch
    {
        null or "text" => text,
        "id" => text.Length <= LongestId && text.All(char.IsAsciiLetterOrDigit) ? text : null,
        "date" => Parse(text, DayForms)?.ToString(Day, CultureInfo.InvariantCulture),
        "dateTime" => Parse(text, MinuteForms)?.ToString(Minute, CultureInfo.InvariantCulture),
        "yearMonth" => Parse(text, MonthForms)?.ToString(Day, CultureInfo.InvariantCulture),
        "integer" => int.TryParse(text, NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var number)
            ? number.ToString(CultureInfo.InvariantCulture)
            : null,
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "The schema allows no such conversion."),
    };

    private static DateTime? Parse(string text, string[] forms) =>
        DateTime.TryParseExact(text, forms, CultureInfo.InvariantCulture, DateTimeStyles.AllowWhiteSpaces, out var time)
            && time.Year is >= FirstYear and <= LastYear
            ? time
            : null;
}
