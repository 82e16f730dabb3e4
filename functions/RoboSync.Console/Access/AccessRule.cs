using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using RoboSync.Sync.Tenants;
using RoboSync.Sync.Users;

namespace RoboSync.Console.Access;

/// <summary>One of <see cref="Policies"/>.</summary>
internal sealed record AccessRequirement(string Policy) : IAuthorizationRequirement;

/// <summary>Decides whether a visit satisfies a policy: the one place where roles mean something.</summary>
internal sealed class AccessRule(ITenantStore tenants) : AuthorizationHandler<AccessRequirement>
{
    /// <inheritdoc/>
    protected override async Task HandleRequirementAsync(AuthorizationHandlerContext context, AccessRequirement requirement)
    {
        if (context.Resource is HttpContext http
            && Visit.Of(http) is { } visit
            && IsAllowed(visit, requirement.Policy, isLook: IsLook(http.Request.Method))
            && (!visit.IsLookingOn || await tenants.ReadAsync(visit.TenantId, http.RequestAborted) is not null))
        {
            context.Succeed(requirement);
        }
    }

    /// <summary>Whether a visit satisfies a policy.</summary>
    /// <param name="visit">The visit.</param>
    /// <param name="policy">The policy.</param>
    /// <param name="isLook">Whether nothing is sent.</param>
    internal static bool IsAllowed(Visit visit, string policy, bool isLook)
    {
        var isOwn = visit is { Role: UserRole.Viewer or UserRole.Manager, IsLookingOn: false, TenantId.Length: > 0 };
        var isOperator = visit.Role == UserRole.Operator;
        return (policy, visit.MustChangePassword) switch
        {
            (Policies.TemporaryPassword, _) => !visit.IsLookingOn,
            (_, true) => false,
            (Policies.SignedIn, _) => !visit.IsLookingOn,
            (Policies.Company, _) => isLook ? isOwn || (isOperator && visit.IsLookingOn) : visit.CanChange,
            (Policies.Managers, _) => visit.CanChange,
            (Policies.Operators, _) => isOperator && !visit.IsLookingOn,
            _ => false,
        };
    }

    private static bool IsLook(string method) => HttpMethods.IsGet(method) || HttpMethods.IsHead(method);
}
