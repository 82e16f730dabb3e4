using Microsoft.AspNetCore.Http;

namespace RoboSync.Console.Serving;

/// <summary>What every answer of the console says about itself: nothing but its own files, no frames, nothing kept.</summary>
internal static class SecurityHeaders
{
    /// <summary>No script and no style in a page; data: is for the small pictures in pico.min.css.</summary>
    public const string ContentSecurityPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; "
        + "frame-ancestors 'none'; base-uri 'none'";

    /// <summary>Sets them.</summary>
    public static void Set(HttpResponse response, bool isSecure)
    {
        var headers = response.Headers;
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";

        // As the framework's own guard of forms wants it.
        headers.CacheControl = "no-cache, no-store";
        headers.Pragma = "no-cache";
        if (isSecure)
        {
            headers.StrictTransportSecurity = "max-age=31536000";
        }
    }
}
