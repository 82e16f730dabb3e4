using System.Globalization;
using System.Net.Mail;
using RoboSync.Console.Forms;
using RoboSync.Sync.Calendar;
using RoboSync.Sync.Documents;
using RoboSync.Sync.Tenants;

namespace RoboSync.Console.Notices;

/// <summary>What is typed of who is mailed.</summary>
internal sealed class MailInput
{
    private const int MostAddresses = 20;

    public string? To { get; set; }

    public string? Cc { get; set; }

    public bool WhenNothingNew { get; set; }

    public string? Seen { get; set; }

    public static MailInput Of(Tenant tenant) => new()
    {
        To = string.Join('\n', tenant.Mail.To),
        Cc = string.Join('\n', tenant.Mail.Cc),
        WhenNothingNew = tenant.Mail.WhenNothingNew,
        Seen = TenantEdits.MailOf(tenant),
    };

    public MailSettings Read(FormErrors errors)
    {
        var (to, cc) = (Addresses("Mail.To", NoticeTexts.To, To, errors), Addresses("Mail.Cc", NoticeTexts.Cc, Cc, errors));
        if (to.Count == 0)
        {
            errors.Add("Mail.To", FormTexts.Required(NoticeTexts.To));
        }

        return new MailSettings(to, cc, WhenNothingNew);
    }

    public IEnumerable<string> Differences(TenantChange change)
    {
        var stored = Of(change.Current);
        return ChangeErrors.Difference(NoticeTexts.To, stored.To, To).Concat(ChangeErrors.Difference(NoticeTexts.Cc, stored.Cc, Cc));
    }

    private static List<string> Addresses(string field, string label, string? text, FormErrors errors)
    {
        var lines = (text ?? "").ReplaceLineEndings("\n").Split('\n', StringSplitOptions.TrimEntries);
        var wrong = Array.FindIndex(lines, line => line.Length > 0 && !IsAddress(line));
        var filled = lines.Where(line => line.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        if (wrong >= 0)
        {
            errors.Add(field, NoticeTexts.AddressWrong(label, wrong + 1));
        }
        else if (filled.Count > MostAddresses)
        {
            errors.Add(field, NoticeTexts.TooMany(label));
        }

        return filled;
    }

    private static bool IsAddress(string line) =>
        line.Length <= 254 && !line.Any(char.IsControl) && MailAddress.TryCreate(line, out var address) && address.Address == line;
}

/// <summary>What is typed of slots and quiet hours.</summary>
internal sealed class TimesInput
{
    public const int Most = 4;

    public string? Slot1 { get; set; }

    public string? Slot2 { get; set; }

    public string? Slot3 { get; set; }

    public string? Slot4 { get; set; }

    public string? QuietFrom { get; set; }

    public string? QuietTo { get; set; }

    public string? Seen { get; set; }

    public static string NameOf(int index) => string.Create(CultureInfo.InvariantCulture, $"Times.Slot{index + 1}");

    public static TimesInput Of(Tenant tenant) => new()
    {
        Slot1 = At(tenant, 0),
        Slot2 = At(tenant, 1),
        Slot3 = At(tenant, 2),
        Slot4 = At(tenant, 3),
        QuietFrom = tenant.QuietHours is { } quiet ? Text(quiet.From) : null,
        QuietTo = tenant.QuietHours is { } hours ? Text(hours.To) : null,
        Seen = TenantEdits.TimesOf(tenant),
    };

    public static string Text(IEnumerable<TimeOnly> slots, QuietHours? quiet) =>
        $"{string.Join('、', slots.Select(Text))}{(quiet is null ? "" : $"（{NoticeTexts.QuietHead}：{Text(quiet.From)}～{Text(quiet.To)}）")}";

    public string? Slot(int index) => index switch { 0 => Slot1, 1 => Slot2, 2 => Slot3, _ => Slot4 };

    public (IReadOnlyList<TimeOnly> Slots, QuietHours? Quiet) Read(FormErrors errors)
    {
        var quiet = ReadQuiet(errors);
        var slots = new List<TimeOnly>();
        for (var index = 0; index < Most; index++)
        {
            var (name, label) = (NameOf(index), NoticeTexts.Slot(index + 1));
            if (string.IsNullOrWhiteSpace(Slot(index)))
            {
                continue;
            }

            if (!TryRead(Slot(index), out var slot))
            {
                errors.Add(name, NoticeTexts.TimeWrong(label));
            }
            else if (slots.Contains(slot))
            {
                errors.Add(name, NoticeTexts.SlotTwice(label));
            }
            else if (quiet?.Contains(slot) is true)
            {
                errors.Add(name, NoticeTexts.SlotQuiet(label));
            }

            slots.Add(slot);
        }

        if (slots.Count == 0)
        {
            errors.Add(NameOf(0), NoticeTexts.NoSlot);
        }

        return ([.. slots.Order()], quiet);
    }

    public IEnumerable<string> Differences(TenantChange change)
    {
        var stored = Of(change.Current);
        return Enumerable.Range(0, Most)
            .SelectMany(index => ChangeErrors.Difference(NoticeTexts.Slot(index + 1), stored.Slot(index), Slot(index)))
            .Concat(ChangeErrors.Difference($"{NoticeTexts.QuietHead}の{NoticeTexts.QuietFrom}", stored.QuietFrom, QuietFrom))
            .Concat(ChangeErrors.Difference($"{NoticeTexts.QuietHead}の{NoticeTexts.QuietTo}", stored.QuietTo, QuietTo));
    }

    private QuietHours? ReadQuiet(FormErrors errors)
    {
        if (string.IsNullOrWhiteSpace(QuietFrom) && string.IsNullOrWhiteSpace(QuietTo))
        {
            return null;
        }

        if (!TryRead(QuietFrom, out var from) || !TryRead(QuietTo, out var to))
        {
            errors.Add("Times.QuietFrom", NoticeTexts.QuietHalf);
            return null;
        }

        if (from == to)
        {
            errors.Add("Times.QuietTo", NoticeTexts.QuietSame);
            return null;
        }

        return new QuietHours(from, to);
    }

    private static string? At(Tenant tenant, int index) => index < tenant.Slots.Count ? Text(tenant.Slots[index]) : null;

    private static string Text(TimeOnly time) => time.ToString("HH:mm", CultureInfo.InvariantCulture);

    // Some browsers send seconds.
    private static bool TryRead(string? text, out TimeOnly time) => TimeOnly.TryParseExact(
        text, ["HH:mm", "HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out time);
}
