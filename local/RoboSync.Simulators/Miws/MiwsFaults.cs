using System.Text.Json.Nodes;
using RoboSync.Simulators.Serving;

namespace RoboSync.Simulators.Miws;

/// <summary>Faults of MIWS besides those of every simulator.</summary>
public static class MiwsFaults
{
    /// <summary>The ID or password is refused.</summary>
    public const string SignInRefused = "sign-in-refused";

    /// <summary>The account is locked.</summary>
    public const string AccountLocked = "account-locked";

    /// <summary>A new password is asked for.</summary>
    public const string PasswordExpired = "password-expired";

    /// <summary>The account may not see the page.</summary>
    public const string PermissionMissing = "permission-missing";

    /// <summary>A page that asks whether a person is there.</summary>
    public const string Challenge = "challenge";

    /// <summary>The session is gone: redirect to the login page.</summary>
    public const string SessionLost = "session-lost";

    /// <summary>The session is gone: the login page itself, with status 200.</summary>
    public const string SessionLost200 = "session-lost-200";

    /// <summary>The maintenance page with status 503.</summary>
    public const string Maintenance = "maintenance";

    /// <summary>The maintenance page with status 200.</summary>
    public const string Maintenance200 = "maintenance-200";

    /// <summary>A column (its header) or a row of a definition table (its term) is gone; <see cref="Fault.Value"/> names it.</summary>
    public const string ColumnMissing = "column-missing";

    /// <summary>A header or term got another name.</summary>
    public const string ColumnRenamed = "column-renamed";

    /// <summary>A column or term stands in another place.</summary>
    public const string ColumnMoved = "column-moved";

    /// <summary>The stated total is off by <see cref="Fault.Value"/>.</summary>
    public const string TotalDiffers = "total-differs";

    /// <summary>Page 2 shows page 1 again.</summary>
    public const string PageRepeats = "page-repeats";

    /// <summary>The table is there, its rows are not.</summary>
    public const string RowsVanish = "rows-vanish";

    /// <summary>The honest-looking none page although there are applicants.</summary>
    public const string EmptyList = "empty-list";

    /// <summary>The booking row of the applicant <see cref="Fault.Value"/> is left out, and the total with it.</summary>
    public const string BookingRowHidden = "booking-row-hidden";

    /// <summary>Another year is displayed: <see cref="Fault.Value"/>.</summary>
    public const string DisplayYearDiffers = "display-year-differs";

    /// <summary>After the page is served somebody moves on: <see cref="Fault.Value"/> is <c>leaves</c> (the first of the list leaves the
    /// flow), <c>enters</c>
    /// (somebody applies), <c>changes</c> (the last of the list edits themselves) or <c>books</c> (somebody books the seminar).</summary>
    public const string ListMoves = "list-moves";

    /// <summary>
    /// A page that does not exist any more, within the site's layout and with status 404, but about no applicant or seminar: its address
    /// has moved.
    /// </summary>
    public const string NotFoundInLayout = "not-found-in-layout";

    /// <summary>The value of the term <see cref="Fault.Value"/> stands in the input of a form.</summary>
    public const string ValueInInput = "value-in-input";

    /// <summary>A list says that it shows the first part only: <see cref="Fault.Value"/> is the sentence.</summary>
    public const string ListTruncated = "list-truncated";

    /// <summary>The page ends in the middle.</summary>
    public const string CutShort = "cut-short";

    /// <summary>Every fault of MIWS, with an example of its value in the plain skin's words; null for those that need none.</summary>
    public static IReadOnlyList<(string Name, JsonNode? Value)> All =>
    [
        (SignInRefused, null), (AccountLocked, null), (PasswordExpired, null), (PermissionMissing, null), (Challenge, null),
        (SessionLost, null), (SessionLost200, null), (Maintenance, null), (Maintenance200, null), (ColumnMissing, "応募者番号"),
        (ColumnMissing, "氏名"), (ColumnRenamed, "ステータス"), (ColumnMoved, "氏名"), (TotalDiffers, 1), (TotalDiffers, -1), (PageRepeats, null),
        (RowsVanish, null), (EmptyList, null), (BookingRowHidden, "10000001"), (DisplayYearDiffers, 2026), (ListMoves, "enters"),
        (ListMoves, "changes"), (ListMoves, "leaves"), (NotFoundInLayout, null), (ValueInInput, "氏名"),
        (ListTruncated, "該当者が上限を超えたため、先頭の500件のみ表示しています。"), (CutShort, null),
    ];

    /// <summary>Whether the fault's value is a heading or a label of a page.</summary>
    public static bool NamesAWord(string fault) => fault is ColumnMissing or ColumnRenamed or ColumnMoved or ValueInInput;
}
