using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using RoboSync.Console.Access;

namespace RoboSync.Console.SignIn;

/// <summary>What a session says of its user; made anew from what is stored with each request.</summary>
internal sealed class AccountPrincipal(UserManager<ConsoleAccount> users, IOptions<IdentityOptions> options)
    : UserClaimsPrincipalFactory<ConsoleAccount>(users, options)
{
    /// <inheritdoc/>
    protected override async Task<ClaimsIdentity> GenerateClaimsAsync(ConsoleAccount user)
    {
        var identity = await base.GenerateClaimsAsync(user);
        identity.AddClaim(new Claim(Visit.RoleClaim, user.User.Role.ToString()));
        identity.AddClaim(new Claim(Visit.TenantClaim, user.User.TenantId));
        if (user.User.MustChangePassword)
        {
            identity.AddClaim(new Claim(Visit.MustChangeClaim, "true"));
        }

        return identity;
    }
}
