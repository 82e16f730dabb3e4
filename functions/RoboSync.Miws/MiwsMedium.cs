using System.IO.Hashing;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RoboSync.Miws.Definitions;
using RoboSync.Miws.Session;
using RoboSync.Sync.Media;
using RoboSync.Sync.Sites;
using RoboSync.Sync.Tenants;

namespace RoboSync.Miws;

/// <summary>Opens sessions on MIWS.</summary>
internal sealed class MiwsMedium(
    DefinitionsInForce definitionsInForce,
    IPageArchive archive,
    SiteConnections connections,
    IOptions<MiwsOptions> options,
    TimeProvider clock,
    ILogger<MiwsMedium> logger) : IMedium
{
    /// <summary>The medium's name in tenant documents, external ids and blobs.</summary>
    public const string Name = "miws";

    /// <summary>The help page: プレサイト期間 and 本サイト採用.</summary>
    public static IReadOnlySet<string> Flows { get; } = new HashSet<string>(StringComparer.Ordinal) { "プレサイト期間", "本サイト採用" };

    public string Key => Name;

    public IReadOnlySet<string> ImportedFlows => Flows;

    public async Task ReachAsync(MediaAccount account, AccountKey key, CancellationToken cancellationToken)
    {
        var definitions = await definitionsInForce.ReadAsync(cancellationToken);
        using var http = Open(account, key, definitions);
        await new SignIn(http, definitions.Site).OpenAsync(new Asked(account.DisplayYear), cancellationToken);
    }

    public async Task<IMediumSession> SignInAsync(
        MediaAccount account, AccountKey key, Credentials credentials, string runId, CancellationToken cancellationToken)
    {
        var definitions = await definitionsInForce.ReadAsync(cancellationToken);
        var http = Open(account, key, definitions);
        try
        {
            var session = new MiwsSession(http, definitions, account, key, credentials, runId, options.Value.MaxRenewals, archive, logger);
            await session.SignInAsync(cancellationToken);
            return session;
        }
        catch
        {
            http.Dispose();
            throw;
        }
    }

    private MiwsHttp Open(MediaAccount account, AccountKey key, PageDefinitions definitions)
    {
        var seed = options.Value.JitterSeed ^ (int)XxHash32.HashToUInt32(Encoding.UTF8.GetBytes(key.ToString()));
        return new MiwsHttp(account.Site, definitions.Site, options.Value, seed, connections, clock, logger);
    }
}

/// <summary>Registers the adapter.</summary>
public static class MiwsServices
{
    /// <summary>Adds <see cref="IMedium"/>. <see cref="MiwsOptions"/> and <see cref="TimeProvider"/> come from the host.</summary>
    public static IServiceCollection AddMiws(this IServiceCollection services) => services
        .AddSiteConnections()
        .AddSingleton<IMedium, MiwsMedium>()
        .AddSingleton<DefinitionsInForce>()
        .AddSingleton<IPageDefinitionCheck>(provider => provider.GetRequiredService<DefinitionsInForce>());
}
