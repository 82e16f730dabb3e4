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

    public override void OnSendingRequest(Azure.Core.HttpMessage message) => Interlocked.Increment(ref count);
}

/// <summary>For tests that ask no vault.</summary>
internal static class NoVault
{
    public static SecretClient Client { get; } = new(new Uri("https://vault.example"), new ManagedIdentityCredential(ManagedIdentityId.SystemAssigned));
}
