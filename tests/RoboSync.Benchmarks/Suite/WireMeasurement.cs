using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Azure.Data.Tables;
using Azure.Data.Tables.Sas;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using Azure.Storage.Sas;
using RoboSync.Local.Azurite;
using RoboSync.Simulators.World;
using RoboSync.Storage;

namespace RoboSync.Benchmarks.Suite;

/// <summary>
/// A run over the wire: the requests that it made to MIWS, HRMOS and storage, sent again in the same order, those to HRMOS four at a time,
/// by a bare client that throws the bytes away. Ours reads, decides, hashes and writes besides.
/// </summary>
internal static class WireMeasurement
{
    private const int Concurrency = 4;

    /// <summary>Measures it.</summary>
    public static async Task<IReadOnlyList<Figure>> RunAsync(Scale scale)
    {
        var names = Enumerable.Range(0, scale.Pairs + 1).SelectMany(pair => new[] { Name("ours", pair), Name("wire", pair) }).ToList();
        await using var azurite = await AzuriteServer.StartAsync(System.Console.Error.WriteLine, names, default);
        await using var sink = await TelemetrySink.StartAsync();
        var (first, quiet) = (new List<(double, double)>(), new List<(double, double)>());
        for (var pair = 0; pair <= scale.Pairs; pair++)
        {
            var (ours, wire) = await PairAsync(azurite, sink, pair, pair == 0 ? Math.Min(100, scale.Applicants) : scale.Applicants);

            // The first pair warms up both.
            if (pair > 0)
            {
                first.Add((ours.First, wire.First));
                quiet.Add((ours.Quiet, wire.Quiet));
            }
        }

        return
        [
            Medians.Ratio("wire-first", $"ours ÷ wire, first run of {scale.Applicants:N0} on Azurite", first, "s") with { Goal = 1.5 },
            Medians.Ratio("wire-quiet", "ours ÷ wire, run over unchanged sites", quiet, "s") with { Goal = 1.2 },
        ];
    }

    private static string Name(string side, int pair) => string.Create(CultureInfo.InvariantCulture, $"{side}{pair:00}");

    private static async Task<((double First, double Quiet) Ours, (double First, double Quiet) Wire)> PairAsync(
        AzuriteServer azurite, TelemetrySink sink, int pair, int applicants)
    {
        IReadOnlyList<WireRequest> first, quiet;
        (double First, double Quiet) ours, wire;
        string host;
        await using (var world = await OneAccount.WorldAsync(applicants))
        await using (var account = await OneAccount.StartAsync(world, sink, azurite.ConnectionString(Name("ours", pair))))
        {
            host = world.Hrmos.Server.BaseUrl.ToString();
            ours.First = (await account.RunAsync()).Seconds;
            first = account.Tape.Requests;

            // The second settles what was read within two minutes of its change; the third is quiet.
            await account.RunAsync();
            ours.Quiet = (await account.RunAsync()).Seconds;
            quiet = account.Tape.Requests;
        }

        await using (var world = await OneAccount.WorldAsync(applicants))
        {
            var connection = azurite.ConnectionString(Name("wire", pair));
            await StorageSetup.EnsureCreatedAsync(
                new TableServiceClient(connection), new BlobServiceClient(connection),
                new QueueServiceClient(connection, StorageClients.QueueOptions), default);
            using var wires = new Wires(world, connection, Name("ours", pair), Name("wire", pair), host);
            wire.First = await wires.SendAsync(first);
            wire.Quiet = await wires.SendAsync(quiet);
        }

        return (ours, wire);
    }

    /// <summary>Sends a tape.</summary>
    private sealed class Wires : IDisposable
    {
        private static readonly HashSet<string> Unsent = new(StringComparer.OrdinalIgnoreCase)
        {
            "Authorization", "x-ms-date", "Host", "Content-Length", "traceparent", "Request-Id",
        };

        private readonly SimulatedWorld world;
        private readonly (string From, string To)[] addresses;
        private readonly Dictionary<string, string> signatures;
        private readonly HttpClient http = new(new SocketsHttpHandler { UseCookies = false });
        private readonly HttpClient miws;

        public Wires(SimulatedWorld world, string connection, string ours, string wire, string hrmosBefore)
        {
            this.world = world;
            addresses = [(ours, wire), (hrmosBefore, world.Hrmos.Server.BaseUrl.ToString())];
            miws = new HttpClient(new SocketsHttpHandler { CookieContainer = new CookieContainer() })
            {
                BaseAddress = world.Miws.Server.BaseUrl,
            };
            var until = TimeProvider.System.GetUtcNow().AddHours(1);
            signatures = new[]
            {
                new TableServiceClient(connection).GenerateSasUri(TableAccountSasPermissions.All, TableAccountSasResourceTypes.All, until),
                new BlobServiceClient(connection).GenerateAccountSasUri(AccountSasPermissions.All, until, AccountSasResourceTypes.All),
                new QueueServiceClient(connection).GenerateAccountSasUri(AccountSasPermissions.All, until, AccountSasResourceTypes.All),
            }.ToDictionary(signed => signed.Authority, signed => signed.Query[1..], StringComparer.Ordinal);
        }

        public async Task<double> SendAsync(IReadOnlyList<WireRequest> tape)
        {
            var start = TimeProvider.System.GetTimestamp();
            var hasSignedIn = false;
            for (var at = 0; at < tape.Count;)
            {
                var request = tape[at];
                if (request.Site == "hrmos")
                {
                    var group = tape.Skip(at).TakeWhile(item => item.Site == "hrmos").ToList();
                    await Parallel.ForEachAsync(
                        group, new ParallelOptions { MaxDegreeOfParallelism = Concurrency }, async (item, _) => await SendAsync(item));
                    at += group.Count;
                    continue;
                }

                if (request.Site == "miws" && request.Target.StartsWith("/login", StringComparison.Ordinal))
                {
                    if (!hasSignedIn)
                    {
                        await ReadingMeasurement.SignInAsync(miws, world.LoginOf(2027));
                        hasSignedIn = true;
                    }
                }
                else if (request.Site == "miws")
                {
                    await ThrowAwayAsync(await miws.GetAsync(request.Target[1..], HttpCompletionOption.ResponseHeadersRead));
                }
                else
                {
                    await SendAsync(request);
                }

                at++;
            }

            return TimeProvider.System.GetElapsedTime(start).TotalSeconds;
        }

        public void Dispose()
        {
            http.Dispose();
            miws.Dispose();
        }

        private async Task SendAsync(WireRequest request)
        {
            var address = Readdressed(request.Target);
            using var message = new HttpRequestMessage(new HttpMethod(request.Method), address);
            if (request.Body is { } body)
            {
                message.Content = new ByteArrayContent(
                    request.Site == "storage" && address.Contains("$batch", StringComparison.Ordinal) ? Batch(body) : body);
            }

            foreach (var (name, value) in request.Headers.Where(header => request.Site == "hrmos"
                ? header.Name is "Authorization" or "Content-Type"
                : !Unsent.Contains(header.Name)))
            {
                var sent = name.Equals("If-Match", StringComparison.OrdinalIgnoreCase) ? "*" : value;
                if (!message.Headers.TryAddWithoutValidation(name, sent))
                {
                    message.Content?.Headers.TryAddWithoutValidation(name, sent);
                }
            }

            await ThrowAwayAsync(await http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead));
        }

        private string Readdressed(string target)
        {
            foreach (var (from, to) in addresses)
            {
                target = target.Replace(from, to, StringComparison.Ordinal);
            }

            return signatures.TryGetValue(new Uri(target).Authority, out var signature)
                ? $"{target}{(target.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{signature}"
                : target;
        }

        private byte[] Batch(byte[] body)
        {
            var text = Encoding.UTF8.GetString(body);
            foreach (var (from, to) in addresses)
            {
                text = text.Replace(from, to, StringComparison.Ordinal);
            }

            return Encoding.UTF8.GetBytes(Regex.Replace(
                text, "If-Match: [^\r\n]+", "If-Match: *", RegexOptions.None, TimeSpan.FromSeconds(1)));
        }

        private static async Task ThrowAwayAsync(HttpResponseMessage answer)
        {
            using (answer)
            {
                await answer.Content.CopyToAsync(Stream.Null);
            }
        }
    }
}
