using RoboSync.Benchmarks.Suite;

namespace RoboSync.Benchmarks;

/// <summary>
/// The fast part of the benchmarks, in CI: what can be counted. Ratios of times are left to the benchmarks themselves, since a machine
/// that does other things would decide them.
/// </summary>
public sealed class CountTests
{
    private static readonly Scale Fast = Scale.Small;

    [Fact]
    public async Task An_applicant_costs_storage_and_hrmos_no_more_requests_than_they_have_to()
    {
        var figures = (await RequestsMeasurement.RunAsync(Fast with { Applicants = 200 })).ToDictionary(figure => figure.Key);

        figures["storage-per-applicant"].Value.ShouldBeLessThan(1.5, figures["storage-per-applicant"].Detail);
        figures["messages-per-run"].Value.ShouldBe(2);
        figures["log-per-applicant"].Value.ShouldBeLessThan(100);
        figures["hrmos-new"].Value.ShouldBe(1);
        figures["hrmos-changed"].Value.ShouldBe(1);
        figures["hrmos-unchanged"].Value.ShouldBe(0);
    }
}
