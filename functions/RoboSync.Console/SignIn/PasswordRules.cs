using Microsoft.AspNetCore.Identity;

namespace RoboSync.Console.SignIn;

/// <summary>
/// What a password has to be beyond the framework's own rules (<see cref="ConsoleServices"/>: 8 characters, with capitals, small letters
/// and digits): at most 64 characters, of those that every keyboard has, and none that is guessed first.
/// </summary>
internal sealed class PasswordRules : IPasswordValidator<ConsoleAccount>
{
    private const int Longest = 64;
    private const int LeastWord = 4;

    // What guessing programs begin with, and what every customer of ours would think of. Compared without case, and with digits and signs
    // read as the letters that they are put for.
    private static readonly string[] KnownBad =
    [
        "password", "passwd", "pass1234", "passw", "qwerty", "asdfg", "zxcvb", "1qaz", "abcd", "abc123", "1234", "4321", "0000", "1111",
        "letmein", "welcome", "iloveyou", "admin", "administrator", "login", "secret", "changeme", "temporary", "dragon", "monkey",
        "sunshine", "princess", "football", "baseball", "master", "shadow", "superman", "pokemon", "doraemon", "nippon", "japan", "tokyo",
        "osaka", "saiyo", "saiyou", "jinji", "recruit", "shinsotsu", "mynavi", "miws", "hrmos", "robosync", "roborobo",
    ];

    /// <inheritdoc/>
    public async Task<IdentityResult> ValidateAsync(UserManager<ConsoleAccount> manager, ConsoleAccount user, string? password)
    {
        var text = password ?? "";
        var mistakes = new List<IdentityError>();
        if (text.Length > Longest)
        {
            mistakes.Add(Mistake(nameof(PasswordTexts.TooLong), PasswordTexts.TooLong));
        }

        if (!text.All(character => character is > ' ' and <= '~'))
        {
            mistakes.Add(Mistake(nameof(PasswordTexts.OddCharacter), PasswordTexts.OddCharacter));
        }

        if (IsGuessed(text, user))
        {
            mistakes.Add(Mistake(nameof(PasswordTexts.Guessed), PasswordTexts.Guessed));
        }

        if (user.User.PasswordHash is not null && await manager.CheckPasswordAsync(user, text))
        {
            mistakes.Add(Mistake(nameof(PasswordTexts.SameAgain), PasswordTexts.SameAgain));
        }

        return mistakes.Count == 0 ? IdentityResult.Success : IdentityResult.Failed([.. mistakes]);
    }

    /// <summary>Whether it holds a word that is guessed first, or the user's own names.</summary>
    internal static bool IsGuessed(string password, ConsoleAccount user)
    {
        var plain = password.ToLowerInvariant();
        var letters = Letters(plain);
        var own = user.User.MailAddress.ToLowerInvariant().Split('@', '.', '-', '_', '+').Append(user.User.TenantId)
            .Where(word => word.Length >= LeastWord);
        return KnownBad.Concat(own).Any(word =>
            plain.Contains(word, StringComparison.Ordinal) || letters.Contains(word, StringComparison.Ordinal))
            || plain.Distinct().Count() < LeastWord;
    }

    private static string Letters(string text) => string.Concat(text.Select(character => character switch
    {
        '0' => 'o',
        '1' or '!' => 'i',
        '3' => 'e',
        '4' or '@' => 'a',
        '5' or '$' => 's',
        '7' => 't',
        _ => character,
    }));

    private static IdentityError Mistake(string code, string description) => new() { Code = code, Description = description };
}
