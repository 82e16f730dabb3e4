namespace RoboSync.Pages.Putting;

/// <summary>The lines that two texts do not share.</summary>
internal static class LineDiff
{
    /// <summary>Lines that only one of them has, in their order, each with - or + before it.</summary>
    public static IReadOnlyList<string> Of(string before, string after)
    {
        var (old, now) = (Lines(before), Lines(after));

        // Lengths of the longest common rest, from each pair of lines on.
        var common = new int[old.Length + 1, now.Length + 1];
        for (var left = old.Length - 1; left >= 0; left--)
        {
            for (var right = now.Length - 1; right >= 0; right--)
            {
                common[left, right] = old[left] == now[right]
                    ? common[left + 1, right + 1] + 1
                    : Math.Max(common[left + 1, right], common[left, right + 1]);
            }
        }

        var lines = new List<string>();
        for (int left = 0, right = 0; left < old.Length || right < now.Length;)
        {
            if (left < old.Length && right < now.Length && old[left] == now[right])
            {
                (left, right) = (left + 1, right + 1);
            }
            else if (right >= now.Length || (left < old.Length && common[left + 1, right] >= common[left, right + 1]))
            {
                lines.Add($"- {old[left++]}");
            }
            else
            {
                lines.Add($"+ {now[right++]}");
            }
        }

        return lines;
    }

    private static string[] Lines(string text) => [.. text.Split('\n').Select(line => line.TrimEnd()).Where(line => line.Length > 0)];
}
