using RoboSync.Sync.Failures;

namespace RoboSync.Tests.Notifications;

/// <summary>Who reads the texts: Excel, not IT.</summary>
internal static class Recruiters
{
    public static void ShouldUnderstand(FailureText text)
    {
        string[] known = ["MIWS", "HRMOS", "API", "ID", "SSO"];
        foreach (var sentence in new[] { text.What, text.Remedy })
        {
            sentence.ShouldEndWith("。");
            var words = System.Text.RegularExpressions.Regex.Matches(sentence, "[A-Za-z]+").Select(match => match.Value)
                .Where(word => word is not "No");
            words.Except(known).ShouldBeEmpty("a recruiter reads this");
        }
    }
}
