using RoboSync.Sync.Tenants;
using RoboSync.Sync.Users;

namespace RoboSync.Console.SignIn;

/// <summary>Who is let in at all: nobody whom a manager has shut out, and nobody of a company whose use has been stopped.</summary>
internal sealed class Doors(ITenantStore tenants)
{
    // Whoever is not known takes as long as whoever is.
    private const string Nobody = "nobody";

    /// <summary>Whether somebody is shut out; whoever is not known is.</summary>
    public async Task<bool> AreClosedToAsync(ConsoleUser? user, CancellationToken cancellationToken)
    {
        var company = user is { TenantId: "" } ? null : await tenants.ReadAsync(user?.TenantId ?? Nobody, cancellationToken);
        return user is null or { IsSuspended: true } || company?.Tenant?.IsSuspended is true;
    }
}
