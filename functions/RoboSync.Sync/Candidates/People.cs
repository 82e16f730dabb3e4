using RoboSync.Sync.Tenants;

namespace RoboSync.Sync.Candidates;

/// <summary>
/// What is stored of the people of a run's scope: their links, and the set-aside records of the run's account. Every write goes to the
/// store and is known here from then on, so that a run reads them once.
/// </summary>
internal sealed class People(
    LinkScope scope,
    string accountId,
    ICandidateLinkStore linkStore,
    ISetAsideStore setAsideStore,
    Dictionary<string, CandidateLink> links,
    Dictionary<string, SetAside> setAside)
{
    /// <summary>Links and intents, by applicant number.</summary>
    public IReadOnlyDictionary<string, CandidateLink> Links => links;

    /// <summary>What the account has set aside, by applicant number.</summary>
    public IReadOnlyDictionary<string, SetAside> SetAside => setAside;

    /// <summary>The account whose set-aside records these are.</summary>
    public string AccountId => accountId;

    /// <summary>Reads them.</summary>
    public static async Task<People> ReadAsync(
        LinkScope scope, string accountId, ICandidateLinkStore linkStore, ISetAsideStore setAsideStore,
        CancellationToken cancellationToken) => new(
        scope,
        accountId,
        linkStore,
        setAsideStore,
        await linkStore.ReadAllAsync(scope, cancellationToken),
        await setAsideStore.ReadAllAsync(scope, accountId, cancellationToken));

    /// <summary>Id of the applicant's candidate; null where they are not linked.</summary>
    public string? CandidateIdOf(string applicantNumber) => links.GetValueOrDefault(applicantNumber)?.CandidateId;

    /// <summary>Announces operations.</summary>
    /// <returns>The applicant numbers that are announced now.</returns>
    public async Task<IReadOnlySet<string>> AnnounceAsync(IReadOnlyList<CandidateLink> announcements, CancellationToken cancellationToken)
    {
        var ours = await linkStore.AnnounceAsync(scope, announcements, cancellationToken);
        foreach (var link in announcements.Where(link => ours.Contains(link.ApplicantNumber)))
        {
            links[link.ApplicantNumber] = link;
        }

        return ours;
    }

    /// <summary>Stores links, whatever was stored before.</summary>
    public async Task LinkAsync(IReadOnlyList<CandidateLink> settled, CancellationToken cancellationToken)
    {
        if (settled.Count == 0)
        {
            return;
        }

        await linkStore.SaveAsync(scope, settled, cancellationToken);
        foreach (var link in settled)
        {
            links[link.ApplicantNumber] = link;
        }
    }

    /// <summary>Takes intents back: HRMOS certainly has nobody for them.</summary>
    public async Task WithdrawAsync(IReadOnlyList<string> applicantNumbers, CancellationToken cancellationToken)
    {
        if (applicantNumbers.Count == 0)
        {
            return;
        }

        await linkStore.RemoveIntentsAsync(scope, applicantNumbers, cancellationToken);
        foreach (var number in applicantNumbers)
        {
            links.Remove(number);
        }
    }

    /// <summary>Sets records aside, and forgets those of the account that are settled.</summary>
    public async Task SetAsideAsync(IReadOnlyList<SetAside> failed, IEnumerable<string> settled, CancellationToken cancellationToken)
    {
        var over = settled.Where(setAside.ContainsKey).ToList();
        if (failed.Count == 0 && over.Count == 0)
        {
            return;
        }

        await setAsideStore.SaveAsync(scope, accountId, failed, over, cancellationToken);
        foreach (var record in failed)
        {
            setAside[record.ApplicantNumber] = record;
        }

        over.ForEach(number => setAside.Remove(number));
    }
}
