using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;

namespace RoboSync.Console.Serving;

/// <summary>
/// What a page says once after a form was taken: it travels in a cookie from the answer to the form to the page that is shown next, since
/// nobody who reloads that page shall send the form again.
/// </summary>
internal sealed class Messages(IDataProtectionProvider protection, ConsoleCookies cookies)
{
    private static readonly object Key = new();

    private readonly IDataProtector protector = protection.CreateProtector("RoboSync.Console.Messages");

    /// <summary>Says it on the next page.</summary>
    public void Say(HttpContext context, string message) =>
        context.Response.Cookies.Append(cookies.Name("message"), protector.Protect(message), cookies.Options());

    /// <summary>The message for this page; null for none.</summary>
    public static string? Of(HttpContext context) => context.Items[Key] as string;

    /// <summary>Takes the message of a page that is about to be shown.</summary>
    public void Take(HttpContext context)
    {
        if (!HttpMethods.IsGet(context.Request.Method) || context.Request.Cookies[cookies.Name("message")] is not { } text)
        {
            return;
        }

        context.Response.Cookies.Delete(cookies.Name("message"), cookies.Options());
        try
        {
            context.Items[Key] = protector.Unprotect(text);
        }
        catch (CryptographicException)
        {
            // Of a key that is gone, or nobody's: there is nothing to say.
        }
    }
}
