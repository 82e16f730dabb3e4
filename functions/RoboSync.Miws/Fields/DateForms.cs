namespace RoboSync.Miws.Fields;

/// <summary>The named forms of a day and of a month.</summary>
internal static class DateForms
{
    private const string Separators = "/-.";
    private const int HalfAYear = 183;
    private const int MonthOfGraduation = 3;

    /// <summary>Takes a day of a form.</summary>
    public static bool TryTake(string form, ref TextCursor cursor, DateOnly today, out DateTime day)
    {
        day = default;
        return form switch
        {
            "western" => cursor.TryTakeNumber(4, 4, out var year) && TryTakeMonthAndDay(ref cursor, year, out day),
            "era" => YearText.TryTakeEra(ref cursor, out var year) && TryTakeMonthAndDay(ref cursor, year, out day),
            "shortYear" => YearText.TryTakeShort(ref cursor, out var year) && TryTakeMonthAndDay(ref cursor, year, out day),
            "noYearPast" => TryTakeWithoutYear(ref cursor, today, LatestPast, out day),
            "noYearNear" => TryTakeWithoutYear(ref cursor, today, Nearest, out day),
            "compact" => cursor.TryTakeDigits(4, out var year) && cursor.TryTakeDigits(2, out var month)
                && cursor.TryTakeDigits(2, out var number) && TryMake(year, month, number, out day),
            "iso" => cursor.TryTakeNumber(4, 4, out var year) && cursor.TryTake("-") && TryTakeRest(ref cursor, year, '-', out day),

            // Says something of times, and of nothing else.
            _ => false,
        };
    }

    /// <summary>Takes a month of a form, with what is said of a graduation behind it.</summary>
    public static bool TryTakeMonth(string form, ref TextCursor cursor, out DateTime month)
    {
        month = default;
        if (form == "yearOnly")
        {
            return TryTakeYearOnly(ref cursor, out month);
        }

        var hasYear = form switch
        {
            "western" or "iso" => cursor.TryTakeNumber(4, 4, out var year) ? year : 0,
            "era" => YearText.TryTakeEra(ref cursor, out var year) ? year : 0,
            "shortYear" => YearText.TryTakeShort(ref cursor, out var year) ? year : 0,
            "compact" => cursor.TryTakeDigits(4, out var year) ? year : 0,
            _ => 0,
        };
        if (hasYear == 0 || !TryTakeMonthNumber(ref cursor, form, out var number) || !TryMake(hasYear, number, 1, out month))
        {
            return false;
        }

        YearText.TakeGraduation(ref cursor);
        return true;
    }

    private static bool TryTakeMonthNumber(ref TextCursor cursor, string form, out int number)
    {
        number = 0;
        if (form == "compact")
        {
            return cursor.TryTakeDigits(2, out number);
        }

        if (!cursor.TryTakeAny("年/-.", out var separator))
        {
            return false;
        }

        cursor.SkipSpaces();
        return cursor.TryTakeNumber(1, 2, out number) && (separator != '年' || cursor.TryTake("月"));
    }

    // The school year ends in March: 27卒 is 2027年3月卒. Only where the definition says that a year alone may stand there.
    private static bool TryTakeYearOnly(ref TextCursor cursor, out DateTime month)
    {
        month = default;
        if (!YearText.TryTakeEra(ref cursor, out var year) && !cursor.TryTakeNumber(4, 4, out year)
            && !YearText.TryTakeShort(ref cursor, out year))
        {
            return false;
        }

        cursor.TakeOptional(["年"]);
        YearText.TakeGraduation(ref cursor);
        return TryMake(year, MonthOfGraduation, 1, out month);
    }

    private static bool TryTakeMonthAndDay(ref TextCursor cursor, int year, out DateTime day)
    {
        day = default;
        if (!cursor.TryTakeAny("年/-.", out var separator))
        {
            return false;
        }

        cursor.SkipSpaces();
        return TryTakeRest(ref cursor, year, separator == '年' ? '月' : separator, out day);
    }

    private static bool TryTakeRest(ref TextCursor cursor, int year, char separator, out DateTime day)
    {
        day = default;
        if (!cursor.TryTakeNumber(1, 2, out var month) || !cursor.TryTake([separator]))
        {
            return false;
        }

        cursor.SkipSpaces();
        return cursor.TryTakeNumber(1, 2, out var number) && (separator != '月' || cursor.TryTake("日"))
            && TryMake(year, month, number, out day);
    }

    private static bool TryTakeWithoutYear(
        ref TextCursor cursor, DateOnly today, Func<DateOnly, int, int, DateTime?> choose, out DateTime day)
    {
        day = default;
        if (!cursor.TryTakeNumber(1, 2, out var month) || !cursor.TryTakeAny("月" + Separators, out var separator))
        {
            return false;
        }

        cursor.SkipSpaces();
        if (!cursor.TryTakeNumber(1, 2, out var number) || (separator == '月' && !cursor.TryTake("日"))
            || choose(today, month, number) is not { } chosen)
        {
            return false;
        }

        day = chosen;
        return true;
    }

    private static DateTime? LatestPast(DateOnly today, int month, int number) =>
        Years(today, month, number).Where(day => DateOnly.FromDateTime(day) <= today).Select(day => (DateTime?)day).LastOrDefault();

    private static DateTime? Nearest(DateOnly today, int month, int number) => Years(today, month, number)
        .Where(day => Math.Abs(DateOnly.FromDateTime(day).DayNumber - today.DayNumber) <= HalfAYear).Select(day => (DateTime?)day)
        .FirstOrDefault();

    private static IEnumerable<DateTime> Years(DateOnly today, int month, int number)
    {
        for (var year = today.Year - 1; year <= today.Year + 1; year++)
        {
            if (TryMake(year, month, number, out var day))
            {
                yield return day;
            }
        }
    }

    private static bool TryMake(int year, int month, int number, out DateTime day)
    {
        var isDay = year is >= 1 and <= 9999 && month is >= 1 and <= 12 && number >= 1 && number <= DateTime.DaysInMonth(year, month);
        day = isDay ? new DateTime(year, month, number, 0, 0, 0, DateTimeKind.Unspecified) : default;
        return isDay;
    }
}
