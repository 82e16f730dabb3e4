using System.Net;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using RoboSync.Miws.Definitions;
using RoboSync.Miws.Pages;
using RoboSync.Miws.Reading;
using RoboSync.Sync.Alarms;
using RoboSync.Sync.Failures;
using RoboSync.Sync.Media;
using RoboSync.Torture.Input.Pages;

namespace RoboSync.Torture.Input;

/// <summary>
/// Page definitions, as somebody puts them up: refused in words, and what counted before still does; or taken, and then no page makes
/// reading by it anything but a value or a failure of the site.
/// </summary>
internal sealed class DefinitionRig : IInputRig
{
    private readonly Dictionary<string, string> shipped = new(StringComparer.Ordinal);
    private PageTruth truth = null!;

    /// <inheritdoc/>
    public async Task StartAsync()
    {
        truth = await PageTruth.Shared;
        foreach (var name in DefinitionNeeds.Names)
        {
            shipped[name] = await Resources.ReadAsync($"{name}.json");
        }
    }

    /// <inheritdoc/>
    public async Task<Verdict> TryAsync(Random random)
    {
        var name = DefinitionNeeds.Names[random.Next(DefinitionNeeds.Names.Count)];
        var (text, mutation) = JsonMutation.Of(shipped[name], random);
        var overrides = new Overrides(name, text);
        var inForce =
            new DefinitionsInForce(overrides, new OperatorAlarms(Outside.Queues, TimeProvider.System, NullLogger<OperatorAlarms>.Instance));
        var mistakes = await inForce.FindMistakesAsync("miws", name, text);
        var definitions = await inForce.ReadAsync(default);
        if (mistakes.Count > 0)
        {
            var isPlain = mistakes.All(mistake => mistake.StartsWith(name, StringComparison.Ordinal) && mistake.Length < 5000);
            return new Verdict(mutation, IsRefused: true, !isPlain ? $"refused without its place: {mistakes[0]}"
                : overrides.Good is not null
                    ? "refused and kept as good"
                    : text == shipped[name]
                    ? $"refused as it was: {mistakes[0]}"
                    : null);
        }

        return new Verdict(mutation, IsRefused: false, overrides.Good == text ? Judge(name, definitions) : "taken and not kept as good");
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private string? Judge(string name, PageDefinitions definitions)
    {
        foreach (var definition in definitions.All.Where(one => name == "site" || one.Name == name))
        {
            var asked = new Asked(2027) { Number = "10000001" };
            _ = new Uri(new Uri("https://miws.example/"), Placeholders.Path(definition.Page!.Request?.Get ?? "", asked));
            var path = definition.Name switch
            {
                "applicant-detail" => PageTruth.DetailPath(truth.Applicants[0].Number),
                "applicant-list" => PageTruth.ApplicantsPath(1),
                "seminar-list" => PageTruth.SeminarsPath(1),
                _ => PageTruth.BookingsPath(truth.Seminars[0].Number, 1),
            };
            try
            {
                Guarded.Read(
                    definition.Name,
                    () => Read(HtmlPage.Parse(Encoding.UTF8.GetBytes(truth.Pages[path]), "utf-8"), definition, definitions.Site));
            }
            catch (SyncException failure)
                when (failure.Kind is FailureKind.SiteChanged or FailureKind.OneRecord or FailureKind.NeedsCustomer)
            {
                // What it says is not what the page shows.
                var isGone = failure.Code is FailureCode.SiteApplicantGone or FailureCode.SiteSeminarMissing;
                return isGone ? $"everybody is gone by {definition.Name}" : null;
            }
        }

        return null;
    }

    private static object Read(HtmlPage page, PageDefinition definition, SiteShape site)
    {
        PageProof.Require(
            page,
            HttpStatusCode.OK,
            definition,
            site,
            "2027",
            definition.Name == "applicant-detail" ? FailureCode.SiteApplicantGone : FailureCode.SiteSeminarMissing);
        return definition.Name switch
        {
            "applicant-detail" => MiwsPages.ApplicantDetail(page, definition),
            "applicant-list" => MiwsPages.ApplicantList(page, definition),
            "seminar-list" => MiwsPages.SeminarList(page, definition),
            _ => MiwsPages.BookingList(page, definition),
        };
    }

    private sealed class Overrides(string name, string text) : IPageDefinitionOverrides
    {
        public string? Good { get; private set; }

        public Task<IReadOnlyDictionary<string, PutUpDefinition>> ReadAllAsync(string medium, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyDictionary<string, PutUpDefinition>>(
                new Dictionary<string, PutUpDefinition>(StringComparer.Ordinal) { [name] = new(text, Good) });

        public Task KeepGoodAsync(string medium, string name, string text, CancellationToken cancellationToken)
        {
            Good = text;
            return Task.CompletedTask;
        }

        public Task SaveResultAsync(string medium, string name, string result, CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
