using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RoboSync.Simulators.Serving;

namespace RoboSync.Simulators.KeyVault;

/// <summary>
/// Key Vault secrets over HTTPS with a certificate of its own, closely enough for the official client, and beside it the managed-identity
/// endpoint that App Service and Functions offer, so that the real credential gets its token.
/// </summary>
public sealed class KeyVaultSite : IAsyncDisposable
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, List<string>> secrets = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> refused = new(StringComparer.Ordinal);

    private KeyVaultSite()
    {
    }

    /// <summary>The vault's server (HTTPS).</summary>
    public SimulatorServer Server { get; private set; } = null!;

    /// <summary>The identity endpoint's server (HTTP).</summary>
    public SimulatorServer Identity { get; private set; } = null!;

    /// <summary>What the vault shows; trust it by <c>SSL_CERT_FILE</c> in a child process.</summary>
    public X509Certificate2 Certificate { get; } = NewCertificate();

    /// <summary>The token that the vault accepts and the identity endpoint gives out.</summary>
    public string AccessToken { get; } = "simulated-access-token";

    /// <summary>Value of <c>IDENTITY_ENDPOINT</c>.</summary>
    public Uri IdentityEndpoint => new(Identity.BaseUrl, "msi/token");

    /// <summary>Value of <c>IDENTITY_HEADER</c>.</summary>
    public string IdentityHeader { get; } = "simulated-identity-header";

    /// <summary>Starts both servers on free ports.</summary>
    public static async Task<KeyVaultSite> StartAsync(TimeProvider clock, int seed)
    {
        var site = new KeyVaultSite();
        site.Server = await SimulatorServer.StartAsync(site.MapVault, seed, clock, site.Certificate);
        site.Identity = await SimulatorServer.StartAsync(site.MapIdentity, seed, clock);
        return site;
    }

    /// <summary>Sets a secret; an existing one gets a new version.</summary>
    public void Set(string name, string value)
    {
        lock (gate)
        {
            (secrets.TryGetValue(name, out var versions) ? versions : secrets[name] = []).Add(value);
        }
    }

    /// <summary>Forgets a secret.</summary>
    public void Remove(string name)
    {
        lock (gate)
        {
            secrets.Remove(name);
        }
    }

    /// <summary>Does not hand a secret out, as one that is disabled, expired or not valid yet.</summary>
    /// <param name="name">The secret.</param>
    /// <param name="innerCode">For example <c>SecretDisabled</c>; null hands it out again.</param>
    public void Refuse(string name, string? innerCode)
    {
        lock (gate)
        {
            if (innerCode is null)
            {
                refused.Remove(name);
            }
            else
            {
                refused[name] = innerCode;
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        await Identity.DisposeAsync();
        Certificate.Dispose();
    }

    private void MapVault(IEndpointRouteBuilder routes, FaultSwitch faults) =>
        routes.MapGet("/secrets/{name}/{version?}", (RequestDelegate)(context =>
        {
            if (context.Request.Headers.Authorization != $"Bearer {AccessToken}")
            {
                context.Response.StatusCode = StatusCodes.Status401Unauthorized;
                context.Response.Headers.WWWAuthenticate =
                    "Bearer authorization=\"https://login.microsoftonline.com/00000000-0000-0000-0000-000000000000\", "
                    + "resource=\"https://vault.azure.net\"";
                return Task.CompletedTask;
            }

            return AnswerAsync(context);
        }));

    private Task AnswerAsync(HttpContext context)
    {
        var name = (string)context.Request.RouteValues["name"]!;
        lock (gate)
        {
            if (!secrets.TryGetValue(name, out var versions))
            {
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                return context.Response.WriteAsJsonAsync(new JsonObject
                {
                    ["error"] = new JsonObject { ["code"] =
                        "SecretNotFound", ["message"] = "A secret with that name was not found in this key vault." },
                });
            }

            if (refused.TryGetValue(name, out var innerCode))
            {
                context.Response.StatusCode = StatusCodes.Status403Forbidden;
                return context.Response.WriteAsJsonAsync(new JsonObject
                {
                    ["error"] = new JsonObject
                    {
                        ["code"] = "Forbidden",
                        ["message"] = "Operation get is not allowed on this secret.",
                        ["innererror"] = new JsonObject { ["code"] = innerCode },
                    },
                });
            }

            var version = versions.Count.ToString("x32", CultureInfo.InvariantCulture);
            return context.Response.WriteAsJsonAsync(new JsonObject
            {
                ["value"] = versions[^1],
                ["id"] = $"{context.Request.Scheme}://{context.Request.Host}/secrets/{name}/{version}",
                ["attributes"] = new JsonObject { ["enabled"] = true },
            });
        }
    }

    private void MapIdentity(IEndpointRouteBuilder routes, FaultSwitch faults) => routes.MapGet("/msi/token", (RequestDelegate)(context =>
    {
        if (context.Request.Headers["X-IDENTITY-HEADER"] != IdentityHeader)
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return Task.CompletedTask;
        }

        // The client measures this against its own clock, which no simulator sets.
        var expires = TimeProvider.System.GetUtcNow().AddHours(8).ToUnixTimeSeconds();
        return context.Response.WriteAsJsonAsync(new JsonObject
        {
            ["access_token"] = AccessToken,
            ["expires_on"] = expires.ToString(CultureInfo.InvariantCulture),
            ["resource"] = context.Request.Query["resource"].ToString(),
            ["token_type"] = "Bearer",
        });
    }));

    private static X509Certificate2 NewCertificate()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=RoboSync simulated key vault", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        var now = TimeProvider.System.GetUtcNow();
        using var made = request.CreateSelfSigned(now.AddDays(-1), now.AddYears(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }
}
