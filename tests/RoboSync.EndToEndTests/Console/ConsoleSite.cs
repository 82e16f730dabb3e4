using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using RoboSync.EndToEndTests.Running;
using RoboSync.Functions.Triggers;
using RoboSync.Sync.Users;

namespace RoboSync.EndToEndTests.Console;

/// <summary>
/// The console over real HTTP, in this process: Kestrel hands each request to the trigger, as the worker does, with the product's own
/// services. The product is the one of all other tests: its clock stands still, its functions run when a test says so.
/// </summary>
internal sealed class ConsoleSite : IAsyncDisposable
{
    /// <summary>The company of the demo document.</summary>
    public const string Company = "sample";

    /// <summary>The password of everybody here.</summary>
    public const string Password = "Sakura-2027-hana";

    private readonly WebApplication server;

    private ConsoleSite(WebApplication server, Product product) => (this.server, Product) = (server, product);

    public Product Product { get; }

    public Uri Address => new(server.Urls.Single());

    /// <summary>Starts product and console.</summary>
    /// <param name="storage">Where Azurite is.</param>
    /// <param name="applicants">Applicants of the demo company.</param>
    /// <param name="configure">How the product differs from the demo.</param>
    public static async Task<ConsoleSite> StartAsync(
        StorageFixture storage, int applicants = 4, Action<ProductOptions>? configure = null)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore();
        var kestrel = builder.Build();
        kestrel.Urls.Add("http://127.0.0.1:0");
        Product? product = null;
        kestrel.Run(async context =>
        {
            await using var scope = product!.Get<IServiceScopeFactory>().CreateAsyncScope();
            context.RequestServices = scope.ServiceProvider;
            await ActivatorUtilities.CreateInstance<ServeConsole>(scope.ServiceProvider).RunAsync(context.Request);
        });
        await kestrel.StartAsync();
        product = await Product.StartAsync(storage, applicants, options =>
        {
            options.Settings["Console:BaseAddress"] = kestrel.Urls.Single();
            configure?.Invoke(options);
        });
        return new ConsoleSite(kestrel, product);
    }

    /// <summary>Adds somebody with a password of their own.</summary>
    /// <returns>The password.</returns>
    public async Task<string> AddAsync(string mailAddress, UserRole role, string tenantId = Company)
    {
        var users = Product.Get<IConsoleUsers>();
        var known = await users.FindAsync(ConsoleUser.IdOf(mailAddress), default);
        await users.SaveAsync(
            new ConsoleUser
            {
                UserId = ConsoleUser.IdOf(mailAddress),
                MailAddress = mailAddress,
                Role = role,
                TenantId = role == UserRole.Operator ? "" : tenantId,
                SecurityStamp = mailAddress,
                PasswordHash = new PasswordHasher<string>().HashPassword(mailAddress, Password),
                CreatedAt = Product.Clock.GetUtcNow(),
                Version = known?.Version ?? "",
            },
            default);
        return Password;
    }

    /// <summary>Somebody who is signed in: by role, of the demo company.</summary>
    public async Task<Visitor> SignedInAsync(UserRole role, string tenantId = Company)
    {
        var mailAddress = $"{role}@{tenantId}.example".ToLowerInvariant();
        var password = await AddAsync(mailAddress, role, tenantId);
        var visitor = Visit();
        await visitor.SignInAsync(mailAddress, password);
        return visitor;
    }

    /// <summary>Somebody who is not signed in.</summary>
    public Visitor Visit() => new(Address);

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        await Product.DisposeAsync();
    }
}
