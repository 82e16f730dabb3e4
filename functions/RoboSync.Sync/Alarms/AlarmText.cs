using System.Collections;
using System.Globalization;
using System.Text.RegularExpressions;

namespace RoboSync.Sync.Alarms;

/// <summary>
/// A text of <see cref="AlarmTable"/> with its values, as a log event's state: monitoring finds each value by its name. The generated
/// logging takes only templates that stand at its methods, one method each; these stand in a table.
/// </summary>
internal sealed partial class AlarmText : IReadOnlyList<KeyValuePair<string, object?>>
{
    private readonly string template;
    private readonly List<KeyValuePair<string, object?>> values;

    /// <exception cref="ArgumentException">There are more or fewer values than the template leaves open.</exception>
    public AlarmText(string template, IReadOnlyList<object?> values)
    {
        this.template = template;
        var names = Placeholder().Matches(template).Select(match => match.Groups["name"].Value).ToList();
        this.values = names.Count == values.Count
            ? [.. names.Zip(values, (name, value) => new KeyValuePair<string, object?>(name, value)), new("{OriginalFormat}", template)]
            : throw new ArgumentException($"\"{template}\" takes {names.Count} values, not {values.Count}.", nameof(values));
    }

    public int Count => values.Count;

    public KeyValuePair<string, object?> this[int index] => values[index];

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() => values.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public override string ToString()
    {
        var next = 0;
        return Placeholder().Replace(
            template, _ => Convert.ToString(values[next++].Value, CultureInfo.InvariantCulture) is { Length: > 0 } text ? text : "(null)");
    }

    [GeneratedRegex(@"\{(?<name>[A-Za-z]+)\}", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Placeholder();
}
