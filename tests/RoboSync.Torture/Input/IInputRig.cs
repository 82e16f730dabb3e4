namespace RoboSync.Torture.Input;

/// <summary>How a case came out.</summary>
/// <param name="Mutation">What was done to the input.</param>
/// <param name="IsRefused">Whether it was refused, with a failure of its kind.</param>
/// <param name="Wrong">What is wrong; null where the outcome is right, or refused as it should be.</param>
internal sealed record Verdict(string Mutation, bool IsRefused, string? Wrong = null);

/// <summary>Mutates one kind of input from outside, has the product read it, and judges the outcome by a truth of its own.</summary>
internal interface IInputRig : IAsyncDisposable
{
    /// <summary>Makes what all cases share.</summary>
    Task StartAsync();

    /// <summary>Runs one case; whatever is random in it comes from <paramref name="random"/> alone.</summary>
    Task<Verdict> TryAsync(Random random);
}
