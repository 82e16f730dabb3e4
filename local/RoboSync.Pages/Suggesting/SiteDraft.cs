using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using RoboSync.Miws.Definitions;
using RoboSync.Miws.Fields;
using RoboSync.Miws.Pages;

namespace RoboSync.Pages.Suggesting;

/// <summary>Drafts how to sign in, from the pages of a sign-in in their order, and what is the same on all pages.</summary>
internal sealed partial class SiteDraft(CapturedPages pages, IReadOnlyList<HtmlPage> signedIn)
{
    private readonly Draft draft = new("site");

    /// <summary>The draft; null where the capture has no page of the sign-in.</summary>
    public Draft? Make()
    {
        var captured = pages.Of("site");
        if (captured.Count == 0)
        {
            return null;
        }

        PutSession(captured[^1].Html);
        var login = captured.FirstOrDefault(page => LoginForm(page.Html) is not null);
        var timeout = pages.Message("site", "timeout");
        draft.Put(
            "site", "loginPage", timeout is { } over
                ? Heading(over.Html)
                : login.Html is null
                ? null
                : Marker(Selectors.OfControl(LoginForm(login.Html)!)),
            timeout is null ? Confidence.Medium : Confidence.High,
            timeout is null ? "what comes when the session is over? save it as site-timeout.html" : "");
        PutMessage("maintenance", new JsonObject { ["selector"] = "h2", ["contains"] = "メンテナンス" });
        PutMessage("challenge", new JsonObject { ["selector"] = "form", ["contains"] = "画像に表示" });
        draft.Put("site", "end", "</html>", Confidence.High);
        PutSteps([.. captured.Select(page => page.Html)]);
        return draft;
    }

    private void PutSession(HtmlPage top)
    {
        var page = signedIn.Count > 0 ? signedIn[0] : top;
        var logout = page.Visible("a").FirstOrDefault(link => SeenText.Of(link).Contains("ログアウト", StringComparison.Ordinal));
        draft.Put(
            "site", "signedIn", logout is null
                ? null
                : new JsonObject { ["selector"] = Selectors.Of(page, logout), ["contains"] = "ログアウト" },
            logout is null ? Confidence.Low : Confidence.High, logout is null ? "what does every page of a session show?" : "");
        var year = Pager.Deepest(page, text => text.Length < 120 && PatternOf(text) is not null).FirstOrDefault();
        draft.Put("site", "displayYear", year is null ? null : new JsonObject
        {
            ["selector"] = Selectors.Of(page, year), ["pattern"] = PatternOf(Words.Narrow(SeenText.Of(year))),
        }, year is null ? Confidence.Low : Confidence.High, year is null ? "where does every page show the graduation year?" : "");
    }

    // The shown year must be the account's: 27卒, 2027年卒.
    private string? PatternOf(string text) => Year().Match(text) is { Success: true } match
        && YearText.Read(match.Groups["year"].Value) is { } read && read == (pages.Year ?? read)
            ? $"{Regex.Escape(match.Groups["before"].Value)}([0-9]+年?卒)"
            : null;

    private void PutMessage(string word, JsonObject usual)
    {
        var seen = pages.Message("site", word);
        draft.Put(
            "site", word, seen is { } page ? Heading(page.Html) : usual, seen is null ? Confidence.Low : Confidence.High,
            seen is null ? $"not seen, only usual; save such a page as site-{word}.html" : "");
    }

    private void PutSteps(HtmlPage[] captured)
    {
        var steps = new JsonArray();
        var between = new JsonArray();
        JsonObject? move = null;
        for (var index = 0; index < captured.Length; index++)
        {
            var page = captured[index];
            if (IsInBetween(page) is { } form)
            {
                between.Add(Leave(form));
                continue;
            }

            if (move is null)
            {
                move = pages.Of("site")[0].Saved.Note.Address is { } address
                    ? new JsonObject { ["get"] = address.AbsolutePath.TrimStart('/') }
                    : null;
            }

            if (move is not null)
            {
                move["until"] = SignOf(page);
                steps.Add(move);
            }

            var isLast = !captured.Skip(index + 1).Any(next => IsInBetween(next) is null);
            move = isLast ? null : MoveFrom(page, captured[(index + 1)..]);
            if (move is null && !isLast)
            {
                draft.Say("site.signIn.steps", "", Confidence.Low, $"how does one come from page {index + 1} of the sign-in to the next?");
                move = [];
            }
        }

        draft.Room("site")["signIn"] = new JsonObject { ["steps"] = steps, ["refusals"] = Refusals() };
        draft.Say("site.signIn.steps", $"{steps.Count} steps", Confidence.Medium, "each ends with what it must show (until)");
        if (between.Count > 0)
        {
            draft.Put("site", "inBetween", between, Confidence.Medium, "pages that are left by their button");
        }
    }

    private JsonArray Refusals()
    {
        var seen = pages.Message("site", "refused");
        var said = seen is { } page ? Pager.Deepest(page.Html, text => Refused().IsMatch(text)).FirstOrDefault() : null;
        var refusal = said is null
            ? new JsonObject { ["failure"] = "SiteSignInRefused", ["selector"] = "body", ["contains"] = "正しくありません" }
            : new JsonObject
            {
                ["failure"] = "SiteSignInRefused", ["selector"] = Selectors.Of(seen!.Value.Html, said), ["contains"] = Refused()
                    .Match(SeenText.Of(said)).Value,
            };
        draft.Say(
            "site.signIn.refusals", Draft.Plain(refusal), said is null ? Confidence.Low : Confidence.High,
            said is null ? "not seen; save the answer to a wrong password as site-refused.html (once: accounts are locked)"
                : "add what a locked account and an expired password show");
        return [refusal];
    }

    private static JsonObject? MoveFrom(HtmlPage page, HtmlPage[] later)
    {
        if (page.First("frameset") is not null)
        {
            var main = page.Find("frame[name]").FirstOrDefault(frame => frame.GetAttribute("name") is "main" or "contents" or "body")
                ?? page.Find("frame[name]").LastOrDefault();
            return main is null ? null : new JsonObject { ["frame"] = Selectors.OfControl(main) };
        }

        if (LoginForm(page) is { } login)
        {
            var values = new JsonObject();
            var id = login.QuerySelectorAll("input[name]").FirstOrDefault(input => input.GetAttribute("type") is null or "text" or "email");
            foreach (var (
                control,
                value) in new[] { (id, Placeholders.LoginId), (login.QuerySelector("input[type=password]"), Placeholders.Password) })
            {
                if (control?.GetAttribute("name") is { Length: > 0 } name)
                {
                    values[name] = value;
                }
            }

            return Submit(login, values);
        }

        if (YearForm(page) is { } year)
        {
            return Submit(year.Form, new JsonObject { [year.Select.GetAttribute("name")!] = Placeholders.Year });
        }

        var link = page.Visible("a[href]").FirstOrDefault(link => SeenText.Of(link).Contains("MIWSで作成した", StringComparison.Ordinal))
            ?? (later.Any(next => LoginForm(next) is not null)
                ? page.Visible("a[href]").FirstOrDefault(link => SeenText.Of(link).Contains("ログイン", StringComparison.Ordinal))
                : null);
        return link is null ? null
            : new JsonObject { ["follow"] = new JsonObject { ["selector"] = "a", ["contains"] = SeenText.Of(link) } };
    }

    private static JsonObject Submit(IElement form, JsonObject values)
    {
        var step = new JsonObject { ["submit"] = Selectors.OfControl(form), ["values"] = values };
        if (form.QuerySelector("input[type=submit][name], input[type=image][name], button[name]") is { } button)
        {
            step["button"] = Selectors.OfControl(button);
        }

        return step;
    }

    private static JsonObject Leave(IElement form)
    {
        var leave = Submit(form, []);
        leave.Remove("values");
        leave["when"] = new JsonObject { ["selector"] = Selectors.OfControl(form) };
        return leave;
    }

    // A page with nothing to fill in, and a button that leads on.
    private static IElement? IsInBetween(HtmlPage page) =>
        page.Visible("a").Any(link => SeenText.Of(link).Contains("ログアウト", StringComparison.Ordinal))
        ? null
        : page.Visible("form").FirstOrDefault(form => form.QuerySelector("select, input[type=password], input[type=text], textarea") is null
            && form.QuerySelector("input[type=submit], button") is not null);

    private static IElement? LoginForm(HtmlPage page) =>
        page.Visible("form").FirstOrDefault(form => form.QuerySelector("input[type=password]") is not null);

    private static (IElement Form, IElement Select)? YearForm(HtmlPage page)
    {
        var select = page.Visible("form select[name]").FirstOrDefault(
            select =>
                select.QuerySelectorAll("option").Any(option => FourDigits().IsMatch(option.GetAttribute("value") ?? option.TextContent)));
        return select is null ? null : (select.Closest("form")!, select);
    }

    private static JsonObject SignOf(HtmlPage page) =>
        page.First("frameset") is not null && page.Find("frame[name]").ToList() is { Count: > 0 } frames
            ? Marker(Selectors.OfControl(frames.Find(frame => frame.GetAttribute("name") == "main") ?? frames[^1]))
        : page.Visible("a").FirstOrDefault(link => SeenText.Of(link).Contains("ログアウト", StringComparison.Ordinal)) is { } logout
            ? new JsonObject { ["selector"] = Selectors.Of(page, logout), ["contains"] = "ログアウト" }
        : page.Visible("form").FirstOrDefault() is { } form ? Marker(Selectors.OfControl(form))
        : page.Visible("a[href]").FirstOrDefault(link => SeenText.Of(link).Contains("ログイン", StringComparison.Ordinal)) is { } link
            ? new JsonObject { ["selector"] = "a", ["contains"] = SeenText.Of(link) }
        : Heading(page);

    private static JsonObject Heading(HtmlPage page) => page.Visible("h1").Concat(page.Visible("h2")).FirstOrDefault() is { } heading
        ? new JsonObject { ["selector"] = heading.LocalName, ["contains"] = SeenText.Of(heading) }
        : page.Visible("form").FirstOrDefault() is { } form ? Marker(Selectors.OfControl(form))
        : Marker("body");

    private static JsonObject Marker(string selector) => new() { ["selector"] = selector };

    [GeneratedRegex(
        @"(?<before>(表示年度|対象年度|年度|卒年)?[: ]*)(?<year>[0-9]{2,4}年?卒)", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Year();

    [GeneratedRegex("正しくありません|誤りがあります|間違っています|一致しません", RegexOptions.NonBacktracking)]
    private static partial Regex Refused();

    [GeneratedRegex(@"^\s*20[0-9]{2}\b", RegexOptions.NonBacktracking)]
    private static partial Regex FourDigits();
}
