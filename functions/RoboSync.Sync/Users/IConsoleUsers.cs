using RoboSync.Sync.Failures;

namespace RoboSync.Sync.Users;

/// <summary>Keeps who may sign in to the console.</summary>
public interface IConsoleUsers
{
    /// <summary>The user, or null.</summary>
    Task<ConsoleUser?> FindAsync(string userId, CancellationToken cancellationToken);

    /// <summary>The users of a company, by mail address.</summary>
    /// <param name="tenantId">The company; blank for the operators.</param>
    /// <param name="cancellationToken">Ends the look.</param>
    Task<IReadOnlyList<ConsoleUser>> ListAsync(string tenantId, CancellationToken cancellationToken);

    /// <summary>Adds a user without a version, or replaces the version that was read.</summary>
    /// <returns>The user with the new version.</returns>
    /// <exception cref="StaleStateException">Somebody else added or changed them in between.</exception>
    Task<ConsoleUser> SaveAsync(ConsoleUser user, CancellationToken cancellationToken);

    /// <summary>Deletes a user; that there is none is no error.</summary>
    Task DeleteAsync(string userId, CancellationToken cancellationToken);
}
