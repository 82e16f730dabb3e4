namespace RoboSync.Sync.Notifications;

/// <summary>A mail, ready to be sent.</summary>
public sealed record Mail(IReadOnlyList<string> To, IReadOnlyList<string> Cc, string Subject, string Text, string Html)
{
    /// <inheritdoc/>
    public override string ToString() => "Mail { *** }";
}

/// <summary>Sends a mail.</summary>
public interface IMailSender
{
    /// <summary>Returns once the mail service has accepted the mail. One refused address keeps nobody else from theirs.</summary>
    /// <returns>The addresses that the service refused for good; never all of them.</returns>
    /// <exception cref="NotToldException">The service did not accept it, for anybody.</exception>
    Task<IReadOnlyList<string>> SendAsync(Mail mail, CancellationToken cancellationToken);

    /// <summary>
    /// The addresses that the service has stopped delivering to, after mails came back or were called spam. Blank where the service keeps
    /// no such list: the mails that came back are then in the sender's own mailbox.
    /// </summary>
    /// <exception cref="NotToldException">The service did not say; permanently where our key may not ask.</exception>
    Task<IReadOnlyList<string>> ListUndeliverableAsync(CancellationToken cancellationToken);
}
