using System.Text;
using RoboSync.Sync.EventMapping;
using RoboSync.Sync.EventMapping.Reading;

namespace RoboSync.Tests.EventMapping;

/// <summary>Reads bytes as an upload is read, against a small HRMOS and MIWS.</summary>
internal static class Uploads
{
    /// <summary>Ids of HRMOS events; the last two are one to Excel.</summary>
    public static readonly string[] Events =
        ["2239928341129601024", "2239928341129601025", "2241000000000000123", "2305843009213693952", "2305843009213693999"];

    public static readonly string[] Seminars = ["270100", "270101", "270102", "270103", "00280100"];

    static Uploads() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public static Encoding Cp932 => Encoding.GetEncoding(932);

    public static Task<(MappingReader? Reader, MappingFile? File, MappingProblem? Refusal)> ReadAsync(string text) =>
        ReadAsync(Encoding.UTF8.GetBytes(text));

    public static async Task<(MappingReader? Reader, MappingFile? File, MappingProblem? Refusal)> ReadAsync(
        byte[] bytes, bool isHrmosReachable = true, int mostRows = 1000)
    {
        using var stream = new MemoryStream(bytes);
        var (file, refusal) = await MappingFile.OpenAsync(stream, mostBytes: 1024 * 1024, default);
        var checks = new MappingChecks(isHrmosReachable ? Events.ToHashSet() : null, Seminars.ToHashSet(), mostRows)
        {
            Remembered = Events,
        };
        return (file is null ? null : await file.ReadAsync(checks, onRow: null), file, refusal);
    }
}
