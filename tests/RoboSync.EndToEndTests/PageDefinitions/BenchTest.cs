using RoboSync.Local.Running;
using RoboSync.Simulators.Miws.Skins;
using RoboSync.Simulators.World;

namespace RoboSync.EndToEndTests.PageDefinitions;

/// <summary>A test of the workbench against the simulated MIWS.</summary>
public abstract class BenchTest
{
    private protected static Task<SimulatedWorld> StartAsync(MiwsSkin? skin = null, int applicants = 60) => SimulatedWorld.StartAsync(
        new WorldOptions { Applicants = applicants, Years = [2027], Skin = skin ?? MiwsSkin.Plain });

    private protected static void WriteFrames(Bench bench)
    {
        foreach (var (name, text) in SkinDefinitions.Of(MiwsSkin.Frames))
        {
            bench.Write($"definitions/{name}.json", text);
        }
    }

    /// <summary>What people typed, or are numbered by, and nobody else may read.</summary>
    private protected static IEnumerable<string> Personal(SimulatedWorld world) => world.Miws.Data.Applicants
        .SelectMany(applicant => new[] { applicant.Number, applicant.Person.Mail, applicant.Person.Phone, applicant.Person.Name });
}
