namespace RoboSync.Miws.Definitions;

/// <summary>What the schema leaves open because all definitions share it: told in words, each with its place.</summary>
internal static class DefinitionMistakes
{
    /// <summary>All of them.</summary>
    public static IEnumerable<string> Of(PageDefinition definition) =>
        (definition.Name == "site" ? OfSite(definition.Site) : OfPage(definition)).Concat(WordMistakes.Of(definition));

    private static IEnumerable<string> OfSite(SiteShape? site)
    {
        if (site is null)
        {
            yield return "site: is missing";
            yield break;
        }

        for (var index = 0; index < site.SignIn.Steps.Length; index++)
        {
            var place = $"site.signIn.steps[{index}]";
            foreach (var mistake in StepMistakes.Of(site.SignIn.Steps[index], place, Placeholders.OfSignIn))
            {
                yield return mistake;
            }

            if (site.SignIn.Steps[index].Until is null)
            {
                yield return $"{place}.until: is missing";
            }
        }

        foreach (var needed in new[] { Placeholders.LoginId, Placeholders.Password })
        {
            if (site.SignIn.Steps.Count(step => step.Texts.Any(text => text.Contains(needed, StringComparison.Ordinal))) != 1)
            {
                yield return $"site.signIn.steps: {needed} must stand in exactly one of them";
            }
        }

        foreach (var mistake in (site.InBetween ?? []).SelectMany(
            (move, index) => StepMistakes.Of(move, $"site.inBetween[{index}]", Placeholders.OfInBetween)))
        {
            yield return mistake;
        }
    }

    private static IEnumerable<string> OfPage(PageDefinition definition)
    {
        var isList = DefinitionNeeds.IsList(definition.Name);
        return definition.Page is not { } page || definition.Fields is null
            || (page.Request is null && page.Open is not { Length: > 0 }) || (page.Format == PageFormat.Html && page.Marker is null)
                ? ["page, its request, its marker or fields are missing"]
            : isList && definition.List is null ? ["list is missing"]
            : isList && definition.Grid is null && page.Format != PageFormat.Csv ? ["grid is missing"]
            : Moves(definition).Concat(isList ? ListMistakes(definition) : []).Concat(FieldMistakes.Of(definition));
    }

    private static IEnumerable<string> Moves(PageDefinition definition)
    {
        List<(string Place, Step? Step)> moves =
        [
            ("page.request", definition.Page!.Request), ("list.turn", definition.List?.Turn),
            .. (definition.Page.Open ?? []).Select((step, index) => ($"page.open[{index}]", (Step?)step)),
        ];
        foreach (var mistake in moves.Where(move => move.Step is not null)
            .SelectMany(move => StepMistakes.Of(move.Step!, move.Place, Placeholders.OfPages)))
        {
            yield return mistake;
        }

        var texts = moves.SelectMany(move => move.Step?.Texts ?? []).ToList();
        if (DefinitionNeeds.IsOfOne(definition.Name)
            && !texts.Exists(text => text.Contains(Placeholders.Number, StringComparison.Ordinal) || Placeholders.NameRow(text)))
        {
            yield return $"page.request: {Placeholders.Number} is missing";
        }

        if (texts.Exists(text => text.Contains("{offset}", StringComparison.Ordinal)) && definition.List?.PageSize is null)
        {
            yield return "list.pageSize: is missing, and {offset} is counted by it";
        }

        if (definition.Page.Format != PageFormat.Html && definition.Page.Open is not { Length: > 0 })
        {
            yield return "page.open: is missing; the page that it ends on proves the session and the year of a download";
        }
    }

    private static IEnumerable<string> ListMistakes(PageDefinition definition)
    {
        var (page, list, grid) = (definition.Page!, definition.List!, definition.Grid);
        var hasPages = list.Next is not null || list.Position is not null || list.PageSize is not null || page.Format == PageFormat.Html;
        if (hasPages && list.Turn is null && page.Request?.Texts.Any(Placeholders.NamePage) is not true)
        {
            yield return $"page.request: {Placeholders.Page} is missing, and there is no list.turn";
        }

        if (page.Format == PageFormat.Html && (list.Total is null || list.Empty is null))
        {
            yield return "list: total or empty is missing";
        }

        if (page.Format == PageFormat.Html && list.Next is null && list.Position is null && list.PageSize is null)
        {
            yield return "list: next, position or pageSize must say whether there is a next page";
        }

        var whole = new[] { grid?.Table, grid?.Box, grid?.Path }.Count(place => place is not null);
        if (whole != (page.Format == PageFormat.Csv ? 0 : 1) || (grid?.Path is not null) != (page.Format == PageFormat.Json))
        {
            yield return "grid: a page has a table or a box, a JSON document a path, and a CSV file none of them";
        }

        if (grid?.Box is not null && grid.Rows is null)
        {
            yield return "grid.rows: is missing";
        }

        if (grid is { Spans: Spans.Repeat, Lines: > 1 })
        {
            yield return "grid.spans: rows of several lines have none that repeat";
        }

        foreach (var key in (definition.Row?.Key ?? []).Where(key => definition.All.IndexOf(key) < 0))
        {
            yield return $"row.key: {key} is neither a field nor kept";
        }

        if (definition.Row is { OnDuplicate: not OnDuplicate.Refuse } row
            && (definition.Name != "booking-list" || (definition.Per != BookingsPer.Date && row.Key is not { Length: > 1 })))
        {
            yield return "row.onDuplicate: is for bookings whose key says more than the number";
        }

        if (definition.Per is not null && definition.Name != "booking-list")
        {
            yield return "per: is of booking-list only";
        }
    }
}

/// <summary>What can be wrong with a move.</summary>
internal static class StepMistakes
{
    /// <summary>All of it.</summary>
    /// <param name="move">The move.</param>
    /// <param name="place">Where it stands.</param>
    /// <param name="known">Placeholders that may stand in it.</param>
    public static IEnumerable<string> Of(Move move, string place, IReadOnlyList<string> known)
    {
        if (move.Verbs != 1)
        {
            yield return $"{place}: must have one of get, post, submit, follow and frame";
        }

        if ((move.Values is not null && move.Post is null && move.Submit is null) || (move.Button is not null && move.Submit is null))
        {
            yield return $"{place}: values belong to post and submit, and a button to submit";
        }

        if (move.On is not null && (move.Get ?? move.Post) is not null)
        {
            yield return $"{place}.on: a path is found on no page";
        }

        foreach (var (verb, path) in new[] { ("get", move.Get), ("post", move.Post) })
        {
            foreach (var mistake in path is null ? [] : Placeholders.PathMistakes(path))
            {
                yield return $"{place}.{verb}: {mistake}";
            }
        }

        foreach (var mistake in move.Texts.SelectMany(text => Placeholders.Mistakes(text, known)))
        {
            yield return $"{place}: {mistake}";
        }
    }
}
