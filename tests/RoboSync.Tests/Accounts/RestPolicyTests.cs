using RoboSync.Sync.Accounts;
using RoboSync.Sync.Failures;

namespace RoboSync.Tests.Accounts;

public sealed class RestPolicyTests
{
    private static readonly DateTimeOffset Now = new(2026, 6, 1, 3, 0, 0, TimeSpan.Zero);
    private static readonly AccountState Fresh = new() { Account = Sample.Account };

    [Theory]
    [InlineData(FailureCode.SiteSignInRefused)]
    [InlineData(FailureCode.SiteAccountLocked)]
    [InlineData(FailureCode.SitePasswordExpired)]
    public void A_refused_password_is_not_tried_again_before_there_is_a_newer_one(FailureCode code)
    {
        var state = RestPolicy.AfterFailure(Fresh, code, "v1", "t1", Now, leastRest: null);

        RestPolicy.MayRun(state, "v1", "t2", Now.AddYears(1)).ShouldBeFalse();
        RestPolicy.MayRun(state, "v2", "t1", Now).ShouldBeTrue();
    }

    [Fact]
    public void A_refused_token_waits_for_a_newer_token()
    {
        var state = RestPolicy.AfterFailure(Fresh, FailureCode.HrmosTokenInvalid, "v1", "t1", Now, leastRest: null);

        RestPolicy.MayRun(state, "v2", "t1", Now.AddYears(1)).ShouldBeFalse();
        RestPolicy.MayRun(state, "v1", "t2", Now).ShouldBeTrue();
    }

    [Theory]
    [InlineData(FailureCode.HrmosLabelLimit)]
    [InlineData(FailureCode.HrmosPermissionMissing)]
    [InlineData(FailureCode.SecretMissing)]
    [InlineData(FailureCode.SiteDisplayYearDiffers)]
    public void What_trying_again_harms_nobody_is_tried_in_every_slot(FailureCode code) =>
        RestPolicy.MayRun(RestPolicy.AfterFailure(Fresh, code, "v1", "t1", Now, leastRest: null), "v1", "t1", Now.AddHours(4))
            .ShouldBeTrue();

    [Fact]
    public void Failures_in_passing_rest_longer_and_longer_and_a_good_run_steps_down_by_one()
    {
        var state = Fresh;
        var rests = new List<double>();
        for (var slot = 0; slot < 5; slot++)
        {
            state = RestPolicy.AfterFailure(state, FailureCode.SiteMaintenance, "v1", "t1", Now, leastRest: null);
            rests.Add(((state.RestUntil ?? Now) - Now).TotalHours);
        }

        rests.ShouldBe([0, 6, 12, 24, 24]);
        RestPolicy.MayRun(state, "v1", "t1", Now.AddHours(23)).ShouldBeFalse();
        RestPolicy.MayRun(state, "v1", "t1", Now.AddHours(24)).ShouldBeTrue();
        var recovered = RestPolicy.AfterGoodRun(state, Now.AddHours(24));
        recovered.TransientLevel.ShouldBe(3);
        recovered.RestReason.ShouldBeNull();
        recovered.LastGoodRun.ShouldBe(Now.AddHours(24));
    }

    [Fact]
    public void A_changed_site_rests_nobody() =>
        RestPolicy.AfterFailure(Fresh, FailureCode.SitePageChanged, "v1", "t1", Now, leastRest: null)
        .ShouldBe(Fresh with { LastFailure = FailureCode.SitePageChanged, FailingSince = Now });

    [Fact]
    public void It_is_told_since_when_an_account_waits()
    {
        var first = RestPolicy.AfterFailure(Fresh, FailureCode.HrmosLabelLimit, "v1", "t1", Now, leastRest: null);

        RestPolicy.AfterFailure(first, FailureCode.HrmosLabelLimit, "v1", "t1", Now.AddDays(1), leastRest: null).RestingSince.ShouldBe(Now);
        RestPolicy.AfterFailure(first, FailureCode.SiteAccountLocked, "v1", "t1", Now.AddDays(1), leastRest: null)
            .RestingSince.ShouldBe(Now.AddDays(1));
    }

    [Fact]
    public void A_vault_that_is_away_does_not_forget_the_refused_password_nor_that_the_customer_has_to_act()
    {
        var state = RestPolicy.AfterFailure(Fresh, FailureCode.SiteSignInRefused, "v1", "t1", Now, leastRest: null);
        foreach (var hours in new[] { 4, 8, 12 })
        {
            state = RestPolicy.AfterFailure(state, FailureCode.VaultUnreachable, "", "", Now.AddHours(hours), leastRest: null);
        }

        RestPolicy.MayRun(state, "v1", "t1", Now.AddYears(1)).ShouldBeFalse();
        RestPolicy.MayRun(state, "v2", "t1", Now.AddHours(13))
            .ShouldBeTrue("the customer's new password does not wait for a rest that is about the vault");
        (state.RestReason, state.RestingSince).ShouldBe((FailureCode.SiteSignInRefused, Now));
    }

    [Fact]
    public void A_missing_secret_does_not_forget_what_was_refused()
    {
        var state = RestPolicy.AfterFailure(Fresh, FailureCode.SiteAccountLocked, "v1", "t1", Now, leastRest: null);
        state = RestPolicy.AfterFailure(state, FailureCode.HrmosTokenInvalid, "v2", "t1", Now.AddHours(4), leastRest: null);
        state = RestPolicy.AfterFailure(state, FailureCode.SecretMissing, "", "", Now.AddHours(8), leastRest: null);

        state.RestReason.ShouldBe(FailureCode.SecretMissing);
        RestPolicy.MayRun(state, "v1", "t2", Now.AddYears(1)).ShouldBeFalse();
        RestPolicy.MayRun(state, "v2", "t1", Now.AddYears(1)).ShouldBeFalse();
        RestPolicy.MayRun(state, "v2", "t2", Now.AddHours(12)).ShouldBeTrue();
    }

    [Theory]
    [InlineData(FailureCode.SitePageChanged)]
    [InlineData(FailureCode.SiteMaintenance)]
    [InlineData(FailureCode.Defect)]
    public void Once_the_customer_has_acted_another_failure_is_not_called_theirs(FailureCode other)
    {
        var state = RestPolicy.AfterFailure(Fresh, FailureCode.SiteSignInRefused, "v1", "t1", Now, leastRest: null);
        state = RestPolicy.AfterFailure(state, other, "v2", "t1", Now.AddHours(4), leastRest: null);

        (state.RestReason, state.RestingSince, state.LastFailure, state.FailingSince).ShouldBe((null, null, other, Now));
        RestPolicy.MayRun(state, "v1", "t1", Now.AddYears(1)).ShouldBeFalse("what was refused stays refused");
        RestPolicy.MayRun(state, "v2", "t1", Now.AddHours(8)).ShouldBeTrue();
    }

    [Fact]
    public void A_rest_in_passing_begins_when_the_customer_has_acted_and_the_site_is_away()
    {
        var state = RestPolicy.AfterFailure(Fresh, FailureCode.SiteSignInRefused, "v1", "t1", Now, leastRest: null);
        state = RestPolicy.AfterFailure(state, FailureCode.SiteMaintenance, "v2", "t1", Now.AddHours(4), leastRest: null);
        state = RestPolicy.AfterFailure(state, FailureCode.SiteMaintenance, "v2", "t1", Now.AddHours(8), leastRest: null);

        (state.RestReason, state.RestingSince, state.RestUntil).ShouldBe((FailureCode.SiteMaintenance, Now.AddHours(8), Now.AddHours(14)));
    }

    [Fact]
    public void Who_was_told_of_trouble_is_remembered_until_it_works()
    {
        var state = RestPolicy.AfterFailure(Fresh, FailureCode.HrmosLabelLimit, "v1", "t1", Now, leastRest: null);
        state = RestPolicy.AfterFailure(state, FailureCode.SiteMaintenance, "v1", "t1", Now.AddHours(4), leastRest: null);

        state.RestReason.ShouldBeNull("nothing of it is known to hold");
        state.TroubleToldAt.ShouldBe(Now);
        RestPolicy.AfterGoodRun(state, Now.AddHours(8)).TroubleToldAt.ShouldBeNull();
    }

    [Fact]
    public void A_site_that_asks_to_be_left_alone_is_left_alone_for_as_long_as_it_asked()
    {
        var state = RestPolicy.AfterFailure(Fresh, FailureCode.SiteTooManyRequests, "v1", "t1", Now, TimeSpan.FromHours(1));

        state.RestUntil.ShouldBe(Now.AddHours(1));
        RestPolicy.MayRun(state, "v1", "t1", Now.AddMinutes(59)).ShouldBeFalse();
        RestPolicy.MayRun(state, "v1", "t1", Now.AddMinutes(60)).ShouldBeTrue();
    }
}
