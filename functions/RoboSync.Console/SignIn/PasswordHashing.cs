using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace RoboSync.Console.SignIn;

/// <summary>How passwords are hashed: PBKDF2 with SHA-512, as often as OWASP's Password Storage Cheat Sheet advises.</summary>
internal static class PasswordHashing
{
    /// <summary>Rounds.</summary>
    public const int Iterations = 210_000;

    /// <summary>For a hasher that is made by hand.</summary>
    public static IOptions<PasswordHasherOptions> Options { get; } =
        Microsoft.Extensions.Options.Options.Create(new PasswordHasherOptions { IterationCount = Iterations });
}
