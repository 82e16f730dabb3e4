using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using RoboSync.Sync.Failures;
using RoboSync.Sync.Media;

namespace RoboSync.Sync.Candidates;

/// <summary>
/// Keyed hashes that tell whether something changed without keeping it: the links hold nothing personal, and without the key
/// nobody can test a guessed name or address against them. Each tenant has a key of its own.
/// </summary>
public sealed class ContentHasher
{
    // Change it when the set of hashed fields changes: every candidate is then updated once.
    private const char Version = '1';

    private readonly byte[] key;

    /// <summary>Derives the tenant's key.</summary>
    /// <param name="masterKey">Value of the secret <see cref="SyncOptions.HashKeySecret"/>: Base64 of at least 32 bytes.</param>
    /// <param name="tenantId">The tenant.</param>
    /// <exception cref="SyncException"><see cref="FailureCode.SecretMissing"/> where the secret is no such key.</exception>
    public ContentHasher(string masterKey, string tenantId)
    {
        var bytes = new byte[masterKey.Length];
        if (!Convert.TryFromBase64String(masterKey, bytes, out var length) || length < 32)
        {
            throw new SyncException(FailureCode.SecretMissing, "The hash key secret is not the Base64 form of 32 or more bytes.");
        }

        key = HKDF.DeriveKey(HashAlgorithmName.SHA256, bytes[..length], 32, info: Encoding.UTF8.GetBytes($"content-hash/{tenantId}"));
    }

    /// <summary>Hash of what the list shows of an applicant's state.</summary>
    public string OfRow(ApplicantRow row) => OfRow(row.ApplicantNumber, row.SelectionFlow, row.EntryDate, row.LastChanged);

    /// <summary>The same hash, from the detail page: equal to the row's while nothing has changed since.</summary>
    public string OfRow(Applicant applicant) =>
        OfRow(applicant.ApplicantNumber, applicant.SelectionFlow, applicant.EntryDate, applicant.LastChanged);

    /// <summary>Hash of everything that HRMOS is given of an applicant.</summary>
    public string OfContent(Applicant applicant) => Hash(
        "content",
        applicant.ApplicantNumber,
        applicant.Name,
        applicant.NameKana,
        applicant.Mail,
        applicant.Phone,
        applicant.PostalCode,
        applicant.Address,
        applicant.VacationPostalCode,
        applicant.VacationAddress,
        applicant.VacationPhone,
        applicant.SchoolCategory,
        applicant.Stream,
        applicant.School,
        applicant.Faculty,
        applicant.Department,
        applicant.Graduation.ToString("O", CultureInfo.InvariantCulture),
        applicant.Laboratory,
        applicant.Club,
        applicant.Qualifications,
        applicant.SelectionFlow,
        applicant.EntryDate.ToString("O", CultureInfo.InvariantCulture));

    /// <summary>
    /// A mark of one field of one applicant: it tells whether the field changed, and nothing of who has the same value, since the number is
    /// in it.
    /// </summary>
    /// <param name="applicantNumber">応募者番号.</param>
    /// <param name="field">Name of the field.</param>
    /// <param name="value">What stands there; null for blank.</param>
    /// <param name="length">How many characters of the hash are kept.</param>
    public string OfField(string applicantNumber, string field, string? value, int length) =>
        Hash("field", applicantNumber, field, value)[..length];

    private string OfRow(string applicantNumber, string selectionFlow, DateOnly entryDate, DateTime lastChanged) => Hash(
        "row",
        applicantNumber,
        selectionFlow,
        entryDate.ToString("O", CultureInfo.InvariantCulture),
        lastChanged.ToString("yyyy-MM-ddTHH:mm", CultureInfo.InvariantCulture));

    private string Hash(string kind, params ReadOnlySpan<string?> fields)
    {
        var text = new StringBuilder(512).Append(Version).Append(kind);
        foreach (var field in fields)
        {
            // The length keeps "ab"+"c" apart from "a"+"bc", and null apart from blank.
            text.Append('\u001f').Append(field is null ? -1 : field.Length).Append(':').Append(field);
        }

        return Convert.ToBase64String(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text.ToString())));
    }
}
