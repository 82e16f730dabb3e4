using RoboSync.Simulators.Miws.Skins;
using RoboSync.Simulators.SendGrid;
using RoboSync.Simulators.Serving;
using RoboSync.Sync.Runs;

namespace RoboSync.EndToEndTests.Running;

/// <summary>
/// What a slot did, to MIWS, to HRMOS and to the customer's mailbox; the mail of a first sign-in is left out, since most tests begin with
/// one.
/// </summary>
internal sealed record SlotOutcome(
    DateTimeOffset Slot,
    IReadOnlyDictionary<string, RunState?> Reports,
    IReadOnlyList<RecordedRequest> MiwsRequests,
    IReadOnlyList<RecordedRequest> HrmosRequests,
    IReadOnlyList<ReceivedMail> Mails,
    MiwsAddresses Addresses)
{
    /// <summary>The run of the demo tenant's first account.</summary>
    public RunState Run => Of("miws-2027");

    /// <summary>Requests that changed something in HRMOS, or tried to.</summary>
    public IReadOnlyList<RecordedRequest> HrmosWrites => [.. HrmosRequests.Where(request => request.Method != "GET")];

    /// <summary>Detail pages that were opened.</summary>
    public IReadOnlyList<RecordedRequest> DetailPages =>
        [.. MiwsRequests.Where(request => request.Target.StartsWith(Addresses.Applicant, StringComparison.Ordinal))];

    /// <summary>Tries to sign in to MIWS.</summary>
    public int SignIns => MiwsRequests.Count(Addresses.IsSignIn);

    /// <summary>The mail of the slot.</summary>
    public ReceivedMail Mail => Mails.Single(mail => mail.Subject.Contains("連携結果", StringComparison.Ordinal));

    public RunState Of(string account) => Reports[account].ShouldNotBeNull();
}
