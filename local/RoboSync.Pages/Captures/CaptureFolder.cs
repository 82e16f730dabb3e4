using System.Globalization;
using System.Text.Json;
using RoboSync.Miws.Definitions;
using RoboSync.Miws.Masking;
using RoboSync.Sync.Failures;

namespace RoboSync.Pages.Captures;

/// <summary>
/// A folder of captured pages: each as it is, with a note beside it, for this machine alone; and masked in <c>masked</c>, to be sent to
/// somebody. Git takes nothing of it.
/// </summary>
internal sealed class CaptureFolder(DirectoryInfo folder)
{
    private const string NoteEnding = ".note.json";
    private const string MaskedFolder = "masked";

    /// <summary>Where the masked pages are.</summary>
    public string Masked => Path.Combine(folder.FullName, MaskedFolder);

    /// <summary>Refuses a folder that holds something: captures are not mixed.</summary>
    public void RequireEmpty()
    {
        if (folder.Exists && folder.EnumerateFileSystemInfos().Any())
        {
            throw new CannotDoException($"{folder.FullName} is not empty. Name another folder: captures are not mixed.");
        }
    }

    /// <summary>Writes pages in their order.</summary>
    public async Task WriteAsync(IReadOnlyList<SavedPage> pages, PageDefinitions definitions, CancellationToken cancellationToken)
    {
        folder.Create();
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, ".gitignore"), "*\n", cancellationToken);
        foreach (var page in pages)
        {
            await WriteAsync(folder.FullName, page, cancellationToken);
            if (page.IsHtml && TryMask(page, definitions) is { } masked)
            {
                Directory.CreateDirectory(Masked);
                await WriteAsync(Masked, page with { Bytes = masked, Note = WithoutAnybody(page.Note) }, cancellationToken);
            }
        }
    }

    /// <summary>The pages, in the order of their names.</summary>
    /// <exception cref="CannotDoException">There is no such folder, or it is no capture.</exception>
    public IReadOnlyList<SavedPage> Read()
    {
        if (!folder.Exists)
        {
            throw new CannotDoException($"There is no folder {folder.FullName}.");
        }

        var notes = folder.GetFiles($"*{NoteEnding}").OrderBy(note => note.Name, StringComparer.Ordinal).ToList();
        return notes.Count == 0
            ? throw new CannotDoException(
                $"{folder.FullName} holds no capture. `capture` makes one of a site, `capture --from FOLDER` of pages saved by a browser.")
            : notes.ConvertAll(Read);
    }

    /// <summary>One page, with its note; null where no note is beside it.</summary>
    public static SavedPage? TryRead(FileInfo page) =>
        new FileInfo(page.FullName + NoteEnding) is { Exists: true } note ? Read(note) : null;

    /// <summary>Name of a page's file.</summary>
    /// <param name="index">Which one of the capture, from 1.</param>
    /// <param name="definition">What it is to be read by.</param>
    /// <param name="rest">What tells it from others of the kind.</param>
    /// <param name="ending">With the dot.</param>
    public static string NameOf(int index, string? definition, string rest, string ending) =>
        string.Create(CultureInfo.InvariantCulture, $"{index:00}-{definition ?? "page"}{rest}{ending}");

    private static SavedPage Read(FileInfo note)
    {
        var file = note.Name[..^NoteEnding.Length];
        try
        {
            var said = JsonSerializer.Deserialize(File.ReadAllText(note.FullName), PageNoteJson.Default.PageNote)
                ?? throw new JsonException("It is empty.");
            return new SavedPage(file, said, File.ReadAllBytes(Path.Combine(note.DirectoryName!, file)));
        }
        catch (JsonException broken)
        {
            throw new CannotDoException($"{note.Name} cannot be read: {broken.Message}", broken);
        }
    }

    private static async Task WriteAsync(string folder, SavedPage page, CancellationToken cancellationToken)
    {
        await File.WriteAllBytesAsync(Path.Combine(folder, page.File), page.Bytes, cancellationToken);
        await File.WriteAllTextAsync(
            Path.Combine(folder, page.File + NoteEnding), JsonSerializer.Serialize(page.Note, PageNoteJson.Default.PageNote),
            cancellationToken);
    }

    private static byte[]? TryMask(SavedPage page, PageDefinitions definitions)
    {
        try
        {
            return SavedPage.BytesOf(PageMask.Mask(page.ParseLoosely(), definitions));
        }
        catch (SyncException)
        {
            // Too large or too deep even to be masked: it stays on this machine.
            return null;
        }
    }

    // An address says whose page it is; so does a number.
    private static PageNote WithoutAnybody(PageNote note) => note with
    {
        IsMasked = true, Number = "", ContentType = null,
        Address = note.Address is { IsAbsoluteUri: true } address ? new Uri(address.GetLeftPart(UriPartial.Authority)) : null,
    };
}
