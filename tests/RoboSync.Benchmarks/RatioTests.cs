using RoboSync.Benchmarks.Suite;

namespace RoboSync.Benchmarks;

/// <summary>
/// The fast part of the benchmarks, in CI: ratios of two sides that are measured by turns on the same machine, with slack for a machine
/// that does other things. They catch what makes a run or a page cost a multiple; docs/benchmarks.md has the figures.
/// </summary>
public sealed class RatioTests
{
    private static readonly Scale Fast = Scale.Small with { Pairs = 5 };

    [Fact]
    public async Task Reading_costs_little_more_than_parsing()
    {
        var figures = (await ReadingMeasurement.RunAsync(Fast)).ToDictionary(figure => figure.Key);

        figures["page-list"].Value.ShouldBeLessThan(3, figures["page-list"].Detail);
        figures["page-detail"].Value.ShouldBeLessThan(3, figures["page-detail"].Detail);
        figures["mapping"].Value.ShouldBeLessThan(4, figures["mapping"].Detail);
    }

    [Fact]
    public async Task A_run_costs_little_more_than_its_requests()
    {
        var figures = (await WireMeasurement.RunAsync(Fast with { Pairs = 3 })).ToDictionary(figure => figure.Key);

        figures["wire-first"].Value.ShouldBeLessThan(3, figures["wire-first"].Detail);
        figures["wire-quiet"].Value.ShouldBeLessThan(3, figures["wire-quiet"].Detail);
    }

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
