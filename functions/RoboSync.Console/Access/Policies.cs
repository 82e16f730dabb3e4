namespace RoboSync.Console.Access;

/// <summary>
/// Who may open a page. Every page declares one of these, <c>@attribute [Authorize(Policies.Company)]</c>, or
/// <c>[AllowAnonymous]</c>; a test compares all pages with what each role gets.
/// </summary>
public static class Policies
{
    /// <summary>Whoever is signed in, whatever their role: pages about themselves.</summary>
    public const string SignedIn = "signed-in";

    /// <summary>Whoever is signed in, even with a temporary password: choosing another.</summary>
    public const string TemporaryPassword = "temporary-password";

    /// <summary>A company's people and operators who look on; what is posted is taken from its managers only.</summary>
    public const string Company = "company";

    /// <summary>A company's managers only, also to look.</summary>
    public const string Managers = "managers";

    /// <summary>Operators only, and not while they look at a company.</summary>
    public const string Operators = "operators";

    internal static IReadOnlyList<string> All { get; } = [SignedIn, TemporaryPassword, Company, Managers, Operators];
}
