using System.Diagnostics;

namespace RoboSync.Tests.Infra;

/// <summary>The hooks of azd, run with an Azure CLI that does as the test says.</summary>
public sealed class HooksTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("robosync-hooks-");

    public HooksTests()
    {
        // Fails as often as the file says, and writes down what it was asked.
        Command(
            "az",
            "echo \"$*\" >> calls; left=$(cat failures); [ \"$1\" = deployment ] && [ \"$left\" -gt 0 ] && { echo $((left - 1)) > "
            + "failures; exit 1; }; exit 0");
        Command("sleep", "exit 0");
    }

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void Uploads_are_subscribed_to_however_often_the_hook_runs()
    {
        for (var time = 1; time <= 2; time++)
        {
            var (exitCode, output) = Run("postdeploy.sh", failures: 0);

            (exitCode, output).ShouldBe((0, "Uploads reach the functions.\n"));
            Calls("deployment group create").ShouldHaveSingleItem().ShouldContain("--subscription sub --resource-group rg");
        }
    }

    [Fact]
    public void A_host_that_is_still_starting_is_waited_for()
    {
        var (exitCode, _) = Run("postdeploy.sh", failures: 2);

        exitCode.ShouldBe(0);
        Calls("deployment group create").Count.ShouldBe(3);
    }

    [Fact]
    public void A_failure_that_stays_is_told_with_what_to_do()
    {
        var (exitCode, output) = Run("postdeploy.sh", failures: 100);

        exitCode.ShouldBe(1);
        output.ShouldEndWith("run 'azd hooks run postdeploy' again.\n");
    }

    [Theory]
    [InlineData("false", "false", 0)]
    [InlineData("true", "false", 1)]
    [InlineData("false", "true", 1)]
    public void What_a_network_needs_is_registered_only_where_there_is_one(string vnet, string fixedIp, int calls)
    {
        Run("preprovision.sh", failures: 0, ("VNET_ENABLED", vnet), ("FIXED_OUTGOING_IP", fixedIp)).ExitCode.ShouldBe(0);

        Calls("provider register").Count.ShouldBe(calls);
    }

    private List<string> Calls(string command) =>
        File.Exists(Path.Combine(folder.FullName, "calls"))
            ? [.. File.ReadLines(Path.Combine(folder.FullName, "calls")).Where(line => line.StartsWith(command, StringComparison.Ordinal))]
            : [];

    private (int ExitCode, string Output) Run(string hook, int failures, params (string Name, string Value)[] environment)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The hooks are shell scripts.");
        File.WriteAllText(Path.Combine(folder.FullName, "failures"), $"{failures}\n");
        File.Delete(Path.Combine(folder.FullName, "calls"));
        var start =
            new ProcessStartInfo(Path.Combine(Bicep.Folder, "hooks", hook)) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["PATH"] = $"{folder.FullName}:{Environment.GetEnvironmentVariable("PATH")}";
        (string, string)[] azd = [
            ("AZURE_SUBSCRIPTION_ID", "sub"),
            ("AZURE_RESOURCE_GROUP", "rg"),
            ("AZURE_FUNCTION_APP_NAME", "func"),
            ("AZURE_EVENT_GRID_TOPIC_NAME", "topic")];
        foreach (var (name, value) in azd.Concat(environment))
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + error.GetAwaiter().GetResult());
    }

    private void Command(string name, string script)
    {
        var file = Path.Combine(folder.FullName, name);
        File.WriteAllText(file, $"#!/bin/sh\ncd '{folder.FullName}'\n{script}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }
    }
}
