using RoboSync.Sync.Candidates;
using RoboSync.Sync.Failures;
using RoboSync.Sync.Media;

namespace RoboSync.Tests.Candidates;

public sealed class ContentHasherTests
{
    private static readonly string Key = Convert.ToBase64String(new byte[32]);
    private static readonly ContentHasher Hasher = new(Key, "sample");

    [Fact]
    public void The_rows_hash_equals_the_detail_pages_while_nothing_has_changed()
    {
        var applicant = Sample.Applicant();
        var row = new ApplicantRow(
            applicant.ApplicantNumber, applicant.Name, applicant.SelectionFlow, applicant.EntryDate, applicant.LastChanged);

        Hasher.OfRow(row).ShouldBe(Hasher.OfRow(applicant));
        Hasher.OfRow(row with { LastChanged = row.LastChanged.AddMinutes(1) }).ShouldNotBe(Hasher.OfRow(applicant));
        Hasher.OfRow(row with { SelectionFlow = "本サイト採用" }).ShouldNotBe(Hasher.OfRow(applicant));
    }

    [Fact]
    public void Every_field_that_hrmos_is_given_counts()
    {
        var applicant = Sample.Applicant();
        var before = Hasher.OfContent(applicant);
        var texts = typeof(Applicant).GetProperties().Where(property => property.PropertyType == typeof(string)).ToList();
        texts.Count.ShouldBe(19);

        foreach (var property in texts)
        {
            var changed = applicant with { };
            property.SetValue(changed, "別の値");
            Hasher.OfContent(changed).ShouldNotBe(before, property.Name);
        }

        Hasher.OfContent(applicant with { Graduation = new DateOnly(2027, 9, 1) }).ShouldNotBe(before);
        Hasher.OfContent(applicant with { EntryDate = applicant.EntryDate.AddDays(1) }).ShouldNotBe(before);
        Hasher.OfContent(applicant with { LastChanged = applicant.LastChanged.AddDays(1) }).ShouldBe(before, "HRMOS is not given it");
    }

    [Fact]
    public void Fields_do_not_run_into_each_other()
    {
        var left = Sample.Applicant() with { Club = "テニス", Laboratory = "部" };
        var right = Sample.Applicant() with { Club = "部", Laboratory = "テニス" };
        var blank = Sample.Applicant() with { Club = null };
        var empty = Sample.Applicant() with { Club = "" };

        Hasher.OfContent(left).ShouldNotBe(Hasher.OfContent(right));
        Hasher.OfContent(blank).ShouldNotBe(Hasher.OfContent(empty));
    }

    [Fact]
    public void Each_tenant_has_a_key_of_its_own() =>
        new ContentHasher(Key, "other").OfContent(Sample.Applicant()).ShouldNotBe(Hasher.OfContent(Sample.Applicant()));

    [Fact]
    public void A_hash_stays_what_it_is_over_releases() =>
        Hasher.OfContent(Sample.Applicant()).ShouldBe("S5Q9M1vhnh2iKO+Dryo2yPJQMukrbIpBS52BM4qQuJg=");

    [Theory]
    [InlineData("")]
    [InlineData("not base64!")]
    [InlineData("c2hvcnQ=")]
    public void A_key_that_is_none_is_refused(string key) =>
        Should.Throw<SyncException>(() => new ContentHasher(key, "sample")).Code.ShouldBe(FailureCode.SecretMissing);
}
