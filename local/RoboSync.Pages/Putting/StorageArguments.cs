using System.CommandLine;
using Azure.Identity;
using Azure.Storage.Blobs;
using RoboSync.Storage;

namespace RoboSync.Pages.Putting;

/// <summary>Which storage account.</summary>
internal sealed class StorageArguments
{
    private const string Variable = "ROBOSYNC_STORAGE";

    private readonly Option<string?> connection = new("--storage")
    {
        Description = $"Connection string of the storage account; {Variable} where it is not said.",
    };

    private readonly Option<string?> account = new("--account")
    {
        Description = "Blob address of the storage account, https://NAME.blob.core.windows.net/; you sign in as with the Azure CLI.",
    };

    private readonly Func<string, string?> environment;

    /// <summary>Adds them to a verb.</summary>
    public StorageArguments(Command verb, Func<string, string?> environment)
    {
        this.environment = environment;
        verb.Add(connection);
        verb.Add(account);
    }

    /// <summary>The account's blobs; null where no account is said.</summary>
    /// <exception cref="CannotDoException">What is said is no account.</exception>
    public BlobServiceClient? Find(ParseResult parsed)
    {
        try
        {
            return parsed.GetValue(account) is { } address
                ? new BlobServiceClient(new Uri(address), new DefaultAzureCredential(), StorageClients.BlobOptions)
                : (parsed.GetValue(connection) ?? environment(Variable)) is { Length: > 0 } text
                    ? new BlobServiceClient(text, StorageClients.BlobOptions)
                : null;
        }
        catch (Exception wrong) when (wrong is FormatException or ArgumentException)
        {
            throw new CannotDoException("That is no connection string of a storage account, or no address of one.", wrong);
        }
    }
}
