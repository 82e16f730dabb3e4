using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.AspNetCore.Http;
using RoboSync.Console.SignIn;
using RoboSync.Sync.Users;

namespace RoboSync.Console.Access;

/// <summary>Where a visitor is sent who may not open a page.</summary>
internal sealed class Refusals : IAuthorizationMiddlewareResultHandler
{
    /// <inheritdoc/>
    public Task HandleAsync(
        RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        // Where there is no page, there is nobody to refuse it to.
        if (authorizeResult.Succeeded || context.GetEndpoint() is null)
        {
            return next(context);
        }

        var visit = Visit.Of(context);
        if (visit is null)
        {
            context.Response.Redirect(ReturnAddress.SignInWith(context.Request));
        }
        else if (visit.MustChangePassword)
        {
            context.Response.Redirect(SignInPaths.Password);
        }
        else if (visit is { Role: UserRole.Operator, IsLookingOn: false } && context.Request.Path == "/")
        {
            context.Response.Redirect("/operator");
        }
        else
        {
            // That there is such a company is nobody else's business.
            context.Response.StatusCode = visit.IsLookingOn && visit.Role != UserRole.Operator
                ? StatusCodes.Status404NotFound
                : StatusCodes.Status403Forbidden;
        }

        return Task.CompletedTask;
    }
}
