using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace RoboSync.Hrmos;

// What HRMOS answers (docs/hrmos-api.openapi.json). Every property is required, and not null where it has no question mark.

internal sealed record ErrorAnswer(string Code, ErrorField[]? Errors = null);

internal sealed record ErrorField(string Field);

internal sealed record TokenAnswer(string[] Permissions);

/// <summary>An answer of which nothing is needed but that it is one.</summary>
internal sealed record CandidateAnswer;

internal sealed record CreatedAnswer([property: JsonConverter(typeof(IdJson))] string Id);

internal sealed record CandidateList(FoundCandidate[] Candidates);

internal sealed record FoundCandidate([property: JsonConverter(typeof(IdJson))] string Id, string? ExternalId);

internal sealed record SuspectedAnswer(SuspectedMatch[] Matches);

internal sealed record SuspectedMatch([property: JsonConverter(typeof(IdJson))] string Id, string? ExternalId, string[] Matched);

internal sealed record LabelList(LabelAnswer[] Labels);

internal sealed record LabelAnswer([property: JsonConverter(typeof(IdJson))] string Id, string Name);

/// <summary>A page of a list.</summary>
internal interface IListPage<out T>
{
    IReadOnlyList<T> Rows { get; }

    /// <summary>How many rows all pages have together.</summary>
    int Total { get; }

    /// <summary>Number of the page behind this one; null on the last.</summary>
    int? NextPage { get; }
}

internal sealed record EventPage(EventAnswer[] Events, int Total, int? NextPage = null) : IListPage<EventAnswer>
{
    [JsonIgnore]
    public IReadOnlyList<EventAnswer> Rows => Events;
}

internal sealed record EventAnswer([property: JsonConverter(typeof(IdJson))] string Id, string Name, DateTimeOffset? StartsAt = null);

internal sealed record BookingPage(BookingAnswer[] Bookings, int Total, int? NextPage = null) : IListPage<BookingAnswer>
{
    [JsonIgnore]
    public IReadOnlyList<BookingAnswer> Rows => Bookings;
}

internal sealed record BookingAnswer([property: JsonConverter(typeof(IdJson))] string CandidateId, string Status);

/// <summary>Reads an id as text: a string, or a bare whole number with all its digits (19 do not fit a double).</summary>
internal sealed class IdJson : JsonConverter<string>
{
    private const int Longest = 100;

    public override string Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var id = reader.TokenType switch
        {
            JsonTokenType.String => reader.GetString()!,
            JsonTokenType.Number => Encoding.ASCII.GetString(reader.HasValueSequence ? reader.ValueSequence.ToArray() : reader.ValueSpan),
            _ => throw new JsonException("An id is text or a whole number."),
        };
        var isId = reader.TokenType == JsonTokenType.Number
            ? id.All(char.IsAsciiDigit)
            : !id.Any(letter => char.IsWhiteSpace(letter) || char.IsControl(letter));
        return isId && id.Length is > 0 and <= Longest ? id : throw new JsonException("An id is text or a whole number.");
    }

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    AllowDuplicateProperties = false)]
[JsonSerializable(typeof(ErrorAnswer))]
[JsonSerializable(typeof(TokenAnswer))]
[JsonSerializable(typeof(CandidateAnswer))]
[JsonSerializable(typeof(CreatedAnswer))]
[JsonSerializable(typeof(CandidateList))]
[JsonSerializable(typeof(SuspectedAnswer))]
[JsonSerializable(typeof(LabelList))]
[JsonSerializable(typeof(LabelAnswer))]
[JsonSerializable(typeof(EventPage))]
[JsonSerializable(typeof(BookingPage))]
[JsonSerializable(typeof(BookingAnswer))]
internal sealed partial class HrmosAnswerJson : JsonSerializerContext;
