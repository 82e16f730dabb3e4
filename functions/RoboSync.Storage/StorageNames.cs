namespace RoboSync.Storage;

/// <summary>Every table, container and queue; infra creates them in Azure, <see cref="StorageSetup"/> elsewhere.</summary>
public static class StorageNames
{
    /// <summary>Valid tenant documents.</summary>
    public const string TenantsTable = "Tenants";

    /// <summary>What is remembered of an account between runs.</summary>
    public const string AccountStatesTable = "AccountStates";

    /// <summary>Next slot of each account, ordered by time.</summary>
    public const string DueSlotsTable = "DueSlots";

    /// <summary>Slots that were started.</summary>
    public const string SlotClaimsTable = "SlotClaims";

    /// <summary>Links and intents.</summary>
    public const string CandidateLinksTable = "CandidateLinks";

    /// <summary>Bookings by event.</summary>
    public const string BookingLinksTable = "BookingLinks";

    /// <summary>What was last read of each seminar's bookings.</summary>
    public const string SeminarReadingsTable = "SeminarReadings";

    /// <summary>How much of each tenant's rate at HRMOS is spoken for.</summary>
    public const string RateBudgetsTable = "RateBudgets";

    /// <summary>Versions of event mappings.</summary>
    public const string EventMappingsTable = "EventMappings";

    /// <summary>Runs.</summary>
    public const string RunsTable = "Runs";

    /// <summary>Records that failed alone.</summary>
    public const string SetAsideTable = "SetAside";

    /// <summary>What the accounts of a slot reported.</summary>
    public const string SlotReportsTable = "SlotReports";

    /// <summary>Which mails went out.</summary>
    public const string SentMailsTable = "SentMails";

    /// <summary>Which uploads took effect.</summary>
    public const string UploadsTable = "Uploads";

    /// <summary>Who may sign in to the console.</summary>
    public const string ConsoleUsersTable = "ConsoleUsers";

    /// <summary>What was done in the console.</summary>
    public const string AuditLogTable = "AuditLog";

    /// <summary>Uploaded event mappings, their versions and results.</summary>
    public const string MappingsContainer = "mappings";

    /// <summary>Uploaded tenant documents.</summary>
    public const string TenantsContainer = "tenants";

    /// <summary>What became of uploaded tenant documents.</summary>
    public const string TenantResultsContainer = "tenant-results";

    /// <summary>One empty blob per account, for its lease.</summary>
    public const string LeasesContainer = "leases";

    /// <summary>Worklists of runs.</summary>
    public const string WorklistsContainer = "worklists";

    /// <summary>Plans of dry runs.</summary>
    public const string PlansContainer = "plans";

    /// <summary>Masked pages that were not understood.</summary>
    public const string MaskedPagesContainer = "masked-pages";

    /// <summary>Page definitions that replace the shipped ones.</summary>
    public const string PageDefinitionsContainer = "page-definitions";

    /// <summary>The keys of the console's cookies.</summary>
    public const string ConsoleKeysContainer = "console-keys";

    /// <summary>How accounts' bookings compare with HRMOS'.</summary>
    public const string ReconciliationsContainer = "reconciliations";

    /// <summary>One message per run.</summary>
    public const string AccountSyncsQueue = "account-syncs";

    /// <summary>One message per mail.</summary>
    public const string NotificationsQueue = "notifications";

    /// <summary>One message per upload that waits, since storage was away when it came.</summary>
    public const string UploadsQueue = "uploads";

    /// <summary>Where the Functions host puts such messages whose function failed in all its tries.</summary>
    public const string UploadsPoisonQueue = UploadsQueue + "-poison";

    /// <summary>Where the Functions host puts blobs whose function failed in all its tries.</summary>
    public const string BlobPoisonQueue = "webjobs-blobtrigger-poison";

    /// <summary>All tables.</summary>
    public static IReadOnlyList<string> Tables { get; } =
    [
        TenantsTable, AccountStatesTable, DueSlotsTable, SlotClaimsTable, CandidateLinksTable, BookingLinksTable, EventMappingsTable,
        RunsTable, SetAsideTable, SlotReportsTable, SentMailsTable, UploadsTable, SeminarReadingsTable,
        RateBudgetsTable, ConsoleUsersTable, AuditLogTable,
    ];

    /// <summary>All containers.</summary>
    public static IReadOnlyList<string> Containers { get; } =
    [
        MappingsContainer, TenantsContainer, TenantResultsContainer, LeasesContainer, WorklistsContainer, MaskedPagesContainer,
        PlansContainer, PageDefinitionsContainer, ConsoleKeysContainer, ReconciliationsContainer,
    ];

    /// <summary>The queues that take what could not be processed.</summary>
    public static IReadOnlyList<string> PoisonQueues { get; } =
        [$"{AccountSyncsQueue}-poison", $"{NotificationsQueue}-poison", UploadsPoisonQueue, BlobPoisonQueue];

    /// <summary>All queues, with those that take what could not be processed.</summary>
    public static IReadOnlyList<string> Queues { get; } =
        [AccountSyncsQueue, NotificationsQueue, UploadsQueue, .. PoisonQueues];
}
