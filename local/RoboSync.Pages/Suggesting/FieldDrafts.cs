using System.Text.Json.Nodes;
using AngleSharp.Dom;
using RoboSync.Miws.Definitions;
using RoboSync.Miws.Fields;

namespace RoboSync.Pages.Suggesting;

/// <summary>Finds for each field the place whose label and values say most that it is the field's.</summary>
internal sealed class FieldDrafts(Draft draft, IReadOnlyList<Spot> spots, DateOnly today)
{
    private const int OfHalves = 99;

    private readonly HashSet<Spot> taken = new(ReferenceEqualityComparer.Instance);

    /// <summary>Puts all fields of a definition into its draft.</summary>
    public void Put(IReadOnlyDictionary<string, FieldNeed> needs)
    {
        foreach (var (field, need) in needs)
        {
            var candidates = Candidates(field).Select(one => (one.Spots, one.Score, Form: FormOf(field, need, one.Spots)))
                .OrderByDescending(one => one.Form.Fits).ThenByDescending(one => one.Score).ToList();
            if (candidates is not [var best, ..])
            {
                if (!need.MayLack)
                {
                    draft.Say($"fields.{field}", "", Confidence.Low, "no label of the page names it");
                }

                continue;
            }

            var words = PlaceOf(best.Spots);
            foreach (var (word, meaning) in best.Form.Words.ToList())
            {
                words[word] = meaning?.DeepClone();
            }

            draft.Room("fields")[field] = words;
            taken.UnionWith(best.Spots);
            var others = candidates.Skip(1).Where(one => one.Form.Fits).Select(one => "or " + NameOf(one.Spots)).ToList();
            if (best.Form.Note.Length > 0)
            {
                others.Insert(0, best.Form.Note);
            }

            draft.Say($"fields.{field}", Draft.Plain(words), ConfidenceOf(best.Score, best.Form), string.Join("; ", others));
        }
    }

    private static Confidence ConfidenceOf(int score, ValueForm form) =>
        !form.Fits ? Confidence.Low
        : Vocabulary.IsExact(score) && form.Filled > 0 ? Confidence.High
        : Vocabulary.IsExact(score) || form.Filled > 0 ? Confidence.Medium
        : Confidence.Low;

    private IEnumerable<(Spot[] Spots, int Score)> Candidates(string field)
    {
        var isOfVacation = field.StartsWith("vacation", StringComparison.Ordinal);
        foreach (var spot in spots.Where(spot => spot.IsOfVacation == isOfVacation && !taken.Contains(spot)))
        {
            if (Vocabulary.Score(draft.Name, field, spot.Label) is > 0 and var score)
            {
                yield return ([spot], score);
            }
        }

        if (draft.Name != "seminar-list" && Vocabulary.Halves.TryGetValue(field, out var halves)
            && Half(halves.First) is { } first && Half(halves.Second) is { } second)
        {
            yield return ([first, second], OfHalves);
        }
    }

    private Spot? Half(string[] words) => spots.Where(spot => !spot.IsOfVacation && Vocabulary.IsExact(Vocabulary.Score(words, spot.Label)))
        .MaxBy(spot => Vocabulary.Score(words, spot.Label));

    private ValueForm FormOf(string field, FieldNeed need, Spot[] places)
    {
        var texts = places.Length == 1 ? [.. places[0].Cells.Select(TextOf)]
            : places[0].Cells.Zip(places[1].Cells, (one, other) => $"{TextOf(one)}　{TextOf(other)}".Trim()).ToList();
        return ValueForm.Of(draft.Name, field, need, texts, today);
    }

    private static string TextOf(IElement cell) => CellValue.Read(cell).Text;

    private static JsonObject PlaceOf(Spot[] places) => places.Length == 1 ? (JsonObject)places[0].Place.DeepClone()
        : new JsonObject { ["join"] = new JsonArray([.. places.Select(spot => spot.Place.DeepClone())]), ["separator"] = "　" };

    private static string NameOf(Spot[] places) => string.Join(" + ", places.Select(spot => spot.Label));
}
