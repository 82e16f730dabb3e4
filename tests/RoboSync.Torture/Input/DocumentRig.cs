using System.Globalization;
using System.Net.Mail;
using System.Text;
using System.Text.Json;
using RoboSync.Sync.Tenants;

namespace RoboSync.Torture.Input;

/// <summary>Tenant documents: what is taken can be read again, as itself and for ever; what is not is refused in words.</summary>
internal sealed class DocumentRig : IInputRig
{
    private string good = "";
    private string tenantId = "";

    /// <inheritdoc/>
    public async Task StartAsync()
    {
        good = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "tenant.example.json"));
        using var document = JsonDocument.Parse(good);
        tenantId = document.RootElement.GetProperty("tenantId").GetString()!;
    }

    /// <inheritdoc/>
    public async Task<Verdict> TryAsync(Random random)
    {
        var (text, name) = JsonMutation.Of(good, random);
        var bytes = Bytes(text, random, ref name);
        using var content = new MemoryStream(bytes);
        var (document, mistake) = await TenantDocument.ReadAsync(content, default);
        var mistakes = document is null ? [mistake!] : await TenantDocument.ValidateAsync(document, tenantId);
        return mistakes.Count > 0
            ? new Verdict(name, IsRefused: true, mistakes.Any(string.IsNullOrWhiteSpace)
                ? "refused without a word"
                : text == good && name != "bytes"
                ? $"refused as it was: {mistakes[0]}"
                : null)
            : new Verdict(name, IsRefused: false, Judge(document!));
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static byte[] Bytes(string text, Random random, ref string name)
    {
        if (random.Next(8) != 0)
        {
            return Encoding.UTF8.GetBytes(text);
        }

        name = "bytes";
        var bytes = random.Next(4) switch
        {
            0 => Encoding.Unicode.GetBytes(text),
            1 => CodePagesEncodingProvider.Instance.GetEncoding(932)!.GetBytes(text),
            2 => [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(text)],
            _ => Encoding.UTF8.GetBytes(text),
        };
        if (random.Next(2) == 0 && bytes.Length > 0)
        {
            bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
        }

        return bytes;
    }

    private string? Judge(string document)
    {
        var tenant = TenantDocument.Parse(document);
        var stored = StoredTenant.Of(tenantId, document);
        var ids = tenant.Accounts.Select(account => account.AccountId).ToList();
        using var parsed = JsonDocument.Parse(document);
        return stored.Tenant is null ? $"taken and not readable afterwards: {stored.Unreadable}"
            : !stored.SaysTheSameAs(document) ? "is not the same as itself"
            : tenant.TenantId != tenantId ? "of another tenant"
            : HasNameTwice(parsed.RootElement) ? "a name stands twice, and which of the two was meant nobody can tell"
            : ids.Distinct(StringComparer.Ordinal).Count() != ids.Count || ids.Exists(id => !Tenant.IsId(id))
                ? "accounts without ids of their own"
            : tenant.Slots.Count is < 1 or > 4 ? "no slots"
            : tenant.Accounts.Select(account => account.Site.BaseUrl).Append(tenant.Hrmos.BaseUrl).Any(
                site => site.Scheme != Uri.UriSchemeHttps && !site.IsLoopback) ? "a site without https"
            : tenant.Mail.To.Concat(tenant.Mail.Cc).Any(address => !MailAddress.TryCreate(address, out _)) ? "a mail address that is none"
            : parsed.RootElement.GetProperty("accounts").EnumerateArray().Select(account => account.GetProperty("displayYear").GetRawText())
                .Zip(tenant.Accounts).Any(pair => double.Parse(pair.First, CultureInfo.InvariantCulture) != pair.Second.DisplayYear)
                    ? "another year than it says"
            : null;
    }

    private static bool HasNameTwice(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().CountBy(property => property.Name).Any(name => name.Value > 1)
            || element.EnumerateObject().Any(property => HasNameTwice(property.Value)),
        JsonValueKind.Array => element.EnumerateArray().Any(HasNameTwice),
        _ => false,
    };
}
