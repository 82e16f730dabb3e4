namespace RoboSync.Miws.Fields;

/// <summary>
/// Graduation years as sites write them: 2027, 27, 27卒, 2027年卒, 令和9年, R9, 2027年3月卒業見込み. 年度 is none: it ends in the year behind it.
/// </summary>
internal static class YearText
{
    /// <summary>The first and the last year that a site can mean: 0001 and 9999 stand for something that it does not know.</summary>
    public const int First = 2000;

    /// <inheritdoc cref="First"/>
    public const int Last = 2099;

    private const int BeforeReiwa = 2018;
    private const int Century = 2000;

    /// <summary>The year; null where the text is none.</summary>
    public static int? Read(string text)
    {
        var cursor = new TextCursor(text);
        if (!TryTakeEra(ref cursor, out var year) && !cursor.TryTakeNumber(4, 4, out year) && !TryTakeShort(ref cursor, out year))
        {
            return null;
        }

        if (cursor.TryTakeAny("年/.-", out _) && cursor.TryTakeNumber(1, 2, out var month))
        {
            cursor.TryTake("月");
            year = month is >= 1 and <= 12 ? year : 0;
        }

        TakeGraduation(ref cursor);
        return cursor.IsAtEnd && year is >= First and <= Last ? year : null;
    }

    /// <summary>Takes a year of 令和: 令和8, R8, 令和元.</summary>
    public static bool TryTakeEra(ref TextCursor cursor, out int year)
    {
        var before = cursor;
        year = 0;
        if (cursor.TryTake("令和") || cursor.TryTake("R"))
        {
            cursor.SkipSpaces();
            if (cursor.TryTake("元"))
            {
                year = BeforeReiwa + 1;
                return true;
            }

            if (cursor.TryTakeNumber(1, 2, out year) && year > 0)
            {
                year += BeforeReiwa;
                return true;
            }
        }

        cursor = before;
        return false;
    }

    /// <summary>Takes a year of two digits of this century: 27, '27.</summary>
    public static bool TryTakeShort(ref TextCursor cursor, out int year)
    {
        cursor.TakeOptional(["'", "’"]);
        if (!cursor.TryTakeNumber(2, 2, out year))
        {
            return false;
        }

        year += Century;
        return true;
    }

    /// <summary>Takes what stands behind the month of a graduation.</summary>
    public static void TakeGraduation(ref TextCursor cursor)
    {
        cursor.SkipSpaces();
        cursor.TakeOptional(["卒業", "卒", "修了"]);
        cursor.TakeOptional(["見込み", "見込", "予定"]);
        cursor.TakeOptional(["者", "生"]);
    }
}
