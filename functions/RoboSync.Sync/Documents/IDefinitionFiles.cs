namespace RoboSync.Sync.Documents;

/// <summary>Puts page definitions up by the same door as an operator's upload (<see cref="TakePageDefinition"/>).</summary>
public interface IDefinitionFiles
{
    /// <summary>Puts a definition up.</summary>
    Task PutUpAsync(string medium, string name, string text, CancellationToken cancellationToken);

    /// <summary>Takes what was put up away: the shipped definition counts again.</summary>
    Task PutBackAsync(string medium, string name, CancellationToken cancellationToken);

    /// <summary>What became of the definition that was put up last; null where none was.</summary>
    Task<string?> ReadResultAsync(string medium, string name, CancellationToken cancellationToken);
}
