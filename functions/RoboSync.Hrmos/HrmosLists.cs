using System.Globalization;
using System.Net;
using System.Text.Json.Serialization.Metadata;
using RoboSync.Sync.Failures;

namespace RoboSync.Hrmos;

/// <summary>
/// Reads a list of HRMOS over all its pages, bounded, each row once. A list that changes while it is read is read once more; one that is
/// not whole then, or never ends, is an unknown answer.
/// </summary>
internal sealed class HrmosLists(HrmosClient client, HrmosOptions options)
{
    /// <summary>Reads a list.</summary>
    /// <param name="path">Where it is.</param>
    /// <param name="type">What a page of it looks like.</param>
    /// <param name="idOf">What tells two rows apart.</param>
    /// <param name="missing">The failure that <c>event_not_found</c> means.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<IReadOnlyCollection<T>> ReadAsync<TPage, T>(
        string path, JsonTypeInfo<TPage> type, Func<T, string> idOf, Func<SyncException> missing, CancellationToken cancellationToken)
        where TPage : IListPage<T>
        where T : notnull =>
        await TryReadAsync(path, type, idOf, missing, cancellationToken)
        ?? await TryReadAsync(path, type, idOf, missing, cancellationToken)
        ?? throw Endless(path, "has other rows than it states, twice");

    private async Task<IReadOnlyCollection<T>?> TryReadAsync<TPage, T>(
        string path, JsonTypeInfo<TPage> type, Func<T, string> idOf, Func<SyncException> missing, CancellationToken cancellationToken)
        where TPage : IListPage<T>
        where T : notnull
    {
        var rows = new Dictionary<string, T>(StringComparer.Ordinal);
        int? total = null;
        var number = 1;
        for (var read = 1; ; read++)
        {
            var answer = await client.SendAsync(
                HttpMethod.Get, string.Create(CultureInfo.InvariantCulture, $"{path}?page={number}"), null, cancellationToken);
            var page = answer.Status switch
            {
                HttpStatusCode.OK => answer.Read(type),
                HttpStatusCode.NotFound when answer.Code == "event_not_found" => throw missing(),
                _ => throw answer.NotAgreed("GET of a list"),
            };
            var before = rows.Count;
            foreach (var row in page.Rows)
            {
                if (row is null)
                {
                    throw answer.Unknown("has a row that is null");
                }

                // The same again is a row that moved to the next page meanwhile; another one of the same id is a change.
                if (!rows.TryAdd(idOf(row), row) && !rows[idOf(row)].Equals(row))
                {
                    return null;
                }
            }

            // Who moved over the border of two pages is missed or counted twice: then the total tells.
            if (page.Total != (total ??= page.Total))
            {
                return null;
            }

            if (page.NextPage is not { } next)
            {
                return total == rows.Count ? rows.Values : null;
            }

            if (next <= number || rows.Count == before)
            {
                throw Endless(path, "names a next page and brings nothing new");
            }

            if (read >= options.MaxPages)
            {
                throw Endless(path, "has more pages than Hrmos:MaxPages");
            }

            number = next;
        }
    }

    // The first two segments: ids stay out of messages.
    private static SyncException Endless(string path, string what) =>
        new(FailureCode.HrmosAnswerUnknown, $"The list {string.Join('/', path.Split('/').Take(2))} {what}.");
}
