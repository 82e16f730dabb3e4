using System.Collections.Specialized;
using System.Globalization;
using System.Text;
using System.Web;
using Microsoft.AspNetCore.Http;
using RoboSync.Simulators.Serving;

namespace RoboSync.Simulators.Miws.Visits;

/// <summary>A request while it is answered: what is asked, by whom, and which faults hit it.</summary>
internal sealed class Visit(MiwsSite site, HttpContext context)
{
    private readonly Dictionary<string, Fault?> taken = new(StringComparer.Ordinal);

    public HttpContext Http => context;

    public MiwsSite Site => site;

    public MiwsData Data => site.Data;

    /// <summary>Name of the encoding, as the skin declares it.</summary>
    public string Charset => site.Skin.CharsetOf(site.PageEncoding);

    /// <summary>The visitor's session; null before they have signed in.</summary>
    public MiwsSession? Session { get; set; }

    /// <summary>The graduation year that is displayed.</summary>
    public int Year { get; set; }

    /// <summary>The seminar whose bookings are shown; null on all other pages.</summary>
    public string? Seminar { get; set; }

    /// <summary>The fault of that name that hits this request, or null; counted once, however often it is asked for.</summary>
    public Fault? Take(string name) => taken.TryGetValue(name, out var fault)
        ? fault
        : taken[name] = site.Server.Faults.Take(name, context.Request.Method, context.Request.Path);

    /// <summary>The text that the fault of that name was armed with; null where it does not hit this request.</summary>
    public string? TextOf(string fault) => Take(fault)?.Value?.GetValue<string>();

    /// <summary>
    /// A query parameter that is a whole number from <paramref name="least"/> on; <paramref name="least"/> for anything else.
    /// </summary>
    public int Number(string parameter, int least) =>
        int.TryParse(context.Request.Query[parameter].ToString(), CultureInfo.InvariantCulture, out var number) && number > least
            ? number
            : least;

    /// <summary>
    /// The posted form, in the encoding of the site's pages, as browsers send it; a name that is not there reads as null.
    /// </summary>
    public async Task<NameValueCollection> FormAsync()
    {
        using var reader = new StreamReader(context.Request.Body, Encoding.ASCII);
        return HttpUtility.ParseQueryString(await reader.ReadToEndAsync(context.RequestAborted), site.PageEncoding);
    }

    public async Task WriteAsync(string html)
    {
        context.Response.ContentType = string.Create(CultureInfo.InvariantCulture, $"text/html; charset={Charset}");
        await context.Response.Body.WriteAsync(site.PageEncoding.GetBytes(html));
    }
}
