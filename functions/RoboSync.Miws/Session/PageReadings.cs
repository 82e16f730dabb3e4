using RoboSync.Miws.Definitions;
using RoboSync.Miws.Fields;
using RoboSync.Miws.Pages;
using RoboSync.Miws.Reading;
using RoboSync.Miws.Rows;
using RoboSync.Sync.Failures;

namespace RoboSync.Miws.Session;

/// <summary>
/// Reads the pages of a signed-in session: asks for each, and for what leads to it, proves it, and reads it by its definition.
/// </summary>
/// <param name="asker">Asks for pages.</param>
/// <param name="definitions">What pages look like.</param>
/// <param name="year">The account's display year.</param>
/// <param name="renewed">Signs in once more, or throws.</param>
internal sealed class PageReadings(
    PageAsker asker, PageDefinitions definitions, int year, Func<SyncException, CancellationToken, Task> renewed)
{
    // A list of more pages than this never ends.
    private const int MostPages = 2_000;
    private const int MostReadings = 3;

    private readonly KeptRows kept = new();

    /// <summary>Reads a page of a list.</summary>
    /// <param name="definition">Its definition.</param>
    /// <param name="number">What it is of; empty for a list of all.</param>
    /// <param name="page">From 1.</param>
    /// <param name="gone">What it means that the page says there is no such thing.</param>
    /// <param name="row">What was kept of the row that leads to it; null to find it.</param>
    /// <param name="cancellationToken">Ends the requests.</param>
    public async Task<ListContent> ListAsync(
        PageDefinition definition, string number, int page, FailureCode gone, IReadOnlyDictionary<string, string>? row,
        CancellationToken cancellationToken)
    {
        var asked = await AskedAsync(definition, number, page, row, cancellationToken);
        var content = await ReadAsync(
            definition, asked, gone,
            fetched => definition.Page!.Format == PageFormat.Html
                ? PageReader.ReadList(fetched.Html, definition, page)
                : PageReader.ReadDownload(fetched.Text, asker.Opened(definition).Html, definition, page),
            cancellationToken);
        kept.Keep(definition, content.Rows);
        return content;
    }

    /// <summary>Reads the page of one person.</summary>
    public async Task<T> DetailAsync<T>(
        PageDefinition definition, string number, FailureCode gone, Func<FieldValues, T> read, CancellationToken cancellationToken)
    {
        var asked = await AskedAsync(definition, number, 1, null, cancellationToken);
        return await ReadAsync(
            definition, asked, gone,
            fetched => read(definition.Page!.Format == PageFormat.Html
                ? PageReader.ReadDetail(fetched.Html, definition)
                : PageReader.ReadDetail(fetched.Text, asker.Opened(definition).Html, definition)),
            cancellationToken);
    }

    /// <summary>
    /// Reads all pages of a list that is told to the rules as one. It is whole where it holds as many distinct rows as it states. Rows move
    /// while a list is read: it is then read again, a few times.
    /// </summary>
    /// <exception cref="SyncException">
    /// <see cref="FailureCode.SiteTotalDiffers"/>, <see cref="FailureCode.SitePageRepeats"/>, <see cref="FailureCode.SiteListMoves"/>.
    /// </exception>
    public async Task<IReadOnlyList<FieldValues>> WholeAsync(
        PageDefinition definition, string number, FailureCode gone, IReadOnlyDictionary<string, string>? row,
        CancellationToken cancellationToken)
    {
        for (var reading = 1; ; reading++)
        {
            var (rows, wrong) = await ReadAllAsync(definition, number, gone, row, cancellationToken);
            if (wrong is null)
            {
                return rows;
            }

            if (reading >= (wrong == FailureCode.SiteListMoves ? MostReadings : MostReadings - 1))
            {
                throw new SyncException(wrong.Value, $"Page {definition.Name}: {rows.Count} rows were read, which is not what it states.");
            }
        }
    }

    private async Task<(List<FieldValues> Rows, FailureCode? Wrong)> ReadAllAsync(
        PageDefinition definition, string number, FailureCode gone, IReadOnlyDictionary<string, string>? row,
        CancellationToken cancellationToken)
    {
        var rows = new List<FieldValues>();
        var keys = new HashSet<string>(StringComparer.Ordinal);
        int? total = null;
        for (var page = 1; page <= MostPages; page++)
        {
            var content = await ListAsync(definition, number, page, gone, row, cancellationToken);
            if (page > 1 && content.Total != total)
            {
                return (rows, FailureCode.SiteListMoves);
            }

            total = content.Total;
            rows.AddRange(content.Rows);
            if (content.Rows.Any(one => !keys.Add(RowKeys.Of(one, definition))))
            {
                return (rows, FailureCode.SitePageRepeats);
            }

            if (!content.HasNext)
            {
                return (rows, rows.Count == (total ?? rows.Count) ? null : FailureCode.SiteTotalDiffers);
            }
        }

        return (rows, FailureCode.SitePageRepeats);
    }

    private async Task<Asked> AskedAsync(
        PageDefinition definition, string number, int page, IReadOnlyDictionary<string, string>? row, CancellationToken cancellationToken)
    {
        row ??= number.Length > 0 && PageAsker.NeedsRow(definition) ? await RowAsync(definition, number, cancellationToken) : null;
        return new Asked(year) { Number = number, Page = page, PageSize = definition.List?.PageSize ?? 0, Row = row };
    }

    // A later run asks for people that it did not list itself: they are looked up in the list.
    private async Task<IReadOnlyDictionary<string, string>> RowAsync(
        PageDefinition definition, string number, CancellationToken cancellationToken)
    {
        var source = definitions.All.First(one => one.Name == DefinitionNeeds.SourceOf(definition));
        if (kept.Find(source.Name, number) is { } known)
        {
            return known;
        }

        var read = 0;
        for (var page = 1; page <= MostPages; page++)
        {
            var content = await ListAsync(source, "", page, FailureCode.SitePageChanged, null, cancellationToken);
            read += content.Rows.Count;
            if (kept.Find(source.Name, number) is { } found)
            {
                return found;
            }

            if (!content.HasNext)
            {
                throw NotListed(definition, isWhole: read >= content.Total);
            }
        }

        throw NotListed(definition, isWhole: false);
    }

    private static SyncException NotListed(PageDefinition definition, bool isWhole) =>
        !isWhole ? ChangedPage.Of(definition, "the list that leads to it does not hold its row, and is not whole")
        : definition.Name == "applicant-detail" ? new SyncException(FailureCode.SiteRecordUnread, "applicantNumber")
        : new SyncException(FailureCode.SiteSeminarMissing, $"The list holds no row that leads to page {definition.Name}.");

    private async Task<T> ReadAsync<T>(
        PageDefinition definition, Asked asked, FailureCode gone, Func<FetchedPage, T> read, CancellationToken cancellationToken)
    {
        var fetched = await FetchAsync(definition, asked, cancellationToken);
        return Guarded.Read(definition.Name, () =>
        {
            if (definition.Page!.Format == PageFormat.Html)
            {
                PageProof.Require(fetched.Html, fetched.Status, definition, definitions.Site, YearText(), gone);
            }
            else
            {
                PageProof.RequireYear(asker.Opened(definition).Html, definitions.Site, YearText(), definition.Page);
                PageProof.RequireDownload(fetched.Status, fetched.IsPage, definition);
            }

            return read(fetched);
        });
    }

    private string YearText() => year.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private async Task<FetchedPage> FetchAsync(PageDefinition definition, Asked asked, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return await asker.AskAsync(definition, asked, cancellationToken);
            }
            catch (SyncException lost) when (lost.Code == FailureCode.SiteSessionLost)
            {
                await renewed(lost, cancellationToken);
            }
        }
    }
}
