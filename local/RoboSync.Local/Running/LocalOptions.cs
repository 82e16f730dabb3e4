using RoboSync.Simulators.Miws.Skins;

namespace RoboSync.Local.Running;

/// <summary>What was asked for on the command line.</summary>
/// <param name="Once">End after the last slot.</param>
/// <param name="Applicants">Applicants in the simulators.</param>
/// <param name="Seed">Seed of the simulators.</param>
/// <param name="FurtherRuns">Slots after the first, the simulators' data moving on in between.</param>
/// <param name="Summary">File for the summary, JSON.</param>
/// <param name="Info">File for addresses, JSON, written when all is up.</param>
/// <param name="Storage">Storage account instead of Azurite.</param>
/// <param name="Config">Own tenant and sites instead of the simulators.</param>
/// <param name="Skin">What the simulated MIWS looks like.</param>
/// <param name="Telemetry">Where traces, metrics and logs go: <c>console</c>, which is the functions' log, or an OTLP address.</param>
internal sealed record LocalOptions(
    bool Once, int Applicants, int Seed, int FurtherRuns, FileInfo? Summary, FileInfo? Info, string? Storage, FileInfo? Config,
    MiwsSkin Skin, string? Telemetry = null);
