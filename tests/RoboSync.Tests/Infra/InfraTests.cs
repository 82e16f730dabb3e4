using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using RoboSync.Functions;
using RoboSync.Console;
using RoboSync.Hrmos;
using RoboSync.Mail;
using RoboSync.Miws;
using RoboSync.Storage;
using RoboSync.Sync;
using RoboSync.Sync.Alarms;
using RoboSync.Sync.Retention;
using RoboSync.Tests.Functions;

namespace RoboSync.Tests.Infra;

/// <summary>infra/ and the program want the same things. Read from the templates that Azure gets.</summary>
public sealed partial class InfraTests(Bicep bicep) : IClassFixture<Bicep>
{
    // What the Functions host and the telemetry read; all else is the program's own.
    private static readonly string[] HostSettings =
    [
        "AzureWebJobsStorage__credential", "AzureWebJobsStorage__clientId", "AzureWebJobsStorage__blobServiceUri",
        "AzureWebJobsStorage__queueServiceUri",
        "AzureWebJobsStorage__tableServiceUri", "AzureWebJobsDisableHomepage", "APPLICATIONINSIGHTS_CONNECTION_STRING",
        "APPLICATIONINSIGHTS_AUTHENTICATION_STRING",
    ];

    private static readonly (string Section, Type Options)[] Sections =
    [
        ("Sync", typeof(SyncOptions)), ("Retention", typeof(RetentionOptions)), ("Miws", typeof(MiwsOptions)),
        ("Hrmos", typeof(HrmosOptions)), ("Mail", typeof(MailOptions)), ("Console", typeof(ConsoleOptions)),
    ];

    public static TheoryData<string> Files => [.. Directory.GetFiles(Bicep.Folder, "*.bicep").Select(Path.GetFileName).OfType<string>()];

    [Theory]
    [InlineData("main.bicep")]
    [InlineData("event-subscriptions.bicep")]
    public void It_is_linted_without_a_word(string file) => Bicep.Run("lint", file).ShouldBe((0, ""));

    [Theory]
    [MemberData(nameof(Files))]
    public void It_is_formatted(string file) =>
        Bicep.Run("format", file, "--stdout").ShouldBe((0, File.ReadAllText(Path.Combine(Bicep.Folder, file))));

    [Fact]
    public void Every_rule_of_the_linter_speaks()
    {
        var rules = Json("bicepconfig.json").GetProperty("analyzers").GetProperty("core").GetProperty("rules").EnumerateObject().ToList();

        rules.Count.ShouldBeGreaterThan(50);

        // A warning fails the test above. An error would also stop a deployment by a newer compiler with newer rules.
        rules.ShouldAllBe(rule => rule.Value.GetProperty("level").GetString() == "warning");
    }

    [Fact]
    public void Containers_queues_and_tables_are_those_of_the_program()
    {
        var names = bicep.Module("storage").GetProperty("variables");

        Strings(names.GetProperty("containers")).ShouldBe(StorageNames.Containers, ignoreOrder: true);
        Strings(names.GetProperty("queues")).ShouldBe(StorageNames.Queues, ignoreOrder: true);
        Strings(names.GetProperty("tables")).ShouldBe(StorageNames.Tables, ignoreOrder: true);
    }

    [Fact]
    public void Every_app_setting_is_one_that_somebody_reads()
    {
        var known =
            Sections.SelectMany(section => section.Options.GetProperties().Select(property => $"{section.Section}__{property.Name}"))
            .Concat(HostSettings).Concat(["DispatchSchedule", "KeyVault__Uri"]);

        AppSettings().Except(known, StringComparer.Ordinal).ShouldBeEmpty("set and never read");
    }

    [Fact]
    public void The_program_starts_with_the_app_settings_and_with_no_other()
    {
        var settings = AppSettings().ToDictionary(name => name.Replace("__", ":", StringComparison.Ordinal), string? (name) => name switch
        {
            "DispatchSchedule" => "0 */5 * * * *",
            "KeyVault__Uri" => "https://vault.example/",
            "Mail__From" => "no-reply@robosync.example",
            "Sync__SupportContact" => "support@robosync.example",
            "Mail__Provider" => "SendGrid",
            "Mail__SecretName" => "mail-secret",
            "AzureWebJobsStorage__clientId" => "00000000-0000-0000-0000-000000000001",
            "APPLICATIONINSIGHTS_CONNECTION_STRING" =>
                "InstrumentationKey=00000000-0000-0000-0000-000000000000;IngestionEndpoint=http://127.0.0.1:9/",
            _ when name.EndsWith("ServiceUri", StringComparison.Ordinal) => "https://account.example/",
            _ => "",
        }, StringComparer.Ordinal);
        var services = new ServiceCollection().AddLogging();

        services.AddRoboSync(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());

        using var provider = services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
        provider.GetRequiredService<Azure.Storage.Queues.QueueServiceClient>().Uri.Host.ShouldBe("account.example");
    }

    [Fact]
    public void Settings_that_triggers_name_are_set()
    {
        var named = DeclaredTrigger.All.SelectMany(
            trigger => SettingName().Matches(trigger.ToString()).Select(match => match.Groups["name"].Value)).Distinct();

        named.Except(AppSettings(), StringComparer.Ordinal).ShouldBeEmpty();
    }

    [Fact]
    public void Every_alarm_has_an_alert_on_the_words_that_it_is_logged_with()
    {
        var alerts = bicep.Module("alerts").GetProperty("variables").GetProperty("alarms").EnumerateArray()
            .Select(alarm => alarm.GetProperty("name").GetString()!);
        alerts.ShouldBe(AlarmTable.All.Select(alarm => alarm.Name).Distinct(), ignoreOrder: true);
        AlarmTable.All.ShouldAllBe(alarm => alarm.Template.StartsWith($"OperatorAlarm {alarm.Name}: ", StringComparison.Ordinal));
        bicep.Main.ToString().ShouldContain("AppTraces | where Message startswith \\\"OperatorAlarm {0}:\\\"");
    }

    [Fact]
    public void Every_alert_of_azure_monitor_alone_has_a_row_in_the_runbook()
    {
        var runbook = File.ReadAllText(Path.Combine(Bicep.Repository, "docs", "operations.md"));

        var rules = bicep.Module("alerts").GetProperty("variables").GetProperty("hostRules").EnumerateArray().ToList();
        var functions = rules.SelectMany(
            rule => FunctionName().Matches(rule.GetProperty("query").GetString()!).Select(match => match.Groups["name"].Value));
        functions.Except(DeclaredTrigger.All.Select(trigger => trigger.Function), StringComparer.Ordinal).ShouldBeEmpty();
        var alerts = rules.Select(rule => rule.GetProperty("name").GetString()!).ToList();
        alerts.ShouldContain("NoDispatch");
        alerts.ShouldAllBe(alert => runbook.Contains($"| `{alert}` |", StringComparison.Ordinal));
        DeclaredTrigger.All.ShouldContain(
            trigger => trigger.Function.StartsWith("HandlePoisoned", StringComparison.Ordinal), "an alert asks for functions of this name");
    }

    [Fact]
    public void Event_grid_tells_each_function_of_its_blobs_and_of_no_others()
    {
        var variables = bicep.EventSubscriptions.GetProperty("variables");
        variables.GetProperty("subscriptions").GetString().ShouldBe("[variables('$fxv#0')]", "the file that the development host reads");
        var subscriptions = variables.GetProperty("$fxv#0").EnumerateArray().ToList();
        var blobs = DeclaredTrigger.All.Where(trigger => trigger.Attribute is BlobTriggerAttribute)
            .ToDictionary(
                trigger => trigger.Function,
                trigger => Regex.Replace(((BlobTriggerAttribute)trigger.Attribute).BlobPath, "{year}", "2027"),
                StringComparer.Ordinal);
        subscriptions.Select(item => item.GetProperty("function").GetString()!).ShouldBe(blobs.Keys, ignoreOrder: true);

        foreach (var (function, path) in blobs)
        {
            var subject = path.Replace("{tenantId}", "sample", StringComparison.Ordinal)
                .Replace("{name}", "対応表.csv", StringComparison.Ordinal);
            subscriptions.Where(item => IsToldOf(item, subject)).Select(item => item.GetProperty("function").GetString())
                .ShouldBe([function], subject);
        }
    }

    [Fact]
    public void Hooks_ask_for_outputs_and_outputs_say_what_they_hold()
    {
        var outputs = bicep.Main.GetProperty("outputs").EnumerateObject().ToList();

        outputs.ShouldAllBe(output => output.Value.GetProperty("metadata").GetProperty("description").GetString()!.Length > 10);
        var deploy = File.ReadAllText(Path.Combine(Bicep.Repository, "docs", "deploy.md"));
        var asked = Directory.GetFiles(Path.Combine(Bicep.Folder, "hooks"))
            .SelectMany(file => Variable().Matches(File.ReadAllText(file)).Select(match => match.Value)).Distinct().ToList();
        asked.Count.ShouldBeGreaterThan(2);
        asked.Except(outputs.Select(output => output.Name).Append("AZURE_SUBSCRIPTION_ID"), StringComparer.Ordinal)
            .ShouldBeEmpty("azd itself knows only the subscription");
        outputs.Select(output => output.Name).Where(name => !asked.Contains(name) && !deploy.Contains(name, StringComparison.Ordinal))
            .ShouldBeEmpty("nobody would use it");
    }

    [Fact]
    public void Every_parameter_can_be_set_by_azd_and_by_the_workflow_and_says_what_it_is()
    {
        var parameters = bicep.Main.GetProperty("parameters").EnumerateObject().ToList();

        Json("main.parameters.json").GetProperty("parameters").EnumerateObject().Select(parameter => parameter.Name)
            .ShouldBe(parameters.Select(parameter => parameter.Name), ignoreOrder: true);
        var set = Variable().Matches(File.ReadAllText(Path.Combine(Bicep.Folder, "main.parameters.json"))).Select(match => match.Value);
        var workflow = File.ReadAllText(Path.Combine(Bicep.Repository, ".github", "workflows", "deploy.yml"));
        set.Where(name => !name.StartsWith("AZURE_PRINCIPAL", StringComparison.Ordinal))
            .ShouldAllBe(name => workflow.Contains($" {name}: ${{{{ ", StringComparison.Ordinal));
        parameters.ShouldAllBe(parameter => parameter.Value.GetProperty("metadata").GetProperty("description").GetString()!.Length > 10);
    }

    [Fact]
    public void Nothing_is_reached_by_key()
    {
        var (storage, vault, monitoring) =
            (bicep.Module("storage").ToString(), bicep.Module("vault").ToString(), bicep.Module("monitoring").ToString());

        storage.ShouldContain("\"allowSharedKeyAccess\": false");
        storage.ShouldContain("\"allowBlobPublicAccess\": false");
        vault.ShouldContain("\"enableRbacAuthorization\": true");
        vault.ShouldContain("\"enablePurgeProtection\": true");
        monitoring.ShouldContain("\"DisableLocalAuth\": true");
        monitoring.ShouldContain("\"disableLocalAuth\": true");
        bicep.Module("functions").ToString().ShouldNotContain("listKeys");
    }

    [Fact]
    public void The_app_says_nothing_that_flex_consumption_refuses() =>
        bicep.Module("functions").GetProperty("resources").GetProperty("app").GetProperty("properties").GetProperty("siteConfig")
            .EnumerateObject()
            .Select(property => property.Name).ShouldBe(["minTlsVersion"]);

    [Fact]
    public void The_key_of_the_content_hashes_is_made_once()
    {
        var key = bicep.Module("vault").GetProperty("resources").GetProperty("hashKey");

        key.GetProperty("@options").TryGetProperty("onlyIfNotExists", out _).ShouldBeTrue();
        key.GetProperty("name").GetString()!.ShouldContain(new SyncOptions().HashKeySecret);
    }

    private static bool IsToldOf(JsonElement subscription, string path)
    {
        string Text(string name) => subscription.GetProperty(name).GetString()!;
        return path.StartsWith($"{Text("container")}/", StringComparison.Ordinal)
            && path.EndsWith(Text("endsWith"), StringComparison.Ordinal)
            && path.Contains(Text("contains"), StringComparison.Ordinal);
    }

    private List<string> AppSettings()
    {
        var own = bicep.Main.GetProperty("resources").GetProperty("functions").GetProperty("properties").GetProperty("parameters")
            .GetProperty("settings").GetProperty("value");
        var union = bicep.Module("functions").GetProperty("resources").GetProperty("app::appSettings").GetProperty("properties")
            .GetString()!;
        return [
            .. own.EnumerateObject().Select(setting => setting.Name),
            .. SettingOfUnion().Matches(union).Select(match => match.Groups["name"].Value)];
    }

    private static JsonElement Json(string file) => JsonDocument.Parse(File.ReadAllText(Path.Combine(Bicep.Folder, file))).RootElement;

    private static List<string> Strings(JsonElement array) => [.. array.EnumerateArray().Select(item => item.GetString()!)];

    [GeneratedRegex(
        "'(?<name>(AzureWebJobsStorage__|KeyVault__|APPLICATIONINSIGHTS_)[A-Za-z_]+)'",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex SettingOfUnion();

    [GeneratedRegex("\"function (?<name>[A-Za-z]+)\"[,)]", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex FunctionName();

    [GeneratedRegex("%(?<name>[A-Za-z_]+)%", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex SettingName();

    [GeneratedRegex(@"(?<=\$\{?)[A-Z][A-Z_]+(?=[}=""])", RegexOptions.None)]
    private static partial Regex Variable();
}
