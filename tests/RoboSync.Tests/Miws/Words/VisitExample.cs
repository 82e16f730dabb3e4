using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using RoboSync.Miws;
using RoboSync.Sync.Alarms;
using RoboSync.Sync.Failures;
using RoboSync.Sync.Media;
using RoboSync.Sync.Sites;
using RoboSync.Sync.Tenants;

namespace RoboSync.Tests.Miws.Words;

/// <summary>Plays the site of an example on the loopback interface, and lets a real session do what the example says.</summary>
internal sealed partial class VisitExample
{
    private const string SignInPage = """<form id="login-form" method="post"></form>""";

    private readonly List<(string Request, bool IsOnce, string Answer)> answers = [];
    private readonly List<string> told = [];
    private readonly List<string> wishes;
    private readonly string definition;

    private VisitExample(WordExample example)
    {
        definition = example.Definition;
        var lines = example.Shown.Split('\n');
        wishes = [.. lines.Where(line => line.StartsWith("> ", StringComparison.Ordinal)).Select(line => line[2..])];
        foreach (var line in lines.Where(line => line.Length > 0 && !line.StartsWith("> ", StringComparison.Ordinal)))
        {
            if (line.StartsWith("GET ", StringComparison.Ordinal) || line.StartsWith("POST ", StringComparison.Ordinal))
            {
                var isOnce = line.EndsWith(" once", StringComparison.Ordinal);
                answers.Add((isOnce ? line[..^" once".Length] : line, isOnce, ""));
            }
            else
            {
                answers[^1] = answers[^1] with { Answer = answers[^1].Answer + line };
            }
        }
    }

    public static Task<string> TellAsync(WordExample example) => new VisitExample(example).TellAsync();

    private async Task<string> TellAsync()
    {
        await using var site = await OddMiws.StartAsync(AnswerAsync);
        await using var services = new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System)
            .AddSingleton<IPageDefinitionOverrides>(new PutUp(await DefinitionsAsync()))
            .AddSingleton<IPageArchive>(new OddMiws.Nowhere()).AddSingleton(NoQueues.Create()).AddSingleton<OperatorAlarms>()
            .AddSingleton(Microsoft.Extensions.Options.Options.Create(new MiwsOptions { MaxRetries = 0 }))
            .Configure<SitesOptions>(sites => sites.AllowLoopback = true)
            .AddMiws().BuildServiceProvider();
        try
        {
            using var session = await services.GetRequiredService<IMedium>()
                .SignInAsync(OddMiws.Account(site.BaseUrl), Sample.Account, new Credentials("me", "secret"), "run", default);
            if (wishes is ["sign in"])
            {
                told.Add("signed in");
            }
            else
            {
                told.Clear();
            }

            foreach (var wish in wishes.Where(wish => wish != "sign in"))
            {
                told.Add(await FulfilAsync(session, wish.Split(' ')));
            }
        }
        catch (SyncException failure)
        {
            told.Add(failure.Code == FailureCode.SitePageChanged ? failure.Detail : $"{failure.Code}");
        }

        return string.Join('\n', told);
    }

    private static async Task<string> FulfilAsync(IMediumSession session, string[] wish) => wish switch
    {
        ["applicants", var page] =>
            Read((await session.ListApplicantsAsync(int.Parse(page, CultureInfo.InvariantCulture), default))
                .Rows.Select(row => row.ApplicantNumber)),
        ["seminars", var page] =>
            Read((await session.ListSeminarsAsync(int.Parse(page, CultureInfo.InvariantCulture), default))
                .Rows.Select(row => row.SeminarNumber)),
        ["applicant", var number] => Read([(await session.ReadApplicantAsync(number, default)).ApplicantNumber]),
        ["bookings", var number] =>
            Read((await session.ListBookingsAsync(number, 1, default)).Rows.Select(row => $"{row.ApplicantNumber} {row.State}")),
        _ => throw new InvalidOperationException($"No session does: {string.Join(' ', wish)}"),
    };

    private static string Read(IEnumerable<string> read) => $"read {string.Join(' ', read)}";

    // The shipped definitions, with the example's parts in their rooms.
    private async Task<(string Name, string Text)[]> DefinitionsAsync()
    {
        var texts = new List<(string, string)>();
        foreach (var (name, said) in (JsonObject)JsonNode.Parse(definition)!)
        {
            var part = name == "site" ? new JsonObject { ["site"] = said!.DeepClone() } : said!;
            var whole = part["name"] is not null
                ? new JsonObject { ["version"] = 2 }
                : (JsonObject)JsonNode.Parse(await SavedPage.ShippedAsync(name))!;
            foreach (var (room, value) in (JsonObject)part)
            {
                if (value is JsonObject words && room is not "fields")
                {
                    whole[room] ??= new JsonObject();
                    foreach (var (word, meaning) in words)
                    {
                        whole[room]![word] = meaning?.DeepClone();
                        if (meaning is null)
                        {
                            ((JsonObject)whole[room]!).Remove(word);
                        }
                    }
                }
                else
                {
                    whole[room] = value?.DeepClone();
                }
            }

            var text = whole.ToJsonString();
            (await SavedPage.InForce(new PutUp()).FindMistakesAsync("miws", name, text)).ShouldBeEmpty();
            texts.Add((name, text));
        }

        return [.. texts];
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var request = $"{context.Request.Method} {context.Request.Path}{context.Request.QueryString}";
        using var reader = new StreamReader(context.Request.Body, Encoding.ASCII);
        var body = await reader.ReadToEndAsync();
        request = body.Length > 0 ? $"{request} {body}" : request;
        told.Add(request);
        var index = answers.FindIndex(answer => answer.Request == request);
        var text = index >= 0 ? answers[index].Answer : OfDefaultSignIn(request);
        if (index >= 0 && answers[index].IsOnce)
        {
            answers.RemoveAt(index);
        }

        context.Response.ContentType = "text/html; charset=utf-8";
        if (text is null)
        {
            context.Response.StatusCode = 404;
        }
        else if (text.StartsWith("302 ", StringComparison.Ordinal))
        {
            context.Response.Redirect(text[4..]);
        }
        else
        {
            await context.Response.WriteAsync(Document(text));
        }
    }

    private static string? OfDefaultSignIn(string request) => request switch
    {
        "GET /login" => SignInPage,
        "POST /login loginId=me&password=secret" => "{bar}",
        _ => null,
    };

    private static string Document(string text)
    {
        var html = Macro().Replace(text.Replace("{bar}", OddMiws.SignedIn, StringComparison.Ordinal), Expand);
        return html.Contains("<frameset", StringComparison.Ordinal) ? $"<html>{html}</html>" : $"<html><body>{html}</body></html>";
    }

    private static string Expand(Match macro)
    {
        var rest = macro.Groups["rest"].Value;
        return macro.Groups["name"].Value switch
        {
            "applicants" when rest.Split(' ') is [var range, _, var total] => Applicants(range.Split('-'), total),
            "seminars" when rest.Split(' ') is [var number, _, var total] => List(
                "セミナー一覧", "seminar-list", ["セミナーNo.", "セミナー名", "開催日", "予約数"], [[number, "説明会", "2026/04/01", "0"]], total),
            "bookings" => Bookings(rest.Split(' ')),
            "applicant" => Applicant(rest),
            _ => macro.Value,
        };
    }

    private static string Applicants(string[] range, string total)
    {
        var first = int.Parse(range[0], CultureInfo.InvariantCulture);
        var rows = Enumerable.Range(first, int.Parse(range[1], CultureInfo.InvariantCulture) - first + 1).Select(number => (string[])
        [
            $"<a href=\"detail?key=K{number}\">{number}</a>", "見本　花子", "本サイト採用", "2026/04/01", "2026/04/01 09:00",
        ]);
        return List("応募者一覧", "applicant-list", ["応募者番号", "氏名", "選考フロー", "エントリー日", "最終更新日時"], rows, total);
    }

    private static string Bookings(string[] bookings) => List(
        "予約者一覧", "booking-list", ["応募者番号", "ステータス"], bookings.Select(booking => booking.Split(':')),
        bookings.Length.ToString(CultureInfo.InvariantCulture));

    private static string List(string title, string id, string[] headings, IEnumerable<string[]> rows, string total) =>
        $"""
        <h1>{title}</h1><p class="result-count"><b>{total}</b>件</p><table id="{id}"><thead><tr><th>{string.Join("</th><th>", headings)}</th></tr></thead>
        {string.Concat(rows.Select(row => $"<tr><td>{string.Join("</td><td>", row)}</td></tr>"))}</table>
        """;

    private static string Applicant(string number) =>
        SavedPage.Text("applicant-detail").Replace("10000001", number, StringComparison.Ordinal)
        .Replace("林　翔太", "見本　花子", StringComparison.Ordinal).Replace("2026/11/14 23:58", "2026/04/01 09:00", StringComparison.Ordinal)
        .Replace("2026/11/14", "2026/04/01", StringComparison.Ordinal)
        is var page ? page[page.IndexOf("<h1>", StringComparison.Ordinal)..page.LastIndexOf("</body>", StringComparison.Ordinal)] : "";

    [GeneratedRegex(@"\{(?<name>[a-z]+) (?<rest>[^{}]*)\}")]
    private static partial Regex Macro();
}
