using System.Globalization;
using RoboSync.Sync.Calendar;

namespace RoboSync.Console.Layout;

/// <summary>How times and counts are shown: Japan time, as Japanese business screens write it.</summary>
internal static class Shown
{
    private static readonly CultureInfo Japanese = CultureInfo.GetCultureInfo("ja-JP");

    /// <summary>For example 2026年6月1日（月） 08:00.</summary>
    public static string Time(DateTimeOffset instant) =>
        JapanTime.ToJapan(instant).ToString("yyyy年M月d日（ddd） HH:mm", Japanese);

    /// <summary>For example 6/1（月） 08:00: where the year is clear.</summary>
    public static string ShortTime(DateTimeOffset instant) => JapanTime.ToJapan(instant).ToString("M/d（ddd） HH:mm", Japanese);

    /// <summary>For example 2026年6月1日（月）.</summary>
    public static string Date(DateOnly day) => day.ToString("yyyy年M月d日（ddd）", Japanese);

    /// <summary>For example 1,234.</summary>
    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
