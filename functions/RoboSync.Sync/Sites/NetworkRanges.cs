using System.Net;
using System.Net.Sockets;

namespace RoboSync.Sync.Sites;

/// <summary>What kind of network an address belongs to.</summary>
internal enum NetworkRange
{
    /// <summary>The internet.</summary>
    Public,

    /// <summary>This machine.</summary>
    Loopback,

    /// <summary>A network of somebody's own.</summary>
    Private,

    /// <summary>Link-local, a cloud's own services, multicast, tunnels and what is reserved: no site is there.</summary>
    Special,
}

/// <summary>Tells the ranges apart (IANA's registries of special-purpose addresses, RFC 6890).</summary>
internal static class NetworkRanges
{
    private static readonly IPNetwork[] Loopback = Networks("127.0.0.0/8", "::1/128");

    private static readonly IPNetwork[] Private = Networks("10.0.0.0/8", "100.64.0.0/10", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7");

    // 168.63.129.16 is Azure's own. Addresses of version 6 that carry one of version 4 (6to4, Teredo, NAT64) would lead around the ranges
    // above.
    private static readonly IPNetwork[] Special = Networks(
        "0.0.0.0/8", "168.63.129.16/32", "169.254.0.0/16", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
        "::/96", "64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20", "5f00::/16",
        "fe80::/10",
        "fec0::/10", "ff00::/8");

    public static NetworkRange Of(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
        {
            return Of(address.MapToIPv4());
        }

        // Ranges hold addresses without a zone.
        var plain = address.AddressFamily == AddressFamily.InterNetworkV6 && address.ScopeId != 0
            ? new IPAddress(address.GetAddressBytes())
            : address;
        return Loopback.Any(network => network.Contains(plain)) ? NetworkRange.Loopback
            : Private.Any(network => network.Contains(plain)) ? NetworkRange.Private
            : Special.Any(network => network.Contains(plain)) ? NetworkRange.Special
            : NetworkRange.Public;
    }

    private static IPNetwork[] Networks(params string[] networks) => [.. networks.Select(network => IPNetwork.Parse(network))];
}
