using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using RoboSync.Sync.Alarms;
using RoboSync.Sync.Failures;
using RoboSync.Sync.Users;

namespace RoboSync.Console.SignIn;

/// <summary>
/// Where the framework keeps the keys that cookies and links are protected with: one blob that all instances share. Of two instances that
/// make a key at once one writes, and the other finds that key: the framework reads again after it has made one. What cannot be read is
/// never written over.
/// </summary>
internal sealed partial class KeyRing(IKeyRingStore store, OperatorAlarms alarms, ILogger<KeyRing> logger) : IXmlRepository
{
    // The framework makes the next key two days before the last one ends.
    private static readonly TimeSpan Rotation = TimeSpan.FromDays(3);

    private readonly Lock gate = new();
    private string? readVersion;

    /// <inheritdoc/>
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        var stored = Waiting.For(() => store.ReadAsync(CancellationToken.None));
        lock (gate)
        {
            readVersion = stored?.Version ?? "";
        }

        return stored is null ? [] : [.. Parse(stored.Content).Elements()];
    }

    /// <inheritdoc/>
    public void StoreElement(XElement element, string friendlyName)
    {
        var stored = Waiting.For(() => store.ReadAsync(CancellationToken.None));
        string? seen;
        lock (gate)
        {
            seen = readVersion;
        }

        if (seen is not null && seen != (stored?.Version ?? ""))
        {
            LogFaster(friendlyName);
            return;
        }

        var ring = stored is null ? new XElement("keys") : Parse(stored.Content);
        var others = ring.Elements("key").Count();
        var stillHold = ring.Elements("key").Count(key => Expiry(key) - Created(element) > Rotation);
        ring.Add(element);
        if (!Waiting.For(() => store.TryWriteAsync(ring.ToString(), stored?.Version ?? "", CancellationToken.None)))
        {
            LogFaster(friendlyName);
            return;
        }

        LogMade(friendlyName, others);
        if (stillHold > 0)
        {
            // Whatever made the framework take those for unusable: sessions of theirs end.
            Raise(string.Create(CultureInfo.InvariantCulture, $"{friendlyName} was made although {stillHold} others hold"));
        }
    }

    private void Raise(string detail) => Waiting.For(async () =>
    {
        await alarms.RaiseAsync(AlarmTable.ConsoleKeys, [detail], once: "", CancellationToken.None);
        return true;
    });

    private static DateTimeOffset Expiry(XElement key) => (DateTimeOffset?)key.Element("expirationDate") ?? DateTimeOffset.MinValue;

    private static DateTimeOffset Created(XElement key) => (DateTimeOffset?)key.Element("creationDate") ?? DateTimeOffset.MaxValue;

    private XElement Parse(string content)
    {
        try
        {
            return XElement.Parse(content);
        }
        catch (XmlException unreadable)
        {
            Raise("key-ring.xml cannot be read, and nobody can sign in");
            throw new SyncException(FailureCode.StoredUnreadable, $"The console's key ring cannot be read (line {unreadable.LineNumber}).");
        }
    }

    [LoggerMessage(6010, LogLevel.Information, "Console key {Key} was made, beside {Others} others.")]
    private partial void LogMade(string key, int others);

    [LoggerMessage(6011, LogLevel.Information, "Console key {Key} was not needed: another instance was faster.")]
    private partial void LogFaster(string key);
}

/// <summary>Encrypts a key of the ring.</summary>
internal sealed class KeyEncryptor(SealedKeys sealedKeys) : IXmlEncryptor
{
    internal const string Owner = "key-ring";

    /// <inheritdoc/>
    public EncryptedXmlInfo Encrypt(XElement plaintextElement) => new(
        new XElement(
            "sealed", Waiting.For(() => sealedKeys.SealAsync(Owner, plaintextElement.ToString(), CancellationToken.None))),
        typeof(KeyDecryptor));
}

/// <summary>Decrypts a key of the ring. The ring names this class: it is not renamed.</summary>
internal sealed class KeyDecryptor(IServiceProvider services) : IXmlDecryptor
{
    /// <inheritdoc/>
    public XElement Decrypt(XElement encryptedElement) => XElement.Parse(Waiting.For(() => services.GetRequiredService<SealedKeys>()
        .OpenAsync(KeyEncryptor.Owner, encryptedElement.Value, CancellationToken.None)));
}

/// <summary>
/// Waits for storage and vault where the framework's interfaces leave no other way: once a day. On a thread of the pool, since a page is
/// rendered in a context of its own, in which nothing would go on meanwhile.
/// </summary>
internal static class Waiting
{
    public static T For<T>(Func<Task<T>> work) => Task.Run(work).GetAwaiter().GetResult();
}
