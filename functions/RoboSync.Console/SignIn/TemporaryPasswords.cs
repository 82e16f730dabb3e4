namespace RoboSync.Console.SignIn;

/// <summary>
/// Temporary passwords (仮パスワード). Each is made of the message that asks for its mail and of the key that only the vault holds: a mail that
/// is tried twice, or by two workers at once, says the same one.
/// </summary>
internal sealed class TemporaryPasswords(SealedKeys keys)
{
    // None that looks like another in any typeface.
    private const string Capitals = "ABCDEFGHJKLMNPQRTUVWXY";
    private const string Small = "abcdefghijkmnpqrtuvwxy";
    private const string Digits = "346789";
    private const int Groups = 4;

    /// <summary>The password of a mail: four groups such as <c>Kt47</c>, about 53 bits.</summary>
    /// <param name="request">Key of the message.</param>
    /// <param name="cancellationToken">Ends the wait for the vault.</param>
    public async Task<string> OfAsync(string request, CancellationToken cancellationToken)
    {
        var bytes = await keys.DeriveAsync($"temporary-password/{request}", Groups * 4, cancellationToken);
        return string.Join('-', bytes.Chunk(4).Select(group => string.Concat(
            Pick(Capitals, group[0]), Pick(Small, group[1]), Pick(Digits, group[2]), Pick(Digits, group[3]))));
    }

    private static char Pick(string letters, byte at) => letters[at % letters.Length];
}
