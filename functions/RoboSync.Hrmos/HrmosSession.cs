using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using RoboSync.Sync.Ats;
using RoboSync.Sync.Failures;
using RoboSync.Sync.Media;

namespace RoboSync.Hrmos;

/// <summary>The calls of docs/hrmos-api.openapi.json that a run makes.</summary>
internal sealed class HrmosSession(HrmosClient client, HrmosOptions options) : IAtsSession
{
    private readonly HrmosLists lists = new(client, options);

    public int Requests => client.Requests;

    public async Task<IReadOnlyList<string>> ListPermissionsAsync(CancellationToken cancellationToken)
    {
        var answer = await client.SendAsync(HttpMethod.Get, options.TokenPath, null, cancellationToken);
        return Whole(answer, Good(answer, HrmosAnswerJson.Default.TokenAnswer, "GET token").Permissions);
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
                FailureCode.HrmosUnreachable, options.LabelsPath, Json(new LabelBody(name), HrmosRequestJson.Default.LabelBody),
                cancellationToken);
            return answer.Status switch
            {
                HttpStatusCode.Created or HttpStatusCode.OK when answer.Read(HrmosAnswerJson.Default.LabelAnswer) is var label =>
                    IsNamed(label, name) ? label.Id : throw answer.Unknown("is of another label than was made"),
                HttpStatusCode.UnprocessableEntity when answer.Code == "label_limit_reached" =>
                    throw new SyncException(FailureCode.HrmosLabelLimit, "HRMOS has no room for another label."),
                _ => throw answer.NotAgreed("POST labels"),
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
        var found = Whole(answer, Good(answer, HrmosAnswerJson.Default.CandidateList, "GET candidates").Candidates);

        // A search that finds others as well is not the one that was agreed: whoever it finds first would be taken for the person.
        return found.All(candidate => candidate.ExternalId == externalId)
            ? [.. found.Select(candidate => candidate.Id).Distinct(StringComparer.Ordinal)]
            : throw answer.Unknown("holds a candidate of another external id than was asked for");
    }

    public async Task<IReadOnlyList<SuspectedDuplicate>> FindByMailAsync(string mail, CancellationToken cancellationToken)
    {
        var answer = await client.SendAsync(
            HttpMethod.Get, $"{options.CandidatesPath}?mail={Uri.EscapeDataString(mail)}", null, cancellationToken);
        return [.. Whole(answer, Good(answer, HrmosAnswerJson.Default.CandidateList, "GET candidates").Candidates)
            .Select(candidate => new SuspectedDuplicate(candidate.Id, candidate.ExternalId, SameMail: true))];
    }

    public async Task<CreateOutcome> CreateCandidateAsync(
        Applicant applicant, string externalId, string labelId, bool allowDuplicate, CancellationToken cancellationToken)
    {
        var body = CandidateBody.Of(applicant) with { ExternalId = externalId, LabelIds = [labelId], AllowDuplicate = allowDuplicate };
        var answer = await client.CreateAsync(
            FailureCode.CandidateUnclear, options.CandidatesPath, Json(body, HrmosRequestJson.Default.CandidateBody), cancellationToken);
        return answer.Status switch
        {
            HttpStatusCode.Created => new CreateOutcome(answer.Read(HrmosAnswerJson.Default.CreatedAnswer).Id, []),
            HttpStatusCode.Conflict when answer.Code == "duplicate_suspected" => new CreateOutcome(null, Suspected(answer)),
            HttpStatusCode.UnprocessableEntity => throw Rejected(answer),
            _ => throw answer.NotAgreed("POST candidates"),
        };
    }

    public async Task UpdateCandidateAsync(string candidateId, Applicant applicant, CancellationToken cancellationToken)
    {
        var answer = await client.SendAsync(
            HttpMethod.Patch,
            $"{options.CandidatesPath}/{Uri.EscapeDataString(candidateId)}",
            Json(CandidateBody.Of(applicant), HrmosRequestJson.Default.CandidateBody),
            cancellationToken);
        switch (answer.Status)
        {
            case HttpStatusCode.OK:
                answer.Read(HrmosAnswerJson.Default.CandidateAnswer);
                return;
            case HttpStatusCode.NotFound when answer.Code == "candidate_not_found":
                throw CandidateMissing();
            case HttpStatusCode.UnprocessableEntity:
                throw Rejected(answer);
            default:
                throw answer.NotAgreed("PATCH candidates");
        }
    }

    public async Task<IReadOnlyList<AtsEvent>> ListEventsAsync(CancellationToken cancellationToken)
    {
        var events = await lists.ReadAsync<EventPage, EventAnswer>(
            options.EventsPath, HrmosAnswerJson.Default.EventPage, item => item.Id, EventMissing, cancellationToken);
        return [.. events.Select(item => new AtsEvent(item.Id, item.Name, StartsAt(item)))];
    }

    public async Task<IReadOnlyDictionary<string, BookingState>> ListBookingsAsync(string eventId, CancellationToken cancellationToken)
    {
        var bookings = await lists.ReadAsync<BookingPage, BookingAnswer>(
            $"{options.EventsPath}/{Uri.EscapeDataString(eventId)}/bookings",
            HrmosAnswerJson.Default.BookingPage,
            booking => booking.CandidateId,
            EventMissing,
            cancellationToken);
        return bookings.ToDictionary(booking => booking.CandidateId, State, StringComparer.Ordinal);
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
            Json(new BookingBody(status), HrmosRequestJson.Default.BookingBody),
            cancellationToken);
        return answer.Status switch
        {
            HttpStatusCode.OK =>
                answer.Read(HrmosAnswerJson.Default.BookingAnswer) is var booking && booking.CandidateId == candidateId
                    && State(booking) == state
                    ? true
                    : throw answer.Unknown("is of another candidate or has another status than was set"),
            HttpStatusCode.Conflict when answer.Code == "attendance_recorded" => false,
            HttpStatusCode.NotFound when answer.Code == "event_not_found" => throw EventMissing(),
            HttpStatusCode.NotFound when answer.Code == "candidate_not_found" => throw CandidateMissing(),
            _ => throw answer.NotAgreed("PUT bookings"),
        };
    }

    private async Task<string?> FindLabelAsync(string name, CancellationToken cancellationToken)
    {
        var answer = await client.SendAsync(HttpMethod.Get, options.LabelsPath, null, cancellationToken);
        return Whole(answer, Good(answer, HrmosAnswerJson.Default.LabelList, "GET labels").Labels)
            .FirstOrDefault(label => IsNamed(label, name))?.Id;
    }

    private static bool IsNamed(LabelAnswer label, string name) => string.Equals(label.Name, name, StringComparison.OrdinalIgnoreCase);

    private static IReadOnlyList<SuspectedDuplicate> Suspected(HrmosAnswer answer)
    {
        var matches = Whole(answer, answer.Read(HrmosAnswerJson.Default.SuspectedAnswer).Matches);
        return matches.Length > 0
            && matches.All(match => match.Matched.Length > 0 && match.Matched.All(field => field is "name" or "mail" or "phone"))
            ? [.. matches.Select(
                match => new SuspectedDuplicate(match.Id, match.ExternalId, match.Matched.Contains("mail", StringComparer.Ordinal)))]
            : throw answer.Unknown("suspects a duplicate for no reason that the contract knows");
    }

    private static T Good<T>(HrmosAnswer answer, JsonTypeInfo<T> type, string call) =>
        answer.Status == HttpStatusCode.OK ? answer.Read(type) : throw answer.NotAgreed(call);

    // The reader checks properties for null, not elements.
    private static T[] Whole<T>(HrmosAnswer answer, T[] items) =>
        Array.TrueForAll(items, item => item is not null) ? items : throw answer.Unknown("has an element that is null");

    private static BookingState State(BookingAnswer booking) => booking.Status switch
    {
        "booked" => BookingState.Booked,
        "cancelled" => BookingState.Cancelled,
        "attended" => BookingState.Attended,
        "absent" => BookingState.Absent,
        _ => throw new SyncException(FailureCode.HrmosAnswerUnknown, "A booking has a status that is not in the contract."),
    };

    // A date at either end of what a calendar holds has no counterpart in Japan.
    private static DateTimeOffset? StartsAt(EventAnswer item) => item.StartsAt is null or { Year: > 1900 and < 2200 }
        ? item.StartsAt
        : throw new SyncException(FailureCode.HrmosAnswerUnknown, "An event has a date that no event has.");

    // Names of fields only, and only those of the contract: the values are the applicant's.
    private static SyncException Rejected(HrmosAnswer answer)
    {
        var errors = Whole(answer, answer.Read(HrmosAnswerJson.Default.ErrorAnswer).Errors ?? []);
        return new SyncException(
            FailureCode.CandidateRejected,
            string.Join(',', errors.Select(error => HrmosWords.Field(error.Field)).Distinct(StringComparer.Ordinal)));
    }

    private static SyncException EventMissing() => new(FailureCode.HrmosEventMissing, "HRMOS has no event of this id.");

    private static SyncException CandidateMissing() => new(FailureCode.CandidateMissing, "HRMOS has no candidate of this id.");

    private static byte[] Json<T>(T body, JsonTypeInfo<T> type) => JsonSerializer.SerializeToUtf8Bytes(body, type);
}
