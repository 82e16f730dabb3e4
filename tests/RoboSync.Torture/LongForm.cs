using System.Diagnostics;
using System.Globalization;
using RoboSync.EndToEndTests.Running;

namespace RoboSync.Torture;

/// <summary>The long form: as many cases as one wants, from one command. A failing case says how it is repeated.</summary>
internal static class LongForm
{
    // Azurite keeps what former cases wrote: a fresh one now and then keeps it quick.
    private const int CasesPerStorage = 100;

    public static async Task<int> RunAsync(string[] args, TextWriter output)
    {
        if (args is ["list"])
        {
            foreach (var known in Rigs.All)
            {
                await output.WriteLineAsync($"{known.Verb,-16} {known.What}");
            }

            return 0;
        }

        var rig = Rigs.Find(args[0])!;
        var (seed, first, count) = (Number(args, "--seed", 1), Number(args, "--first", 0), Number(args, "--count", 100));
        var watch = Stopwatch.StartNew();
        var failed = 0;
        for (var begin = first; begin < first + count; begin += CasesPerStorage)
        {
            var storage = new StorageFixture();
            await storage.InitializeAsync();
            await using (storage)
            {
                for (var number = begin; number < Math.Min(begin + CasesPerStorage, first + count); number++)
                {
                    failed += await PlayAsync(rig, storage, new TortureCase(seed, number), output) ? 0 : 1;
                }
            }
        }

        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture, $"{rig.Verb}, seed {seed}: {count} cases, {failed} failed, {watch.Elapsed.TotalSeconds:0} s"));
        return failed == 0 ? 0 : 1;
    }

    /// <summary>What to type to see a case again.</summary>
    public static string Repeat(Rig rig, TortureCase at) => string.Create(
        CultureInfo.InvariantCulture,
        $"dotnet run --project tests/RoboSync.Torture -- {rig.Verb} --seed {at.Seed} --first {at.Number} --count 1");

    private static async Task<bool> PlayAsync(Rig rig, StorageFixture storage, TortureCase at, TextWriter output)
    {
        var watch = Stopwatch.StartNew();
        try
        {
            var played = await rig.PlayAsync(storage, at);
            await output.WriteLineAsync(
                string.Create(CultureInfo.InvariantCulture, $"{at.Number} ({watch.Elapsed.TotalSeconds:0.0} s): {played}"));
            return true;
        }
        catch (Exception failure)
        {
            // The boundary of a case: the others go on, and the command ends with 1.
            await output.WriteLineAsync($"{at.Number}: FAILED. Repeat: {Repeat(rig, at)}\n{failure}");
            return false;
        }
    }

    private static int Number(string[] args, string name, int fallback) =>
        Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length
            ? int.Parse(args[at + 1], CultureInfo.InvariantCulture)
            : fallback;
}
