namespace RoboSync.Sync.Reports;

/// <summary>What a run counted; the report, the mail and the local summary show these.</summary>
public sealed record RunCounts
{
    /// <summary>Distinct applicants on the list pages read.</summary>
    public int Listed { get; init; }

    /// <summary>Candidates created.</summary>
    public int Created { get; init; }

    /// <summary>Candidates updated.</summary>
    public int Updated { get; init; }

    /// <summary>Applicants that were as HRMOS has them.</summary>
    public int Unchanged { get; init; }

    /// <summary>Records set aside.</summary>
    public int SetAside { get; init; }

    /// <summary>
    /// 対象外: listed applicants who were left out, since the medium does not show them any more or in another selection flow.
    /// </summary>
    public int Gone { get; init; }

    /// <summary>Bookings set to booked.</summary>
    public int Booked { get; init; }

    /// <summary>Bookings set to cancelled.</summary>
    public int Cancelled { get; init; }

    /// <summary>Bookings that were left because HRMOS staff had set an attendance.</summary>
    public int KeptByStaff { get; init; }

    /// <summary>Bookings of seminars without a mapping.</summary>
    public int Unmapped { get; init; }

    /// <summary>Bookings of people who are not linked to a candidate.</summary>
    public int Unlinked { get; init; }

    /// <summary>What a run that keeps to an approved plan did not do, since the plan does not have it: the next run decides anew.</summary>
    public int Withheld { get; init; }

    /// <summary>Requests sent to MIWS.</summary>
    public int MiwsRequests { get; init; }

    /// <summary>Requests sent to HRMOS.</summary>
    public int HrmosRequests { get; init; }
}
