using Microsoft.AspNetCore.Http;
using RoboSync.Sync.Tenants;

namespace RoboSync.Console.Access;

/// <summary>
/// An operator looks at a company's pages below <c>/view/{company}</c>: the same pages, which know nothing of it. The beginning of the
/// address becomes the path base, by which pages make their links (<see cref="Layout.ConsolePage.Url"/>).
/// </summary>
internal static class LookingOn
{
    private static readonly object Key = new();
    private static readonly PathString Root = new("/view");

    /// <summary>The beginning of the addresses of a company.</summary>
    public static string Address(string tenantId) => $"{Root}/{tenantId}";

    /// <summary>The company that the address names; null for none.</summary>
    public static string? TenantOf(HttpContext context) => context.Items[Key] as string;

    /// <summary>Takes the company off the address.</summary>
    public static RequestDelegate Enter(RequestDelegate next) => context =>
    {
        if (context.Request.Path.StartsWithSegments(Root, StringComparison.Ordinal, out var rest)
            && rest.Value?.Split('/', 3) is [_, var tenantId, ..] && Tenant.IsId(tenantId))
        {
            context.Items[Key] = tenantId;
            context.Request.PathBase = Address(tenantId);
            context.Request.Path = rest.Value[(tenantId.Length + 1)..] is { Length: > 0 } path ? path : "/";
        }

        return next(context);
    };
}
