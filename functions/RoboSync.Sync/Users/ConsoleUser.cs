using System.Security.Cryptography;
using System.Text;

namespace RoboSync.Sync.Users;

/// <summary>What somebody may do in the console. Stored by name.</summary>
public enum UserRole
{
    /// <summary>Sees everything of their own company, and changes nothing.</summary>
    Viewer,

    /// <summary>Sees and changes everything of their own company.</summary>
    Manager,

    /// <summary>Runs RoboSync: sees all companies, and changes nothing in their name.</summary>
    Operator,
}

/// <summary>Somebody who signs in to the console. The text form shows nothing of them.</summary>
public sealed record ConsoleUser
{
    private const int IdLength = 24;

    /// <summary>Key, made of the mail address: <see cref="IdOf"/>.</summary>
    public required string UserId { get; init; }

    /// <summary>ログインID: where their mails go, as they wrote it.</summary>
    public required string MailAddress { get; init; }

    /// <summary>What they may do.</summary>
    public required UserRole Role { get; init; }

    /// <summary>Their company; blank for an operator.</summary>
    public string TenantId { get; init; } = "";

    /// <summary>Hash of the password; null where none was ever sent.</summary>
    public string? PasswordHash { get; init; }

    /// <summary>Changes with the password and with signing out everywhere: sessions with another one have ended.</summary>
    public string SecurityStamp { get; init; } = "";

    /// <summary>Whether the password is a temporary one (仮パスワード), which allows nothing but choosing another.</summary>
    public bool MustChangePassword { get; init; }

    /// <summary>Until when the temporary password counts (UTC); null for a password of their own.</summary>
    public DateTimeOffset? PasswordExpiresAt { get; init; }

    /// <summary>Tries in a row that failed.</summary>
    public int FailedTries { get; init; }

    /// <summary>Until when no try is looked at (UTC); null for now.</summary>
    public DateTimeOffset? LockedUntil { get; init; }

    /// <summary>Key of the authenticator app, sealed; null for none.</summary>
    public string? SealedAuthenticatorKey { get; init; }

    /// <summary>Whether a code of the app is asked for at each sign-in.</summary>
    public bool UsesSecondFactor { get; init; }

    /// <summary>The code that was taken last, which counts once.</summary>
    public string? LastCode { get; init; }

    /// <summary>Hashes of the codes for when the app is lost.</summary>
    public IReadOnlyList<string> RecoveryCodes { get; init; } = [];

    /// <summary>Whether an operator or manager has shut them out.</summary>
    public bool IsSuspended { get; init; }

    /// <summary>Since when they are known (UTC).</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When they signed in last (UTC); null for never.</summary>
    public DateTimeOffset? LastSignInAt { get; init; }

    /// <summary>Version of the stored row; blank where there is none.</summary>
    public string Version { get; init; } = "";

    /// <summary>The key of a mail address: the same for every way of writing it in capitals.</summary>
    public static string IdOf(string mailAddress) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(mailAddress.Trim().ToUpperInvariant())))[..IdLength];

    /// <inheritdoc/>
    public override string ToString() => $"ConsoleUser {{ {UserId} }}";
}
