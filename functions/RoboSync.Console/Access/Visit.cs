using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using RoboSync.Sync.Users;

namespace RoboSync.Console.Access;

/// <summary>Who makes a request, and what company it is about: by who is signed in, and for operators by the address.</summary>
/// <param name="UserId">Who.</param>
/// <param name="MailAddress">Their ログインID.</param>
/// <param name="Role">What they may do.</param>
/// <param name="TenantId">The company; blank where an operator looks at none.</param>
/// <param name="IsLookingOn">Whether an operator looks at a company as its viewers see it (<see cref="LookingOn"/>).</param>
/// <param name="MustChangePassword">Whether they may do nothing yet but choose a password.</param>
public sealed record Visit(
    string UserId, string MailAddress, UserRole Role, string TenantId, bool IsLookingOn, bool MustChangePassword)
{
    internal const string RoleClaim = "role";
    internal const string TenantClaim = "tenant";
    internal const string MustChangeClaim = "must-change-password";

    /// <summary>Whether they may change what is the company's.</summary>
    public bool CanChange => Role == UserRole.Manager && !IsLookingOn && TenantId.Length > 0;

    /// <summary>The visit of a request; null where nobody is signed in.</summary>
    public static Visit? Of(HttpContext context)
    {
        var user = context.User;
        if (user.Identity?.IsAuthenticated is not true
            || user.FindFirstValue(ClaimTypes.NameIdentifier) is not { Length: > 0 } id
            || !Enum.TryParse<UserRole>(user.FindFirstValue(RoleClaim), out var role))
        {
            return null;
        }

        var chosen = LookingOn.TenantOf(context);
        return new Visit(
            id,
            user.Identity.Name ?? "",
            role,
            chosen ?? (role == UserRole.Operator ? "" : user.FindFirstValue(TenantClaim) ?? ""),
            chosen is not null,
            user.HasClaim(claim => claim.Type == MustChangeClaim));
    }

    /// <inheritdoc/>
    public override string ToString() => $"Visit {{ {UserId} }}";
}
