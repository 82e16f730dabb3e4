using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using RoboSync.Sync.Users;

namespace RoboSync.Local.Running;

/// <summary>Somebody who can sign in to the console of a local run.</summary>
/// <param name="Role">What they may do.</param>
/// <param name="MailAddress">ログインID.</param>
/// <param name="Password">Made for this run alone.</param>
internal sealed record LocalSignIn(UserRole Role, string MailAddress, string Password)
{
    /// <summary>Adds a manager and a viewer of the company, and an operator, with passwords of their own.</summary>
    public static async Task<IReadOnlyList<LocalSignIn>> AddAsync(
        IConsoleUsers users, string tenantId, CancellationToken cancellationToken)
    {
        LocalSignIn[] all =
        [
            Of(UserRole.Manager, $"manager@{tenantId}.example"),
            Of(UserRole.Viewer, $"viewer@{tenantId}.example"),
            Of(UserRole.Operator, "operator@robosync.example"),
        ];
        foreach (var signIn in all)
        {
            // A storage account that is used again has them from the run before.
            var id = ConsoleUser.IdOf(signIn.MailAddress);
            await users.DeleteAsync(id, cancellationToken);
            await users.SaveAsync(signIn.ToUser(id, tenantId), cancellationToken);
        }

        return all;
    }

    private static LocalSignIn Of(UserRole role, string mailAddress) =>
        new(role, mailAddress, $"Aa1-{RandomNumberGenerator.GetHexString(12, lowercase: true)}");

    private ConsoleUser ToUser(string id, string tenantId) => new()
    {
        UserId = id,
        MailAddress = MailAddress,
        Role = Role,
        TenantId = Role == UserRole.Operator ? "" : tenantId,
        PasswordHash = new PasswordHasher<string>().HashPassword(id, Password),
        SecurityStamp = RandomNumberGenerator.GetHexString(32),
        CreatedAt = TimeProvider.System.GetUtcNow(),
    };
}
