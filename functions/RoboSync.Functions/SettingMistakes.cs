using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using RoboSync.Console;
using RoboSync.Hrmos;
using RoboSync.Mail;
using RoboSync.Miws;
using RoboSync.Sync;
using RoboSync.Sync.Retention;
using RoboSync.Sync.Sites;

namespace RoboSync.Functions;

/// <summary>
/// Everything that is wrong with the settings, a sentence each, found before anything starts. Ranges and meaning are the options' own to
/// check; binding itself ends at the first setting that it cannot read, and passes over names that it does not know.
/// </summary>
internal static class SettingMistakes
{
    private static readonly string[] Required = ["DispatchSchedule", "KeyVault:Uri"];
    private static readonly string[] StorageServices = ["blobServiceUri", "queueServiceUri", "tableServiceUri"];

    // A page of the list is finished after the budget is used up: fifty detail pages with their gaps.
    private static readonly TimeSpan ReserveOfAnInvocation = TimeSpan.FromMinutes(3);

    /// <summary>Every section that is an options class of ours.</summary>
    internal static IReadOnlyList<SettingSection> Sections { get; } =
    [
        SettingSection.Of("Sync", new SyncOptionsValidator()),
        SettingSection.Of("Retention", new RetentionOptionsValidator()),
        SettingSection.Of<SitesOptions>("Sites"),
        SettingSection.Of("Miws", new MiwsOptionsValidator()),
        SettingSection.Of("Hrmos", new HrmosOptionsValidator()),
        SettingSection.Of("Mail", new MailOptionsValidator()),
        SettingSection.Of("Console", new ConsoleOptionsValidator()),
    ];

    /// <summary>The mistakes; none where the program can start.</summary>
    public static IEnumerable<string> Of(IConfiguration configuration)
    {
        foreach (var name in Required.Where(name => string.IsNullOrEmpty(configuration[name])))
        {
            yield return $"The setting {name} is missing.";
        }

        var mistakes = Sections.SelectMany(section => OfSection(configuration.GetSection(section.Name), section.Options)).ToList();
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
        foreach (var mistake in Sections.SelectMany(section => section.Mistakes(configuration.GetSection(section.Name))))
        {
            yield return mistake;
        }

        var budget = (configuration.GetSection("Sync").Get<SyncOptions>() ?? new SyncOptions()).TimeBudget;
        if (FunctionTimeout(configuration) is { } timeout && budget > timeout - ReserveOfAnInvocation)
        {
            yield return $"The setting Sync:TimeBudget must be at least {ReserveOfAnInvocation} shorter than functionTimeout, which is "
                + $"{timeout}: "
                + "the host kills what takes longer.";
        }
    }

    // As the host reads it: an app setting counts before host.json, and a negative time is none.
    private static TimeSpan? FunctionTimeout(IConfiguration configuration)
    {
        var host = new ConfigurationBuilder().SetBasePath(AppContext.BaseDirectory).AddJsonFile("host.json", optional: true).Build();
        var text = configuration["AzureFunctionsJobHost:functionTimeout"] ?? host["functionTimeout"];
        return TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var timeout) && timeout > TimeSpan.Zero ? timeout : null;
    }

    private static IEnumerable<string> OfSection(IConfigurationSection section, Type options)
    {
        var properties = options.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .ToDictionary(property => property.Name, StringComparer.OrdinalIgnoreCase);
        foreach (var setting in section.GetChildren())
        {
            if (!properties.TryGetValue(setting.Key, out var property))
            {
                yield return $"The setting {setting.Path} is not known; did you mean one of "
                    + $"{string.Join(", ", properties.Keys.Order(StringComparer.Ordinal))}?";
            }
            else if (!CanBeRead(setting, property.PropertyType))
            {
                yield return $"The setting {setting.Path} cannot be read; it should be {Describe(property.PropertyType)}.";
            }
        }
    }

    private static bool CanBeRead(IConfigurationSection setting, Type type)
    {
        try
        {
            _ = setting.Get(type);
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private static string Describe(Type type) =>
        type == typeof(TimeSpan) ? "a time such as 00:25:00"
        : type == typeof(bool) ? "true or false"
        : type == typeof(int) || type == typeof(long) ? "a whole number"
        : type.IsEnum ? $"one of {string.Join(", ", Enum.GetNames(type))}"
        : "text";
}

/// <summary>A section of the settings and the class that holds it.</summary>
/// <param name="Name">Name of the section.</param>
/// <param name="Options">The class.</param>
/// <param name="Mistakes">What its validator says, a sentence each.</param>
internal sealed record SettingSection(string Name, Type Options, Func<IConfigurationSection, IEnumerable<string>> Mistakes)
{
    /// <summary>The section of a class.</summary>
    public static SettingSection Of<T>(string name, IValidateOptions<T>? validator = null)
        where T : class, new() =>
        new(
            name,
            typeof(T),
            section => (validator?.Validate(name, section.Get<T>() ?? new T()).Failures ?? []).Select(failure => Sentence(name, failure)));

    // A validator puts the property's name before what its attribute says, and .NET's own sentences begin with "The field".
    private static string Sentence(string section, string failure)
    {
        if (failure.Split(": ", 2) is not [var property, var said])
        {
            return failure;
        }

        var theField = $"The field {section}.{property} ";
        return $"The setting {section}:{property} {(said.StartsWith(theField, StringComparison.Ordinal) ? said[theField.Length..] : said)}";
    }
}
