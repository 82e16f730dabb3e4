using System.Globalization;
using CsCheck;

namespace RoboSync.Tests;

/// <summary>
/// Samples of a generator, each made by its number alone: every run of the tests has the same ones. The longer run of all of them is
/// <c>ROBOSYNC_SAMPLES=100 dotnet test --project tests/RoboSync.Tests</c>, a hundred times as many.
/// </summary>
internal static class Samples
{
    private const uint Stream = 1;

    private static readonly int Times =
        int.TryParse(Environment.GetEnvironmentVariable("ROBOSYNC_SAMPLES"), CultureInfo.InvariantCulture, out var times) ? times : 1;

    /// <summary>Checks so many samples; the failure names the one that failed.</summary>
    /// <param name="gen">Makes them.</param>
    /// <param name="count">How many; more in the longer run.</param>
    /// <param name="check">Throws where something is wrong.</param>
    public static void Each<T>(this Gen<T> gen, int count, Action<T> check)
    {
        for (var number = 0; number < count * Times; number++)
        {
            var sample = gen.Generate(new PCG(Stream, (ulong)number), null, out _);
            try
            {
                check(sample);
            }
            catch (Exception failure)
            {
                throw new InvalidOperationException($"Sample {number}: {Check.Print(sample)}", failure);
            }
        }
    }
}
