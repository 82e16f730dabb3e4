using RoboSync.Sync.Documents;

namespace RoboSync.Console.Forms;

/// <summary>Says in a form why a change of the company's settings was not made. What was typed stays.</summary>
internal static class ChangeErrors
{
    /// <summary>Adds what went wrong.</summary>
    /// <param name="errors">The form's mistakes.</param>
    /// <param name="change">What became of the change.</param>
    /// <param name="differences">What is stored now, where it differs from what was typed.</param>
    /// <returns>Whether the change is in force.</returns>
    public static bool Take(this FormErrors errors, TenantChange change, Func<TenantChange, IEnumerable<string>> differences)
    {
        switch (change.Outcome)
        {
            case TenantChangeOutcome.Applied or TenantChangeOutcome.Unchanged:
                return true;
            case TenantChangeOutcome.Stale:
                errors.Add(FormTexts.Stale);
                foreach (var difference in differences(change))
                {
                    errors.Add(difference);
                }

                return false;
            case TenantChangeOutcome.Busy:
                errors.Add(FormTexts.Busy);
                return false;
            default:
                foreach (var error in change.Errors)
                {
                    errors.Add(error);
                }

                return false;
        }
    }

    /// <summary>What is stored now, where it differs from what was typed.</summary>
    public static IEnumerable<string> Difference(string label, string? stored, string? typed) =>
        string.Equals((stored ?? "").ReplaceLineEndings("、").Trim('、'), (typed ?? "").ReplaceLineEndings("、").Trim('、'), StringComparison.Ordinal)
            ? []
            : [FormTexts.Stored(label, (stored ?? "").ReplaceLineEndings("、").Trim('、'))];
}
