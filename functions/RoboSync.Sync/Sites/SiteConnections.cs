using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace RoboSync.Sync.Sites;

/// <summary>The site's address is none that is connected to. The message holds its host and nothing personal.</summary>
public sealed class AddressRefusedException(string message) : Exception(message);

/// <summary>
/// Opens the connections to the sites of tenant documents: to public addresses and by https, and to what <see cref="SitesOptions"/> allow
/// besides. What counts is the address that is connected to, after the name was resolved: a name can lead anywhere.
/// </summary>
public sealed class SiteConnections(IOptions<SitesOptions> options, Func<string, CancellationToken, Task<IPAddress[]>> resolve)
{
    /// <summary>Opens a connection; the caller puts TLS on it.</summary>
    /// <param name="request">Where to.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <exception cref="AddressRefusedException">The address is not allowed; nothing was sent to it.</exception>
    public async ValueTask<Stream> OpenAsync(Uri request, CancellationToken cancellationToken)
    {
        if (!MayBeCalled(request))
        {
            throw new AddressRefusedException($"{request.Host}: sites are called by https only.");
        }

        IPAddress[] addresses = IPAddress.TryParse(request.IdnHost, out var literal)
            ? [literal]
            : await resolve(request.IdnHost, cancellationToken);
        if (!Array.TrueForAll(addresses, address => IsAllowed(address, request)))
        {
            throw new AddressRefusedException($"{request.Host} leads to an address that is not a public one.");
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, request.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Whether a site of this address could be connected to, as far as the text alone says.</summary>
    public bool IsPossible(Uri site) =>
        MayBeCalled(site) && (!IPAddress.TryParse(site.IdnHost, out var literal) || IsAllowed(literal, site));

    private bool MayBeCalled(Uri site) =>
        site.Scheme == Uri.UriSchemeHttps || (site.Scheme == Uri.UriSchemeHttp && IsAllowedLoopback(site));

    // A name that is not loopback's own and leads there all the same is somebody else's trick.
    private bool IsAllowed(IPAddress address, Uri site) => NetworkRanges.Of(address) switch
    {
        NetworkRange.Public => true,
        NetworkRange.Loopback => IsAllowedLoopback(site),
        NetworkRange.Private => options.Value.AllowPrivateNetworks,
        _ => false,
    };

    private bool IsAllowedLoopback(Uri site) => site.IsLoopback && options.Value.AllowLoopback;
}

/// <summary>Registers what the adapters of sites share.</summary>
public static class SiteServices
{
    /// <summary>Adds <see cref="SiteConnections"/>. <see cref="SitesOptions"/> come from the host.</summary>
    public static IServiceCollection AddSiteConnections(this IServiceCollection services)
    {
        services.TryAddSingleton(
            provider => new SiteConnections(provider.GetRequiredService<IOptions<SitesOptions>>(), Dns.GetHostAddressesAsync));
        return services;
    }
}
