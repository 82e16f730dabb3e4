using System.Net;
using RoboSync.Console.Access;
using RoboSync.EndToEndTests.Running;
using RoboSync.Storage;
using RoboSync.Sync.Users;

namespace RoboSync.EndToEndTests.Console;

/// <summary>Every page and every file, as everybody: what they get is what docs/security.md says, and nothing of another company.</summary>
public sealed class AccessTests(StorageFixture storage)
{
    private const string Elsewhere = "elsewhere";

    /// <summary>Who, below what address, and what each policy lets them do: g get, p post.</summary>
    private static readonly (string Who, string Below, Dictionary<string, string> May)[] Everybody =
    [
        ("nobody", "", []),
        ("viewer", "", new() { [Policies.Company] = "g", [Policies.SignedIn] = "gp", [Policies.TemporaryPassword] = "gp" }),
        ("manager", "", new()
        {
            [Policies.Company] = "gp", [Policies.Managers] = "gp", [Policies.SignedIn] = "gp", [Policies.TemporaryPassword] = "gp",
        }),
        ("operator", "", new() { [Policies.Operators] = "gp", [Policies.SignedIn] = "gp", [Policies.TemporaryPassword] = "gp" }),
        ("operator", "/view/sample", new() { [Policies.Company] = "g" }),
        ("temporary", "", new() { [Policies.TemporaryPassword] = "gp" }),
        ("stranger", "/view/sample", []),
        ("manager", "/view/elsewhere", []),
        ("manager", "/view/sample", []),
        ("viewer", "/view/sample", []),
    ];

    [Fact]
    public void Every_page_and_every_file_says_who_may_open_it() => ConsoleRoute.Everything
        .Where(route => (route.Policy is null) != route.IsForAll || (route.Policy is { } policy && !Policies.All.Contains(policy)))
        .ShouldBeEmpty();

    [Fact]
    public void Files_are_among_what_is_walked() => ConsoleRoute.Everything.Where(route => route.IsFile).Select(route => route.Path)
        .ShouldBe(
        [
            "/audit.csv", "/dry-run/miws-2027/plan.csv", "/mapping/download", "/operator/audit.csv",
            "/operator/companies/sample/document", "/operator/pages/file", "/reconcile/miws-2027.csv", "/runs.csv",
            "/runs/miws-2027/20260601T030000Z/left-out.csv",
        ], ignoreOrder: true);

    [Fact]
    public async Task Everybody_gets_what_their_role_allows_and_nothing_else()
    {
        await using var site = await ConsoleSite.StartAsync(storage);
        await site.Product.RunSlotAsync();
        await DryRunTests.DryRunAsync(site.Product);
        await site.Product.UploadAsync(StorageNames.TenantsContainer, $"{ConsoleSite.Company}/reconcile", "");
        var visitors = await VisitorsAsync(site);
        var wrong = new List<string>();
        foreach (var (who, below, may) in Everybody)
        {
            foreach (var route in ConsoleRoute.Everything.Where(route => !route.IsForAll))
            {
                var allowed = may.GetValueOrDefault(route.Policy!, "");
                var path = route.Path == "/" && below.Length > 0 ? below : $"{below}{route.Path}";
                using var got = await visitors[who].GetAsync(path);

                if (route.IsFile)
                {
                    if (IsRefused(got) == allowed.Contains('g'))
                    {
                        wrong.Add($"{who} {path}: get {got.StatusCode}");
                    }

                    continue;
                }

                // Nobody's form has this token: who may post learns that it is missing.
                using var posted = await visitors[who].PostAsync(path, ("Input.Text", "1"));
                if (IsRefused(got) == allowed.Contains('g') || IsRefused(posted) == allowed.Contains('p')
                    || (allowed.Contains('p') && posted.StatusCode != HttpStatusCode.BadRequest))
                {
                    wrong.Add($"{who} {path}: get {got.StatusCode}, post {posted.StatusCode}");
                }
            }
        }

        wrong.ShouldBeEmpty(string.Join('\n', site.Product.Logs.Select(log => log.Exception?.ToString()).OfType<string>().Take(2)));
        foreach (var visitor in visitors.Values)
        {
            visitor.Dispose();
        }
    }

    [Fact]
    public async Task Whoever_is_of_another_company_sees_nothing_of_this_one()
    {
        await using var site = await ConsoleSite.StartAsync(storage);
        using var stranger = await site.SignedInAsync(UserRole.Manager, Elsewhere);
        foreach (var route in ConsoleRoute.Everything)
        {
            var page = await stranger.OpenAsync(route.Path);

            page.Html.ShouldNotContain("株式会社サンプル", Case.Sensitive, route.Path);
            page.Html.ShouldNotContain("@sample.example", Case.Sensitive, route.Path);
            page.Html.ShouldNotContain("SAMPLE-001", Case.Sensitive, route.Path);
        }
    }

    private static async Task<Dictionary<string, Visitor>> VisitorsAsync(ConsoleSite site)
    {
        var visitors = new Dictionary<string, Visitor>(StringComparer.Ordinal)
        {
            ["nobody"] = site.Visit(),
            ["viewer"] = await site.SignedInAsync(UserRole.Viewer),
            ["manager"] = await site.SignedInAsync(UserRole.Manager),
            ["operator"] = await site.SignedInAsync(UserRole.Operator),
            ["stranger"] = await site.SignedInAsync(UserRole.Manager, Elsewhere),
            ["temporary"] = await site.SignedInAsync(UserRole.Manager, "third"),
        };
        var users = site.Product.Get<IConsoleUsers>();
        var temporary = await users.FindAsync(ConsoleUser.IdOf("manager@third.example"), default);
        await users.SaveAsync(temporary! with { MustChangePassword = true }, default);
        return visitors;
    }

    private static bool IsRefused(HttpResponseMessage response) =>
        response.StatusCode == HttpStatusCode.Forbidden

        // Below a company that is not theirs there is nothing; elsewhere there is no such thing as the route's.
        || (response.StatusCode == HttpStatusCode.NotFound
            && response.RequestMessage!.RequestUri!.AbsolutePath.StartsWith("/view/", StringComparison.Ordinal))
        || (response.StatusCode == HttpStatusCode.Redirect
            && response.Headers.Location!.ToString() is var location
            && (location.StartsWith("/sign-in", StringComparison.Ordinal) || location is "/password" or "/operator"));
}
