namespace RoboSync.Miws.Fields;

/// <summary>Numbers as sites write them: 1,234, 全123件, 12名; and 1/3 ページ.</summary>
internal static class NumberText
{
    private const int MostDigits = 9;
    private const int DigitsOfAGroup = 3;

    /// <summary>A number of things; null where the text is none, or says more (約, 以上).</summary>
    public static int? Count(string text)
    {
        var cursor = new TextCursor(text);
        cursor.TakeOptional(["全部で", "全", "合計", "計"]);
        cursor.SkipSpaces();
        if (!TryTakeGrouped(ref cursor, out var number))
        {
            return null;
        }

        cursor.SkipSpaces();
        cursor.TakeOptional(["件", "名", "人", "席", "回", "枠", "社", "ページ", "頁"]);
        cursor.TakeOptional(["中"]);
        return cursor.IsAtEnd ? number : null;
    }

    /// <summary>Which page of how many: 1/3 ページ; null where the text is none.</summary>
    public static (int Page, int Pages)? Position(string text)
    {
        var cursor = new TextCursor(text);
        cursor.TakeOptional(["ページ", "頁"]);
        cursor.SkipSpaces();
        if (!cursor.TryTakeNumber(1, MostDigits, out var page))
        {
            return null;
        }

        cursor.TakeOptional(["ページ目", "ページ", "頁"]);
        cursor.SkipSpaces();
        if (!cursor.TryTakeAny("/", out _))
        {
            return null;
        }

        cursor.SkipSpaces();
        cursor.TakeOptional(["全"]);
        if (!cursor.TryTakeNumber(1, MostDigits, out var pages))
        {
            return null;
        }

        cursor.SkipSpaces();
        cursor.TakeOptional(["ページ中", "ページ", "頁"]);
        return cursor.IsAtEnd && page >= 1 && page <= pages ? (page, pages) : null;
    }

    private static bool TryTakeGrouped(ref TextCursor cursor, out int number)
    {
        if (!cursor.TryTakeNumber(1, MostDigits, out number))
        {
            return false;
        }

        var isGrouped = number < 1000;
        while (isGrouped && cursor.TryTake(","))
        {
            if (!cursor.TryTakeNumber(DigitsOfAGroup, DigitsOfAGroup, out var group) || number > int.MaxValue / 1000 - 1)
            {
                return false;
            }

            number = (number * 1000) + group;
        }

        return true;
    }
}
