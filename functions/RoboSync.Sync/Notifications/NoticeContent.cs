namespace RoboSync.Sync.Notifications;

/// <summary>What is to be told, before a channel makes it text, HTML or anything else.</summary>
/// <param name="Subject">What it is about, in one line.</param>
/// <param name="Blocks">What it says, from top to bottom.</param>
public sealed record NoticeContent(string Subject, IReadOnlyList<NoticeBlock> Blocks)
{
    /// <summary>Whether it only says that a slot is not finished yet: how it ended is told as well.</summary>
    public bool IsLate { get; init; }

    /// <summary>The same in a few lines, for a channel without room for more: what happened and what to do, and nobody's number.</summary>
    public string Brief { get; init; } = "";

    /// <summary>Where in the console is done what it asks for, or more is seen.</summary>
    public IReadOnlyList<ConsolePlace> Places { get; init; } = [];
}

/// <summary>A part of what is told.</summary>
public abstract record NoticeBlock;

/// <summary>Text.</summary>
/// <param name="Text">A line feed begins a new line.</param>
public sealed record Paragraph(string Text) : NoticeBlock;

/// <summary>A heading.</summary>
/// <param name="Text">One line.</param>
public sealed record Heading(string Text) : NoticeBlock;

/// <summary>Names and values.</summary>
/// <param name="Rows">From top to bottom.</param>
public sealed record Table(IReadOnlyList<(string Name, string Value)> Rows) : NoticeBlock;

/// <summary>A list.</summary>
/// <param name="Items">One line each.</param>
public sealed record Bullets(IReadOnlyList<string> Items) : NoticeBlock;
