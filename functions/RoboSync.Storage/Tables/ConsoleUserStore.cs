using System.Globalization;
using Azure.Data.Tables;
using RoboSync.Storage.Retaining;
using RoboSync.Sync.Users;

namespace RoboSync.Storage.Tables;

internal sealed class ConsoleUserStore(TableServiceClient tables) : IConsoleUsers, IHolder
{
    // A few thousand rows: one partition, so that a company's users are one query.
    private const string Partition = "users";

    private static readonly RowMap<ConsoleUser> Map = new(
        row => new ConsoleUser { UserId = row.RowKey, MailAddress = "", Role = UserRole.Viewer },
        new("MailAddress", user => user.MailAddress, (user, value) => user with { MailAddress = (string)value }),
        new("Role", user => user.Role.ToString(), (user, value) => user with { Role = Enum.Parse<UserRole>((string)value) }),
        new("TenantId", user => user.TenantId, (user, value) => user with { TenantId = (string)value }),
        new("PasswordHash", user => user.PasswordHash, (user, value) => user with { PasswordHash = (string)value }),
        new("SecurityStamp", user => user.SecurityStamp, (user, value) => user with { SecurityStamp = (string)value }),
        new("MustChangePassword", user => user.MustChangePassword, (user, value) => user with { MustChangePassword = (bool)value }),
        new("PasswordExpiresAt", user => user.PasswordExpiresAt, (user, value) => user with { PasswordExpiresAt = Time(value) }),
        new("FailedTries", user => user.FailedTries, (user, value) => user with { FailedTries = (int)value }),
        new("LockedUntil", user => user.LockedUntil, (user, value) => user with { LockedUntil = Time(value) }),
        new("AuthenticatorKey", user => user.SealedAuthenticatorKey, (user, value) => user with { SealedAuthenticatorKey = (string)value }),
        new("UsesSecondFactor", user => user.UsesSecondFactor, (user, value) => user with { UsesSecondFactor = (bool)value }),
        new("LastCode", user => user.LastCode, (user, value) => user with { LastCode = (string)value }),
        new(
            "RecoveryCodes",
            user => string.Join(' ', user.RecoveryCodes),
            (user, value) => user with { RecoveryCodes = ((string)value).Split(' ', StringSplitOptions.RemoveEmptyEntries) }),
        new("IsSuspended", user => user.IsSuspended, (user, value) => user with { IsSuspended = (bool)value }),
        new("CreatedAt", user => user.CreatedAt, (user, value) => user with { CreatedAt = Time(value) }),
        new("LastSignInAt", user => user.LastSignInAt, (user, value) => user with { LastSignInAt = Time(value) }));

    private readonly TableClient table = tables.GetTableClient(StorageNames.ConsoleUsersTable);

    public IReadOnlyList<Holding> Holdings { get; } =
        [Holding.OfNobody(StorageNames.ConsoleUsersTable, "who may sign in to the console: recruiters and operators, no applicants")];

    public async Task<ConsoleUser?> FindAsync(string userId, CancellationToken cancellationToken) =>
        await table.FindAsync(Partition, TableKeys.Of(userId), cancellationToken) is { } row ? ToUser(row) : null;

    public async Task<IReadOnlyList<ConsoleUser>> ListAsync(string tenantId, CancellationToken cancellationToken)
    {
        var users = new List<ConsoleUser>();
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {Partition} and TenantId eq {tenantId}");
        await foreach (var row in table.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
        {
            users.Add(ToUser(row));
        }

        return [.. users.OrderBy(user => user.MailAddress, StringComparer.Ordinal)];
    }

    public async Task<ConsoleUser> SaveAsync(ConsoleUser user, CancellationToken cancellationToken)
    {
        var row = Map.ToRow(Partition, TableKeys.Of(user.UserId), user);
        return user with { Version = await table.WriteAsync(row, user.Version, $"Console user {user.UserId}", cancellationToken) };
    }

    public Task DeleteAsync(string userId, CancellationToken cancellationToken) =>
        table.DeleteAsync(Partition, TableKeys.Of(userId), cancellationToken);

    private static ConsoleUser ToUser(TableEntity row) => Map.ToRecord(row) with { Version = row.ETag.ToString() };

    // The emulator gives back times as text where they were written by hand.
    private static DateTimeOffset Time(object value) =>
        value is DateTimeOffset time ? time : DateTimeOffset.Parse((string)value, CultureInfo.InvariantCulture);
}
