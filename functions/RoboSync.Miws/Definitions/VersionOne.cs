using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace RoboSync.Miws.Definitions;

/// <summary>
/// Brings a definition of version 1, which says no version, into version 2. What version 1 did not know is carried over as it is, so that
/// it is refused there with its name.
/// </summary>
internal static partial class VersionOne
{
    private static readonly string[] OfSignIn = ["path", "form", "loginIdField", "passwordField"];
    private static readonly string[] OfPage = ["marker", "gone", "blank"];

    /// <summary>Whether a document is of version 1.</summary>
    public static bool Is(JsonNode? document) => document is JsonObject definition && !definition.ContainsKey("version");

    /// <summary>The same definition in version 2.</summary>
    public static JsonObject ToTwo(JsonObject one)
    {
        var two = new JsonObject { ["version"] = 2 };
        var page = new JsonObject();
        foreach (var (word, value) in one)
        {
            switch (word)
            {
                case "path":
                    page["request"] = new JsonObject { ["get"] = Copy(value) };
                    break;
                case var _ when OfPage.Contains(word):
                    page[word] = Copy(value);
                    break;
                case "list" when value is JsonObject list:
                    MoveList(list, two, page);
                    break;
                case "fields" when value is JsonObject fields:
                    MoveFields(fields, two);
                    break;
                case "site" when value is JsonObject site:
                    two["site"] = Site(site);
                    break;
                default:
                    two[word] = Copy(value);
                    break;
            }
        }

        if (page.Count > 0)
        {
            two["page"] = page;
        }

        return two;
    }

    private static void MoveList(JsonObject list, JsonObject two, JsonObject page)
    {
        var rest = (JsonObject)list.DeepClone();
        if (rest.Remove("table", out var table))
        {
            two["grid"] = new JsonObject { ["table"] = Copy(table) };
        }

        if (rest.Remove("forbid", out var forbid))
        {
            page["forbid"] = Copy(forbid);
        }

        two["list"] = rest;
    }

    // The tables that fields named become sections with names of their own.
    private static void MoveFields(JsonObject fields, JsonObject two)
    {
        var sections = new JsonObject();
        var moved = new JsonObject();
        foreach (var (name, value) in fields)
        {
            if (value is not JsonObject field)
            {
                moved[name] = Copy(value);
                continue;
            }

            var copy = (JsonObject)field.DeepClone();
            if (copy.Remove("table", out var table))
            {
                copy["section"] = table is JsonValue text && text.TryGetValue(out string? selector)
                    ? Section(sections, selector)
                    : Copy(table);
            }

            moved[name] = copy;
        }

        if (sections.Count > 0)
        {
            two["sections"] = sections;
        }

        two["fields"] = moved;
    }

    private static string Section(JsonObject sections, string selector)
    {
        var name = Name().Match(selector) is { Success: true } id ? id.Groups["name"].Value : "section";
        var free = name;
        for (var number = 2; sections[free] is JsonObject other && other["selector"]!.GetValue<string>() != selector; number++)
        {
            free = $"{name}{number}";
        }

        sections[free] ??= new JsonObject { ["selector"] = selector };
        return free;
    }

    private static JsonObject Site(JsonObject one)
    {
        var site = (JsonObject)one.DeepClone();
        if (site["signIn"] is JsonObject signIn && Array.TrueForAll(OfSignIn, word => IsText(signIn[word])))
        {
            var (path, form) = (signIn["path"], signIn["form"]);
            var (loginId, password) = (signIn["loginIdField"], signIn["passwordField"]);
            Array.ForEach(OfSignIn, word => signIn.Remove(word));
            signIn["steps"] = new JsonArray(
                new JsonObject { ["get"] = Copy(path), ["until"] = new JsonObject { ["selector"] = Copy(form) } },
                new JsonObject
                {
                    ["submit"] = Copy(form),
                    ["values"] = new JsonObject { [$"{loginId}"] = Placeholders.LoginId, [$"{password}"] = Placeholders.Password },
                    ["until"] = Copy(site["signedIn"]),
                });
        }

        return site;
    }

    private static bool IsText(JsonNode? node) => node is JsonValue value && value.GetValueKind() == JsonValueKind.String;

    private static JsonNode? Copy(JsonNode? node) => node?.DeepClone();

    [GeneratedRegex("#(?<name>[A-Za-z][A-Za-z0-9-]*)$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Name();
}
