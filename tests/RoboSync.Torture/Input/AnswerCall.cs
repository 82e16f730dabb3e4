using System.Globalization;
using RoboSync.Sync.Ats;
using RoboSync.Sync.Media;

namespace RoboSync.Torture.Input;

/// <summary>A call of HRMOS: an answer as the contract has it, and all that the product makes of one, as a text.</summary>
/// <param name="Name">Which call.</param>
/// <param name="Answer">A good answer.</param>
/// <param name="Status">The status of the good one.</param>
/// <param name="RunAsync">Makes the call; says everything that came of it.</param>
internal sealed record AnswerCall(string Name, string Answer, int Status, Func<IAtsSession, Task<string>> RunAsync)
{
    public const string Label = "2027年卒";
    public const string ExternalId = "miws:2027:10000001";
    public const string CandidateId = "2239928341129601024";
    public const string Somebody = "見本　花子";

    private static readonly Applicant Applicant = new()
    {
        ApplicantNumber = "10000001", Name = Somebody, NameKana = "ミホン　ハナコ", Mail = "hanako@example.jp", School = "青空大学",
        Graduation = new DateOnly(2027, 3, 1),
        SelectionFlow = "プレサイト期間", EntryDate = new DateOnly(2026, 6, 1),
        LastChanged = new DateTime(2026, 6, 1, 10, 0, 0, DateTimeKind.Unspecified),
    };

    /// <summary>All of them.</summary>
    public static IReadOnlyList<AnswerCall> All { get; } =
    [
        new(
            "token", """{"company":"見本","permissions":["candidates:write","events:write"]}""", 200,
            async hrmos => string.Join('|', await hrmos.ListPermissionsAsync(default))),
        new(
            "label",
            """{"labels":[{"id":"2239928341129601025","name":"2028年卒"},{"id":"2239928341129601024","name":"2027年卒"}]}""", 200,
            async hrmos => await hrmos.EnsureLabelAsync(Label, default)),
        new("label made", """{"id":"2239928341129601024","name":"2027年卒","labels":[]}""", 200,
            async hrmos => await hrmos.EnsureLabelAsync(Label, default)),
        new("find", """{"candidates":[{"id":2239928341129601024,"externalId":"miws:2027:10000001"}]}""", 200,
            async hrmos => string.Join('|', await hrmos.FindByExternalIdAsync(ExternalId, default))),
        new("create", """{"id":"2239928341129601024"}""", 201, async hrmos =>
        {
            var made = await hrmos.CreateCandidateAsync(Applicant, ExternalId, "1", false, default);
            return made.CandidateId ?? string.Join(
                '|', made.Suspected.Select(match => $"suspected {match.CandidateId} {match.ExternalId ?? "null"} {match.SameMail}"));
        }),
        new("update", """{"id":"2239928341129601024"}""", 200, async hrmos =>
        {
            await hrmos.UpdateCandidateAsync(CandidateId, Applicant, default);
            return "updated";
        }),
        new(
            "events",
            """{"events":[{"id":"2239928341129601024","name":"説明会","startsAt":"2026-07-01T14:00:00+09:00"},{"id":2239928341129601025,"name":"座談会"}],"total":2,"nextPage":null}""",
            200,
            async hrmos =>
                string.Join('|', (await hrmos.ListEventsAsync(default)).Select(item => Event(item.EventId, item.Name, item.StartsAt)))),
        new(
            "bookings",
            """{"bookings":[{"candidateId":"2239928341129601024","status":"booked"},{"candidateId":"2239928341129601025","status":"attended"}],"total":2}""",
            200,
            async hrmos => string.Join(
                '|',
                (await hrmos.ListBookingsAsync("1", default)).OrderBy(pair => pair.Key, StringComparer.Ordinal)
                    .Select(pair => $"{pair.Key} {pair.Value}".ToLowerInvariant()))),
        new("book", """{"candidateId":"2239928341129601024","status":"booked"}""", 200,
            async hrmos => await hrmos.SetBookingAsync("1", CandidateId, BookingState.Booked, default) ? "booked" : "left to staff"),
    ];

    /// <summary>An event as a text.</summary>
    public static string Event(string id, string name, DateTimeOffset? startsAt) =>
        $"{id} {name} {startsAt?.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture) ?? "never"}";
}
