using System.Text.Json;
using RoboSync.Sync.Failures;

namespace RoboSync.Torture.Input;

/// <summary>
/// What an answer says by docs/hrmos-api.openapi.json, read by another hand than the product's: all that comes of it, or which failure it
/// tells of, as the text that <see cref="AnswerCall"/> makes; null where the contract knows no such answer.
/// </summary>
internal static class AnswerTruth
{
    private static readonly string[] States = ["booked", "cancelled", "attended", "absent"];

    private static readonly HashSet<string> Fields = new(StringComparer.Ordinal)
    {
        "name", "nameKana", "mail", "phone", "postalCode", "address", "vacationPostalCode", "vacationAddress", "vacationPhone",
        "schoolCategory", "stream", "school", "faculty", "department", "graduation", "laboratory", "club", "qualifications",
        "selectionFlow", "entryDate", "externalId", "labelIds", "allowDuplicate",
    };

    /// <summary>A failure as a text.</summary>
    public static string Failure(FailureCode code, string detail = "") => $"failure {code} {detail}".TrimEnd();

    /// <summary>Reads an answer.</summary>
    public static string? Of(string call, int status, byte[] body)
    {
        switch (status)
        {
            case 401:
                return Failure(FailureCode.HrmosTokenInvalid);
            case 429:
                return Failure(FailureCode.HrmosTooManyRequests);
            case 503:
                return Failure(FailureCode.HrmosMaintenance);
            case >= 500:
                return Failure(call == "create" ? FailureCode.CandidateUnclear : FailureCode.HrmosUnreachable);
            case 403 when body.Length == 0:
                return Failure(FailureCode.HrmosPermissionMissing);
        }

        try
        {
            using var parsed = JsonDocument.Parse(body.AsMemory(body is [0xEF, 0xBB, 0xBF, ..] ? 3 : 0));
            var root = new Said(parsed.RootElement);
            return status switch
            {
                200 or 201 => Good(call, status, root),
                403 => Failure(root.Text("code") == "sso_required" ? FailureCode.HrmosSsoOn : FailureCode.HrmosPermissionMissing),
                _ => Refusal(call, status, root),
            };
        }
        catch (Exception notInTheContract) when (notInTheContract is JsonException or NotSaidException or InvalidOperationException)
        {
            return null;
        }
    }

    private static string? Good(string call, int status, Said root) => (call, status) switch
    {
        ("create", 201) => root.Id("id"),
        ("create", _) or (not "label made", 201) => null,
        ("token", _) => string.Join('|', root.Items("permissions").Select(item => item.AsText())),
        ("label" or "label made", _) => Label(root),
        ("find", _) when root.Items("candidates").ToList() is var found =>
            found.TrueForAll(item => item.TextOrNull("externalId") == AnswerCall.ExternalId)
                ? string.Join('|', found.Select(item => item.Id("id")).Distinct(StringComparer.Ordinal)) : null,
        ("update", _) => "updated",
        ("events", _) => Whole(root, "events", item =>
            (item.Id("id"), AnswerCall.Event(item.Id("id"), item.Text("name"), StartsAt(item)))) is { } events
                ? string.Join('|', events)
                : null,
        ("bookings", _) =>
            Whole(root, "bookings", item => (item.Id("candidateId"), $"{item.Id("candidateId")} {State(item)}")) is { } bookings
            ? string.Join('|', bookings.Order(StringComparer.Ordinal)) : null,
        ("book", _) => root.Id("candidateId") == AnswerCall.CandidateId && State(root) == "booked" ? "booked" : null,
        _ => null,
    };

    private static string? Refusal(string call, int status, Said root) => (call, status, root.Text("code")) switch
    {
        ("create", 409, "duplicate_suspected") => Suspected(root),
        ("create" or "update", 422, _) => Failure(FailureCode.CandidateRejected, string.Join(',', root.ItemsOrNone("errors")
            .Select(error => error.Text("field") is var field && Fields.Contains(field) ? field : "unlisted")
                .Distinct(StringComparer.Ordinal))),
        ("update" or "book", 404, "candidate_not_found") => Failure(FailureCode.CandidateMissing),
        ("events" or "bookings" or "book", 404, "event_not_found") => Failure(FailureCode.HrmosEventMissing),
        ("book", 409, "attendance_recorded") => "left to staff",
        _ => null,
    };

    // The label that is there; else the same answer comes to the request that makes one.
    private static string? Label(Said root) =>
        root.Items("labels").Select(item => (Id: item.Id("id"), Name: item.Text("name"))).ToList()
            .Find(label => IsOurs(label.Name)).Id is { } there ? there
        : IsOurs(root.Text("name")) ? root.Id("id")
        : null;

    private static bool IsOurs(string name) => string.Equals(name, AnswerCall.Label, StringComparison.OrdinalIgnoreCase);

    private static string? Suspected(Said root)
    {
        var lines = new List<string>();
        foreach (var match in root.Items("matches"))
        {
            var matched = match.Items("matched").Select(item => item.AsText()).ToList();
            if (matched.Count == 0 || matched.Exists(field => field is not ("name" or "mail" or "phone")))
            {
                return null;
            }

            lines.Add($"suspected {match.Id("id")} {match.TextOrNull("externalId") ?? "null"} {matched.Contains("mail")}");
        }

        return lines.Count == 0 ? null : string.Join('|', lines);
    }

    // Each row once, as many as the answer states, and no further page.
    private static List<string>? Whole(Said root, string name, Func<Said, (string Id, string Line)> read)
    {
        var rows = root.Items(name).Select(read).Distinct().ToList();
        return rows.DistinctBy(row => row.Id).Count() == rows.Count && root.Integer("total") == rows.Count && root.IsNone("nextPage")
            ? rows.ConvertAll(row => row.Line)
            : null;
    }

    private static string State(Said item) =>
        item.Text("status") is var state && States.Contains(state) ? state : throw new NotSaidException();

    private static DateTimeOffset? StartsAt(Said item) => item.IsNone("startsAt") ? null
        : DateTimeOffset.TryParse(
            item.Text("startsAt"), System.Globalization.CultureInfo.InvariantCulture, out var at) && at.Year is > 1900 and < 2200 ? at
        : throw new NotSaidException();

    private sealed class NotSaidException : Exception;

    /// <summary>An element of the answer; what it is asked for and does not say, or says twice, is not said.</summary>
    private readonly struct Said(JsonElement element)
    {
        public string AsText() => element.ValueKind == JsonValueKind.String ? element.GetString()! : throw new NotSaidException();

        public string Text(string name) => new Said(One(name)).AsText();

        public string? TextOrNull(string name) => One(name).ValueKind == JsonValueKind.Null ? null : Text(name);

        public int Integer(string name) => One(name).ValueKind == JsonValueKind.Number && One(name).TryGetInt32(out var number)
            ? number
            : throw new NotSaidException();

        public bool IsNone(string name) => !IsThere(name) || One(name).ValueKind == JsonValueKind.Null;

        public IEnumerable<Said> Items(string name) =>
            One(name).ValueKind == JsonValueKind.Array
                ? One(name).EnumerateArray().Select(item => new Said(item))
                : throw new NotSaidException();

        public IEnumerable<Said> ItemsOrNone(string name) => IsNone(name) ? [] : Items(name);

        public string Id(string name)
        {
            var said = One(name);
            var id = said.ValueKind switch
            {
                JsonValueKind.String => said.GetString()!,
                JsonValueKind.Number when said.GetRawText().All(char.IsAsciiDigit) => said.GetRawText(),
                _ => "",
            };
            return id.Length is > 0 and <= 100 && !id.Any(letter => char.IsWhiteSpace(letter) || char.IsControl(letter))
                ? id
                : throw new NotSaidException();
        }

        private bool IsThere(string name) => element.ValueKind == JsonValueKind.Object
            ? element.EnumerateObject().Any(property => property.Name == name)
            : throw new NotSaidException();

        private JsonElement One(string name) => element.ValueKind == JsonValueKind.Object
            && element.EnumerateObject().Where(property => property.Name == name).Take(2).ToList() is [var only]
                ? only.Value
                : throw new NotSaidException();
    }
}
