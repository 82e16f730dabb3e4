using System.Globalization;
using System.Net;

namespace RoboSync.Simulators.Miws.Skins.Frames;

/// <summary>How the skin writes dates and numbers.</summary>
internal static class FramesText
{
    private const int YearBeforeReiwa = 2018;

    private static readonly CultureInfo Japanese = CultureInfo.GetCultureInfo("ja-JP");

    /// <summary>R8.4.1.</summary>
    public static string Short(DateOnly day) => Text($"R{day.Year - YearBeforeReiwa}.{day.Month}.{day.Day}");

    /// <summary>R8.04.01 09:05.</summary>
    public static string Short(DateTime minute) =>
        Text($"R{minute.Year - YearBeforeReiwa}.{minute.Month:00}.{minute.Day:00} {minute.Hour:00}:{minute.Minute:00}");

    /// <summary>令和8年4月1日(水).</summary>
    public static string Long(DateOnly day) => $"{Year(day.Year)}{day.Month}月{day.Day}日({day.ToString("ddd", Japanese)})";

    /// <summary>令和8年4月1日(水) 9時05分.</summary>
    public static string Long(DateTime minute) => Text($"{Long(DateOnly.FromDateTime(minute))} {minute.Hour}時{minute.Minute:00}分");

    /// <summary>令和9年.</summary>
    public static string Year(int year) => year == YearBeforeReiwa + 1 ? "令和元年" : Text($"令和{year - YearBeforeReiwa}年");

    /// <summary>１２３.</summary>
    public static string Wide(int number) =>
        string.Concat(Text($"{number}").Select(digit => char.IsAsciiDigit(digit) ? (char)(digit - '0' + '０') : digit));

    public static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    /// <summary>A text for a cell: &amp;nbsp; where there is none, so that the cell keeps its border.</summary>
    public static string Cell(string text) => text.Length == 0 ? "&nbsp;" : Encode(text);

    public static string Encode(string text) => text.AsSpan().IndexOfAny("<>&\"'") < 0 ? text : WebUtility.HtmlEncode(text);
}
