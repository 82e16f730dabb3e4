namespace RoboSync.Sync.Failures;

/// <summary>What a failure asks for; it decides who is told (docs/operations.md).</summary>
public enum FailureKind
{
    /// <summary>Only the customer can mend it: the account rests, and they are mailed.</summary>
    NeedsCustomer,

    /// <summary>It passes by itself: retried in the run, by the queue, by the next slot.</summary>
    Transient,

    /// <summary>The site no longer looks as its page definitions say: nothing is written, the operator is alarmed.</summary>
    SiteChanged,

    /// <summary>Only the operator can mend it: they are alarmed, and every slot tries again.</summary>
    NeedsOperator,

    /// <summary>One record failed: it is set aside, the others go on.</summary>
    OneRecord,

    /// <summary>A fault of ours: the operator is alarmed.</summary>
    Defect,
}

/// <summary>What each <see cref="FailureCode"/> asks for.</summary>
public static class FailureKinds
{
    /// <summary>The kind of a failure.</summary>
    public static FailureKind Of(FailureCode code) => code switch
    {
        FailureCode.SiteSignInRefused or FailureCode.SiteAccountLocked or FailureCode.SitePasswordExpired
            or FailureCode.SitePermissionMissing or FailureCode.SiteDisplayYearDiffers or FailureCode.HrmosTokenInvalid
                or FailureCode.HrmosPermissionMissing or FailureCode.HrmosSsoOn
            or FailureCode.HrmosLabelLimit or FailureCode.HrmosEventMissing or FailureCode.SecretMissing or FailureCode.AwaitsApproval
            or FailureCode.PlanOutdated => FailureKind.NeedsCustomer,
        FailureCode.SiteSessionLost or FailureCode.SiteSessionTaken or FailureCode.SiteMaintenance or FailureCode.SiteUnreachable
            or FailureCode.SiteTooManyRequests or FailureCode.SiteListMoves or FailureCode.HrmosMaintenance or FailureCode.HrmosUnreachable
            or FailureCode.HrmosTooManyRequests or FailureCode.VaultUnreachable or FailureCode.StorageUnreachable
                or FailureCode.EarlierRunGoesOn
            or FailureCode.Resting
            or FailureCode.AccountPaused => FailureKind.Transient,
        FailureCode.SitePageChanged or FailureCode.SiteTotalDiffers or FailureCode.SitePageRepeats or FailureCode.SiteListShrank
            or FailureCode.SiteChallenge or FailureCode.SiteLeadsElsewhere or FailureCode.SiteAddressRefused or FailureCode.SitePageTooLarge
            or FailureCode.HrmosAnswerUnknown or FailureCode.HrmosAnswerTooLarge or FailureCode.HrmosAddressRefused =>
                FailureKind.SiteChanged,
        FailureCode.SecretDisabled or FailureCode.StoredUnreadable => FailureKind.NeedsOperator,
        FailureCode.CandidateRejected or FailureCode.CandidateAmbiguous or FailureCode.CandidateMissing or FailureCode.CandidateUnclear
            or FailureCode.CandidateElsewhere or FailureCode.SiteApplicantGone or FailureCode.SiteSeminarMissing
                or FailureCode.SiteRecordUnread => FailureKind.OneRecord,
        _ => FailureKind.Defect,
    };
}
