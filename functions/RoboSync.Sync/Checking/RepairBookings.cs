using RoboSync.Sync.Bookings;
using RoboSync.Sync.Candidates;
using RoboSync.Sync.Media;
using RoboSync.Sync.Reconciling;
using RoboSync.Sync.Runs;
using RoboSync.Sync.Tenants;

namespace RoboSync.Sync.Checking;

/// <summary>
/// 「それを直す」: has the next run mirror events anew that were found to differ. What was read of their seminars is forgotten, and so is
/// that bookings were written which HRMOS does not have any more; the run then does what it always does, and compares them again.
/// </summary>
public sealed class RepairBookings(
    IReconciliationStore reconciliations,
    ISeminarReadingStore readings,
    IBookingLinkStore bookingLinks,
    LookAfterSetAside setAside,
    IAccountLeases leases,
    TimeProvider clock)
{
    /// <summary>Prepares the repair; a run that is asked for then does it, or the next slot.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="account">The account.</param>
    /// <param name="key">The event (<see cref="ComparedEvent.Key"/>); null for all that can be put right.</param>
    /// <param name="cancellationToken">Ends the work; doing it again goes on.</param>
    /// <returns>How many events there were; null where a run of the account is going on, and nothing was done.</returns>
    public async Task<int?> RunAsync(Tenant tenant, MediaAccount account, string? key, CancellationToken cancellationToken)
    {
        var accountKey = new AccountKey(tenant.TenantId, account.AccountId);
        var scope = new LinkScope(tenant.TenantId, account.Medium, account.DisplayYear);
        await using var lease = await leases.TryAcquireAsync(accountKey, cancellationToken);
        if (lease is null)
        {
            return null;
        }

        var stored = await reconciliations.FindAsync(accountKey, account.DisplayYear, cancellationToken);
        var chosen = (stored?.Events ?? []).Where(item => item.CanBeRepaired && (key is null || item.Key == key)).ToList();
        if (chosen.Count == 0)
        {
            return 0;
        }

        await ForgetReadingsAsync(scope, account, chosen, cancellationToken);
        await ForgetWrittenAsync(scope, chosen, cancellationToken);
        await setAside.RetryAsync(tenant.TenantId, account, [.. NumbersOf(chosen, DifferenceReason.SetAside)], cancellationToken);
        var asked = stored!.With([.. chosen.Select(item => item with { RepairAskedAt = clock.GetUtcNow() })]);
        await reconciliations.SaveAsync(
            asked, await ReconciliationCsv.WriteAsync(asked, MediumProfile.Of(account.Medium).Texts), cancellationToken);
        return chosen.Count;
    }

    private async Task ForgetReadingsAsync(
        LinkScope scope, MediaAccount account, List<ComparedEvent> chosen, CancellationToken cancellationToken)
    {
        var all = await readings.ReadAllAsync(scope, account.AccountId, cancellationToken);
        var anew = chosen.SelectMany(item => item.Seminars).Select(seminar => seminar.Number).ToHashSet(StringComparer.Ordinal);
        await readings.SaveAsync(
            scope, account.AccountId, [.. all.Values.Where(reading => !anew.Contains(reading.SeminarNumber))], cancellationToken);
    }

    // What was announced and is not settled the next run looks up by itself.
    private async Task ForgetWrittenAsync(LinkScope scope, List<ComparedEvent> chosen, CancellationToken cancellationToken)
    {
        var all = await bookingLinks.ReadAllAsync(scope, cancellationToken);
        foreach (var item in chosen.Where(item => all.ContainsKey(item.EventId)))
        {
            var lost = NumbersOf([item], DifferenceReason.RemovedInHrmos, DifferenceReason.CancelledInHrmos)
                .Select(number => all[item.EventId].GetValueOrDefault(number)).OfType<BookingLink>()
                .Where(link => link.Intended is null)
                .Select(link => link with { Written = null, Settles = true }).ToList();
            if (lost.Count > 0)
            {
                await bookingLinks.SettleAsync(scope, item.EventId, lost, cancellationToken);
            }
        }
    }

    private static IEnumerable<string> NumbersOf(IEnumerable<ComparedEvent> events, params ReadOnlySpan<DifferenceReason> reasons)
    {
        var wanted = reasons.ToArray();
        return events.SelectMany(item => item.Differences).Where(item => wanted.Contains(item.Reason))
            .Select(item => item.ApplicantNumber).Distinct(StringComparer.Ordinal);
    }
}
