using AngleSharp.Dom;
using RoboSync.Miws.Pages;
using RoboSync.Miws.Reading;
using RoboSync.Pages.Captures;

namespace RoboSync.Pages.Checking;

/// <summary>Something that proves a page, or says how whole it is.</summary>
/// <param name="Word">The definition's word for it.</param>
/// <param name="Said">What the page shows.</param>
/// <param name="IsGood">Whether that is as it must be; null where it says nothing either way.</param>
/// <param name="Elements">Where it was seen.</param>
internal sealed record ProofLine(string Word, string Said, bool? IsGood, IReadOnlyList<IElement> Elements);

/// <summary>What a definition came to on a page.</summary>
/// <param name="Saved">The page.</param>
/// <param name="Name">The definition's name.</param>
/// <param name="Html">The page as parsed; of a download the page that led to it. Null where it cannot be parsed.</param>
internal sealed record PageTrial(SavedPage Saved, string Name, HtmlPage? Html)
{
    /// <summary>Why a run refuses the page; null where it reads it.</summary>
    public string? Refusal { get; init; }

    /// <summary>Whether it is a page of the sign-in, or on the way: nothing is read of it.</summary>
    public bool IsOnTheWay { get; init; }

    /// <summary>Whether it says that there is no such applicant or seminar.</summary>
    public bool IsGone { get; init; }

    /// <summary>Its rows, where it is a list that a run reads.</summary>
    public ListContent? List { get; init; }

    /// <summary>What proves it.</summary>
    public IReadOnlyList<ProofLine> Proofs { get; init; } = [];

    /// <summary>What its fields came to.</summary>
    public IReadOnlyList<FieldFinding> Fields { get; init; } = [];

    /// <summary>Headings and terms of the page that no field reads.</summary>
    public IReadOnlyList<string> Unused { get; init; } = [];

    /// <summary>Other definitions that would take the page for theirs.</summary>
    public IReadOnlyList<string> AlsoTakenFor { get; init; } = [];

    /// <summary>Whether nothing is wrong.</summary>
    public bool IsGood => IsGone || (Refusal is null && Fields.All(one => one.IsGood) && Proofs.All(proof => proof.IsGood is not false)
        && AlsoTakenFor.Count == 0);

    /// <summary>What became of the page, in a sentence.</summary>
    public string Verdict => IsGone ? "A run takes it for gone: the page itself says that there is no such thing."
        : IsOnTheWay ? Refusal ?? "The definitions know it."
        : Refusal is not null ? $"A run refuses it. {Refusal}"
        : AlsoTakenFor.Count > 0
            ? $"A run reads it, and {string.Join(" and ", AlsoTakenFor)} would take it for its own: let page.marker tell them apart."
        : Fields.Sum(one => one.Unfit) is > 0 and var unfit ? $"A run reads it and sets aside what does not fit ({unfit} values)."
        : "A run reads it.";
}
