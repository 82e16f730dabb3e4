using System.Globalization;
using System.Security.Cryptography;
using BenchmarkDotNet.Attributes;
using RoboSync.Sync.Calendar;
using RoboSync.Sync.Candidates;
using RoboSync.Sync.Media;

namespace RoboSync.Benchmarks;

/// <summary>Deciding, for a whole list, whose page has to be read: one keyed hash and one look-up a row.</summary>
[InProcessShort]
[MemoryDiagnoser]
public class DecidingBenchmarks
{
    private const int Count = 10_000;

    private readonly ContentHasher hasher = new(Convert.ToBase64String(new byte[32]), "sample");
    private readonly byte[] key = new byte[32];
    private readonly byte[] text = new byte[100];
    private ApplicantRow[] rows = [];
    private Dictionary<string, CandidateLink> links = [];

    [GlobalSetup]
    public void Setup()
    {
        var changed = new DateTime(2026, 6, 1, 10, 0, 0, DateTimeKind.Unspecified);
        rows = [.. Enumerable.Range(10_000_000, Count).Select(number => new ApplicantRow(
            number.ToString(CultureInfo.InvariantCulture), "見本　花子", "プレサイト期間", new DateOnly(2026, 6, 1),
            changed.AddMinutes(-(number % Count))))];
        links = rows.ToDictionary(
            row => row.ApplicantNumber,
            row => new CandidateLink
            {
                ApplicantNumber = row.ApplicantNumber, CandidateId = "2239928341129601024", RowHash = hasher.OfRow(row),
                ReadAt = JapanTime.FromJapan(changed).AddDays(1),
            },
            StringComparer.Ordinal);
    }

    [Benchmark(Baseline = true, Description = "10,000 HMAC-SHA256 of 100 bytes")]
    public int HashAlone()
    {
        var sum = 0;
        for (var row = 0; row < Count; row++)
        {
            sum += HMACSHA256.HashData(key, text)[0];
        }

        return sum;
    }

    [Benchmark(Description = "Decide over 10,000 links")]
    public int Decide() => rows.Count(row => Decisions.HasToBeRead(row, hasher.OfRow(row), links.GetValueOrDefault(row.ApplicantNumber)));
}
