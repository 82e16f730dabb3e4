using RoboSync.Pages.Checking;

namespace RoboSync.Pages.Comparing;

/// <summary>What changed between two captures of a page, in sentences.</summary>
internal static class PageDiff
{
    /// <summary>What the pages are made of: names that came, went, moved or are others now.</summary>
    public static IEnumerable<string> OfFacts(IReadOnlyList<PageFact> before, IReadOnlyList<PageFact> after)
    {
        var gone = before.Except(after).ToList();
        var come = after.Except(before).ToList();
        foreach (var fact in gone.ToList())
        {
            // The same place with another name: as many of the kind stand before it.
            if (come.Find(other => other.Kind == fact.Kind && other.Where == fact.Where
                && Index(after, other) == Index(before, fact)) is { } renamed)
            {
                gone.Remove(fact);
                come.Remove(renamed);
                yield return $"{fact.Kind} {fact.Name}{In(fact)} is now {renamed.Name}";
            }
        }

        foreach (var fact in gone)
        {
            yield return $"{fact.Kind} {fact.Name}{In(fact)} is gone";
        }

        foreach (var fact in come)
        {
            yield return $"{fact.Kind} {fact.Name}{In(fact)} is new";
        }

        foreach (var place in before.Intersect(after).GroupBy(fact => (fact.Kind, fact.Where)))
        {
            var (old, now) = (before.Where(place.Contains).ToList(), after.Where(place.Contains).Distinct().ToList());
            if (!old.Distinct().SequenceEqual(now))
            {
                yield return $"the order of {place.Key.Kind}s{In(old[0])} is now {string.Join(", ", now.Select(fact => fact.Name))}";
            }
        }
    }

    /// <summary>
    /// What a definition reads and proves by: what held of the old page and does not of the new one, or the other way round.
    /// </summary>
    public static IEnumerable<string> OfTrials(PageTrial before, PageTrial after)
    {
        if (before.Verdict != after.Verdict)
        {
            yield return $"{before.Name}: {before.Verdict} → {after.Verdict}";
        }

        foreach (var proof in before.Proofs.Where(proof => proof.Word is not ("total" or "next" or "empty" or "displayYear")))
        {
            if (after.Proofs.FirstOrDefault(other => other.Word == proof.Word) is { } now && now.IsGood != proof.IsGood)
            {
                yield return $"{before.Name}, {proof.Word}: {proof.Said} → {now.Said}";
            }
        }

        foreach (var field in before.Fields)
        {
            if (after.Fields.FirstOrDefault(other => other.Name == field.Name) is { } now && (now.Wrong ?? "") != (field.Wrong ?? ""))
            {
                yield return $"{before.Name}, field {field.Name}: {CheckTable.Said(field)} → {CheckTable.Said(now)}";
            }
        }
    }

    private static int Index(IReadOnlyList<PageFact> facts, PageFact fact) =>
        facts.Where(other => other.Kind == fact.Kind && other.Where == fact.Where).ToList().IndexOf(fact);

    private static string In(PageFact fact) => fact.Where.Length > 0 ? $" in {fact.Where}" : "";
}
