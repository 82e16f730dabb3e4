namespace RoboSync.Sync.Runs;

/// <summary>What a failure asks for; it decides who is told (docs/operations.md).</summary>
public enum FailureKind
{
    /// <summary>Only the customer can mend it: the account rests, and they are mailed.</summary>
    NeedsCustomer,

    /// <summary>It passes by itself: retried in the run, by the queue, by the next slot.</summary>
    Transient,

    /// <summary>The site no longer looks as its page definitions say: nothing is written, the operator is alarmed.</summary>
    SiteChanged,

    /// <summary>One record failed: it is set aside, the others go on.</summary>
    OneRecord,

    /// <summary>A fault of ours: the operator is alarmed.</summary>
    Defect,
}

/// <summary>Every way in which a run, or a record of it, can fail. Stored by name.</summary>
public enum FailureCode
{
    /// <summary>MIWS refused the ID or password.</summary>
    MiwsSignInRefused,

    /// <summary>MIWS says that the account is locked.</summary>
    MiwsAccountLocked,

    /// <summary>MIWS asks for a new password.</summary>
    MiwsPasswordExpired,

    /// <summary>MIWS shows another year than the account's display year.</summary>
    MiwsDisplayYearDiffers,

    /// <summary>MIWS says that the account may not see the page.</summary>
    MiwsPermissionMissing,

    /// <summary>MIWS asks whether a person is there. It is never evaded.</summary>
    MiwsChallenge,

    /// <summary>MIWS ended the session again right after it was renewed.</summary>
    MiwsSessionLost,

    /// <summary>MIWS shows its maintenance page.</summary>
    MiwsMaintenance,

    /// <summary>MIWS did not answer, cut the connection, or answered with a server error.</summary>
    MiwsUnreachable,

    /// <summary>MIWS asks for fewer requests.</summary>
    MiwsTooManyRequests,

    /// <summary>A marker, column or field that a page definition requires is missing or cannot be read.</summary>
    MiwsPageChanged,

    /// <summary>The rows read are not as many as the page states.</summary>
    MiwsTotalDiffers,

    /// <summary>A page repeats the one before it.</summary>
    MiwsPageRepeats,

    /// <summary>Far fewer applicants than there were before.</summary>
    MiwsListShrank,

    /// <summary>An applicant who was listed does not exist in MIWS any more.</summary>
    MiwsApplicantGone,

    /// <summary>A seminar does not exist in MIWS any more.</summary>
    MiwsSeminarMissing,

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

    /// <summary>The key vault did not answer.</summary>
    VaultUnreachable,

    /// <summary>The run was not finished in its slot: another run of the account is still going on.</summary>
    EarlierRunGoesOn,

    /// <summary>The account rests after earlier failures.</summary>
    Resting,

    /// <summary>The customer paused or removed the account before its run began.</summary>
    AccountPaused,

    /// <summary>A fault of ours.</summary>
    Defect,
}

/// <summary>What each <see cref="FailureCode"/> asks for.</summary>
public static class Failures
{
    /// <summary>The kind of a failure.</summary>
    public static FailureKind KindOf(FailureCode code) => code switch
    {
        FailureCode.MiwsSignInRefused or FailureCode.MiwsAccountLocked or FailureCode.MiwsPasswordExpired
            or FailureCode.MiwsPermissionMissing or FailureCode.MiwsDisplayYearDiffers or FailureCode.HrmosTokenInvalid or FailureCode.HrmosPermissionMissing or FailureCode.HrmosSsoOn
            or FailureCode.HrmosLabelLimit or FailureCode.HrmosEventMissing or FailureCode.SecretMissing => FailureKind.NeedsCustomer,
        FailureCode.MiwsSessionLost or FailureCode.MiwsMaintenance or FailureCode.MiwsUnreachable or FailureCode.MiwsTooManyRequests
            or FailureCode.HrmosMaintenance or FailureCode.HrmosUnreachable or FailureCode.HrmosTooManyRequests
            or FailureCode.VaultUnreachable or FailureCode.EarlierRunGoesOn or FailureCode.Resting or FailureCode.AccountPaused => FailureKind.Transient,
        FailureCode.MiwsPageChanged or FailureCode.MiwsTotalDiffers or FailureCode.MiwsPageRepeats or FailureCode.MiwsListShrank
            or FailureCode.MiwsChallenge or FailureCode.HrmosAnswerUnknown => FailureKind.SiteChanged,
        FailureCode.CandidateRejected or FailureCode.CandidateAmbiguous or FailureCode.CandidateMissing or FailureCode.CandidateUnclear
            or FailureCode.CandidateElsewhere or FailureCode.MiwsApplicantGone or FailureCode.MiwsSeminarMissing => FailureKind.OneRecord,
        _ => FailureKind.Defect,
    };
}

/// <summary>A failure with its code. The message is for the engineer and holds nothing personal; customers read <see cref="Code"/>'s text.</summary>
public sealed class SyncException : Exception
{
    /// <summary>Creates the failure.</summary>
    /// <param name="code">What failed.</param>
    /// <param name="detail">For the engineer, in English, with nothing personal in it.</param>
    /// <param name="innerException">What it came from.</param>
    public SyncException(FailureCode code, string detail, Exception? innerException = null)
        : base($"{code}: {detail}", innerException)
    {
        Code = code;
        Detail = detail;
    }

    /// <summary>What failed.</summary>
    public FailureCode Code { get; }

    /// <summary>For the engineer.</summary>
    public string Detail { get; }

    /// <summary>What it asks for.</summary>
    public FailureKind Kind => Failures.KindOf(Code);

    /// <summary>How long the other side asked to wait; null where it did not say.</summary>
    public TimeSpan? RetryAfter { get; init; }
}

/// <summary>A conditional write found that somebody else had written since the read.</summary>
public sealed class StaleStateException(string what, Exception? innerException = null)
    : Exception($"{what} was written by somebody else in between.", innerException);
