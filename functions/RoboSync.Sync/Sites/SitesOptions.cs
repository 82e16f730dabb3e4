namespace RoboSync.Sync.Sites;

/// <summary>
/// Which addresses of sites are connected to besides public ones by https; configuration section <c>Sites</c>. Nothing else in production.
/// </summary>
public sealed class SitesOptions
{
    /// <summary>
    /// Allows sites on the loopback interface, also by http, where the tenant document itself names a loopback address: for simulators.
    /// </summary>
    public bool AllowLoopback { get; set; }

    /// <summary>
    /// Allows sites in private networks (10/8, 172.16/12, 192.168/16, 100.64/10, fc00::/7), by https. Link-local addresses, the metadata
    /// service among them, stay refused.
    /// </summary>
    public bool AllowPrivateNetworks { get; set; }
}
