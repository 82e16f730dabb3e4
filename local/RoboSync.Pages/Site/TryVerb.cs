using System.CommandLine;
using System.Globalization;
using System.Numerics;
using RoboSync.Miws;
using RoboSync.Pages.Captures;
using RoboSync.Sync.Media;
using Spectre.Console;

namespace RoboSync.Pages.Site;

/// <summary><c>try</c>: the whole read path against the live site, for a few of each. Writes nothing anywhere.</summary>
internal static class TryVerb
{
    public static Command Create(IAnsiConsole console, Func<string, string?> environment)
    {
        var verb = new Command(
            "try",
            "Reads the live site as a run would: one page of the list, some applicants, one seminar. Writes nothing anywhere. "
            + $"The login comes from {SiteOptions.LoginIdVariable} and {SiteOptions.PasswordVariable}.");
        var site = new SiteArguments(verb, needsAddress: true);
        var details = CaptureVerb.Count("--details", "Pages of one applicant.", 3);
        verb.Add(details);
        verb.Does(console, async (parsed, cancellationToken) =>
        {
            var options = site.Read(parsed);
            using var visit =
                new SiteVisit(options, await DefinitionFolder.ReadAsync(options.Definitions), SiteOptions.Credentials(environment));
            var path = new ReadPath(visit, new ReadPathLimits(Pages: 1, parsed.GetValue(details), Seminars: 1));
            await path.WalkAsync(console.Say, cancellationToken);
            Tell(console, path, visit.Session.Requests, options.Gap);
            return path.Stopped is null && path.Unread.Count == 0 ? ExitCode.Good : ExitCode.Found;
        });
        return verb;
    }

    private static void Tell(IAnsiConsole console, ReadPath path, int requests, TimeSpan gap)
    {
        var table = new Table().AddColumns("Read", "What a run would do");
        if (path.Applicants is [var list, ..])
        {
            var told = list.Rows.Count(row => MiwsMedium.Flows.Contains(row.SelectionFlow));
            table.AddRow(
                Text($"{list.Rows.Count + list.Unread.Count} applicants of {list.Total}"),
                Text($"look up {told} in HRMOS, and create or update who is new or changed; {Unread(list.Unread)}"));
        }

        foreach (var applicant in path.Details)
        {
            table.AddRow(
                Text($"applicant {applicant.ApplicantNumber}"),
                Text($"{BitOperations.PopCount((uint)FilledFields.Of(applicant))} fields that may be blank are filled"));
        }

        foreach (var (number, why) in path.Unread)
        {
            table.AddRow(Text($"applicant {number}"), Text($"set aside: {why.Code}, {why.Detail}"));
        }

        if (path.Seminars is { } seminars)
        {
            table.AddRow(
                Text($"{seminars.Rows.Count + seminars.Unread.Count} seminars of {seminars.Total}"),
                Text($"read the bookings of those that an event is mapped to; {Unread(seminars.Unread)}"));
        }

        foreach (var (seminar, bookings) in path.Bookings)
        {
            var states = bookings.Rows.GroupBy(booking => booking.State).OrderBy(group => group.Key)
                .Select(group => Text($"{group.Key} {group.Count()}"));
            table.AddRow(
                Text($"seminar {seminar.SeminarNumber}: {bookings.Rows.Count} bookings of {bookings.Total}"),
                $"set them on its event: {string.Join(", ", states)}; {Unread(bookings.Unread)}");
        }

        if (table.Rows.Count > 0)
        {
            console.Write(table);
        }

        console.Say(Text($"{requests} requests to the site. Nothing was written anywhere."));
        if (path is { Applicants: [{ Rows.Count: > 0 } first, ..], Seminars: { } all, Stopped: null })
        {
            var pages = (first.Total + first.Rows.Count - 1) / first.Rows.Count;
            var whole = pages + first.Total + (path.Bookings.Count == 0 ? 0 : all.Total);
            console.Say(Text(
                $"A first run of everybody would take about {whole} requests, at least {whole * gap.TotalMinutes:0} minutes at this gap."));
        }

        if (path.Stopped is { } stopped)
        {
            console.Fail($"A run would stop at {stopped.At} and write nothing of it. {stopped.Why.Code}: {stopped.Why.Detail}");
        }
    }

    private static string Unread(IReadOnlyList<UnreadRow> rows) => rows.Count == 0
        ? "every row can be used"
        : Text($"{rows.Count} rows are set aside ({string.Join(", ", rows.Select(row => row.Field).Distinct(StringComparer.Ordinal))})");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
