using System.Text.Json.Serialization;

namespace RoboSync.Sync.Failures;

/// <summary>Every way in which a run, or a record of it, can fail. Stored by name.</summary>
[JsonConverter(typeof(FailureCodeJson))]
public enum FailureCode
{
    /// <summary>The site refused the ID or password.</summary>
    SiteSignInRefused,

    /// <summary>The site says that the account is locked.</summary>
    SiteAccountLocked,

    /// <summary>The site asks for a new password.</summary>
    SitePasswordExpired,

    /// <summary>The site shows another year than the account's display year.</summary>
    SiteDisplayYearDiffers,

    /// <summary>The site says that the account may not see the page.</summary>
    SitePermissionMissing,

    /// <summary>The site asks whether a person is there. It is never evaded.</summary>
    SiteChallenge,

    /// <summary>The site ended the session, and its form did not start another.</summary>
    SiteSessionLost,

    /// <summary>The site ended the session more often than it is renewed (<c>Miws:MaxRenewals</c>): the login is used elsewhere.</summary>
    SiteSessionTaken,

    /// <summary>The site shows its maintenance page.</summary>
    SiteMaintenance,

    /// <summary>The site did not answer, cut the connection, or answered with a server error.</summary>
    SiteUnreachable,

    /// <summary>The site asks for fewer requests.</summary>
    SiteTooManyRequests,

    /// <summary>A marker, column or field that a page definition requires is missing or cannot be read.</summary>
    SitePageChanged,

    /// <summary>The rows read are not as many as the page states.</summary>
    SiteTotalDiffers,

    /// <summary>A page repeats the one before it.</summary>
    SitePageRepeats,

    /// <summary>Far fewer applicants than there were before.</summary>
    SiteListShrank,

    /// <summary>An applicant who was listed does not exist on the site any more.</summary>
    SiteApplicantGone,

    /// <summary>A seminar does not exist on the site any more.</summary>
    SiteSeminarMissing,

    /// <summary>A form or a redirect of the site leads to another origin than the account's own.</summary>
    SiteLeadsElsewhere,

    /// <summary>The site's address is not connected to: not https, or not a public address.</summary>
    SiteAddressRefused,

    /// <summary>A page is larger or deeper than the settings allow, or reading it took too long.</summary>
    SitePageTooLarge,

    /// <summary>A list changed every time while it was read.</summary>
    SiteListMoves,

    /// <summary>A value of one applicant does not fit, or contradicts the list; the detail is the field's name.</summary>
    SiteRecordUnread,

    /// <summary>HRMOS does not accept the API token.</summary>
    HrmosTokenInvalid,

    /// <summary>The API token lacks a permission.</summary>
    HrmosPermissionMissing,

    /// <summary>HRMOS wants a single sign-on (help page: SSOを設定していないHRMOS採用アカウントのみ連携が可能です).</summary>
    HrmosSsoOn,

    /// <summary>HRMOS has no room for another label.</summary>
    HrmosLabelLimit,

    /// <summary>An event of the mapping does not exist in HRMOS (any more).</summary>
    HrmosEventMissing,

    /// <summary>HRMOS is under maintenance.</summary>
    HrmosMaintenance,

    /// <summary>HRMOS did not answer, cut the connection, or answered with a server error.</summary>
    HrmosUnreachable,

    /// <summary>HRMOS asks for fewer requests, longer than we may wait.</summary>
    HrmosTooManyRequests,

    /// <summary>HRMOS answered something that docs/hrmos-api.openapi.json does not know.</summary>
    HrmosAnswerUnknown,

    /// <summary>HRMOS' answer is larger than <c>Hrmos:MaxAnswerBytes</c>.</summary>
    HrmosAnswerTooLarge,

    /// <summary>HRMOS' address is not connected to: not https, or not a public address.</summary>
    HrmosAddressRefused,

    /// <summary>HRMOS rejects a value of the candidate.</summary>
    CandidateRejected,

    /// <summary>HRMOS holds a candidate with the same mail address who was not imported by us.</summary>
    CandidateAmbiguous,

    /// <summary>The candidate was deleted or merged in HRMOS.</summary>
    CandidateMissing,

    /// <summary>The create was sent and not answered; the next run looks before it sends again.</summary>
    CandidateUnclear,

    /// <summary>Another account of the tenant is just creating the same person.</summary>
    CandidateElsewhere,

    /// <summary>A secret that the tenant document names does not exist, or does not hold what it should.</summary>
    SecretMissing,

    /// <summary>The vault has the secret and does not hand it out: it is disabled, not valid yet or expired. Mended in the vault.</summary>
    SecretDisabled,

    /// <summary>The key vault did not answer.</summary>
    VaultUnreachable,

    /// <summary>The storage account did not answer, asked for fewer requests, or cut the connection, in all tries of its client.</summary>
    StorageUnreachable,

    /// <summary>The run was not finished in its slot: another run of the account is still going on.</summary>
    EarlierRunGoesOn,

    /// <summary>The account rests after earlier failures.</summary>
    Resting,

    /// <summary>The customer paused or removed the account before its run began.</summary>
    AccountPaused,

    /// <summary>The account is new: its first run waits until somebody approves its plan.</summary>
    AwaitsApproval,

    /// <summary>The sites changed since the plan was made that a run was to keep to: nothing was written.</summary>
    PlanOutdated,

    /// <summary>A stored document or record cannot be read: the operator is alarmed, and the others go on.</summary>
    StoredUnreadable,

    /// <summary>A fault of ours.</summary>
    Defect,
}
