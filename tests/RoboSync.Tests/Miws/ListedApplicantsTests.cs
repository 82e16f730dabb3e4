using RoboSync.Miws.Session;
using RoboSync.Sync.Failures;
using RoboSync.Sync.Media;

namespace RoboSync.Tests.Miws;

/// <summary>A detail page is held against the row that led to it.</summary>
public sealed class ListedApplicantsTests
{
    private static readonly Applicant Page = Sample.Applicant();

    public static TheoryData<string, ApplicantRow> Contradictions => new()
    {
        { "name", Row() with { Name = "別人　太郎" } },
        { "selectionFlow", Row() with { SelectionFlow = "本サイト採用" } },
        { "entryDate", Row() with { EntryDate = Page.EntryDate.AddDays(-1) } },
        { "lastChanged", Row() with { LastChanged = Page.LastChanged.AddMinutes(1) } },
    };

    [Theory]
    [MemberData(nameof(Contradictions))]
    public void What_contradicts_its_row_is_one_persons_matter_and_named_by_its_field(string field, ApplicantRow row)
    {
        var failure = Should.Throw<SyncException>(() => Compare(row));

        (failure.Code, failure.Detail).ShouldBe((FailureCode.SiteRecordUnread, field));
    }

    [Fact]
    public void Who_changed_since_they_were_listed_may_differ() =>
        Compare(Row() with { Name = "旧姓　花子", SelectionFlow = "本サイト採用", LastChanged = Page.LastChanged.AddMinutes(-1) });

    [Fact]
    public void Spaces_and_widths_of_a_name_do_not_matter() => Compare(Row() with { Name = "見本 花子" });

    [Fact]
    public void Who_was_not_listed_by_this_session_is_compared_with_what_was_asked_for_only()
    {
        new ListedApplicants().Compare(Page.ApplicantNumber, Page);

        Should.Throw<SyncException>(() => new ListedApplicants().Compare("10000009", Page)).Code.ShouldBe(FailureCode.SitePageChanged);
    }

    private static ApplicantRow Row() => new(Page.ApplicantNumber, Page.Name, Page.SelectionFlow, Page.EntryDate, Page.LastChanged);

    private static void Compare(ApplicantRow row)
    {
        var listed = new ListedApplicants();
        listed.Remember([row]);
        listed.Compare(Page.ApplicantNumber, Page);
    }
}
