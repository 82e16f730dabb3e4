using RoboSync.Sync.Notifications.Channels;
using RoboSync.Sync.Queues;
using RoboSync.Sync.Tenants;

namespace RoboSync.Sync.Notifications.Notices;

/// <summary>Writes what is to be told of one kind of event, from what is stored when it is told.</summary>
public interface INotice
{
    /// <summary>What it is about.</summary>
    NotificationKind Kind { get; }

    /// <summary>Writes it, for one channel.</summary>
    /// <returns>Null where there is nothing to tell, or nothing any more.</returns>
    Task<Notice?> WriteAsync(NoticeRequest request, CancellationToken cancellationToken);
}

/// <summary>What is asked for.</summary>
/// <param name="Message">The message of the queue.</param>
/// <param name="Customer">Whom it is for; null for the operator.</param>
/// <param name="Told">What the channel has told them before.</param>
public sealed record NoticeRequest(NotificationMessage Message, Tenant? Customer, ToldBefore Told)
{
    /// <summary>The customer. Only the operator's notices have none.</summary>
    public Tenant Tenant => Customer ?? throw new InvalidOperationException($"A message of kind {Message.Kind} names no tenant.");

    /// <summary>The account that the message is about.</summary>
    public AccountKey Account => new(Message.TenantId, Message.Subject);

    /// <summary>A notice to the customer that is told once for each message key.</summary>
    public Notice Once(NoticeContent content) => new(Tenant, content, Message.DedupKey);
}

/// <summary>Something to tell.</summary>
/// <param name="Tenant">Whom it is for; null for the operator.</param>
/// <param name="Content">What it says.</param>
/// <param name="Key">A notice with the same key is told once by each channel.</param>
public sealed record Notice(Tenant? Tenant, NoticeContent Content, string Key)
{
    /// <summary>
    /// The one mail address that it is for, where it is for a user of the console; null for the customer or the operator.
    /// </summary>
    public string? MailAddress { get; init; }

    /// <summary>Noted as told as well, so that the next notice about it is a reminder; null for none.</summary>
    public string? FirstKey { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"Notice {{ {Key} }}";
}
