namespace RoboSync.Sync.EventMapping.Reading;

/// <summary>
/// Text that ends where one row goes on for too long: whoever cuts it into rows holds a row in memory whole, and would hold a file of
/// twenty million commas so.
/// </summary>
/// <param name="text">The text; stays the caller's.</param>
/// <param name="mostOfRow">How many characters may be handed out within one row.</param>
internal sealed class BoundedText(TextReader text, int mostOfRow) : TextReader
{
    private int handedOut;

    /// <summary>Whether it ended before its end.</summary>
    public bool IsCutOff { get; private set; }

    /// <summary>Says that a row is complete.</summary>
    public void BeginRow() => handedOut = 0;

    public override int Read(char[] buffer, int index, int count) =>
        HandOut(Allowed(count) is var allowed and > 0 ? text.Read(buffer, index, allowed) : 0);

    public override async Task<int> ReadAsync(char[] buffer, int index, int count) =>
        HandOut(Allowed(count) is var allowed and > 0 ? await text.ReadAsync(buffer.AsMemory(index, allowed)) : 0);

    private int Allowed(int count)
    {
        IsCutOff = IsCutOff || (handedOut == mostOfRow && text.Peek() >= 0);
        return IsCutOff ? 0 : Math.Min(count, mostOfRow - handedOut);
    }

    private int HandOut(int count)
    {
        handedOut += count;
        return count;
    }
}
