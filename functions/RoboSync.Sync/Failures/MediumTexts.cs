namespace RoboSync.Sync.Failures;

/// <summary>A medium in the words that customers read.</summary>
/// <param name="Name">What its admin site is called, for example MIWS.</param>
/// <param name="Brand">What the medium is called, for example マイナビ.</param>
/// <param name="LongName">Both, where it is named first, for example マイナビ新卒（MIWS）.</param>
public sealed record MediumTexts(string Name, string Brand, string LongName)
{
    /// <summary>Texts of failures that this medium words itself, because they name what stands on its screens.</summary>
    public IReadOnlyDictionary<FailureCode, FailureText> Own { get; init; } = new Dictionary<FailureCode, FailureText>();
}
