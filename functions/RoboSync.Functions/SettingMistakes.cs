using System.Net.Mail;
using System.Reflection;
using Microsoft.Extensions.Configuration;
using RoboSync.Hrmos;
using RoboSync.Mail;
using RoboSync.Miws;
using RoboSync.Sync;
using RoboSync.Sync.Retention;

namespace RoboSync.Functions;

/// <summary>Everything that is wrong with the settings, a sentence each, found before anything starts: missing, mistyped, of the wrong kind, or out of range.</summary>
internal static class SettingMistakes
{
    private static readonly string[] Required = ["DispatchSchedule", "KeyVault:Uri"];
    private static readonly string[] StorageServices = ["blobServiceUri", "queueServiceUri", "tableServiceUri"];

    private static readonly (string Section, Type Options)[] Sections =
    [
        ("Sync", typeof(SyncOptions)), ("Retention", typeof(RetentionOptions)), ("Miws", typeof(MiwsOptions)), ("Hrmos", typeof(HrmosOptions)), ("Mail", typeof(MailOptions)),
    ];

    /// <summary>The mistakes; none where the program can start.</summary>
    public static IEnumerable<string> Of(IConfiguration configuration)
    {
        foreach (var name in Required.Where(name => string.IsNullOrEmpty(configuration[name])))
        {
            yield return $"The setting {name} is missing.";
        }

        var mistakes = Sections.SelectMany(section => OfSection(configuration.GetSection(section.Section), section.Options)).ToList();
        foreach (var mistake in mistakes)
        {
            yield return mistake;
        }

        // What cannot be read at all was told above.
        foreach (var mistake in mistakes.Count > 0 ? [] : OfMeaning(configuration))
        {
            yield return mistake;
        }

        if (string.IsNullOrEmpty(configuration["AzureWebJobsStorage"]))
        {
            foreach (var name in StorageServices.Where(name => string.IsNullOrEmpty(configuration[$"AzureWebJobsStorage:{name}"])))
            {
                yield return $"The setting AzureWebJobsStorage__{name} is missing, and AzureWebJobsStorage is not set either.";
            }
        }
    }

    private static IEnumerable<string> OfMeaning(IConfiguration configuration)
    {
        foreach (var mistake in (configuration.GetSection("Mail").Get<MailOptions>() ?? new MailOptions()).Mistakes())
        {
            yield return mistake;
        }

        var sync = configuration.GetSection("Sync").Get<SyncOptions>() ?? new SyncOptions();
        if (sync.OperatorMail.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Any(address => !MailAddress.TryCreate(address, out _)))
        {
            yield return "Sync:OperatorMail holds something that is not a mail address; separate addresses by commas.";
        }

        if (sync.HrmosConcurrency < 1 || sync.DispatchConcurrency < 1)
        {
            yield return "Sync:HrmosConcurrency and Sync:DispatchConcurrency must be 1 or more.";
        }

        if (sync.TimeBudget <= TimeSpan.Zero)
        {
            yield return "Sync:TimeBudget must be longer than zero.";
        }
    }

    private static IEnumerable<string> OfSection(IConfigurationSection section, Type options)
    {
        var properties = options.GetProperties(BindingFlags.Public | BindingFlags.Instance).ToDictionary(property => property.Name, StringComparer.OrdinalIgnoreCase);
        foreach (var setting in section.GetChildren())
        {
            if (!properties.TryGetValue(setting.Key, out var property))
            {
                yield return $"The setting {setting.Path} is not known; did you mean one of {string.Join(", ", properties.Keys.Order(StringComparer.Ordinal))}?";
            }
            else if (!TryRead(setting, property.PropertyType, out var value))
            {
                yield return $"The setting {setting.Path} cannot be read; it should be {Describe(property.PropertyType)}.";
            }
            else if (value is < 0 or < 0L || (value is TimeSpan time && time < TimeSpan.Zero))
            {
                yield return $"The setting {setting.Path} cannot be negative.";
            }
        }
    }

    private static bool TryRead(IConfigurationSection setting, Type type, out object? value)
    {
        try
        {
            value = setting.Get(type);
            return true;
        }
        catch (InvalidOperationException)
        {
            value = null;
            return false;
        }
    }

    private static string Describe(Type type) =>
        type == typeof(TimeSpan) ? "a time such as 00:25:00"
        : type == typeof(int) || type == typeof(long) ? "a whole number"
        : type.IsEnum ? $"one of {string.Join(", ", Enum.GetNames(type))}"
        : "text";
}
