using System.CommandLine;
using RoboSync.Sync.Tenants;

namespace RoboSync.Pages.Site;

/// <summary>Which site, and how politely it is read.</summary>
/// <param name="Address">The account's address, which the paths of definitions are relative to.</param>
/// <param name="Year">The account's display year.</param>
/// <param name="Gap">Least time between two requests; up to half of it is added at random.</param>
/// <param name="Definitions">Folder of definitions in the place of the shipped ones; null for none.</param>
internal sealed record SiteOptions(Uri Address, int Year, TimeSpan Gap, DirectoryInfo? Definitions)
{
    /// <summary>Holds the login ID.</summary>
    public const string LoginIdVariable = "ROBOSYNC_MIWS_LOGIN_ID";

    /// <summary>Holds the password.</summary>
    public const string PasswordVariable = "ROBOSYNC_MIWS_PASSWORD";

    /// <summary>What to sign in with, from the environment: no secret stands on a command line.</summary>
    /// <exception cref="CannotDoException">A variable is not set.</exception>
    public static Credentials Credentials(Func<string, string?> environment) =>
        new(Variable(environment, LoginIdVariable), Variable(environment, PasswordVariable));

    private static string Variable(Func<string, string?> environment, string name) => environment(name) is { Length: > 0 } value
        ? value
        : throw new CannotDoException(
            $"Set the environment variables {LoginIdVariable} and {PasswordVariable}: the account's own login. {name} is not set.");
}

/// <summary>The options of verbs that read a site.</summary>
internal sealed class SiteArguments
{
    private const double LeastGap = 1;
    private const double UsualGap = 1.5;

    private readonly Option<int?> year = new("--year") { Description = "The account's display year (初期表示年度), for example 2027." };
    private readonly Option<double?> gap =
        new("--gap") { Description = "Least seconds between two requests: 1.5 where it is not said, and none for a site on this machine." };

    /// <summary>Adds them to a verb.</summary>
    public SiteArguments(Command verb, bool needsAddress)
    {
        Address = new Argument<Uri?>("URL")
        {
            Description = "Address of the site, https://…/.", Arity = needsAddress ? ArgumentArity.ExactlyOne : ArgumentArity.ZeroOrOne,
            CustomParser = result =>
            {
                if (Uri.TryCreate(result.Tokens[0].Value, UriKind.Absolute, out var address) && address.Scheme is "https" or "http")
                {
                    return address.AbsoluteUri.EndsWith('/') ? address : new Uri(address.AbsoluteUri + "/");
                }

                result.AddError($"{result.Tokens[0].Value} is no address; say https://…/.");
                return null;
            },
        };
        verb.Add(Address);
        verb.Add(year);
        verb.Add(gap);
        verb.Add(Definitions);
    }

    /// <summary>The site's address.</summary>
    public Argument<Uri?> Address { get; }

    /// <summary>The folder of definitions.</summary>
    public Option<DirectoryInfo?> Definitions { get; } = DefinitionsOption();

    /// <summary>The option of a folder of definitions.</summary>
    public static Option<DirectoryInfo?> DefinitionsOption() =>
        new("--definitions") { Description = "Folder of definitions (NAME.json) that count in the place of the shipped ones." };

    /// <summary>The display year; null where it is not said.</summary>
    public int? Year(ParseResult parsed) => parsed.GetValue(year) is not { } said ? null
        : said is >= 2000 and <= 2099 ? said
        : throw new CannotDoException($"--year {said} is no graduation year.");

    /// <summary>What was said.</summary>
    /// <exception cref="CannotDoException">Something is missing, or not allowed.</exception>
    public SiteOptions Read(ParseResult parsed)
    {
        var address = parsed.GetValue(Address) ?? throw new CannotDoException("Say the site's address.");
        var seconds = parsed.GetValue(gap) ?? (address.IsLoopback ? 0 : UsualGap);
        return seconds < 0 || seconds > 60 || (seconds < LeastGap && !address.IsLoopback)
            ? throw new CannotDoException($"--gap is 1 to 60 seconds: it is somebody else's site.")
            : new SiteOptions(
                address, Year(parsed) ?? throw new CannotDoException("Say the account's display year: --year 2027."),
                TimeSpan.FromSeconds(seconds), parsed.GetValue(Definitions));
    }
}
