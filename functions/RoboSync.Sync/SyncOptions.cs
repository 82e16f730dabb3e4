using System.ComponentModel.DataAnnotations;
using System.Net.Mail;
using Microsoft.Extensions.Options;

namespace RoboSync.Sync;

/// <summary>How runs behave; configuration section <c>Sync</c>.</summary>
public sealed class SyncOptions : IValidatableObject
{
    /// <summary>Name of the secret from which the keys of the content hashes are derived; at least 32 bytes, Base64.</summary>
    [Required(ErrorMessage = "must name a secret.")]
    public string HashKeySecret { get; set; } = "content-hash-key";

    /// <summary>
    /// How long one invocation works before it queues its own continuation; less than <c>functionTimeout</c> in host.json.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "1.00:00:00")]
    public TimeSpan TimeBudget { get; set; } = TimeSpan.FromMinutes(25);

    /// <summary>How far behind the watermark the list is read again, for changes that became visible late.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "365.00:00:00")]
    public TimeSpan WatermarkOverlap { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>How many requests to HRMOS may be under way at once in one run.</summary>
    [Range(1, 100)]
    public int HrmosConcurrency { get; set; } = 4;

    /// <summary>How often a run is taken up again after a transient failure before it is given up until the next slot.</summary>
    [Range(0, 10_000)]
    public int MaxInterruptions { get; set; } = 3;

    /// <summary>How long a run waits after its first transient failure before it goes on; doubled after each further one.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan InterruptionDelay { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Longest wait that a site may ask of a run; a longer one ends the run, and the account rests for so long.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan LongestInterruption { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// How many applicants of a run may be gone, and how many may have a field blank or unfit, before the site counts as changed; of a
    /// field only where they are also more than one in ten of those read.
    /// </summary>
    [Range(0, 1_000_000)]
    public int OddRecordsAtMost { get; set; } = 3;

    /// <summary>
    /// How many applicants and bookings may have changed since a plan was made before its approved run stops without writing; of a plan of
    /// more than twenty times as many operations, one in twenty.
    /// </summary>
    [Range(0, 1_000_000)]
    public int PlanDriftAtMost { get; set; } = 20;

    /// <summary>A run that gave no sign of life for so long is taken for dead.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "1.00:00:00")]
    public TimeSpan DeadAfter { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>How long a duplicate message waits while the run it asks for is going on elsewhere.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "365.00:00:00")]
    public TimeSpan BusyDelay { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>How long after the slot the mail is sent although an account is still going on.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "365.00:00:00")]
    public TimeSpan LateAfter { get; set; } = TimeSpan.FromMinutes(60);

    /// <summary>Who is mailed when an alarm is raised: addresses, separated by commas. Blank: alarms are in the log only.</summary>
    public string OperatorMail { get; set; } = "";

    /// <summary>
    /// Whom customers turn to: a mail address, a URL or any other text, at the end of their mails and of every page of the console.
    /// </summary>
    [Required(ErrorMessage = "must say whom customers turn to: a mail address or a URL.")]
    public string SupportContact { get; set; } = "";

    /// <summary>Where the console is, for mails; blank where there is none. The console sets it.</summary>
    public string ConsoleAddress { get; set; } = "";

    /// <summary>
    /// Where a medium is for accounts that are added in the console, by its key (<c>Sync:MediaAddresses:miws</c>); not set: where
    /// <see cref="Media.MediumProfile"/> says.
    /// </summary>
    public IDictionary<string, string> MediaAddresses { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>
    /// How long a mail waits that the mail service did not take, the first time; later times are up to sixty times as long.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "365.00:00:00")]
    public TimeSpan MailRetryDelay { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How often a mail is tried: three days with the delays as they are.</summary>
    [Range(0, 10_000)]
    public int MailTries { get; set; } = 76;

    /// <summary>On how many days after that it is tried once more.</summary>
    [Range(0, 10_000)]
    public int MailDays { get; set; } = 28;

    /// <summary>Largest event mapping that is read, in bytes.</summary>
    [Range(1L, 1024L * 1024 * 1024)]
    public long MappingMaxBytes { get; set; } = 20 * 1024 * 1024;

    /// <summary>Most rows of an event mapping that are read; blank ones do not count.</summary>
    [Range(1, 10_000_000)]
    public int MappingMaxRows { get; set; } = 100_000;

    /// <summary>Most columns that a row of an event mapping may have.</summary>
    [Range(2, 16_384)]
    public int MappingMaxColumns { get; set; } = 1000;

    /// <summary>Most characters that a cell of an event mapping may have; a row may have twenty times as many.</summary>
    [Range(100, 1_000_000)]
    public int MappingMaxCellLength { get; set; } = 10_000;

    /// <summary>How many requests a dispatch sends at once.</summary>
    [Range(1, 1000)]
    public int DispatchConcurrency { get; set; } = 16;

    /// <summary>The accounts of one slot start spread over this time.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "365.00:00:00")]
    public TimeSpan StartSpread { get; set; } = TimeSpan.FromSeconds(60);

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (OperatorMail.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Any(address => !MailAddress.TryCreate(address, out _)))
        {
            yield return new ValidationResult(
                "Sync:OperatorMail holds something that is not a mail address; separate addresses by commas.");
        }
    }
}

/// <summary>Checks <see cref="SyncOptions"/>.</summary>
[OptionsValidator]
public sealed partial class SyncOptionsValidator : IValidateOptions<SyncOptions>;
