using System.Globalization;
using RoboSync.Sync.Failures;

namespace RoboSync.Sync.Media;

/// <summary>One reading of a list, from its first page on. It ends where nothing new comes.</summary>
internal sealed class ListReading<TRow>(ListKind<TRow> kind)
{
    private readonly Dictionary<string, TRow> rows = (kind.Begun?.Rows ?? []).ToDictionary(kind.KeyOf, StringComparer.Ordinal);
    private readonly Dictionary<string, UnreadRow> unread = (kind.Begun?.Unread ?? []).ToDictionary(row => row.Key, StringComparer.Ordinal);
    private bool hasRisen;
    private bool hasFallen;
    private bool isEnough;
    private bool isConfirmed;
    private int? total = kind.Begun?.Total;
    private TRow? first = kind.Begun is null ? default : kind.Begun.First;

    /// <summary>Whether it was stopped and may be gone on with.</summary>
    public bool IsStopped { get; private set; }

    /// <summary>What makes the list unfit to be read; null where nothing does.</summary>
    public SyncException? Failure { get; private set; }

    public IReadOnlyCollection<UnreadRow> Unread => unread.Values;

    public int Count => rows.Count + unread.Count;

    public int Total => total ?? 0;

    /// <summary>
    /// Whether entries came or went meanwhile, so that somebody may have moved from a page that was still to be read to one that had been.
    /// Newest first, only those who go move others so: the total then falls. Those who come push others to later pages.
    /// </summary>
    public bool HasMoved => hasFallen || (hasRisen && !kind.NewestFirst);

    /// <summary>Whether it was read as far as was asked, nobody moved out of sight, and its rows are as many as it states.</summary>
    public bool IsWhole => !HasMoved && (isEnough || isConfirmed || Count == total);

    public WholeList<TRow> ToList() => new([.. rows.Values], [.. unread.Values], Total, !isEnough, first);

    public async Task RunAsync(int mostPages, CancellationToken cancellationToken)
    {
        var number = kind.Begun?.NextPage ?? 1;
        for (; Failure is null; number++)
        {
            var page = await TakeAsync(number, cancellationToken);
            first = number == 1 && page.Page.Rows.Count > 0 ? page.Page.Rows[0] : first;
            isEnough = kind.IsEnough(page.Page);
            if (isEnough || !page.Page.HasNext)
            {
                break;
            }

            // Newest first, whoever comes pushes others to later pages: a page of known people is none that repeats.
            var isPushed = kind.NewestFirst && hasRisen;
            if ((number > 1 && page.Fresh == 0 && !isPushed) || Count >= page.Page.Total || number >= mostPages)
            {
                Failure ??= HasMoved ? null : Repeats(number);
                break;
            }

            if (!await kind.MayGoOn(new ListProgress<TRow>(rows.Values, unread.Values, Total, number + 1, first), cancellationToken))
            {
                IsStopped = true;
                return;
            }
        }

        if (kind.NewestFirst && !isEnough && !HasMoved && Failure is null)
        {
            await CatchUpAsync(cancellationToken);
        }
        else if (!kind.NewestFirst && !isEnough && IsWhole && Failure is null)
        {
            await ConfirmAsync(number, cancellationToken);
        }
    }

    // One who goes from a page that was read moves another up to it, unseen where somebody new keeps the total what it was: whoever moved
    // stands on a page before the last now.
    private async Task ConfirmAsync(int lastPage, CancellationToken cancellationToken)
    {
        for (var number = 1; number < lastPage && Failure is null; number++)
        {
            Add(await OpenAsync(number, cancellationToken));
        }

        isConfirmed = true;
    }

    // Somebody who changes while the list is read jumps to its top, past the pages already read: look there before reading all again.
    private async Task CatchUpAsync(CancellationToken cancellationToken)
    {
        for (var number = 1; Count < total && Failure is null; number++)
        {
            var page = await TakeAsync(number, cancellationToken);
            if (page.Fresh < page.Page.Rows.Count + page.Page.Unread.Count || !page.Page.HasNext)
            {
                break;
            }
        }
    }

    private async Task<(ListPage<TRow> Page, int Fresh)> TakeAsync(int number, CancellationToken cancellationToken)
    {
        var page = await OpenAsync(number, cancellationToken);
        hasRisen |= page.Total > total;
        hasFallen |= page.Total < total;
        total = page.Total;
        return (page, Add(page));
    }

    private async Task<ListPage<TRow>> OpenAsync(int number, CancellationToken cancellationToken)
    {
        var page = await kind.Open(number, cancellationToken);
        Failure ??= kind.Check(page);
        return page;
    }

    // How many of the page's rows are new.
    private int Add(ListPage<TRow> page)
    {
        var before = Count;
        foreach (var row in page.Rows.Where(row => !unread.ContainsKey(kind.KeyOf(row))))
        {
            rows.TryAdd(kind.KeyOf(row), row);
        }

        foreach (var row in page.Unread.Where(row => !rows.ContainsKey(row.Key)))
        {
            unread.TryAdd(row.Key, row);
        }

        return Count - before;
    }

    private SyncException Repeats(int number) =>
        new(FailureCode.SitePageRepeats, string.Create(
            CultureInfo.InvariantCulture,
            $"Page {number} of the {kind.Name} shows nothing new, or the list goes on behind its stated total."));
}
