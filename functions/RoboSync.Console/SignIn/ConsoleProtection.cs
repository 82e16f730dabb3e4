using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace RoboSync.Console.SignIn;

/// <summary>
/// The framework's data protection on <see cref="KeyRing"/>, in a container of its own: in the worker's, the framework reads the keys as
/// soon as the worker starts, for whatever function. Here they are read with the first page.
/// </summary>
internal sealed class ConsoleProtection(KeyRing ring, SealedKeys sealedKeys, ILoggerFactory loggers) : IDataProtectionProvider, IDisposable
{
    private readonly Lazy<ServiceProvider> own = new(() => Build(ring, sealedKeys, loggers));

    /// <inheritdoc/>
    public IDataProtector CreateProtector(string purpose) =>
        own.Value.GetRequiredService<IDataProtectionProvider>().CreateProtector(purpose);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (own.IsValueCreated)
        {
            own.Value.Dispose();
        }
    }

    private static ServiceProvider Build(KeyRing ring, SealedKeys sealedKeys, ILoggerFactory loggers)
    {
        var services = new ServiceCollection().AddSingleton(loggers).AddLogging().AddSingleton(sealedKeys);
        services.AddDataProtection().SetApplicationName("RoboSync.Console");
        services.Configure<KeyManagementOptions>(options =>
            (options.XmlRepository, options.XmlEncryptor) = (ring, new KeyEncryptor(sealedKeys)));
        return services.BuildServiceProvider();
    }
}
