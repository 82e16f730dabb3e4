namespace RoboSync.Console.Reconciling;

/// <summary>Which button of the page was pressed: one of the two is filled.</summary>
internal sealed class RepairInput
{
    private const char Between = '/';

    /// <summary>The account's id and the row's key.</summary>
    public string? One { get; set; }

    /// <summary>The id of the account of which all is to be put right.</summary>
    public string? All { get; set; }

    /// <summary>The value of a row's button.</summary>
    public static string ValueOf(string accountId, string key) => $"{accountId}{Between}{key}";

    /// <summary>The account, and the row or null for all.</summary>
    public (string AccountId, string? Key) Read()
    {
        if (!string.IsNullOrEmpty(All))
        {
            return (All, null);
        }

        var parts = (One ?? "").Split(Between, 2);
        return (parts[0], parts.Length == 2 ? parts[1] : "");
    }
}
