using System.Text.Json.Nodes;
using RoboSync.Miws;
using RoboSync.Miws.Definitions;
using RoboSync.Miws.Fields;

namespace RoboSync.Pages.Suggesting;

/// <summary>How the texts of a place become values of a field: found by trying the named kinds and forms on all of them.</summary>
/// <param name="Words">What the definition says of it, besides its place.</param>
/// <param name="Fits">Whether all texts fit.</param>
/// <param name="Filled">How many are not blank.</param>
/// <param name="Note">What to look at; empty for nothing.</param>
internal sealed record ValueForm(JsonObject Words, bool Fits, int Filled, string Note)
{
    private static readonly string[]?[] DateForms = [null, ["era"], ["shortYear"], ["compact"], ["iso"], ["noYearNear"]];
    private static readonly string[]?[] MonthForms = [null, ["era"], ["shortYear"], ["compact"], ["yearOnly"]];
    private static readonly string[]?[] IdForms = [null, ["dashed"]];
    private static readonly string[]?[] OneForm = [null];
    private static readonly string[] Blanks = ["未登録", "未入力", "(未登録)", "(未入力)"];

    private static readonly Dictionary<string, string> Kinds = new(StringComparer.Ordinal)
    {
        ["name"] = "name", ["nameKana"] = "kana", ["mail"] = "mail", ["phone"] = "phone", ["vacationPhone"] = "phone",
        ["postalCode"] = "postalCode", ["vacationPostalCode"] = "postalCode",
    };

    /// <summary>Words that stand for nothing on many sites.</summary>
    public static IReadOnlyList<string> UsualBlanks => Blanks;

    /// <summary>Finds it.</summary>
    /// <param name="definition">The definition's name.</param>
    /// <param name="field">The field.</param>
    /// <param name="need">What the code asks of it.</param>
    /// <param name="texts">What its cells say.</param>
    /// <param name="today">The day of the capture, in Japan.</param>
    public static ValueForm Of(string definition, string field, FieldNeed need, IReadOnlyList<string> texts, DateOnly today)
    {
        var words = new JsonObject();
        if (need.IsRequired)
        {
            words["required"] = true;
        }

        var filled = texts.Where(text => text.Length > 0 && !Blanks.Contains(Miws.Definitions.Words.Narrow(text))).ToList();
        var form = need.Values is not null ? OfStates(words, filled)
            : field == "selectionFlow" ? OfFlows(words, filled)
            : need.Conversions[0] != "text" ? Converted(words, need.Conversions[0], filled, today)
            : OfKind(words, definition == "seminar-list" ? null : Kinds.GetValueOrDefault(field), filled);
        return form.Fits && need.IsRequired && filled.Count < texts.Count
            ? form with { Note = Joined(form.Note, "it is blank in some rows, which are then set aside") }
            : form;
    }

    private static ValueForm Converted(JsonObject words, string convert, List<string> filled, DateOnly today)
    {
        words["convert"] = convert;
        var forms = convert switch { "id" => IdForms, "date" or "dateTime" => DateForms, "yearMonth" => MonthForms, _ => OneForm };
        foreach (var formats in forms)
        {
            var field = new FieldDefinition { Convert = convert, Formats = formats };
            if (filled.TrueForAll(text => Conversions.Apply(field, Miws.Definitions.Words.Narrow(text), today) is not null))
            {
                if (formats is not null)
                {
                    words["formats"] = new JsonArray([.. formats.Select(name => (JsonNode)name)]);
                }

                return new ValueForm(words, true, filled.Count, "");
            }
        }

        return new ValueForm(words, false, filled.Count, $"values are no {convert} in one named form");
    }

    private static ValueForm OfKind(JsonObject words, string? kind, List<string> filled)
    {
        if (kind is null)
        {
            return new ValueForm(words, true, filled.Count, "");
        }

        words["kind"] = kind;
        if (kind == "postalCode" && filled.Exists(text => text.StartsWith('〒')))
        {
            words["trimPrefix"] = new JsonArray("〒");
        }

        if (kind is "name" && filled.Count > 0 && filled.TrueForAll(text => text.EndsWith('様')))
        {
            words["trimSuffix"] = new JsonArray("様");
        }

        var fits = filled.TrueForAll(text => FieldKinds.Fits(kind, text));
        return new ValueForm(words, fits, filled.Count, fits ? "" : $"values do not look like {kind}");
    }

    private static ValueForm OfFlows(JsonObject words, List<string> filled)
    {
        var seen = filled.Select(Miws.Definitions.Words.Narrow).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        words["oneOf"] = new JsonArray([.. MiwsMedium.Flows.Union(seen, StringComparer.Ordinal).Select(word => (JsonNode)word)]);
        var isKnown = seen.Count > 0 && seen.TrueForAll(word => word.Length < 30) && seen.Exists(MiwsMedium.Flows.Contains);
        return new ValueForm(words, isKnown, filled.Count, "every word that the site may show here must be listed");
    }

    private static ValueForm OfStates(JsonObject words, List<string> filled)
    {
        var map = new JsonObject();
        var seen = filled.Select(Miws.Definitions.Words.Narrow).Distinct(StringComparer.Ordinal).ToList();
        foreach (var word in seen.Where(word => Vocabulary.StateOf(word) is not null))
        {
            map[word] = Vocabulary.StateOf(word);
        }

        var unseen = Vocabulary.UsualStates.Where(usual => !map.Any(pair => (string?)pair.Value == usual.State)).ToList();
        unseen.ForEach(usual => map[usual.Word] = usual.State);
        words["map"] = map;
        var isKnown = seen.Count > 0 && seen.TrueForAll(word => Vocabulary.StateOf(word) is not null);
        return new ValueForm(words, isKnown, filled.Count, unseen.Count == 0 ? ""
            : $"not seen, only usual: {string.Join(", ", unseen.Select(usual => usual.Word))}; say the site's own words");
    }

    private static string Joined(string before, string more) => before.Length == 0 ? more : $"{before}; {more}";
}
