using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Serialization;
using RoboSync.Miws.Definitions;
using RoboSync.Miws.Pages;
using RoboSync.Miws.Reading;

namespace RoboSync.Pages.Captures;

/// <summary>What stands beside a saved page.</summary>
/// <param name="Definition">The definition that it is to be read by; null where nobody said.</param>
/// <param name="At">When it came.</param>
internal sealed record PageNote(string? Definition, DateTimeOffset At)
{
    /// <summary>Where it was read; null where that is not known.</summary>
    public Uri? Address { get; init; }

    /// <summary>What it is of; empty for a list of all, and where that is not known.</summary>
    public string Number { get; init; } = "";

    /// <summary>Which page of a list, from 1.</summary>
    public int Page { get; init; } = 1;

    /// <summary>Whether it only leads to the page that is read: a search, a frame.</summary>
    public bool IsOnTheWay { get; init; }

    /// <summary>The account's display year; null where that is not known.</summary>
    public int? Year { get; init; }

    /// <summary>Status of the answer.</summary>
    public int Status { get; init; } = (int)HttpStatusCode.OK;

    /// <summary>What the header says that it is; null where it says nothing.</summary>
    public string? ContentType { get; init; }

    /// <summary>File of the page that led to a download; null for a page.</summary>
    public string? Opened { get; init; }

    /// <summary>Whether its words are masked.</summary>
    public bool IsMasked { get; init; }
}

/// <summary>A page of a capture.</summary>
internal sealed record SavedPage(string File, PageNote Note, byte[] Bytes)
{
    /// <summary>What names of files end with that were saved to show a message of the site, and no data.</summary>
    public static IReadOnlyList<string> Messages { get; } = ["empty", "gone", "refused", "maintenance", "timeout", "challenge"];

    private static readonly UTF8Encoding WithMark = new(encoderShouldEmitUTF8Identifier: true);

    /// <summary>Whether it is a page, and no download.</summary>
    public bool IsHtml => Path.GetExtension(File) is ".html" or ".htm";

    /// <summary>Bytes of a text that say themselves how they are encoded.</summary>
    public static byte[] BytesOf(string text) => [.. WithMark.GetPreamble(), .. WithMark.GetBytes(text)];

    /// <summary>The page as a run parses it.</summary>
    /// <param name="charset">The encoding that a definition names; null to believe the page.</param>
    /// <param name="trace">Who is told what is read of it.</param>
    /// <exception cref="Sync.Failures.SyncException">It is too large, or its bytes fit no encoding that it names.</exception>
    public HtmlPage Parse(string? charset, IReadingTrace? trace = null) =>
        HtmlPage.Parse(Bytes, CharsetOfHeader, PageLimits.Default with { Clock = new ThatDay(Note.At) }, charset, trace);

    /// <summary>The page for the eye, whatever its bytes are.</summary>
    public HtmlPage ParseLoosely() => CharsetOfHeader is null && Bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble)
        ? HtmlPage.Parse(Bytes, null, PageLimits.Default)
        : HtmlPage.ParseLoosely(Bytes, PageLimits.Default);

    /// <summary>A download as a run decodes it.</summary>
    public string Text(PageDefinition definition) => PageText.Decode(Bytes, CharsetOfHeader, definition.Page!.Charset).Text;

    private string? CharsetOfHeader => MediaTypeHeaderValue.TryParse(Note.ContentType, out var type) ? type.CharSet : null;

    // Days without a year are read as on the day of the capture.
    private sealed class ThatDay(DateTimeOffset at) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => at.ToUniversalTime();
    }
}

[JsonSourceGenerationOptions(
    WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(PageNote))]
internal sealed partial class PageNoteJson : JsonSerializerContext;
