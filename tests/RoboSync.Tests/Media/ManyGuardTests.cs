using RoboSync.Sync.Failures;
using RoboSync.Sync.Media;

namespace RoboSync.Tests.Media;

/// <summary>One person's matter, and a changed site where it is many people's.</summary>
public sealed class ManyGuardTests
{
    [Fact]
    public void A_few_are_people_and_many_are_the_site()
    {
        var guard = new ManyGuard();
        Enumerable.Range(0, 10).ToList().ForEach(_ => guard.Read());

        Enumerable.Range(0, 3).Select(_ => guard.Note("phone")).ShouldAllBe(failure => failure == null);
        guard.Note("phone is blank").ShouldBeNull("another way of being odd is counted for itself");
        guard.Note("phone")!.Code.ShouldBe(FailureCode.SitePageChanged);
    }

    [Fact]
    public void More_than_a_few_who_are_gone_are_the_site_however_many_were_read()
    {
        var guard = new ManyGuard();
        Enumerable.Range(0, 1000).ToList().ForEach(_ => guard.Read());

        Enumerable.Range(0, 3).Select(_ => guard.NoteGone()).ShouldAllBe(failure => failure == null);
        guard.NoteGone()!.Code.ShouldBe(FailureCode.SitePageChanged);
    }

    [Fact]
    public void A_few_among_very_many_are_people()
    {
        var guard = new ManyGuard();
        Enumerable.Range(0, 1000).ToList().ForEach(_ => guard.Read());

        Enumerable.Range(0, 100).Select(_ => guard.Note("phone")).ShouldAllBe(failure => failure == null);
        guard.Note("phone").ShouldNotBeNull();
    }

    [Fact]
    public void What_was_filled_and_is_blank_now_is_named()
    {
        var before = Sample.Applicant() with { Club = "茶道部" };
        var after = before with { Phone = null, Club = null };

        FilledFields.Blanked(FilledFields.Of(before), FilledFields.Of(after)).ShouldBe(["phone", "club"]);
        FilledFields.Blanked(FilledFields.Of(after), FilledFields.Of(before)).ShouldBeEmpty();
    }
}
