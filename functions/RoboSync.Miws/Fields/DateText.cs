using System.Globalization;

namespace RoboSync.Miws.Fields;

/// <summary>
/// Days, times and months as sites write them, by named forms. A weekday that stands behind a day must be its own. Times are Japan's, to
/// the minute.
/// </summary>
internal static class DateText
{
    private const string Weekdays = "日月火水木金土";
    private const string LateHours = "lateHours";
    private const string Iso = "iso";
    private const string Compact = "compact";
    private const int LastLateHour = 29;
    private static readonly string[] Certain = ["western"];

    /// <summary>A day; null where the text is none.</summary>
    public static DateTime? Day(string text, string[]? formats, DateOnly today)
    {
        foreach (var format in formats ?? Certain)
        {
            var cursor = new TextCursor(text);
            if (DateForms.TryTake(format, ref cursor, today, out var day) && WeekdayFits(ref cursor, day) && cursor.IsAtEnd)
            {
                return InTime(day);
            }
        }

        return null;
    }

    /// <summary>A time, to the minute; null where the text is none.</summary>
    public static DateTime? Minute(string text, string[]? formats, DateOnly today)
    {
        var mayBeLate = formats is not null && Array.IndexOf(formats, LateHours) >= 0;
        foreach (var format in formats ?? Certain)
        {
            if (format == Iso)
            {
                if (IsoMinute(text) is { } time)
                {
                    return InTime(time);
                }

                continue;
            }

            var cursor = new TextCursor(text);
            if (DateForms.TryTake(format, ref cursor, today, out var day) && WeekdayFits(ref cursor, day)
                && TryTakeTime(ref cursor, format == Compact, out var hour, out var minute) && cursor.IsAtEnd
                && hour <= (mayBeLate ? LastLateHour : 23))
            {
                return InTime(day.AddHours(hour).AddMinutes(minute));
            }
        }

        return null;
    }

    /// <summary>The first day of a month of a graduation; null where the text is none.</summary>
    public static DateTime? Month(string text, string[]? formats)
    {
        foreach (var format in formats ?? Certain)
        {
            var cursor = new TextCursor(text);
            if (DateForms.TryTakeMonth(format, ref cursor, out var month) && cursor.IsAtEnd)
            {
                return InTime(month);
            }
        }

        return null;
    }

    private static DateTime? InTime(DateTime time) => time.Year is >= YearText.First and <= YearText.Last ? time : null;

    // (水), (水曜日), [水]: what stands there must be right.
    private static bool WeekdayFits(ref TextCursor cursor, DateTime day)
    {
        cursor.SkipSpaces();
        if (!cursor.TryTakeAny("([", out var bracket))
        {
            return true;
        }

        var fits = cursor.TryTakeAny(Weekdays, out var weekday)
            && Weekdays.IndexOf(weekday, StringComparison.Ordinal) == (int)day.DayOfWeek;
        cursor.TakeOptional(["曜日", "曜", "・祝"]);
        fits &= cursor.TryTake(bracket == '(' ? ")" : "]");
        cursor.SkipSpaces();
        return fits;
    }

    private static bool TryTakeTime(ref TextCursor cursor, bool isCompact, out int hour, out int minute)
    {
        minute = 0;
        cursor.SkipSpaces();
        if (isCompact)
        {
            return cursor.TryTakeDigits(2, out hour) && cursor.TryTakeDigits(2, out minute) && minute < 60
                && (cursor.IsAtEnd || (cursor.TryTakeDigits(2, out var second) && second < 60));
        }

        if (!cursor.TryTakeNumber(1, 2, out hour) || !cursor.TryTakeAny(":時", out var separator))
        {
            return false;
        }

        cursor.SkipSpaces();
        if (!cursor.TryTakeNumber(separator == ':' ? 2 : 1, 2, out minute) || minute >= 60)
        {
            return false;
        }

        return separator == ':'
            ? !cursor.TryTake(":") || (cursor.TryTakeNumber(2, 2, out var seconds) && seconds < 60)
            : cursor.TryTake("分") && (cursor.IsAtEnd || (cursor.TryTakeNumber(1, 2, out seconds) && seconds < 60 && cursor.TryTake("秒")));
    }

    private static DateTime? IsoMinute(string text)
    {
        var hasOffset = text.EndsWith('Z') || text.LastIndexOfAny(['+', '-']) > "2026-01-01".Length;
        if (!text.Contains('T', StringComparison.Ordinal)
            || !DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
        {
            return null;
        }

        var inJapan = hasOffset ? time.ToOffset(TimeSpan.FromHours(9)).DateTime : time.DateTime;
        return new DateTime(inJapan.Year, inJapan.Month, inJapan.Day, inJapan.Hour, inJapan.Minute, 0, DateTimeKind.Unspecified);
    }
}
