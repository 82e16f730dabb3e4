using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using RoboSync.Sync;
using RoboSync.Sync.Accounts;
using RoboSync.Sync.Documents;
using RoboSync.Sync.Media;
using RoboSync.Sync.Scheduling;
using RoboSync.Sync.Sites;
using RoboSync.Sync.Tenants;
using RoboSync.Tests.Month;

namespace RoboSync.Tests.Accounts;

/// <summary>What a valid document may ask for depends on the deployment.</summary>
public sealed class TenantUploadTests
{
    [Theory]
    [InlineData("miws", true)]
    [InlineData("second", true)]
    [InlineData("rikunabi", false)]
    public async Task A_medium_is_taken_where_the_deployment_has_it(string medium, bool isTaken)
    {
        var document = JsonNode.Parse(Sample.TenantDocument)!;
        document["accounts"]![0]!["medium"] = medium;

        var result = await ApplyAsync(document, new SitesOptions());

        ((bool)result["accepted"]!).ShouldBe(isTaken);
        result["errors"]!.AsArray().Select(error => (string)error!).ShouldBe(
            isTaken ? [] : ["媒体アカウント「miws-2027」の媒体（medium）「rikunabi」は使えません。使える媒体はmiws、secondです。"]);
    }

    [Theory]
    [InlineData("http://127.0.0.1:8080/", false, false)]
    [InlineData("http://127.0.0.1:8080/", true, true)]
    [InlineData("https://10.0.0.1/", true, false)]
    [InlineData("https://169.254.169.254/", true, false)]
    [InlineData("https://miws.example/", false, true)]
    public async Task A_site_is_taken_where_it_could_be_connected_to(string site, bool allowLoopback, bool isTaken)
    {
        var document = JsonNode.Parse(Sample.TenantDocument)!;
        document["accounts"]![0]!["site"]!["baseUrl"] = site;

        var result = await ApplyAsync(document, new SitesOptions { AllowLoopback = allowLoopback });

        result["errors"]!.AsArray().Select(error => (string)error!).ShouldBe(
            isTaken ? [] : [$"接続先「{site}」には接続しません。httpsで始まる、インターネット上の接続先を指定してください。"]);
    }

    private static async Task<JsonNode> ApplyAsync(JsonNode document, SitesOptions sites)
    {
        var time = new VirtualTime(new DateTimeOffset(2026, 6, 1, 0, 0, 0, TimeSpan.Zero));
        var host = new SimulatedHost(time, new Random(1));
        var storage = new SimulatedStorage(time, host);
        var site = new SimulatedSites(time, host, new Random(1));
        await using var services = new ServiceCollection().AddLogging().AddSingleton<TimeProvider>(time).AddSync()
            .AddSingleton(Microsoft.Extensions.Options.Options.Create(sites))
            .AddSingleton<IMedium>(site).AddSingleton<IMedium>(new SecondMedium(site))
            .AddSingleton<ITenantStore>(storage).AddSingleton<IDueSlotStore>(storage).AddSingleton<IAccountStateStore>(storage)
            .BuildServiceProvider();
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(document.ToJsonString()));

        await services.GetRequiredService<ApplyTenantDocument>().RunAsync("sample", content, default);

        return JsonNode.Parse(storage.LastTenantResult)!;
    }
}
