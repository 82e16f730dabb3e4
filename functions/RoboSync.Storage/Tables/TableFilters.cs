using Azure.Data.Tables;

namespace RoboSync.Storage.Tables;

/// <summary>Queries by keys.</summary>
internal static class TableFilters
{
    /// <summary>One partition.</summary>
    public static string Partition(string key) => TableClient.CreateQueryFilter($"PartitionKey eq {key}");

    /// <summary>Every partition whose key has this one's parts and more.</summary>
    public static string Below(string key)
    {
        var (from, to) = TableKeys.Below(key);
        return TableClient.CreateQueryFilter($"PartitionKey ge {from} and PartitionKey lt {to}");
    }
}
