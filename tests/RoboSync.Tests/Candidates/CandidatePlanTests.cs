using RoboSync.Sync.Candidates;
using RoboSync.Sync.Writing;

namespace RoboSync.Tests.Candidates;

/// <summary>Deciding about candidates: nothing is asked or written.</summary>
public sealed class CandidatePlanTests
{
    private static readonly CandidateLink Link = new()
    {
        ApplicantNumber = "10000001", CandidateId = "2239928341129601024", RowHash = "row", ContentHash = "content",
    };

    [Fact]
    public void Somebody_new_is_created_after_their_label()
    {
        var plan = Plan(null, "content");

        plan.Operations.Select(operation => operation.GetType()).ShouldBe([typeof(EnsureLabel), typeof(CreateCandidate)]);
        plan.Operations[0].ShouldBe(new EnsureLabel("2027卒"));
    }

    [Fact]
    public void Other_content_is_an_update_and_asks_for_no_label() =>
        Plan(Link, "other").Operations.ShouldHaveSingleItem().ShouldBeOfType<UpdateCandidate>().Reason.ShouldBe(OperationReason.Changed);

    [Fact]
    public void The_same_content_is_remembered_and_not_written()
    {
        var plan = Plan(Link, "content");

        plan.Operations.ShouldBeEmpty();
        plan.Same.ShouldHaveSingleItem().CandidateId.ShouldBe(Link.CandidateId);
    }

    [Fact]
    public void A_create_that_was_announced_is_neither_sent_again_nor_forgotten()
    {
        var plan = Plan(Link with { CandidateId = null }, "content");

        plan.Operations.ShouldBeEmpty();
        plan.Unclear.ShouldHaveSingleItem();
    }

    [Fact]
    public void An_update_that_was_announced_is_sent_again_also_where_the_page_shows_what_hrmos_had_before() =>
        Plan(Link with { RowHash = "", ContentHash = "" }, "content").Operations.ShouldHaveSingleItem()
            .ShouldBeOfType<UpdateCandidate>().Reason.ShouldBe(OperationReason.Unsettled);

    private static CandidatePlan Plan(CandidateLink? link, string contentHash) => CandidatePlan.Of(
        [new ReadApplicant(Sample.Applicant() with { ApplicantNumber = "10000001" }, default, "row", contentHash)],
        link is null ? new Dictionary<string, CandidateLink>() : new Dictionary<string, CandidateLink> { ["10000001"] = link },
        "2027卒");
}
