using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RoboSync.Simulators.Serving;

namespace RoboSync.Simulators.SendGrid;

/// <summary>A mail that was accepted.</summary>
public sealed record ReceivedMail(
    IReadOnlyList<string> To, IReadOnlyList<string> Cc, string From, string Subject, string Text, string Html);

/// <summary>
/// SendGrid's <c>POST /v3/mail/send</c>, closely enough for the official client; keeps what it accepted and shows it at
/// <c>/_admin/mails</c>.
/// </summary>
public sealed class SendGridSite : IAsyncDisposable
{
    private readonly Lock gate = new();
    private readonly List<ReceivedMail> mails = [];

    private SendGridSite()
    {
    }

    /// <summary>Its server.</summary>
    public SimulatorServer Server { get; private set; } = null!;

    /// <summary>The key that it accepts.</summary>
    public string ApiKey { get; set; } = "SG.simulated-key-for-demo-use-only";

    /// <summary>Addresses that it refuses by name.</summary>
    public ISet<string> Refused { get; } = new HashSet<string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Addresses that mails came back from; it accepts mails for them and delivers nothing.</summary>
    public IList<string> Bounced { get; } = [];

    /// <summary>Whether the key may read the lists of addresses that nothing is delivered to.</summary>
    public bool MayReadSuppressions { get; set; } = true;

    /// <summary>What it accepted, oldest first.</summary>
    public IReadOnlyList<ReceivedMail> Mails
    {
        get
        {
            lock (gate)
            {
                return [.. mails];
            }
        }
    }

    /// <summary>Starts the site on a free port.</summary>
    public static async Task<SendGridSite> StartAsync(TimeProvider clock, int seed)
    {
        var site = new SendGridSite();
        site.Server = await SimulatorServer.StartAsync(site.Map, seed, clock);
        return site;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Server.DisposeAsync();

    private void Map(IEndpointRouteBuilder routes, FaultSwitch faults)
    {
        routes.MapPost("/v3/mail/send", (RequestDelegate)AcceptAsync);
        routes.MapGet("/v3/suppression/bounces", (RequestDelegate)(context => ListAsync(context, Bounced)));
        routes.MapGet("/v3/suppression/invalid_emails", (RequestDelegate)(context => ListAsync(context, [])));
        routes.MapGet("/v3/suppression/spam_reports", (RequestDelegate)(context => ListAsync(context, [])));
        routes.MapGet("/_admin/mails", (RequestDelegate)(context => context.Response.WriteAsJsonAsync(Mails)));
        routes.MapGet("/_admin/mails/{number:int}", (RequestDelegate)(context =>
        {
            var number = int.Parse((string)context.Request.RouteValues["number"]!, CultureInfo.InvariantCulture);
            context.Response.ContentType = "text/html; charset=utf-8";
            return context.Response.WriteAsync(number < Mails.Count ? Mails[number].Html : "ありません");
        }));
        routes.MapGet("/_admin/mails.html", (RequestDelegate)(context =>
        {
            context.Response.ContentType = "text/html; charset=utf-8";
            var list = new StringBuilder("<!doctype html><html lang=\"ja\"><title>受信したメール</title><h1>受信したメール</h1><ol start=\"0\">");
            foreach (var (mail, number) in Mails.Select((mail, number) => (mail, number)))
            {
                list.Append(
                    CultureInfo.InvariantCulture, $"<li><a href=\"/_admin/mails/{number}\">{WebUtility.HtmlEncode(mail.Subject)}</a></li>");
            }

            return context.Response.WriteAsync(list.Append("</ol></html>").ToString());
        }));
    }

    private async Task ListAsync(HttpContext context, IEnumerable<string> addresses)
    {
        if (await IsRefusedAsync(context))
        {
            return;
        }

        if (!MayReadSuppressions)
        {
            await RefuseAsync(context, StatusCodes.Status403Forbidden, "access forbidden", null);
            return;
        }

        int Query(string name, int otherwise) =>
            int.TryParse(context.Request.Query[name], CultureInfo.InvariantCulture, out var value) ? value : otherwise;
        var page = addresses.Skip(Query("offset", 0)).Take(Query("limit", 500))
            .Select(address => (JsonNode)new JsonObject
            {
                ["created"] = 1780268400,
                ["email"] = address,
                ["reason"] = "550 5.1.1 user unknown",
                ["status"] = "5.1.1",
            });
        await context.Response.WriteAsJsonAsync(new JsonArray([.. page]));
    }

    private async Task<bool> IsRefusedAsync(HttpContext context)
    {
        if (context.Request.Headers.Authorization == $"Bearer {ApiKey}")
        {
            return false;
        }

        await RefuseAsync(
            context, StatusCodes.Status401Unauthorized, "The provided authorization grant is invalid, expired, or revoked", null);
        return true;
    }

    private async Task AcceptAsync(HttpContext context)
    {
        if (await IsRefusedAsync(context))
        {
            return;
        }

        var body = await JsonNode.ParseAsync(context.Request.Body);
        if (body?["personalizations"] is not JsonArray { Count: > 0 } personalizations || Addresses(personalizations[0]!["to"]).Count == 0)
        {
            await RefuseAsync(
                context,
                StatusCodes.Status400BadRequest,
                "The personalizations field is required and must have at least one personalization.",
                "personalizations");
            return;
        }

        var (to, cc) = (Addresses(personalizations[0]!["to"]), Addresses(personalizations[0]!["cc"]));
        if (to.Concat(cc).Distinct(StringComparer.OrdinalIgnoreCase).Count() != to.Count + cc.Count)
        {
            await RefuseAsync(
                context,
                StatusCodes.Status400BadRequest,
                "Each email address in the personalization block should be unique between to, cc, and bcc.",
                "personalizations");
            return;
        }

        foreach (var (kind, list) in new[] { ("to", to), ("cc", cc) })
        {
            if (list.FindIndex(Refused.Contains) is >= 0 and var wrong)
            {
                await RefuseAsync(
                    context,
                    StatusCodes.Status400BadRequest,
                    "Does not contain a valid address.",
                    string.Create(CultureInfo.InvariantCulture, $"personalizations.0.{kind}.{wrong}.email"));
                return;
            }
        }

        string Content(string type) => (body["content"] as JsonArray ?? []).FirstOrDefault(
            part => part!["type"]!.GetValue<string>() == type)?["value"]?.GetValue<string>() ?? "";
        lock (gate)
        {
            mails.Add(new ReceivedMail(
                to, cc, body["from"]!["email"]!.GetValue<string>(), body["subject"]?.GetValue<string>()
                    ?? "", Content("text/plain"), Content("text/html")));
            context.Response.Headers["X-Message-Id"] = string.Create(CultureInfo.InvariantCulture, $"simulated-{mails.Count}");
        }

        context.Response.StatusCode = StatusCodes.Status202Accepted;
    }

    private static List<string> Addresses(JsonNode? list) =>
        [.. (list as JsonArray ?? []).Select(item => item!["email"]!.GetValue<string>())];

    private static Task RefuseAsync(HttpContext context, int status, string message, string? field)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync(new JsonObject
        {
            ["errors"] = new JsonArray(new JsonObject { ["message"] = message, ["field"] = field, ["help"] = null }),
        });
    }
}
