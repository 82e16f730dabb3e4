using System.Net;
using Microsoft.AspNetCore.Http;

namespace RoboSync.Simulators.Miws.Skins.Frames;

/// <summary>The skin's buttons, for people who look at it in a browser.</summary>
internal static class FramesImages
{
    private static readonly Dictionary<string, string> Captions = new(StringComparer.Ordinal)
    {
        ["btn_login"] = "ログイン",
        ["logo"] = "MIWS 採用管理",
    };

    public static Task WriteAsync(HttpContext context)
    {
        if (!Captions.TryGetValue((string)context.Request.RouteValues["name"]!, out var caption))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }

        context.Response.ContentType = "image/svg+xml; charset=utf-8";
        return context.Response.WriteAsync($"""
            <svg xmlns="http://www.w3.org/2000/svg" width="140" height="28">
            <defs><linearGradient id="g" x2="0" y2="1"><stop stop-color="#7FA6DB"/><stop offset="1" stop-color="#1F4E9C"/></linearGradient></defs>
            <rect x="0.5" y="0.5" width="139" height="27" fill="url(#g)" stroke="#14356B"/>
            <text x="70" y="19" fill="#FFFFFF" font-size="14" font-weight="bold" text-anchor="middle">{WebUtility.HtmlEncode(caption)}</text>
            </svg>
            """);
    }
}
