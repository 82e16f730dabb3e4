using System.Globalization;
using RoboSync.Console.Forms;
using RoboSync.Sync.Calendar;
using RoboSync.Sync.Media;

namespace RoboSync.Console.MediaAccounts;

/// <summary>What is typed of a media account.</summary>
public sealed class AccountInput
{
    private const int LongestField = 200;

    /// <summary>初期表示年度.</summary>
    public string? Year { get; set; }

    /// <summary>連携開始日.</summary>
    public string? StartDate { get; set; }

    /// <summary>連携を有効にする.</summary>
    public bool Enabled { get; set; }

    /// <summary>By the names that the medium declares.</summary>
    public Dictionary<string, string>? Fields { get; set; }

    /// <summary>State of the account when the form was shown.</summary>
    public string? Seen { get; set; }

    /// <summary>What is typed in a field that the medium declares.</summary>
    public string Field(string name) => Fields?.GetValueOrDefault(name) ?? "";

    /// <summary>Reads it; what is wrong is added to the form's mistakes.</summary>
    /// <param name="medium">The medium.</param>
    /// <param name="years">The years that can be chosen.</param>
    /// <param name="isNew">Whether signing in has to be told.</param>
    /// <param name="errors">The form's mistakes.</param>
    public (int Year, DateOnly StartDate, IReadOnlyDictionary<string, string>? SignIn) Read(
        MediumProfile medium, IReadOnlyList<(string Value, string Text)> years, bool isNew, FormErrors errors)
    {
        var signIn = medium.SignInFields.ToDictionary(field => field.Name, field => Field(field.Name), StringComparer.Ordinal);
        foreach (var field in medium.SignInFields.Where(field => signIn[field.Name].Length > LongestField))
        {
            errors.Add($"Input.Fields[{field.Name}]", $"「{field.Label}」は、{MediaTexts.TooLong}");
        }

        if (isNew)
        {
            foreach (var field in medium.SignInFields.Where(field => string.IsNullOrWhiteSpace(signIn[field.Name])))
            {
                errors.Add($"Input.Fields[{field.Name}]", FormTexts.Required(field.Label));
            }
        }
        else if (signIn.Values.Any(value => !string.IsNullOrWhiteSpace(value)) && signIn.Values.Any(string.IsNullOrWhiteSpace))
        {
            var blank = medium.SignInFields.First(field => string.IsNullOrWhiteSpace(signIn[field.Name]));
            errors.Add($"Input.Fields[{blank.Name}]", MediaTexts.AllOrNone);
        }

        if (!years.Any(year => year.Value == Year))
        {
            errors.Add("Input.Year", MediaTexts.YearWrong);
        }

        if (!DateOnly.TryParseExact(StartDate, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var startDate))
        {
            errors.Add("Input.StartDate", MediaTexts.StartDateWrong);
        }

        _ = int.TryParse(Year, NumberStyles.None, CultureInfo.InvariantCulture, out var displayYear);
        return (displayYear, startDate, signIn.Values.All(string.IsNullOrWhiteSpace) ? null : signIn);
    }

    /// <summary>The years that an account can show: those of who studies now, and the one that it shows already.</summary>
    public static IReadOnlyList<(string Value, string Text)> Years(DateTimeOffset now, int? also) =>
    [
        .. Enumerable.Range(JapanTime.DateInJapan(now).Year, 5).Concat(also is { } year ? [year] : []).Distinct().Order()
            .Select(item => (item.ToString(CultureInfo.InvariantCulture), MediaTexts.YearText(item))),
    ];
}
