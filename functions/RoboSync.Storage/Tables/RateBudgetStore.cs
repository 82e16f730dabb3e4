using System.Globalization;
using Azure.Data.Tables;
using RoboSync.Storage.Retaining;
using RoboSync.Sync.Ats;

namespace RoboSync.Storage.Tables;

internal sealed class RateBudgetStore(TableServiceClient tables) : IRateBudgetStore, IHolder
{
    private const string Row = "rate";

    private static readonly RowMap<RateBudget> Map = new(
        row => new RateBudget { Key = TableKeys.Split(row.PartitionKey)[0], ETag = row.ETag.ToString() },
        new("PerMinute", budget => budget.PerMinute, (budget, value) => budget with { PerMinute = (int)value }),
        new("SpokenFor", budget => Text(budget.SpokenFor), (budget, value) => budget with { SpokenFor = Time((string)value) }),
        new("PausedUntil", budget => Text(budget.PausedUntil), (budget, value) => budget with { PausedUntil = Time((string)value) }),
        new("SlowUntil", budget => Text(budget.SlowUntil), (budget, value) => budget with { SlowUntil = Time((string)value) }));

    private readonly TableClient table = tables.GetTableClient(StorageNames.RateBudgetsTable);

    public IReadOnlyList<Holding> Holdings { get; } = [Holding.OfNobody(StorageNames.RateBudgetsTable, "times, by tenant")];

    public async Task<RateBudget> ReadAsync(string key, CancellationToken cancellationToken) =>
        await table.FindAsync(TableKeys.Of(key), Row, cancellationToken) is { } row
            ? Map.ToRecord(row) with { Key = key }
            : new RateBudget { Key = key };

    public async Task<RateBudget> SaveAsync(RateBudget budget, CancellationToken cancellationToken)
    {
        var row = Map.ToRow(TableKeys.Of(budget.Key), Row, budget);
        return budget with { ETag = await table.WriteAsync(row, budget.ETag, $"The rate of {budget.Key}", cancellationToken) };
    }

    // A column of times begins in 1601; a budget that was never used begins before.
    private static string Text(DateTimeOffset time) => time.ToString("O", CultureInfo.InvariantCulture);

    private static DateTimeOffset Time(string text) => DateTimeOffset.ParseExact(text, "O", CultureInfo.InvariantCulture);
}
