using System.Text.Json.Serialization;

namespace RoboSync.Miws.Definitions;

/// <summary>What a page looks like, as data (docs/page-definitions.md says each word): page, list, grid, row, field.</summary>
/// <param name="Version">Version of the language; 2.</param>
/// <param name="Name">Which page.</param>
/// <param name="Per">Where bookings stand; of the booking list only.</param>
/// <param name="Page">How it is asked for, and what proves that it is the page that was asked for.</param>
/// <param name="List">What makes it a list.</param>
/// <param name="Grid">Which of its elements are rows; null where the file itself is the grid (CSV).</param>
/// <param name="Row">What is kept of a row, and what makes it distinct.</param>
/// <param name="Sections">Where the terms of a detail page stand, by name.</param>
/// <param name="Fields">Its fields, by name.</param>
/// <param name="Site">What is the same on all pages.</param>
internal sealed record PageDefinition(
    int Version, string Name, BookingsPer? Per, PageShape? Page, ListShape? List, GridShape? Grid, RowShape? Row,
    Dictionary<string, SectionShape>? Sections, Dictionary<string, FieldDefinition>? Fields, SiteShape? Site)
{
    private FieldSet? all;

    /// <summary>Its fields, and what is kept of a row, in their order.</summary>
    [JsonIgnore]
    public FieldSet All => all ??= new FieldSet(Fields ?? [], Row?.Keep ?? []);
}

/// <summary>Where the bookings of a seminar stand.</summary>
internal enum BookingsPer
{
    /// <summary>On a list of the seminar.</summary>
    Seminar,

    /// <summary>On a list of each of its dates (日程), which have numbers of their own.</summary>
    Date,

    /// <summary>On a list of each applicant.</summary>
    Applicant,
}

/// <summary>In what form a page comes.</summary>
internal enum PageFormat
{
    Html,
    Csv,
    Json,
}

/// <summary>How a page is asked for, and what proves it.</summary>
internal sealed record PageShape
{
    private Words? blank;

    /// <summary>What is done once in a session before the page is asked for.</summary>
    public Step[]? Open { get; init; }

    /// <summary>How it is asked for; null where the last step of <see cref="Open"/> shows the first page.</summary>
    public Step? Request { get; init; }

    /// <summary>Its encoding where the site lies; null to believe what the site says.</summary>
    public string? Charset { get; init; }

    /// <summary>In what form it comes.</summary>
    public PageFormat Format { get; init; }

    /// <summary>Proof that this is the page that was asked for.</summary>
    public Marker? Marker { get; init; }

    /// <summary>How the site itself says that there is no such person or seminar (any more).</summary>
    public Marker? Gone { get; init; }

    /// <summary>What it must show besides.</summary>
    public Marker[]? Expect { get; init; }

    /// <summary>Words that say that it is not whole.</summary>
    public Forbidden? Forbid { get; init; }

    /// <summary>What stands at its end; null for the site's.</summary>
    public string? End { get; init; }

    /// <summary>How it shows that the session is signed in; null for the site's.</summary>
    public Marker? SignedIn { get; init; }

    /// <summary>Where it shows the year; null for the site's.</summary>
    public Capture? DisplayYear { get; init; }

    /// <summary>Words that stand for nothing, such as （未登録）.</summary>
    public string[]? Blank { get; init; }

    /// <summary>Words that stand for nothing.</summary>
    [JsonIgnore]
    public Words BlankWords => blank ??= new Words(Blank);
}

/// <summary>What makes a page a list.</summary>
internal sealed record ListShape
{
    /// <summary>How many entries it states in all; null where a download does not say.</summary>
    public Capture? Total { get; init; }

    /// <summary>How it says in words that there are none.</summary>
    public Marker? Empty { get; init; }

    /// <summary>Most rows of a page; null where the site shows its next page.</summary>
    public int? PageSize { get; init; }

    /// <summary>What shows that there is a next page.</summary>
    public Marker? Next { get; init; }

    /// <summary>Where it says which page of how many it is: 1/3.</summary>
    public Capture? Position { get; init; }

    /// <summary>How one comes from a page to the next; null where each page is asked for by its number.</summary>
    public Step? Turn { get; init; }
}

/// <summary>Which elements of a page are rows: of a table, or of a box of equal elements, or of a JSON document.</summary>
internal sealed record GridShape
{
    /// <summary>The table.</summary>
    public string? Table { get; init; }

    /// <summary>What holds the rows where they are no table.</summary>
    public string? Box { get; init; }

    /// <summary>The rows. Everything else beside them is refused.</summary>
    public string? Rows { get; init; }

    /// <summary>The plain path of the array of a JSON document.</summary>
    public string? Path { get; init; }

    /// <summary>How many rows of headings it has; null for the one of its <c>thead</c>.</summary>
    public int? Header { get; init; }

    /// <summary>How many lines of the table make one row; null for one.</summary>
    public int? LinesPerRow { get; init; }

    /// <summary>How many lines of the table make one row.</summary>
    [JsonIgnore]
    public int Lines => LinesPerRow ?? 1;

    /// <summary>Rows that tell of nobody: sums, templates.</summary>
    public SkippedRows[]? SkipRows { get; init; }

    /// <summary>What a cell means that stands in several rows or columns.</summary>
    public Spans Spans { get; init; }
}

/// <summary>What a data cell means that stands in several rows or columns.</summary>
internal enum Spans
{
    /// <summary>A changed page.</summary>
    Refuse,

    /// <summary>It counts for each row and column that it stands in.</summary>
    Repeat,
}

/// <summary>Rows that tell of nobody.</summary>
/// <param name="Selector">Which elements.</param>
/// <param name="FirstCell">What their first cell must be, whole; null for anything.</param>
internal sealed record SkippedRows(string Selector, string[]? FirstCell)
{
    private Words? words;

    /// <summary>The words of the first cell.</summary>
    [JsonIgnore]
    public Words Words => words ??= new Words(FirstCell);
}

/// <summary>What is kept of a row, and what makes it distinct.</summary>
internal sealed record RowShape
{
    /// <summary>Further fields that later requests may name as {row.NAME}; nothing of them is told to the rules.</summary>
    public Dictionary<string, FieldDefinition>? Keep { get; init; }

    /// <summary>Fields that make a row distinct; null for its number.</summary>
    public string[]? Key { get; init; }

    /// <summary>What several distinct rows of the same person mean.</summary>
    public OnDuplicate OnDuplicate { get; init; }
}

/// <summary>What several distinct rows of the same person mean.</summary>
internal enum OnDuplicate
{
    /// <summary>A changed page.</summary>
    Refuse,

    /// <summary>The last one counts.</summary>
    Last,

    /// <summary>Booked where any of them is; else attended, absent, cancelled, in this order.</summary>
    AnyBooked,
}

/// <summary>Where terms stand on a detail page.</summary>
/// <param name="Selector">Which element.</param>
/// <param name="Heading">What its caption, or the element just before it, says; null for anything.</param>
/// <param name="Nth">Which of several, from 1; null where there must be one.</param>
/// <param name="Terms">What the terms are.</param>
internal sealed record SectionShape(string Selector, string[]? Heading, int? Nth, TermElement Terms)
{
    private Words? words;

    /// <summary>The words of its heading.</summary>
    [JsonIgnore]
    public Words Words => words ??= new Words(Heading);
}

/// <summary>What the terms of a section are.</summary>
internal enum TermElement
{
    /// <summary>Cells of headings in a table; <c>dt</c> in a list of definitions.</summary>
    Th,

    /// <summary>Every other cell of a row, the first to begin with.</summary>
    Td,
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(PageDefinition))]
internal sealed partial class PageDefinitionJson : JsonSerializerContext;
