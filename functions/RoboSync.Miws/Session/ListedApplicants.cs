using System.Text;
using RoboSync.Sync.Failures;
using RoboSync.Sync.Media;

namespace RoboSync.Miws.Session;

/// <summary>The rows that this session has listed, to hold the detail pages against: list and page must tell of the same person.</summary>
internal sealed class ListedApplicants
{
    private readonly Dictionary<string, ApplicantRow> rows = new(StringComparer.Ordinal);

    /// <summary>Remembers rows of the list.</summary>
    public void Remember(IEnumerable<ApplicantRow> listed)
    {
        foreach (var row in listed)
        {
            rows[row.ApplicantNumber] = row;
        }
    }

    /// <summary>
    /// Compares a page with what was asked for, and with its row. Where the person changed since they were listed only the number must
    /// agree.
    /// </summary>
    /// <exception cref="SyncException">
    /// <see cref="FailureCode.SitePageChanged"/> where it shows somebody else; <see cref="FailureCode.SiteRecordUnread"/> with the field's
    /// name where the two contradict each other.
    /// </exception>
    public void Compare(string asked, Applicant applicant)
    {
        if (applicant.ApplicantNumber != asked)
        {
            throw new SyncException(FailureCode.SitePageChanged, "Page applicant-detail: it shows somebody else than was asked for.");
        }

        if (rows.TryGetValue(asked, out var row) && Contradiction(row, applicant) is { } field)
        {
            throw new SyncException(FailureCode.SiteRecordUnread, field);
        }
    }

    private static string? Contradiction(ApplicantRow row, Applicant applicant) =>
        applicant.LastChanged < row.LastChanged ? "lastChanged"
        : applicant.LastChanged > row.LastChanged ? null
        : Letters(applicant.Name) != Letters(row.Name) ? "name"
        : applicant.SelectionFlow != row.SelectionFlow ? "selectionFlow"
        : applicant.EntryDate != row.EntryDate ? "entryDate"
        : null;

    // The two pages may set a name with other spaces and widths.
    private static string Letters(string name) =>
        string.Concat(name.Normalize(NormalizationForm.FormKC).Where(character => !char.IsWhiteSpace(character)));
}
