namespace RoboSync.Sync.EventMapping.Reading;

/// <summary>An uploaded file that is text, with its encoding and delimiter. It is never held in memory whole.</summary>
internal sealed class MappingFile
{
    private readonly Stream file;
    private readonly DetectedEncoding encoding;
    private readonly string delimiter;

    private MappingFile(Stream stream, DetectedEncoding detected, string character, string delimiterName)
    {
        (file, encoding, delimiter) = (stream, detected, character);
        DelimiterName = delimiterName;
    }

    /// <summary>Name of the encoding, as the customer reads it.</summary>
    public string EncodingName => encoding.Name;

    /// <summary>Name of the delimiter, as the customer reads it.</summary>
    public string DelimiterName { get; }

    /// <summary>Finds out what a file is.</summary>
    /// <param name="stream">A stream that can seek; stays the caller's.</param>
    /// <param name="mostBytes">Largest file that is read.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The file, or why it cannot be read.</returns>
    public static async Task<(MappingFile? File, MappingProblem? Refusal)> OpenAsync(
        Stream stream, long mostBytes, CancellationToken cancellationToken)
    {
        if (stream.Length > mostBytes)
        {
            return (null, MappingTexts.TooLarge(mostBytes));
        }

        var head = new byte[FileKinds.HeadLength];
        var length = await stream.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellationToken);
        if ((length == 0 ? MappingTexts.Empty : FileKinds.Refuse(head.AsSpan(0, length))) is { } refusal)
        {
            return (null, refusal);
        }

        var detected = await TextEncodings.DetectAsync(stream, cancellationToken);
        if (detected.BrokenLine > 0)
        {
            return (null, MappingTexts.BrokenText(detected.BrokenLine));
        }

        var (character, name) = await CsvText.DetectDelimiterAsync(stream, detected, cancellationToken);
        return (new MappingFile(stream, detected, character, name), null);
    }

    /// <summary>Reads and checks all rows, from the beginning.</summary>
    public async Task<MappingReader> ReadAsync(MappingChecks checks, RowReader? onRow)
    {
        var reader = new MappingReader(checks);
        using var text = CsvText.Open(file, encoding);
        await reader.ReadAsync(text, delimiter, onRow);
        return reader;
    }
}
