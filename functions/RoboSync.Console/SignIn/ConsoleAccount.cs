using RoboSync.Sync.Users;

namespace RoboSync.Console.SignIn;

/// <summary>A user in the hands of ASP.NET Core Identity, whose managers change it in place and then have it stored.</summary>
internal sealed class ConsoleAccount(ConsoleUser user)
{
    /// <summary>What will be stored.</summary>
    public ConsoleUser User { get; set; } = user;

    /// <inheritdoc/>
    public override string ToString() => User.ToString();
}
