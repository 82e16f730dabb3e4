using System.Text.Json.Serialization;
using RoboSync.Sync.Failures;

namespace RoboSync.Miws.Definitions;

/// <summary>What is the same on all pages, and how to sign in.</summary>
internal sealed record SiteShape
{
    /// <summary>The encoding of all pages where the site lies; null to believe what it says.</summary>
    public string? Charset { get; init; }

    /// <summary>On every page of a signed-in session.</summary>
    public required Marker SignedIn { get; init; }

    /// <summary>The year that a page shows.</summary>
    public required Capture DisplayYear { get; init; }

    /// <summary>On the page that one signs in on.</summary>
    public required Marker LoginPage { get; init; }

    /// <summary>On the page of a site that is being mended.</summary>
    public required Marker Maintenance { get; init; }

    /// <summary>On a page that asks whether a person is there.</summary>
    public required Marker Challenge { get; init; }

    /// <summary>On a page that the account may not see.</summary>
    public Marker? NoPermission { get; init; }

    /// <summary>What stands at the end of every page that was not cut short; null for the end of the document.</summary>
    public string? End { get; init; }

    /// <summary>Origins that the site spreads over besides the account's own, for example of its sign-in; null for none.</summary>
    public string[]? Origins { get; init; }

    /// <summary>How to sign in.</summary>
    public required SignInShape SignIn { get; init; }

    /// <summary>Pages that may come at any time in the place of the one that was asked for, and what is done there.</summary>
    public InBetween[]? InBetween { get; init; }

    /// <summary>What stands at the end of every page that was not cut short.</summary>
    [JsonIgnore]
    public string EndOfPage => End ?? "</html>";
}

/// <summary>How to sign in, and how the site refuses.</summary>
internal sealed record SignInShape(Step[] Steps, Refusal[] Refusals);

/// <summary>A refusal and what it means.</summary>
internal sealed record Refusal(FailureCode Failure, string Selector, string? Contains);

/// <summary>A page that comes in between: a notice, a question, and the step that leads on.</summary>
internal sealed record InBetween : Move
{
    /// <summary>What it shows.</summary>
    public required Marker When { get; init; }
}
