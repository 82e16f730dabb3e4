using RoboSync.Sync.Ats;
using RoboSync.Sync.Media;
using RoboSync.Sync.Reports;
using RoboSync.Sync.Tenants;

namespace RoboSync.Sync.Runs;

/// <summary>
/// The run while it goes on: everything counted goes through here, and every save carries the fence of the last one, so that a
/// run which lost its lease stops at its next checkpoint.
/// </summary>
/// <param name="store">Where it is kept.</param>
/// <param name="clock">The clock.</param>
/// <param name="state">The run as it is stored.</param>
/// <param name="mostNotDone">How many things that were not done it names.</param>
internal sealed class RunRecord(IRunStore store, TimeProvider clock, RunState state, int mostNotDone = RunState.MostNotDone) : IRunReport
{
    private IMediumSession? medium;
    private IAtsSession? ats;
    private int miwsBefore;
    private int hrmosBefore;

    public RunState State { get; private set; } = state;

    public AccountKey Account => State.Account;

    public string CredentialsVersion { get; private set; } = "";

    public string TokenVersion { get; private set; } = "";

    /// <summary>Which versions of the secrets the run signs in with: a refusal is remembered with the version it refused.</summary>
    public void Remember(string credentialsVersion, string tokenVersion) =>
        (CredentialsVersion, TokenVersion) = (credentialsVersion, tokenVersion);

    /// <summary>From now on, the sessions' requests count for this run.</summary>
    public void Watch(IMediumSession mediumSession, IAtsSession atsSession)
    {
        (medium, ats) = (mediumSession, atsSession);
        (miwsBefore, hrmosBefore) = (State.Counts.MiwsRequests, State.Counts.HrmosRequests);
    }

    public void Change(Func<RunState, RunState> change) => State = change(State);

    public void Count(Func<RunCounts, RunCounts> change) => Change(run => run with { Counts = change(run.Counts) });

    public void Note(NotDone notDone)
    {
        // A run that was interrupted comes across the same thing again.
        if (State.NotDone.Count < mostNotDone && !State.NotDone.Contains(notDone))
        {
            Change(run => run with { NotDone = [.. run.NotDone, notDone] });
        }
    }

    public Task<Worklist?> ReadWorklistAsync(CancellationToken cancellationToken) =>
        store.ReadWorklistAsync(Account, State.RunId, cancellationToken);

    public Task SaveWorklistAsync(Worklist worklist, CancellationToken cancellationToken) =>
        store.SaveWorklistAsync(Account, State.RunId, worklist, cancellationToken);

    public async Task SaveAsync(CancellationToken cancellationToken)
    {
        Count(counts => counts with
        {
            MiwsRequests = miwsBefore + (medium?.Requests ?? 0),
            HrmosRequests = hrmosBefore + (ats?.Requests ?? 0),
        });
        State = await store.SaveAsync(State with { HeartbeatAt = clock.GetUtcNow() }, cancellationToken);
    }
}
