using System.Globalization;

namespace RoboSync.Sync.Candidates;

/// <summary>対象卒年の候補者ラベル (help page, Step 2).</summary>
public static class GraduationYearLabel
{
    /// <summary>Name of the label, for example 2027卒.</summary>
    public static string Of(int displayYear) => string.Create(CultureInfo.InvariantCulture, $"{displayYear}卒");
}
