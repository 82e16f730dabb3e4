using System.CommandLine;
using Azure;
using Azure.Storage.Blobs;
using RoboSync.Miws.Definitions;
using RoboSync.Miws.Masking;
using RoboSync.Pages.Captures;
using RoboSync.Pages.Checking;
using RoboSync.Pages.Putting;
using RoboSync.Pages.Site;
using RoboSync.Storage;
using Spectre.Console;

namespace RoboSync.Pages.Comparing;

/// <summary><c>diff</c>: what changed between two captures, in words.</summary>
internal static class DiffVerb
{
    public static Command Create(IAnsiConsole console, Func<string, string?> environment)
    {
        var verb = new Command(
            "diff",
            "Says what changed between two captures of a page: labels, columns, forms, and what the definitions read and prove by. "
            + "Ends with 1 where something did.");
        var old = new Argument<string>("OLD") { Description = "A capture, or a page of one." };
        var now = new Argument<string>("NEW")
        {
            Description =
                "A capture, a page of one, or with --storage or --account the name of a page that a run kept (container masked-pages).",
        };
        verb.Add(old);
        verb.Add(now);
        var folder = SiteArguments.DefinitionsOption();
        verb.Add(folder);
        var storage = new StorageArguments(verb, environment);
        verb.Does(console, async (parsed, cancellationToken) =>
        {
            var definitions = await DefinitionFolder.ReadAsync(parsed.GetValue(folder));
            var before = await ReadAsync(parsed.GetValue(old)!, null, cancellationToken);
            var after = await ReadAsync(parsed.GetValue(now)!, storage.Find(parsed), cancellationToken);
            var changes = Pairs(before, after).Select(pair => Of(pair, definitions)).ToList();
            foreach (var (title, sentences) in changes.Where(change => change.Sentences.Count > 0))
            {
                console.Write(new Rule(Markup.Escape(title)).LeftJustified());
                sentences.ForEach(console.Say);
            }

            var count = changes.Sum(change => change.Sentences.Count);
            console.Say(count == 0
                ? $"Nothing changed on {changes.Count} pages."
                : $"{count} changes on {changes.Count(change => change.Sentences.Count > 0)} pages.");
            return count == 0 ? ExitCode.Good : ExitCode.Found;
        });
        return verb;
    }

    private static async Task<IReadOnlyList<SavedPage>> ReadAsync(
        string name, BlobServiceClient? blobs, CancellationToken cancellationToken)
    {
        if (Directory.Exists(name))
        {
            return new CaptureFolder(new DirectoryInfo(name)).Read();
        }

        if (File.Exists(name))
        {
            var file = new FileInfo(name);
            return CaptureFolder.TryRead(file) is { } page ? [page]
                : [new SavedPage(file.Name, NoteOf(file.Name, isMasked: false), await File.ReadAllBytesAsync(name, cancellationToken))];
        }

        return blobs is null ? throw new CannotDoException($"There is no folder and no page {name}.")
            : [await KeptAsync(name, blobs, cancellationToken)];
    }

    private static async Task<SavedPage> KeptAsync(string name, BlobServiceClient blobs, CancellationToken cancellationToken)
    {
        try
        {
            var blob = blobs.GetBlobContainerClient(StorageNames.MaskedPagesContainer).GetBlobClient(name);
            var content = (await blob.DownloadContentAsync(cancellationToken)).Value.Content.ToString();
            return new SavedPage(Path.GetFileName(name), NoteOf(name, isMasked: true), SavedPage.BytesOf(content));
        }
        catch (RequestFailedException missing) when (missing.Status == 404)
        {
            throw new CannotDoException($"Container {StorageNames.MaskedPagesContainer} holds no page {name}.", missing);
        }
    }

    // A page that a run kept is called TIME-DEFINITION-FAILURE.html.
    private static PageNote NoteOf(string name, bool isMasked) => new(
        DefinitionNeeds.All.FirstOrDefault(one => Path.GetFileName(name).Contains(one, StringComparison.Ordinal)),
        TimeProvider.System.GetUtcNow())
    {
        IsMasked = isMasked,
    };

    // The first of each kind: what a page is made of is the same on all of them.
    private static IEnumerable<(SavedPage Before, SavedPage After)> Pairs(IReadOnlyList<SavedPage> before, IReadOnlyList<SavedPage> after)
    {
        if (before.Count == 1 || after.Count == 1)
        {
            var (one, other) = after.Count == 1 ? (after[0], before) : (before[0], after);
            var match = other.FirstOrDefault(page => page.Note.Definition == one.Note.Definition && !page.Note.IsOnTheWay) ?? other[0];
            return after.Count == 1 ? [(match, one)] : [(one, match)];
        }

        return before.Where(page => page.IsHtml).GroupBy(KindOf).Join(
            after.Where(page => page.IsHtml).GroupBy(KindOf), kind =>
                kind.Key, kind => kind.Key, (left, right) => (left.First(), right.First()));
    }

    private static (string? Definition, bool IsOnTheWay) KindOf(SavedPage page) => (page.Note.Definition, page.Note.IsOnTheWay);

    // Where one of them is masked, the other is compared masked too.
    private static (string Title, List<string> Sentences) Of((SavedPage Before, SavedPage After) pair, PageDefinitions definitions)
    {
        var (before, after) = pair;
        if (before.Note.IsMasked != after.Note.IsMasked)
        {
            (before, after) = (Masked(before, definitions), Masked(after, definitions));
        }

        var sentences = PageDiff.OfFacts(PageFacts.Of(before.ParseLoosely()), PageFacts.Of(after.ParseLoosely())).ToList();
        if (!before.Note.IsMasked)
        {
            sentences.AddRange(PageDiff.OfTrials(
                new PageTrials(definitions, [before]).Try(before), new PageTrials(definitions, [after]).Try(after)));
        }

        return ($"{before.Note.Definition ?? "page"}  {before.File} → {after.File}", sentences);
    }

    private static SavedPage Masked(SavedPage page, PageDefinitions definitions) => page.Note.IsMasked ? page
        : page with
        {
            Bytes = SavedPage.BytesOf(PageMask.Mask(page.ParseLoosely(), definitions)), Note = page.Note with { IsMasked = true },
        };
}
