using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.Unicode;
using RoboSync.Sync.Failures;

namespace RoboSync.Hrmos;

/// <summary>
/// An answer, read to its end. What docs/hrmos-api.openapi.json does not know ends in <see cref="FailureCode.HrmosAnswerUnknown"/>.
/// </summary>
/// <param name="status">Its status.</param>
/// <param name="body">Its body.</param>
/// <param name="charset">What its header says of the encoding; null where it says nothing.</param>
internal sealed class HrmosAnswer(HttpStatusCode status, byte[] body, string? charset)
{
    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    public HttpStatusCode Status => status;

    public bool IsEmpty => body.Length == 0;

    /// <summary>The code that the error names, or <see cref="HrmosWords.Unlisted"/>.</summary>
    public string Code => HrmosWords.Code(Read(HrmosAnswerJson.Default.ErrorAnswer).Code);

    /// <summary>Reads the body.</summary>
    public T Read<T>(JsonTypeInfo<T> type)
    {
        // JSON is UTF-8 (RFC 8259).
        if ((charset is not null && !charset.Trim('"').Equals("utf-8", StringComparison.OrdinalIgnoreCase)) || !Utf8.IsValid(body))
        {
            throw Unknown("is not UTF-8");
        }

        try
        {
            var text = body.AsSpan();
            return JsonSerializer.Deserialize(text.StartsWith(ByteOrderMark) ? text[ByteOrderMark.Length..] : text, type)
                ?? throw Unknown("is null");
        }
        catch (JsonException notAsAgreed)
        {
            // Where in the answer is told, and what stands there is not: it can be personal.
            throw Unknown($"is not a {type.Type.Name} (line {notAsAgreed.LineNumber}, byte {notAsAgreed.BytePositionInLine})");
        }
    }

    /// <summary>The failure that this answer is none of the call's.</summary>
    public SyncException NotAgreed(string call) =>
        new(FailureCode.HrmosAnswerUnknown, $"{call}: an answer {(int)status} of code '{FindCode()}' is not in the contract.");

    /// <summary>The failure that something in this answer is not as the contract says.</summary>
    public SyncException Unknown(string what) => new(FailureCode.HrmosAnswerUnknown, $"An answer {(int)status} of HRMOS {what}.");

    private string FindCode()
    {
        try
        {
            return Code;
        }
        catch (SyncException)
        {
            return HrmosWords.Unlisted;
        }
    }
}
