using System.Text.Json.Nodes;
using AngleSharp.Dom;

namespace RoboSync.Pages.Suggesting;

/// <summary>A labelled place of a page, where a field may stand.</summary>
/// <param name="Label">Its heading or term, in NFKC.</param>
/// <param name="Place">How a definition names it.</param>
/// <param name="IsOfVacation">Whether it stands among what counts in the holidays only.</param>
/// <param name="Cells">The cells of it, on all pages that were captured.</param>
internal sealed record Spot(string Label, JsonObject Place, bool IsOfVacation, IReadOnlyList<IElement> Cells);
