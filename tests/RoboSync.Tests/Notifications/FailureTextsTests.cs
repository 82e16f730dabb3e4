using RoboSync.Sync.Notifications;
using RoboSync.Sync.Runs;

namespace RoboSync.Tests.Notifications;

public sealed class FailureTextsTests
{
    public static TheoryData<FailureCode> Codes => [.. Enum.GetValues<FailureCode>()];

    public static TheoryData<NotDoneReason> Reasons => [.. Enum.GetValues<NotDoneReason>()];

    [Theory]
    [MemberData(nameof(Codes))]
    public void Every_failure_says_what_happened_and_what_to_do(FailureCode code) => ShouldBeForRecruiters(FailureTexts.Of(code));

    [Theory]
    [MemberData(nameof(Reasons))]
    public void Everything_not_done_says_why_and_what_to_do(NotDoneReason reason) => ShouldBeForRecruiters(FailureTexts.Of(reason));

    [Theory]
    [MemberData(nameof(Codes))]
    public void Every_failure_of_one_record_can_be_reported(FailureCode code)
    {
        if (Failures.KindOf(code) == FailureKind.OneRecord && code is not FailureCode.MiwsApplicantGone and not FailureCode.MiwsSeminarMissing)
        {
            Enum.IsDefined(NotDoneReasons.Of(code)).ShouldBeTrue();
        }
    }

    [Fact]
    public void Only_what_nobody_foresaw_is_a_defect() =>
        Enum.GetValues<FailureCode>().Where(code => Failures.KindOf(code) == FailureKind.Defect).ShouldBe([FailureCode.Defect]);

    private static void ShouldBeForRecruiters(FailureText text)
    {
        string[] known = ["MIWS", "HRMOS", "API", "ID", "SSO"];
        foreach (var sentence in new[] { text.What, text.Remedy })
        {
            sentence.ShouldEndWith("。");
            var words = System.Text.RegularExpressions.Regex.Matches(sentence, "[A-Za-z]+").Select(match => match.Value).Where(word => word is not "No");
            words.Except(known).ShouldBeEmpty("a recruiter reads this");
        }
    }
}
