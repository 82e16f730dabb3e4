using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.RegularExpressions;
using RoboSync.Functions;

namespace RoboSync.Tests.Functions;

/// <summary>docs/operations.md lists every setting, and none that does not exist.</summary>
public sealed class SettingsDocsTests
{
    [Fact]
    public async Task The_docs_list_exactly_the_settings_that_there_are()
    {
        var page =
            await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "operations.md"), TestContext.Current.CancellationToken);
        var table = page.Split("## Settings\n")[1].Split("\n## ")[0];
        var told = table.Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal)).Select(line => line.Split('|')[1])
            .SelectMany(cell => Regex.Matches(cell, "`([A-Za-z]+:[A-Za-z]+)`").Select(match => match.Groups[1].Value))
            .Where(name => SettingMistakes.Sections.Any(section => name.StartsWith(section.Name + ":", StringComparison.Ordinal)));

        told.ShouldBe(Settings().Select(setting => $"{setting.Section}:{setting.Property.Name}"), ignoreOrder: true);
    }

    [Fact]
    public void Every_number_and_every_time_has_a_range() =>
        Settings().Where(setting =>
            setting.Property.PropertyType is var type && (type == typeof(int) || type == typeof(long) || type == typeof(TimeSpan)))
            .Where(setting => setting.Property.GetCustomAttribute<RangeAttribute>() is null).Select(setting => setting.Property.Name)
                .ShouldBeEmpty();

    private static IEnumerable<(string Section, PropertyInfo Property)> Settings() =>
        from section in SettingMistakes.Sections
        from property in section.Options.GetProperties(BindingFlags.Public | BindingFlags.Instance)
        select (section.Name, property);
}
