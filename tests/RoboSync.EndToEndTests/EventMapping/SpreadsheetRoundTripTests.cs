using System.Diagnostics;
using RoboSync.EndToEndTests.Running;
using RoboSync.Sync.EventMapping;

namespace RoboSync.EndToEndTests.EventMapping;

/// <summary>
/// The sheet goes through a real spreadsheet program and back: opened, saved as a workbook, saved as CSV, uploaded. LibreOffice, since
/// Excel does not run here.
/// </summary>
public sealed class SpreadsheetRoundTripTests(StorageFixture storage)
{
    // LibreOffice's filter options: delimiter, quote, character set (76: UTF-8, 64: Windows Japanese), first line.
    [Theory]
    [InlineData("44,34,76,1")]
    [InlineData("44,34,64,1")]
    [InlineData("9,34,76,1")]
    [InlineData("59,34,76,1")]
    [InlineData("44,34,76,1,,0,true,true")]
    public async Task The_sheet_saved_by_a_spreadsheet_program_keeps_every_digit(string saveAs)
    {
        RequireLibreOffice();
        await using var product = await Product.StartAsync(storage, applicants: 6);
        await product.RunSlotAsync();
        var before = await product.Get<IEventMappingStore>().ReadCurrentAsync("sample", default);
        var folder = Directory.CreateTempSubdirectory("robosync-office-").FullName;
        await File.WriteAllBytesAsync(
            Path.Combine(folder, "current.csv"), await MappingUploadTests.BytesAsync(product, "sample/current.csv"));

        await ConvertAsync(folder, "--infilter=CSV:44,34,76,1", "xlsx", "current.csv");
        File.Delete(Path.Combine(folder, "current.csv"));
        await ConvertAsync(folder, null, $"csv:Text - txt - csv (StarCalc):{saveAs}", "current.xlsx");
        await MappingUploadTests.UploadAsync(product, "current.csv", await File.ReadAllBytesAsync(Path.Combine(folder, "current.csv")));

        Directory.Delete(folder, recursive: true);
        var outcome = await MappingUploadTests.OutcomeAsync(product, "current.csv");
        outcome["problemCount"]!.GetValue<int>().ShouldBe(0, outcome.ToJsonString());
        outcome["rows"]!.GetValue<int>().ShouldBe(before.EventBySeminar.Count);
        outcome["changes"]!["unchanged"]!.GetValue<int>().ShouldBe(before.EventBySeminar.Count);
        (await product.Get<IEventMappingStore>().ReadCurrentAsync("sample", default)).ShouldBeEquivalentTo(before);
    }

    [Fact]
    public async Task Ids_without_our_protection_are_destroyed_by_the_program_and_refused_by_us()
    {
        RequireLibreOffice();
        await using var product = await Product.StartAsync(storage, applicants: 4);
        var folder = Directory.CreateTempSubdirectory("robosync-office-").FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "plain.csv"), product.World.MappingCsv());

        await ConvertAsync(folder, "--infilter=CSV:44,34,76,1", "xlsx", "plain.csv");
        File.Delete(Path.Combine(folder, "plain.csv"));
        await ConvertAsync(folder, null, "csv:Text - txt - csv (StarCalc):44,34,76,1", "plain.xlsx");
        await MappingUploadTests.UploadAsync(product, "plain.csv", await File.ReadAllBytesAsync(Path.Combine(folder, "plain.csv")));

        Directory.Delete(folder, recursive: true);
        var outcome = await MappingUploadTests.OutcomeAsync(product, "plain.csv");
        outcome["problems"]!.AsArray().ShouldAllBe(problem => problem!["reason"]!.GetValue<string>().StartsWith("HRMOSイベントIDが指数表記"));
        outcome["accepted"]!.GetValue<bool>().ShouldBeFalse();
    }

    private static void RequireLibreOffice()
    {
        var isThere = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Any(folder => File.Exists(Path.Combine(folder, "soffice")));
        Assert.SkipUnless(
            isThere || Environment.GetEnvironmentVariable("CI") is "true",
            "LibreOffice is not installed (Debian: apt-get install libreoffice-calc).");
    }

    private static async Task ConvertAsync(string folder, string? inFilter, string to, string file)
    {
        var start =
            new ProcessStartInfo("soffice") { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add($"-env:UserInstallation=file://{folder}/profile");
        start.ArgumentList.Add("--headless");
        if (inFilter is not null)
        {
            start.ArgumentList.Add(inFilter);
        }

        foreach (var argument in new[] { "--convert-to", to, "--outdir", folder, file })
        {
            start.ArgumentList.Add(argument);
        }

        using var office = Process.Start(start)!;
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        var (output, errors) = (office.StandardOutput.ReadToEndAsync(limit.Token), office.StandardError.ReadToEndAsync(limit.Token));
        await office.WaitForExitAsync(limit.Token);
        File.Exists(Path.Combine(folder, $"{Path.GetFileNameWithoutExtension(file)}.{to.Split(':')[0]}"))
            .ShouldBeTrue(await output + await errors);
    }
}
