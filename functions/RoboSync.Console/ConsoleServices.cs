using System.Diagnostics;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.WebEncoders;
using RoboSync.Console.Access;
using RoboSync.Console.Operating;
using RoboSync.Console.Serving;
using RoboSync.Console.SignIn;
using RoboSync.Sync;
using RoboSync.Sync.Notifications.Notices;

namespace RoboSync.Console;

/// <summary>Registers the console. The ports it needs are registered by the adapters.</summary>
public static class ConsoleServices
{
    /// <summary>Adds the console. <see cref="TimeProvider"/> comes from the host.</summary>
    public static IServiceCollection AddConsole(this IServiceCollection services, IConfiguration configuration)
    {
        services.Configure<ConsoleOptions>(configuration.GetSection("Console"));
        services.AddOptions<SyncOptions>().PostConfigure<IOptions<ConsoleOptions>>(
            (sync, console) => sync.ConsoleAddress = console.Value.BaseAddress);

        // What a web host has, and a host of functions or a test may lack.
        services.TryAddSingleton(configuration);
        services.TryAddSingleton<IWebHostEnvironment, PlainEnvironment>();
        services.TryAddSingleton<IHostEnvironment, PlainEnvironment>();
        services.TryAddSingleton(_ => new DiagnosticListener("RoboSync.Console"));
        services.TryAddSingleton<DiagnosticSource>(provider => provider.GetRequiredService<DiagnosticListener>());
        services.AddHttpContextAccessor().AddRouting().AddRazorComponents();

        // Japanese as it is, not as entities.
        services.Configure<WebEncoderOptions>(options => options.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
        services
            .AddSingleton<ConsolePipeline>()
            .AddSingleton<ProblemPages>()
            .AddSingleton<Messages>()
            .AddScoped<CompanyChanges>()
            .AddSingleton<ConsoleCookies>();
        return services.AddKeys().AddSignIn().AddAccess().ReadNoKeysAtStart();
    }

    private static IServiceCollection AddKeys(this IServiceCollection services)
    {
        services.AddSingleton<SealedKeys>().AddSingleton<KeyRing>();
        services.AddDataProtection();
        return services.AddSingleton<IDataProtectionProvider, ConsoleProtection>();
    }

    // The framework reads or makes keys as soon as the worker starts, for whatever function: ours are read with the first page.
    private static IServiceCollection ReadNoKeysAtStart(this IServiceCollection services)
    {
        var framework = typeof(DataProtectionOptions).Assembly;
        foreach (var started in services
            .Where(service => service.ServiceType == typeof(IHostedService) && service.ImplementationType?.Assembly == framework).ToList())
        {
            services.Remove(started);
        }

        return services;
    }

    private static IServiceCollection AddSignIn(this IServiceCollection services)
    {
        services.AddIdentityCore<ConsoleAccount>(options =>
        {
            options.User.AllowedUserNameCharacters = "";
            options.Password.RequiredLength = 8;
            options.Password.RequireNonAlphanumeric = false;

            // A blank password has no letter to repeat: what else is missing is said.
            options.Password.RequiredUniqueChars = 0;
        })
            .AddUserStore<AccountStore>()
            .AddPasswordValidator<PasswordRules>()
            .AddErrorDescriber<JapaneseErrors>()
            .AddClaimsPrincipalFactory<AccountPrincipal>()
            .AddSignInManager()
            .AddDefaultTokenProviders();
        services.Configure<PasswordHasherOptions>(options => options.IterationCount = PasswordHashing.Iterations);
        services.Configure<DataProtectionTokenProviderOptions>(options => options.TokenLifespan = PasswordResetNotice.Holds);
        services
            .AddScoped<SignInFlow>()
            .AddSingleton<Doors>()
            .AddSingleton<Invitations>()
            .AddSingleton<TemporaryPasswords>()
            .AddSingleton<INotice, FirstLoginNotice>()
            .AddSingleton<INotice, PasswordResetNotice>();
        services.AddAuthentication(IdentityConstants.ApplicationScheme)
            .AddCookie(IdentityConstants.ApplicationScheme)
            .AddCookie(IdentityConstants.TwoFactorUserIdScheme);
        services.AddOptions<CookieAuthenticationOptions>(IdentityConstants.TwoFactorUserIdScheme)
            .Configure<ConsoleCookies>((cookie, cookies) =>
            {
                cookies.Configure(cookie.Cookie, "code");
                cookie.ExpireTimeSpan = TimeSpan.FromMinutes(10);
                cookie.SlidingExpiration = false;
            });
        services.AddOptions<CookieAuthenticationOptions>(IdentityConstants.ApplicationScheme)
            .Configure<ConsoleCookies, IOptions<ConsoleOptions>>((cookie, cookies, options) =>
            {
                cookies.Configure(cookie.Cookie, "session");
                cookie.ExpireTimeSpan = options.Value.SessionTime;
                cookie.SlidingExpiration = true;
                cookie.Events.OnValidatePrincipal = Sessions.ValidateAsync;
            });
        services.AddAntiforgery();
        services.AddOptions<AntiforgeryOptions>().Configure<ConsoleCookies>((options, cookies) =>
        {
            cookies.Configure(options.Cookie, "form");
            options.SuppressXFrameOptionsHeader = true;
        });
        return services;
    }

    private static IServiceCollection AddAccess(this IServiceCollection services)
    {
        services.AddSingleton<IAuthorizationHandler, AccessRule>().AddSingleton<IAuthorizationMiddlewareResultHandler, Refusals>();
        services.AddAuthorizationCore(options =>
        {
            foreach (var policy in Policies.All)
            {
                options.AddPolicy(policy, builder => builder.RequireAuthenticatedUser().AddRequirements(new AccessRequirement(policy)));
            }

            // A page that declares nothing is nobody's.
            options.FallbackPolicy = new AuthorizationPolicyBuilder().RequireAssertion(_ => false).Build();
        });
        return services.AddAuthorization();
    }
}
