using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using RoboSync.Sync.Ats;
using RoboSync.Sync.Failures;
using RoboSync.Sync.Media;

namespace RoboSync.Hrmos;

/// <summary>The calls of docs/hrmos-api.openapi.json that a run makes.</summary>
internal sealed class HrmosSession(HrmosClient client, HrmosOptions options) : IAtsSession
{
    public int Requests => client.Requests;

    public async Task<IReadOnlyList<string>> ListPermissionsAsync(CancellationToken cancellationToken)
    {
        var answer = await client.SendAsync(HttpMethod.Get, options.TokenPath, null, cancellationToken);
        return [.. Items(answer, "permissions").Select(permission => permission.GetString() ?? "")];
    }

    public async Task<string> EnsureLabelAsync(string name, CancellationToken cancellationToken)
    {
        if (await FindLabelAsync(name, cancellationToken) is { } existing)
        {
            return existing;
        }

        try
        {
            var answer = await client.CreateAsync(
                FailureCode.HrmosUnreachable, options.LabelsPath, Json(new LabelBody(name), HrmosJson.Default.LabelBody), cancellationToken);
            return answer.Status switch
            {
                HttpStatusCode.Created or HttpStatusCode.OK => Id(answer),
                HttpStatusCode.UnprocessableEntity when answer.Code == "label_limit_reached" =>
                    throw new SyncException(FailureCode.HrmosLabelLimit, "HRMOS has no room for another label."),
                _ => throw Unknown(answer, "POST labels"),
            };
        }
        catch (SyncException failure) when (failure.Code == FailureCode.HrmosUnreachable)
        {
            // Whether it was created is unknown: look instead of sending it again.
            var created = await FindLabelAsync(name, cancellationToken);
            if (created is null)
            {
                throw;
            }

            return created;
        }
    }

    public async Task<IReadOnlyList<string>> FindByExternalIdAsync(string externalId, CancellationToken cancellationToken)
    {
        var answer = await client.SendAsync(
            HttpMethod.Get, $"{options.CandidatesPath}?externalId={Uri.EscapeDataString(externalId)}", null, cancellationToken);
        return [.. Items(answer, "candidates").Select(candidate => HrmosAnswer.Id(Property(candidate, "id")))];
    }

    public async Task<CreateOutcome> CreateCandidateAsync(
        Applicant applicant, string externalId, string labelId, bool allowDuplicate, CancellationToken cancellationToken)
    {
        var body = CandidateBody.Of(applicant) with { ExternalId = externalId, LabelIds = [labelId], AllowDuplicate = allowDuplicate };
        var answer = await client.CreateAsync(
            FailureCode.CandidateUnclear, options.CandidatesPath, Json(body, HrmosJson.Default.CandidateBody), cancellationToken);
        return answer.Status switch
        {
            HttpStatusCode.Created => new CreateOutcome(Id(answer), []),
            HttpStatusCode.Conflict when answer.Code == "duplicate_suspected" => new CreateOutcome(null, [.. Items(answer, "matches").Select(ToSuspect)]),
            HttpStatusCode.UnprocessableEntity => throw Rejected(answer),
            _ => throw Unknown(answer, "POST candidates"),
        };
    }

    public async Task UpdateCandidateAsync(string candidateId, Applicant applicant, CancellationToken cancellationToken)
    {
        var answer = await client.SendAsync(
            HttpMethod.Patch,
            $"{options.CandidatesPath}/{Uri.EscapeDataString(candidateId)}",
            Json(CandidateBody.Of(applicant), HrmosJson.Default.CandidateBody),
            cancellationToken);
        switch (answer.Status)
        {
            case HttpStatusCode.OK:
                return;
            case HttpStatusCode.NotFound:
                throw new SyncException(FailureCode.CandidateMissing, "HRMOS has no candidate of this id.");
            case HttpStatusCode.UnprocessableEntity:
                throw Rejected(answer);
            default:
                throw Unknown(answer, "PATCH candidates");
        }
    }

    public async Task<IReadOnlyList<AtsEvent>> ListEventsAsync(CancellationToken cancellationToken)
    {
        var events = new List<AtsEvent>();
        await foreach (var item in PagesAsync(options.EventsPath, "events", cancellationToken))
        {
            DateTimeOffset? starts = item.TryGetProperty("startsAt", out var at) && at.TryGetDateTimeOffset(out var time) ? time : null;
            events.Add(new AtsEvent(HrmosAnswer.Id(Property(item, "id")), Property(item, "name").GetString() ?? "", starts));
        }

        return events;
    }

    public async Task<IReadOnlyDictionary<string, BookingState>> ListBookingsAsync(string eventId, CancellationToken cancellationToken)
    {
        var bookings = new Dictionary<string, BookingState>(StringComparer.Ordinal);
        await foreach (var item in PagesAsync($"{options.EventsPath}/{Uri.EscapeDataString(eventId)}/bookings", "bookings", cancellationToken))
        {
            bookings[HrmosAnswer.Id(Property(item, "candidateId"))] = Property(item, "status").GetString() switch
            {
                "booked" => BookingState.Booked,
                "cancelled" => BookingState.Cancelled,
                "attended" => BookingState.Attended,
                "absent" => BookingState.Absent,
                _ => throw new SyncException(FailureCode.HrmosAnswerUnknown, "A booking has a status that is not in the contract."),
            };
        }

        return bookings;
    }

    public async Task<bool> SetBookingAsync(string eventId, string candidateId, BookingState state, CancellationToken cancellationToken)
    {
        var status = state switch
        {
            BookingState.Booked => "booked",
            BookingState.Cancelled => "cancelled",
            _ => throw new ArgumentOutOfRangeException(nameof(state), state, "Attendance is the staff's to set."),
        };
        var answer = await client.SendAsync(
            HttpMethod.Put,
            $"{options.EventsPath}/{Uri.EscapeDataString(eventId)}/bookings/{Uri.EscapeDataString(candidateId)}",
            Json(new BookingBody(status), HrmosJson.Default.BookingBody),
            cancellationToken);
        return answer.Status switch
        {
            HttpStatusCode.OK => true,
            HttpStatusCode.Conflict when answer.Code == "attendance_recorded" => false,
            HttpStatusCode.NotFound when answer.Code == "event_not_found" => throw EventMissing(),
            HttpStatusCode.NotFound => throw new SyncException(FailureCode.CandidateMissing, "HRMOS has no candidate of this id."),
            _ => throw Unknown(answer, "PUT bookings"),
        };
    }

    private async Task<string?> FindLabelAsync(string name, CancellationToken cancellationToken)
    {
        var answer = await client.SendAsync(HttpMethod.Get, options.LabelsPath, null, cancellationToken);
        return Items(answer, "labels")
            .Where(label => string.Equals(Property(label, "name").GetString(), name, StringComparison.OrdinalIgnoreCase))
            .Select(label => HrmosAnswer.Id(Property(label, "id")))
            .FirstOrDefault();
    }

    private async IAsyncEnumerable<JsonElement> PagesAsync(
        string path, string name, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (int? page = 1; page is { } number;)
        {
            var answer = await client.SendAsync(
                HttpMethod.Get, string.Create(CultureInfo.InvariantCulture, $"{path}?page={number}"), null, cancellationToken);
            if (answer.Status == HttpStatusCode.NotFound && answer.Code == "event_not_found")
            {
                throw EventMissing();
            }

            foreach (var item in Items(answer, name))
            {
                yield return item;
            }

            page = answer.Body.TryGetProperty("nextPage", out var next) && next.ValueKind == JsonValueKind.Number ? next.GetInt32() : null;
        }
    }

    private static SuspectedDuplicate ToSuspect(JsonElement match) => new(
        HrmosAnswer.Id(Property(match, "id")),
        match.TryGetProperty("externalId", out var externalId) && externalId.ValueKind == JsonValueKind.String ? externalId.GetString() : null,
        Property(match, "matched").EnumerateArray().Any(field => field.GetString() == "mail"));

    private static string Id(HrmosAnswer answer) => HrmosAnswer.Id(Property(answer.Body, "id"));

    private static JsonElement.ArrayEnumerator Items(HrmosAnswer answer, string name) =>
        (answer.Status == HttpStatusCode.OK || answer.Status == HttpStatusCode.Conflict)
        && answer.Body.ValueKind == JsonValueKind.Object && answer.Body.TryGetProperty(name, out var items) && items.ValueKind == JsonValueKind.Array
            ? items.EnumerateArray()
            : throw Unknown(answer, name);

    // A missing property is a changed contract, never an empty value.
    private static JsonElement Property(JsonElement item, string name) =>
        item.ValueKind == JsonValueKind.Object && item.TryGetProperty(name, out var value)
            ? value
            : throw new SyncException(FailureCode.HrmosAnswerUnknown, $"An answer of HRMOS lacks {name}.");

    // Names of fields only: the values are the applicant's.
    private static SyncException Rejected(HrmosAnswer answer)
    {
        var fields = answer.Body.TryGetProperty("errors", out var errors) && errors.ValueKind == JsonValueKind.Array
            ? string.Join(',', errors.EnumerateArray().Select(error => Property(error, "field").GetString()))
            : "";
        return new SyncException(FailureCode.CandidateRejected, fields);
    }

    private static SyncException EventMissing() => new(FailureCode.HrmosEventMissing, "HRMOS has no event of this id.");

    private static SyncException Unknown(HrmosAnswer answer, string call) =>
        new(FailureCode.HrmosAnswerUnknown, $"{call}: status {(int)answer.Status}, code '{answer.Code}', is not in the contract.");

    private static Func<HttpContent> Json<T>(T body, JsonTypeInfo<T> type) => () => JsonContent.Create(body, type);
}
