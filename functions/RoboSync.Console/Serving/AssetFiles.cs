using System.Collections.Frozen;
using System.IO.Compression;
using System.Reflection;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace RoboSync.Console.Serving;

/// <summary>
/// What browsers fetch besides pages: the files of <c>Assets/</c>, embedded in this assembly. Their addresses hold a hash of all of them,
/// so that a browser keeps each for good and has the new ones after a deployment.
/// </summary>
internal static class AssetFiles
{
    private const string Prefix = "Assets/";
    private static readonly PathString Root = new("/assets");

    private static readonly FrozenDictionary<string, Asset> All = Read();
    private static readonly string Version = VersionOf(All.Values);

    /// <summary>The address of a file.</summary>
    public static string Url(string name) => All.ContainsKey(name)
        ? $"{Root}/{Version}/{name}"
        : throw new ArgumentException($"There is no asset {name}.", nameof(name));

    /// <summary>Serves a file.</summary>
    /// <returns>Whether the request was for one.</returns>
    public static async Task<bool> TryServeAsync(HttpContext context)
    {
        if (!context.Request.Path.StartsWithSegments(Root, StringComparison.Ordinal, out var rest)
            || rest.Value?.Split('/') is not [_, var version, var name]
            || !All.TryGetValue(name, out var asset))
        {
            return false;
        }

        var headers = context.Response.Headers;
        headers.ContentType = asset.Type;

        // While instances of two versions answer, the files of the one asked for may not be this one's: not to be kept.
        headers.CacheControl = version == Version ? "public, max-age=31536000, immutable" : "no-store";
        headers.Remove(HeaderNames.Pragma);
        headers.Vary = HeaderNames.AcceptEncoding;
        var isPacked = context.Request.Headers.AcceptEncoding.ToString().Contains("br", StringComparison.OrdinalIgnoreCase);
        if (isPacked)
        {
            headers.ContentEncoding = "br";
        }

        var content = isPacked ? asset.Packed.Value : asset.Content;
        headers.ContentLength = content.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await context.Response.Body.WriteAsync(content, context.RequestAborted);
        }

        return true;
    }

    private static FrozenDictionary<string, Asset> Read()
    {
        var assembly = Assembly.GetExecutingAssembly();
        return assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)).ToFrozenDictionary(
            name => name[Prefix.Length..],
            name =>
            {
                using var stream = assembly.GetManifestResourceStream(name)!;
                var content = new byte[stream.Length];
                stream.ReadExactly(content);
                return new Asset(content, TypeOf(name), new Lazy<byte[]>(() => Pack(content)));
            },
            StringComparer.Ordinal);
    }

    private static string VersionOf(IEnumerable<Asset> assets)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var content in assets.Select(asset => asset.Content).OrderBy(content => content.Length))
        {
            hash.AppendData(content);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..12];
    }

    private static byte[] Pack(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var brotli = new BrotliStream(packed, CompressionLevel.Optimal))
        {
            brotli.Write(content);
        }

        return packed.ToArray();
    }

    private static string TypeOf(string name) => Path.GetExtension(name) switch
    {
        ".css" => "text/css; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".svg" => "image/svg+xml",
        _ => throw new InvalidOperationException($"No content type is known for {name}."),
    };

    private sealed record Asset(byte[] Content, string Type, Lazy<byte[]> Packed);
}
