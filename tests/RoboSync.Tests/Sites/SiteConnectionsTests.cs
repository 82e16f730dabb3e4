using System.Net;
using Microsoft.Extensions.Options;
using RoboSync.Sync.Sites;

namespace RoboSync.Tests.Sites;

/// <summary>Sites are connected to where everybody could connect to them, and nowhere else.</summary>
public sealed class SiteConnectionsTests
{
    [Theory]
    [InlineData("8.8.8.8", NetworkRange.Public)]
    [InlineData("203.0.114.1", NetworkRange.Public)]
    [InlineData("2606:4700:4700::1111", NetworkRange.Public)]
    [InlineData("127.0.0.1", NetworkRange.Loopback)]
    [InlineData("127.255.0.9", NetworkRange.Loopback)]
    [InlineData("::1", NetworkRange.Loopback)]
    [InlineData("::ffff:127.0.0.1", NetworkRange.Loopback)]
    [InlineData("10.1.2.3", NetworkRange.Private)]
    [InlineData("172.16.0.1", NetworkRange.Private)]
    [InlineData("172.31.255.255", NetworkRange.Private)]
    [InlineData("192.168.1.1", NetworkRange.Private)]
    [InlineData("100.64.0.1", NetworkRange.Private)]
    [InlineData("fd00::1", NetworkRange.Private)]
    [InlineData("::ffff:10.0.0.1", NetworkRange.Private)]
    [InlineData("169.254.169.254", NetworkRange.Special)]
    [InlineData("::ffff:169.254.169.254", NetworkRange.Special)]
    [InlineData("64:ff9b::a9fe:a9fe", NetworkRange.Special)]
    [InlineData("2002:a9fe:a9fe::1", NetworkRange.Special)]
    [InlineData("::169.254.169.254", NetworkRange.Special)]
    [InlineData("168.63.129.16", NetworkRange.Special)]
    [InlineData("0.0.0.0", NetworkRange.Special)]
    [InlineData("::", NetworkRange.Special)]
    [InlineData("255.255.255.255", NetworkRange.Special)]
    [InlineData("224.0.0.1", NetworkRange.Special)]
    [InlineData("fe80::1", NetworkRange.Special)]
    [InlineData("fe80::1%1", NetworkRange.Special)]
    [InlineData("ff02::1", NetworkRange.Special)]
    internal void Every_address_has_its_range(string address, NetworkRange range) =>
        NetworkRanges.Of(IPAddress.Parse(address)).ShouldBe(range);

    [Theory]
    [InlineData("https://site.example/", "169.254.169.254")]
    [InlineData("https://site.example/", "127.0.0.1")]
    [InlineData("https://site.example/", "::1")]
    [InlineData("https://site.example/", "8.8.8.8", "169.254.169.254")]
    [InlineData("https://site.example/", "192.168.0.1")]
    [InlineData("http://site.example/", "8.8.8.8")]
    [InlineData("ftp://site.example/", "8.8.8.8")]
    [InlineData("https://169.254.169.254/", "8.8.8.8")]
    [InlineData("https://2852039166/", "8.8.8.8")]
    [InlineData("https://[::ffff:a9fe:a9fe]/", "8.8.8.8")]
    public async Task An_address_that_is_not_public_is_refused_whatever_its_name_is(string site, params string[] addresses)
    {
        foreach (var options in new[] { new SitesOptions(), new SitesOptions { AllowLoopback = true } })
        {
            await Should.ThrowAsync<AddressRefusedException>(
                async () => await Connections(options, addresses).OpenAsync(new Uri(site), default));
        }
    }

    [Fact]
    public async Task Link_local_addresses_stay_refused_where_private_networks_are_allowed()
    {
        var connections = Connections(new SitesOptions { AllowPrivateNetworks = true, AllowLoopback = true }, "169.254.169.254");

        await Should.ThrowAsync<AddressRefusedException>(
            async () => await connections.OpenAsync(new Uri("https://site.example/"), default));
    }

    [Theory]
    [InlineData("https://miws.example/", true, false)]
    [InlineData("http://miws.example/", false, false)]
    [InlineData("http://127.0.0.1:8080/", false, true)]
    [InlineData("http://localhost:8080/", false, true)]
    [InlineData("https://127.0.0.1:8080/", false, true)]
    [InlineData("https://10.0.0.1/", false, false)]
    [InlineData("https://169.254.169.254/", false, false)]
    public void What_the_text_alone_says_is_known_before_a_connection(string site, bool always, bool withLoopback)
    {
        Connections(new SitesOptions()).IsPossible(new Uri(site)).ShouldBe(always);
        Connections(new SitesOptions { AllowLoopback = true }).IsPossible(new Uri(site)).ShouldBe(always || withLoopback);
    }

    [Fact]
    public async Task A_simulator_is_reached_where_loopback_is_allowed()
    {
        using var listener = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var site = new UriBuilder("http", "localhost", ((IPEndPoint)listener.LocalEndpoint).Port).Uri;

        await using var connection = await Connections(new SitesOptions { AllowLoopback = true }, "127.0.0.1").OpenAsync(site, default);

        connection.CanWrite.ShouldBeTrue();
        await Should.ThrowAsync<AddressRefusedException>(
            async () => await Connections(new SitesOptions(), "127.0.0.1").OpenAsync(site, default));
    }

    private static SiteConnections Connections(SitesOptions options, params string[] addresses) =>
        new(Options.Create(options), (_, _) => Task.FromResult(addresses.Select(IPAddress.Parse).ToArray()));
}
