using RoboSync.Sync.Failures;
using RoboSync.Sync.Media;
using RoboSync.Sync.Notifications;
using RoboSync.Sync.Reports;
using RoboSync.Sync.Runs;
using RoboSync.Sync.Tenants;

namespace RoboSync.Tests.Notifications;

/// <summary>Every mail names the place in the console where what it asks for is done, and whom to turn to.</summary>
public sealed class PlacesTests
{
    private const string Console = "https://robosync.example/";
    private static readonly DateTimeOffset Slot = new(2026, 6, 1, 12, 0, 0, TimeSpan.FromHours(9));

    public static TheoryData<string> Mails => [.. MailRenderingTests.CustomerMails().Select(mail => mail.Name)];

    public static TheoryData<FailureCode> AskingFailures =>
        [.. Enum.GetValues<FailureCode>().Where(code => FailureKinds.Of(code) == FailureKind.NeedsCustomer)];

    public static TheoryData<NotDoneReason> Reasons => [.. Enum.GetValues<NotDoneReason>()];

    private static MediumTexts Miws => MediumProfile.Of("miws").Texts;

    [Theory]
    [MemberData(nameof(Mails))]
    public void Every_mail_names_a_place_and_a_contact(string name)
    {
        var mail = MailRenderingTests.CustomerMails().Single(item => item.Name == name).Mail;

        var text =
            MailWriter.Text(MailTexts.WithContact(MailTexts.WithPlaces(mail, Console), "support@robosync.example", hasConsole: true));

        mail.Places.ShouldNotBeEmpty();
        mail.Places.ShouldBeUnique();
        mail.Places.ShouldAllBe(place => text.Contains($"【{place.Text}】https://robosync.example{place.Path}\n", StringComparison.Ordinal));
        text.ShouldEndWith("\n\nお問い合わせ：support@robosync.example\n");
        text.ShouldNotContain("担当者まで");
        MailTexts.WithPlaces(mail, console: "").ShouldBe(mail, "without a console there is no place in it");
        mail.Brief.ShouldNotBeNullOrWhiteSpace("it is posted to webhooks");
        mail.Brief.ShouldNotContain("応募者番号");
        mail.Brief.ShouldNotMatch("[0-9]{6}", "many read along: nobody's number, and no file's name");
    }

    [Theory]
    [MemberData(nameof(AskingFailures))]
    public void A_failure_that_needs_the_customer_leads_to_where_it_is_put_right(FailureCode code)
    {
        var place = ConsolePlace.Of(code, "miws-2027").ShouldNotBeNull();

        MailTexts.NeedsCustomer(Sample.Tenant(), "miws-2027", code, Slot).Places.ShouldBe([place]);
        MailTexts.Reminder(Sample.Tenant(), "miws-2027", code, Slot).Places.ShouldBe([place]);
        Ended(run => run with { Failure = code }).Places.ShouldBe([place, ConsolePlace.Home]);
        if (FailureTexts.Of(code, Miws).Remedy.Contains("トークン", StringComparison.Ordinal) && code != FailureCode.SecretMissing)
        {
            place.Path.ShouldBe("/hrmos");
        }
    }

    [Theory]
    [MemberData(nameof(Reasons))]
    public void What_was_not_done_leads_to_where_it_is_put_right(NotDoneReason reason)
    {
        var places = Ended(run => run with { NotDone = [new NotDone(reason, "1", "")] }).Places;

        var remedy = NotDoneTexts.Of(reason, Miws).Remedy;
        remedy.ShouldNotContain("担当者まで");
        places[^1].ShouldBe(ConsolePlace.Home);
        places.Contains(ConsolePlace.Mapping).ShouldBe(remedy.Contains("イベント名対応表", StringComparison.Ordinal));
    }

    [Fact]
    public void No_failure_sends_anybody_to_a_person_who_is_not_named() => Enum.GetValues<FailureCode>()
        .Where(code => FailureTexts.Of(code, Miws).Remedy.Contains("担当者まで", StringComparison.Ordinal)).ShouldBeEmpty();

    private static NoticeContent Ended(Func<RunState, RunState> how)
    {
        var run = new RunState
        {
            Account = new AccountKey("sample", "miws-2027"), RunId = "20260601T030000Z", Slot = Slot, Phase = RunPhase.Finished,
        };
        return MailTexts.Slot(
            Sample.Tenant(),
            Slot,
            new Dictionary<string, RunState?> { ["miws-2027"] = how(run) },
            new Dictionary<string, Sync.Accounts.AccountStatus>());
    }
}
