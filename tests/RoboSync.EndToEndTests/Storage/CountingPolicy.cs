using Azure.Core.Pipeline;
using Azure.Identity;
using Azure.Security.KeyVault.Secrets;

namespace RoboSync.EndToEndTests.Storage;

/// <summary>Counts the requests of a storage client.</summary>
internal sealed class CountingPolicy : HttpPipelineSynchronousPolicy
{
    private int count;

    public int Count
    {
        get => Volatile.Read(ref count);
        set => Volatile.Write(ref count, value);
    }

    /// <summary>What somebody else does right before the next batch arrives.</summary>
    public Action? BeforeBatch { get; set; }

    public override void OnSendingRequest(Azure.Core.HttpMessage message)
    {
        Interlocked.Increment(ref count);
        if (BeforeBatch is { } act && message.Request.Uri.Path.EndsWith("$batch", StringComparison.Ordinal))
        {
            BeforeBatch = null;
            act();
        }
    }
}

/// <summary>For tests that ask no vault.</summary>
internal static class NoVault
{
    public static SecretClient Client { get; } =
        new(new Uri("https://vault.example"), new ManagedIdentityCredential(ManagedIdentityId.SystemAssigned));
}
