using RoboSync.Sync.Ats;

namespace RoboSync.Torture.Input;

/// <summary>Nobody else keeps to the rate here.</summary>
internal sealed class UnsharedBudget : IRateBudgetStore
{
    public Task<RateBudget> ReadAsync(string key, CancellationToken cancellationToken) => Task.FromResult(new RateBudget { Key = key });

    public Task<RateBudget> SaveAsync(RateBudget budget, CancellationToken cancellationToken) => Task.FromResult(budget);
}
